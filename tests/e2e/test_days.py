"""The daily over days that go by: on the front page and on its own, with a clock that the test moves."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import DESKTOP, Player
from tests.e2e.moved import served_by
from tests.e2e.test_pages import axe
from tests.web.browser import truth

from higherthanthou.game.modes.daily import DAY, day_of
from higherthanthou.web.server import Server
from world import Clock, make_day

DAYS = 4


@pytest.fixture
def office(
    wide_world_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, Server]]:
    """A served game whose ten are there for some days."""
    monkeypatch.setattr("higherthanthou.chores.FIRST_DAY", 3600)
    shutil.copy(wide_world_file, tmp_path / "higherthanthou.db")
    with served_by(Clock(), tmp_path) as (url, server):
        for ahead in range(DAYS):
            make_day(server.database, "citizens", day_of(server.now()) + ahead)
        yield url, server


def play_ten(page: Page, server: Server, right: int) -> None:
    """The ten of today from the front page, the first so many right, by keys."""
    page.get_by_role("button", name="Play today’s ten").click()
    run = page.url.rpartition("/")[2]
    for turn in range(1, 11):
        page.locator(f'#table[data-ready="true"][data-turn="{turn}"]').wait_for()
        higher = truth(server, run) == "higher"
        server.now.sleep(2)
        page.keyboard.press("ArrowUp" if higher == (turn <= right) else "ArrowDown")
    expect(page.get_by_test_id("final-streak")).to_have_text(str(right))


def test_two_days_of_the_daily(browser: Browser, office: tuple[str, Server]) -> None:
    """Played, it is the file on the front page; the next day asks again; the calendar has both; then the row breaks."""
    url, server = office
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.goto(url)
    play_ten(page, server, 6)
    page.goto(url)
    expect(page.get_by_test_id("today")).to_have_text("6 of 10 right")
    expect(page.locator(".signs li")).to_have_count(10)
    expect(page.locator(".today-next")).to_contain_text("9 h 47 min")
    server.now.sleep(DAY / 1000)
    page.reload()
    expect(page.get_by_text("Today would make two days in a row.")).to_be_visible()
    play_ten(page, server, 9)
    page.goto(url)
    expect(page.get_by_text("2 days in a row.")).to_be_visible()
    page.get_by_role("link", name="The last ten, opened").click()
    expect(page.get_by_role("heading", name="The last ten, opened")).to_be_in_viewport()
    expect(page.get_by_text(re.compile("You had 6"))).to_be_visible()
    expect(page.locator(".calendar-played b")).to_have_text(["6", "9"])
    expect(page.locator(".opened-said").get_by_text(re.compile("you were right"))).to_have_count(6)
    assert axe(Player(page, None)) == []
    server.now.sleep(2 * DAY / 1000)
    page.goto(url)
    expect(page.get_by_role("button", name="Play today’s ten")).to_be_visible()
    expect(page.get_by_text("in a row")).to_have_count(0)
    page.context.close()
