"""What days that go by change, by a clock that the test moves: the daily, and the season of the house's deck."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import DESKTOP, STILL, Player
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
    page = browser.new_context(viewport=DESKTOP, **STILL).new_page()
    page.goto(url)
    play_ten(page, server, 6)
    page.goto(url)
    expect(page.get_by_test_id("today")).to_have_text("6 of 10 right")
    expect(page.locator(".signs li")).to_have_count(10)
    missed = page.locator(".signs .sign-wrong").first
    expect(missed).to_have_css("border-top-color", missed.evaluate("one => getComputedStyle(one).color"))
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


def turn_over(server: Server) -> int | None:
    """Look whether a season is due, as the server does now and then; Playwright has the loop of this thread."""

    async def at_once() -> None:
        """No moment is too busy."""

    def look() -> int | None:
        return asyncio.run(server.seasons.turn_if_due(server.database, "citizens", server.now, at_once))

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(look).result()


def test_a_season_turns_over_in_the_middle_of_a_run(browser: Browser, office: tuple[str, Server]) -> None:
    """The run goes on and ranks on the board that it began for, which keeps its month; the next one ranks on the new."""
    url, server = office
    assert turn_over(server) is None
    page = browser.new_context(viewport=DESKTOP, **STILL).new_page()
    player = Player(page, None)
    page.goto(url)
    page.get_by_role("button", name="Play", exact=True).click()
    for turn in (1, 2):
        page.locator(f'#table[data-ready="true"][data-turn="{turn}"]').wait_for()
        if turn == 2:
            server.now.sleep(20 * DAY / 1000)
            assert turn_over(server) == 2
        higher = truth(server, page.url.rpartition("/")[2]) == "higher"
        server.now.sleep(2)
        page.keyboard.press("ArrowUp" if higher == (turn == 1) else "ArrowDown")
    expect(page.get_by_test_id("final-streak")).to_have_text("1")
    expect(page.get_by_test_id("result")).to_contain_text("Your first on this board")
    page.get_by_role("link", name="Leaderboard", exact=True).last.click()
    expect(page.get_by_test_id("board-row")).to_have_count(0)
    page.get_by_role("link", name="September").click()
    expect(page.get_by_test_id("board-row")).to_have_count(1)
    assert axe(player) == []
    assert player.faults == []
    page.context.close()
