"""The game as people play it: mouse, keys, touch, screen reader, no JavaScript, doubled presses, lost replies."""

import re
import time

import pytest
from playwright.sync_api import Page, Request, Route, expect
from tests.e2e.conftest import MOVING, STILL, Player

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
PLAIN = {"java_script_enabled": False}
LOW = {"viewport": {"width": 390, "height": 664}}
RESTS = "Promise.all(document.getAnimations().map((one) => one.finished)).then(() => {})"
LOWEST = """(() => {
  const box = (part) => document.querySelector(part).getBoundingClientRect();
  return Math.ceil(box("[data-testid=file]").bottom + scrollY + box(".guess").height);
})()"""
"""The height of the lowest screen that has room for the file on the desk and the buttons."""

WIDTHS = """
window.moved = [];
addEventListener("animationstart", (event) => {
  for (const one of event.target.getAnimations()) {
    const now = one.currentTime;
    one.currentTime = one.effect.getTiming().delay;
    moved.push([event.target.className, document.documentElement.scrollWidth]);
    one.currentTime = now;
  }
}, true);
"""
"""What moves, and how wide the page is where it begins."""


@pytest.fixture(scope="module")
def reading_ms() -> str:
    """As long as users have it set: here presses are doubled."""
    return "300"


def guess(player: Player, name: str) -> None:
    """Press a button, which takes nothing so soon after the page was loaded, and wait for what comes of it."""
    player.read()
    before = int(player.page.locator(player.ready).get_attribute("data-turn") or 0)
    player.page.get_by_role("button", name=name, exact=True).click()
    wait(player, before)


def wait(player: Player, before: int) -> None:
    """Wait for the next file or the result, and until the page takes another guess."""
    next_one = f'{player.ready}:not([data-turn="{before}"]), {player.ready} [data-testid="result"]'
    player.page.locator(next_one).first.wait_for()
    player.read()


@pytest.mark.parametrize("player", [MOVING], indirect=True)
def test_a_run_by_mouse_never_reloads_the_page(player: Player) -> None:
    """Ten files: verdict, receipt, streak and next file in the same answer; a miss on credit; then the result."""
    player.play()
    page, document = player.page, player.document()
    for streak in range(1, 11):
        name = page.get_by_test_id("file").get_by_role("heading").inner_text()
        guess(player, player.truth())
        expect(page.get_by_test_id("verdict-outcome")).to_have_text(re.compile("^Right"))
        expect(page.get_by_test_id("verdict")).to_contain_text(name)
        expect(page.get_by_test_id("streak")).to_have_text(str(streak))
        expect(page.get_by_test_id("receipt")).to_be_visible()
        expect(page.get_by_test_id("credit")).to_have_count(int(streak >= 5))
        expect(page.get_by_test_id("verdict-line")).to_have_count(int(streak in (5, 10)))
    guess(player, player.lie())
    expect(page.get_by_test_id("verdict-outcome")).to_have_text("Wrong, on credit")
    expect(page.locator("#announcer")).to_have_text(
        re.compile(r"^Wrong, on credit\. .* Five in a row open the account again\. ")
    )
    expect(page.get_by_test_id("credit")).to_have_count(0)
    expect(page.get_by_test_id("streak")).to_have_text("10")
    guess(player, player.lie())
    expect(page.get_by_test_id("final-streak")).to_have_text("10")
    expect(page.get_by_test_id("share-text")).to_contain_text("streak 10")
    assert player.document() == document
    page.get_by_role("button", name="Play again", exact=True).click()
    expect(page.get_by_test_id("streak")).to_have_text("0")


def test_a_run_by_keys_alone(player: Player) -> None:
    """Arrows judge, Enter plays again; the heading of the result has the focus."""
    player.play()
    page = player.page
    for _ in range(3):
        before = player.turn()
        page.keyboard.press("ArrowUp" if player.truth() == "Higher" else "ArrowDown")
        wait(player, before)
    before = player.turn()
    page.keyboard.press("ArrowUp" if player.lie() == "Higher" else "ArrowDown")
    wait(player, before)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("streak")).to_have_text("0")


@pytest.mark.parametrize("player", [MOVING], indirect=True)
def test_focus_stays_on_the_button(player: Player) -> None:
    """Tab to a button, press it, and it has the focus again beside the next file."""
    player.play()
    button = player.page.locator(f"#guess-{player.truth().lower()}")
    button.focus()
    before = player.turn()
    player.page.keyboard.press("Space")
    wait(player, before)
    expect(button).to_be_focused()


@pytest.mark.parametrize("player", [PHONE | MOVING], indirect=True)
def test_a_run_by_touch_on_a_phone(player: Player) -> None:
    """Taps and swipes; the whole file and both buttons are on the screen without scrolling."""
    player.play()
    page = player.page
    for swiped in (False, True, True, False):
        for part in (page.get_by_test_id("file"), *page.locator(".guess button").all()):
            box = part.bounding_box()
            assert box is not None
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 844
        before, side = player.turn(), player.truth()
        swipe(page, up=side == "Higher") if swiped else page.get_by_role(
            "button", name=side, exact=True
        ).tap()
        wait(player, before)
        expect(page.get_by_test_id("verdict-outcome")).to_have_text(re.compile("^Right"))
    before = player.turn()
    page.get_by_role("button", name=player.lie(), exact=True).tap()
    wait(player, before)
    box = page.get_by_role("button", name="Play again", exact=True).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 844
    assert box["height"] >= 64
    page.get_by_role("button", name="Play again", exact=True).tap()
    expect(page.get_by_test_id("streak")).to_have_text("0")


def swipe(page: Page, up: bool) -> None:
    """A finger that draws over the file in a third of a second and rests, by way of the browser's own input."""
    box = page.get_by_test_id("file").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)
    way = [0, 30, 60, 90, 120, 150, 150, 150, 150, 150]
    began = time.time() - 1
    for n, far in enumerate(way):
        session.send("Input.dispatchTouchEvent", {
            "type": "touchMove" if n else "touchStart", "timestamp": began + n * 0.05,
            "touchPoints": [{"x": x, "y": y - far if up else y + far}],
        })  # fmt: skip
    session.send(
        "Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": [], "timestamp": began + 0.6}
    )


@pytest.mark.parametrize("player", [PHONE | MOVING | LOW, PHONE | STILL | LOW], indirect=True)
def test_a_swipe_judges_where_the_whole_file_is_in_sight_and_scrolls_where_it_is_not(player: Player) -> None:
    """Just above the buttons, with the receipt below them; lower by a little, or scrolled, the drag is no call."""
    player.play()
    page = player.page
    guess(player, player.truth())
    swipeable = page.locator("[data-swipe].swipeable")
    for spare, judges in ((2, True), (-20, False)):
        page.evaluate(RESTS)
        page.set_viewport_size({"width": 390, "height": page.evaluate(LOWEST) + spare})
        expect(swipeable).to_have_count(int(judges))
        before = player.turn()
        swipe(page, up=player.truth() == "Higher")
        if judges:
            wait(player, before)
        else:
            assert player.turn() == before
    page.set_viewport_size(LOW["viewport"])
    expect(swipeable).to_have_count(1)
    page.evaluate("document.body.style.paddingBottom = '60rem'; scrollTo(0, 400)")
    expect(swipeable).to_have_count(0)
    page.evaluate("scrollTo(0, 0)")
    expect(swipeable).to_have_count(1)


@pytest.mark.parametrize("player", [PHONE | MOVING], indirect=True)
def test_nothing_that_moves_widens_a_phone(player: Player) -> None:
    """Stopped where it begins, each animation of a verdict leaves the page as wide as the screen; credit lands once."""
    player.page.add_init_script(WIDTHS)
    player.play()
    for _ in range(7):
        guess(player, player.truth())
    moved = player.page.evaluate("moved")
    assert {"credit credit-new", "verdict-portrait", "file file-full", "file"} & {name for name, *_ in moved}
    assert [one for one in moved if one[1] > 390] == []
    assert [name for name, *_ in moved].count("credit credit-new") == 1
    assert [name for name, *_ in moved].count("credit") == 0


@pytest.mark.parametrize("player", [PLAIN, PLAIN | PHONE], indirect=True)
def test_the_whole_game_without_javascript(player: Player) -> None:
    """Play, judge, lose, share, board, intake, alias, erase: links and forms alone."""
    player.play()
    page = player.page
    for streak in (1, 2):
        page.get_by_role("button", name=player.truth(), exact=True).click()
        expect(page.get_by_test_id("streak")).to_have_text(str(streak))
        player.settle()
    page.get_by_role("button", name=player.lie(), exact=True).click()
    expect(page.get_by_test_id("final-streak")).to_have_text("2")
    expect(page.get_by_test_id("share-text")).to_be_visible()
    page.get_by_role("link", name="Leaderboard", exact=True).first.click()
    expect(page.locator('[data-testid="board-row"][aria-current="true"]')).to_have_count(1)
    page.goto(f"{player.live.url}/intake")
    for question in page.locator("fieldset").all():
        question.locator("label").last.click()
    page.locator("form[action='/intake'] button").click()
    expect(page).to_have_url(f"{player.live.url}/me")
    expect(page.get_by_test_id("own-score")).not_to_have_text("640")
    page.locator("input[name=name]").fill(f"Plain {id(player) % 10**6}")
    page.locator("form[action='/me/name'] button").click()
    expect(page.locator("h1")).to_contain_text("Plain")
    page.locator("details summary").last.click()
    page.locator("form[action='/me/delete'] button").click()
    expect(page).to_have_url(f"{player.live.url}/")


def test_reload_back_and_a_second_tab_change_nothing(player: Player) -> None:
    """The same file on every look; a stale tab gets the answer that was stored."""
    player.play()
    page = player.page
    guess(player, player.truth())
    heading = page.get_by_test_id("file").get_by_role("heading")
    name = heading.inner_text()
    page.reload()
    expect(heading).to_have_text(name)
    page.goto(f"{player.live.url}/decks")
    page.go_back()
    expect(heading).to_have_text(name)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_test_id("file").get_by_role("heading")).to_have_text(name)
    truth, lie = player.truth(), player.lie()
    guess(player, truth)
    other.get_by_role("button", name=lie, exact=True).click()
    expect(other.get_by_test_id("verdict-outcome")).to_have_text(re.compile("^Right"))
    expect(other.get_by_test_id("streak")).to_have_text("2")
    expect(other.get_by_test_id("file").get_by_role("heading")).to_have_text(heading.inner_text())


def test_a_double_click_is_one_guess(player: Player) -> None:
    """The second click of a pair never judges the file that has just come."""
    player.play()
    player.page.get_by_role("button", name=player.truth(), exact=True).dblclick()
    wait(player, 1)
    expect(player.page.get_by_test_id("streak")).to_have_text("1")
    assert player.turn() == 2


def test_both_buttons_wait_while_a_guess_is_under_way(player: Player) -> None:
    """Neither can be pressed before the answer is there."""
    player.play()
    page = player.page
    held: list[Route] = []
    page.route("**/guesses", lambda route: held.append(route), times=1)
    with page.expect_request("**/guesses"):
        page.get_by_role("button", name=player.truth(), exact=True).click()
    for name in ("Higher", "Lower"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_disabled()
    held[0].continue_()
    wait(player, 1)
    for name in ("Higher", "Lower"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_enabled()


def test_a_held_key_is_one_guess(player: Player) -> None:
    """Key repeat does not judge."""
    player.play()
    key = "ArrowUp" if player.truth() == "Higher" else "ArrowDown"
    for _ in range(10):
        player.page.keyboard.down(key)
    player.page.keyboard.up(key)
    wait(player, 1)
    assert player.turn() == 2


def test_enter_held_on_a_button_is_one_guess(player: Player) -> None:
    """A browser presses a button again and again while Enter is held; only the first press judges."""
    player.play()
    sent: list[Request] = []
    player.page.on("request", lambda request: sent.append(request) if "/guesses" in request.url else None)
    player.page.locator(f"#guess-{player.truth().lower()}").focus()
    player.page.keyboard.down("Enter")
    wait(player, 1)
    player.page.keyboard.down("Enter")
    player.page.keyboard.up("Enter")
    guess(player, player.truth())
    assert len(sent) == 2
    assert player.turn() == 3


def test_a_reply_lost_on_the_wire_costs_nothing(player: Player) -> None:
    """The guess arrived, the answer did not: pressing again, even the other button, shows the stored verdict."""
    player.play()
    page, truth, lie = player.page, player.truth(), player.lie()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/guesses", lose, times=1)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name=truth, exact=True).click()
    expect(page.get_by_role("button", name=lie, exact=True)).to_be_enabled()
    page.get_by_role("button", name=lie, exact=True).click()
    wait(player, 1)
    expect(page.get_by_test_id("streak")).to_have_text("1")
    player.faults = [
        fault for fault in player.faults if "ERR_CONNECTION_RESET" not in fault and "fetch" not in fault
    ]


def test_a_verdict_is_announced_once(player: Player) -> None:
    """One polite region outside of what is swapped says right or wrong, the score and the next name."""
    player.play()
    name = player.page.get_by_test_id("file").get_by_role("heading").inner_text()
    guess(player, player.truth())
    region = player.page.locator("#announcer")
    expect(region).to_have_attribute("aria-live", "polite")
    expect(region).to_have_text(re.compile(rf"^Right\. {name} scores \d+, .* Streak 1\. Next file: "))
    expect(
        player.page.locator("[aria-live], [role=status], [role=alert]").filter(has_text="Right.")
    ).to_have_count(1)


def test_what_a_screen_reader_meets(player: Player) -> None:
    """The heading is the person's name; facts are terms; a withheld one says so; buttons have plain names."""
    player.play()
    page = player.page
    file = page.get_by_role("article")
    expect(file.get_by_role("img")).to_have_attribute("alt", re.compile("^Drawn portrait: "))
    expect(file.get_by_role("heading", level=2)).to_be_visible()
    expect(file.get_by_role("definition").filter(has_text="withheld")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert [
        b.get_attribute("value") for b in page.locator("form[action$='/guesses'] button[name=guess]").all()
    ] == [
        "higher",
        "lower",
    ]


@pytest.mark.parametrize(
    ("player", "moves"),
    [(MOVING, True), (STILL, False)],
    indirect=["player"],
)
def test_a_verdict_moves_only_for_those_who_like_it(player: Player, moves: bool) -> None:
    """The stamp lands and the portrait shrinks; with reduced motion no animation ever starts."""
    player.page.add_init_script(
        "window.moved = 0;"
        "for (const kind of ['animationstart', 'transitionrun'])"
        " addEventListener(kind, () => { window.moved += 1; }, true);"
    )
    player.play()
    player.page.evaluate("window.moved = 0")
    guess(player, player.truth())
    assert (player.page.evaluate("window.moved") > 0) is moves


def test_a_busy_server_is_told_beside_the_file(player: Player) -> None:
    """503 lands in the notice; the file stays, and the next press works."""
    player.play()
    page, truth = player.page, player.truth()
    body = '<div class="error">The archive is busy.</div>'
    page.route(
        "**/guesses", lambda route: route.fulfill(status=503, content_type="text/html", body=body), times=1
    )
    page.get_by_role("button", name=truth, exact=True).click()
    expect(page.locator("#notice")).to_contain_text("busy")
    expect(page.get_by_test_id("file")).to_be_visible()
    player.settle()
    guess(player, truth)
    expect(page.locator("#notice")).to_be_empty()
    player.faults = [fault for fault in player.faults if "503" not in fault]
