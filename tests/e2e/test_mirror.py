"""The mirror in a browser: from a result to the whole of it, with and without scripts, at any width, and with axe."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, update
from tests.e2e.conftest import Player, truth
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PLAIN

from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.tables import profiles
from live import Live

CALLS = 40
PHONE = {"viewport": {"width": 390, "height": 844}}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module", autouse=True)
def faces(live: Live) -> None:
    """Half of the citizens smile, the others glare: in the small world all of them look calm."""
    database = Database(database_url("", live.folder))
    for expression, every in (("smile", 0), ("rage", 1)):
        look = func.replace(profiles.c.look, "calm", expression)
        change = update(profiles).where(profiles.c.id % 2 == every).values(look=look)
        database.write_now(lambda connection, change=change: connection.execute(change))
    database.close()


def play_many(player: Player) -> None:
    """So many calls, in runs of six right ones and two misses, beside the browser but with its cookie."""
    player.play()
    run, ask = player.page.url, player.page.context.request
    for call in range(CALLS):
        turn, side = call % 8 + 1, truth(player.live, run)
        said = side if turn < 7 else "lower" if side == "higher" else "higher"
        answer = ask.post(f"{run}/guesses", form={"turn": str(turn), "guess": said})
        assert answer.ok
        if turn == 8:
            player.page.goto(run)
            run = ask.post(f"{player.live.url}/runs", form={"deck": "citizens", "mode": "streak"}).url


@pytest.mark.parametrize("player", [PHONE, PLAIN | PHONE], indirect=True)
def test_from_the_result_to_the_mirror(player: Player) -> None:
    """Opened in place with scripts, by the link without; the face stands above the fold of a phone."""
    play_many(player)
    page, begun = player.page, player.document()
    page.get_by_text("What did you weigh?").click()
    if player.scripted:
        expect(page.get_by_test_id("mirror-short")).to_contain_text("Your calls leaned")
        assert player.document() == begun
    page.get_by_role(
        "link", name="The whole mirror" if player.scripted else "Your calls in the mirror"
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What did you weigh?")
    expect(page.get_by_test_id("mirror-line")).to_have_count(5)
    expect(page.get_by_test_id("mirror-face").locator("p")).to_be_in_viewport(ratio=1)
    if player.scripted:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert axe(player) == []
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            assert not page.evaluate(SIDEWAYS), width
        page.goto(f"{player.live.url}/me")
        expect(page.get_by_test_id("own-play")).to_contain_text("5 to 9")
        assert axe(player) == []
