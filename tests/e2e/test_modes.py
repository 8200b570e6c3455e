"""Every mode from the deck's page to its result: by keys, by touch, without JavaScript, and to a screen reader."""

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import Player
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PHONE, PLAIN, guess, wait

GAMES = [("chain", "goals"), ("daily", "citizens"), ("year", "citizens"), ("match", "matches")]
TURNS = {"daily": 10, "year": 12, "match": 8}
PUT = {"year": 'input[name="stake"]', "match": 'input[name="like"]'}


def begin(seat: Player, mode: str, deck: str) -> None:
    """From the deck's page to the first file."""
    seat.page.goto(f"{seat.live.url}/decks/{deck}")
    seat.page.locator(f'form:has(input[name="mode"][value="{mode}"]) button').click()
    seat.page.get_by_test_id("file").wait_for()
    seat.settle()


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
def test_a_run_by_keys(seat: Player, mode: str, deck: str) -> None:
    """Arrows judge, digits stake, L likes; never a page load; the result has the focus and axe finds nothing."""
    begin(seat, mode, deck)
    page, document, found = seat.page, seat.document(), []
    for turn in range(1, TURNS.get(mode, 4) + 1):
        if turn in (1, 3):
            found += axe(seat)
        if mode == "year":
            open_stakes = page.locator('input[name="stake"]:enabled').count()
            page.keyboard.press(str(open_stakes))
            expect(page.locator('input[name="stake"]').nth(open_stakes - 1)).to_be_checked()
        if mode == "match" and turn <= 4:
            page.keyboard.press("l" if turn % 2 else "L")  # as with Caps Lock
            expect(page.locator('input[value="like"]')).to_be_checked()
        page.keyboard.press("ArrowUp" if seat.truth() == "Higher" else "ArrowDown")
        wait(seat, turn)
        if over(page):
            break
        expect(page.get_by_test_id("verdict-outcome")).to_have_text(re.compile("^Right"))
    while not over(page):
        turn = seat.turn()
        page.keyboard.press("ArrowUp" if seat.lie() == "Higher" else "ArrowDown")
        wait(seat, turn)
    assert seat.document() == document
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    found += axe(seat)
    assert found == []
    expect(page.get_by_test_id("share-text")).to_be_visible()


@pytest.mark.parametrize("seat", [PHONE], indirect=True)
@pytest.mark.parametrize(("mode", "deck"), GAMES)
def test_a_run_by_touch(seat: Player, mode: str, deck: str) -> None:
    """Everything for a call stands on the screen at every turn; the page never scrolls sideways."""
    begin(seat, mode, deck)
    page = seat.page
    while not over(page):
        turn = seat.turn()
        fits(page, 844)
        if mode == "year":
            page.locator(".put-choice").nth(1).tap()
        if mode == "match" and page.locator('input[value="like"]').is_enabled():
            page.locator(".put-choice").nth(1).tap()
        miss = mode == "chain" and turn >= 3  # whatever is said of equal scores is right
        page.get_by_role("button", name=seat.lie() if miss else seat.truth(), exact=True).tap()
        wait(seat, turn)
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    again = page.locator(".again .button").bounding_box()
    assert again is not None
    assert again["height"] >= 64
    assert axe(seat) == []


@pytest.mark.parametrize("seat", [PLAIN | PHONE], indirect=True)
@pytest.mark.parametrize(("mode", "deck"), GAMES)
def test_a_run_without_javascript(seat: Player, mode: str, deck: str) -> None:
    """Links and forms alone, radio buttons included."""
    begin(seat, mode, deck)
    page = seat.page
    while not over(page):
        seat.settle()
        if mode in PUT:
            choice = page.locator(f"{PUT[mode]}:enabled").nth(1 if mode == "year" else 0)
            choice.check(force=True)
        miss = mode == "chain" and seat.turn() >= 3
        page.get_by_role("button", name=seat.lie() if miss else seat.truth(), exact=True).click()
    expect(page.get_by_test_id("final-streak")).to_be_visible()


def value_at(seat: Player, value: int) -> None:
    """Put the year on the desk at a score."""
    connection = sqlite3.connect(seat.live.folder / "higherthanthou.db", timeout=10)
    with connection:
        run = seat.page.url.rpartition("/")[2]
        connection.execute(
            "UPDATE runs SET value = ?, anchor = min(850, ?) WHERE id = ?", (value, value, run)
        )
    connection.close()
    seat.page.reload()
    seat.settle()


@pytest.mark.parametrize("seat", [{}, PHONE, PLAIN], indirect=True, ids=["desktop", "phone", "plain"])
def test_lifelines(seat: Player) -> None:
    """Swap and uncover are offered, work, keep the focus near, and do not come back with a reload."""
    begin(seat, "year", "citizens")
    page = seat.page
    expect(page.get_by_role("button", name="Swap this file")).to_have_count(0)
    value_at(seat, 720)
    name, bars = page.locator("#file-name").inner_text(), page.locator(".file .bar").count()
    page.get_by_role("button", name="Uncover a bar").click()
    expect(page.locator(".file .bar")).to_have_count(bars - 1)
    page.get_by_role("button", name="Swap this file").click()
    expect(page.locator("#file-name")).not_to_have_text(name)
    expect(page.get_by_role("button", name="Swap this file")).to_have_count(0)
    if seat.scripted:
        expect(page.locator("#guess-higher")).to_be_focused()
    page.reload()
    expect(page.locator("#file-name")).not_to_have_text(name)
    expect(page.get_by_role("button", name="Swap this file")).to_have_count(0)


@pytest.mark.parametrize("seat", [{}, PHONE, PLAIN], indirect=True, ids=["desktop", "phone", "plain"])
def test_stars(seat: Player) -> None:
    """After the verdict, once, in the rated deck."""
    begin(seat, "streak", "rated")
    page = seat.page
    if seat.scripted:
        guess(seat, seat.truth())
    else:
        page.get_by_role("button", name=seat.truth(), exact=True).click()
    if page.locator(".fold:not([open]) > summary").count():
        page.locator(".fold > summary").click()
    page.get_by_role("button", name="4 stars").click()
    expect(page.get_by_test_id("stars-given")).to_contain_text("You gave 4 of 5.")
    assert seat.turn() == 2
    if seat.scripted:
        assert axe(seat) == []


@pytest.mark.parametrize(
    "seat", [{"timezone_id": "Pacific/Kiritimati"}, {"timezone_id": "Pacific/Pago_Pago"}], indirect=True
)
def test_the_day_is_the_same_in_every_time_zone(seat: Player) -> None:
    """Number and date are those of UTC, also where it is tomorrow or still yesterday."""
    seat.page.goto(f"{seat.live.url}/daily")
    said = seat.page.locator(".daily-today .file-number").inner_text()
    with seat.page.context.browser.new_context(timezone_id="UTC") as other:
        page = other.new_page()
        page.goto(f"{seat.live.url}/daily")
        assert page.locator(".daily-today .file-number").inner_text() == said
        expect(page.locator(".daily-today")).to_contain_text("(UTC)")


def test_play_on_the_front_page_is_still_a_streak(seat: Player) -> None:
    """And the drawer below opens the other modes."""
    seat.play()
    expect(seat.page.get_by_text("Streak", exact=True).first).to_be_visible()
    seat.page.goto(seat.live.url)
    seat.page.get_by_role("button", name="Start").first.click()
    expect(seat.page.locator(".howto").get_by_text("Compare each with the one before")).to_be_visible()


def test_the_wall_survives_a_lost_connection(seat: Player) -> None:
    """What stood there stays, no error takes its place, and it goes on when the line is back."""
    page = seat.page
    page.clock.install()
    page.goto(f"{seat.live.url}/wall")
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
    seat.faults = [
        fault for fault in seat.faults if "ERR_FAILED" not in fault and "Failed to fetch" not in fault
    ]
