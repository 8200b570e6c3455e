"""Every mode from the deck's page to its result: by keys, by touch, without JavaScript, and to a screen reader."""

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import MOVING, STILL, Player
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PHONE, PLAIN, guess, wait

GAMES = [("chain", "goals"), ("daily", "citizens"), ("year", "citizens"), ("match", "matches")]
TURNS = {"daily": 10, "year": 12, "match": 8}
PUT = {"year": 'input[name="stake"]', "match": 'input[name="like"]'}


def begin(player: Player, mode: str, deck: str) -> None:
    """From the deck's page to the first file."""
    player.page.goto(f"{player.live.url}/decks/{deck}")
    player.page.locator(f'form:has(input[name="mode"][value="{mode}"]) button').click()
    player.first_file()


def over(page: Page) -> bool:
    """Whether the result is there."""
    return page.get_by_test_id("result").count() > 0


def fits(page: Page, height: int) -> None:
    """File, what is put on the call, and both buttons stand on the screen without scrolling."""
    parts = [page.get_by_test_id("file"), *page.locator(".guess .put-choice, .guess .button").all()]
    for part in parts:
        box = part.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height + 1
    file, form = parts[0].bounding_box(), page.locator(".guess").bounding_box()
    assert file["y"] + file["height"] <= form["y"] + 1


@pytest.mark.parametrize(("mode", "deck"), GAMES)
@pytest.mark.parametrize("player", [MOVING], ids=["moving"], indirect=True)
def test_a_run_by_keys(player: Player, mode: str, deck: str) -> None:
    """Arrows judge, digits stake, L likes; never a page load; the result has the focus and axe finds nothing."""
    begin(player, mode, deck)
    page, document, found = player.page, player.document(), []
    for turn in range(1, TURNS.get(mode, 4) + 1):
        if turn in (1, 3):
            found += axe(player)
        if mode == "year":
            open_stakes = page.locator('input[name="stake"]:enabled').count()
            page.keyboard.press(str(open_stakes))
            expect(page.locator('input[name="stake"]').nth(open_stakes - 1)).to_be_checked()
        if mode == "match" and turn <= 4:
            page.keyboard.press("l" if turn % 2 else "L")  # as with Caps Lock
            expect(page.locator('input[value="like"]')).to_be_checked()
        page.keyboard.press("ArrowUp" if player.truth() == "Higher" else "ArrowDown")
        wait(player, turn)
        if over(page):
            break
        expect(page.get_by_test_id("verdict-outcome")).to_have_text(re.compile("^Right"))
    while not over(page):
        turn = player.turn()
        page.keyboard.press("ArrowUp" if player.lie() == "Higher" else "ArrowDown")
        wait(player, turn)
    assert player.document() == document
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    found += axe(player)
    assert found == []
    expect(page.get_by_test_id("share-text")).to_be_visible()


@pytest.mark.parametrize("player", [PHONE], indirect=True)
@pytest.mark.parametrize(("mode", "deck"), GAMES)
def test_a_run_by_touch(player: Player, mode: str, deck: str) -> None:
    """Everything for a call stands on the screen at every turn; the page never scrolls sideways."""
    begin(player, mode, deck)
    page = player.page
    while not over(page):
        turn = player.turn()
        fits(page, 844)
        if mode == "year":
            page.locator(".put-choice").nth(1).tap()
        if mode == "match" and page.locator('input[value="like"]').is_enabled():
            page.locator(".put-choice").nth(1).tap()
        miss = mode == "chain" and turn >= 3  # whatever is said of equal scores is right
        page.get_by_role("button", name=player.lie() if miss else player.truth(), exact=True).tap()
        wait(player, turn)
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    again = page.locator(".again .button").bounding_box()
    assert again is not None
    assert again["height"] >= 64
    assert axe(player) == []


@pytest.mark.parametrize("player", [PLAIN | PHONE], indirect=True)
@pytest.mark.parametrize(("mode", "deck"), GAMES)
def test_a_run_without_javascript(player: Player, mode: str, deck: str) -> None:
    """Links and forms alone, radio buttons included."""
    begin(player, mode, deck)
    page = player.page
    while not over(page):
        player.settle()
        if mode in PUT:
            choice = page.locator(f"{PUT[mode]}:enabled").nth(1 if mode == "year" else 0)
            choice.check(force=True)
        miss = mode == "chain" and player.turn() >= 3
        page.get_by_role("button", name=player.lie() if miss else player.truth(), exact=True).click()
    expect(page.get_by_test_id("final-streak")).to_be_visible()


def value_at(player: Player, value: int) -> None:
    """Put the year on the desk at a score."""
    connection = sqlite3.connect(player.live.folder / "higherthanthou.db", timeout=10)
    with connection:
        run = player.page.url.rpartition("/")[2]
        connection.execute(
            "UPDATE runs SET value = ?, anchor = max(500, min(800, ?)) WHERE id = ?", (value, value, run)
        )
    connection.close()
    player.page.reload()
    player.settle()


@pytest.mark.parametrize("player", [{}, PHONE, PLAIN], indirect=True, ids=["desktop", "phone", "plain"])
def test_lifelines(player: Player) -> None:
    """Swap and uncover are offered, work, keep the focus near, and do not come back with a reload."""
    begin(player, "year", "citizens")
    page = player.page
    expect(page.get_by_role("button", name="Swap this file")).to_have_count(0)
    value_at(player, 720)
    name, bars = page.locator("#file-name").inner_text(), page.locator(".file .bar").count()
    page.get_by_role("button", name="Uncover a bar").click()
    expect(page.locator(".file .bar")).to_have_count(bars - 1)
    page.get_by_role("button", name="Swap this file").click()
    expect(page.locator("#file-name")).not_to_have_text(name)
    expect(page.get_by_role("button", name="Swap this file")).to_have_count(0)
    if player.scripted:
        expect(page.locator("#guess-higher")).to_be_focused()
    page.reload()
    expect(page.locator("#file-name")).not_to_have_text(name)
    expect(page.get_by_role("button", name="Swap this file")).to_have_count(0)


@pytest.mark.parametrize("player", [{}, PHONE, PLAIN], indirect=True, ids=["desktop", "phone", "plain"])
def test_stars(player: Player) -> None:
    """After the verdict, once, in the rated deck."""
    begin(player, "streak", "rated")
    page = player.page
    if player.scripted:
        guess(player, player.truth())
    else:
        page.get_by_role("button", name=player.truth(), exact=True).click()
    if page.locator(".fold:not([open]) > summary").count():
        page.locator(".fold > summary").click()
    page.get_by_role("button", name="4 stars").click()
    expect(page.get_by_test_id("stars-given")).to_contain_text("You gave 4 of 5.")
    assert player.turn() == 2
    if player.scripted:
        assert axe(player) == []


@pytest.mark.parametrize(
    "player", [{"timezone_id": "Pacific/Kiritimati"}, {"timezone_id": "Pacific/Pago_Pago"}], indirect=True
)
def test_the_day_is_the_same_in_every_time_zone(player: Player) -> None:
    """Number and date are those of UTC, also where it is tomorrow or still yesterday."""
    player.page.goto(f"{player.live.url}/daily")
    said = player.page.locator(".daily-today .file-number").inner_text()
    with player.page.context.browser.new_context(timezone_id="UTC", **STILL) as other:
        page = other.new_page()
        page.goto(f"{player.live.url}/daily")
        assert page.locator(".daily-today .file-number").inner_text() == said
        expect(page.locator(".daily-today")).to_contain_text("(UTC)")


def test_play_on_the_front_page_is_still_a_streak(player: Player) -> None:
    """And the drawer below opens the other modes."""
    player.play()
    expect(player.page.get_by_text("Streak", exact=True).first).to_be_visible()
    player.page.goto(player.live.url)
    player.page.get_by_role("button", name="Start").first.click()
    expect(player.page.locator(".howto").get_by_text("Compare each with the one before")).to_be_visible()


def test_the_wall_survives_a_lost_connection(player: Player) -> None:
    """What stood there stays, no error takes its place, and it goes on when the line is back."""
    page = player.page
    page.clock.install()
    page.goto(f"{player.live.url}/wall")
    title = page.locator("#wall-title")
    expect(title).to_be_visible()
    page.route("**/wall?*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.clock.run_for(21_000)
    expect(title).to_be_visible()
    page.unroute("**/wall?*")
    with page.expect_response("**/wall?*"):
        page.clock.run_for(21_000)
    expect(title).to_be_visible()
    player.faults = [
        fault for fault in player.faults if "ERR_FAILED" not in fault and "Failed to fetch" not in fault
    ]
