"""A room at real browsers: phones that lose their network, sleep, are reloaded, or have no scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from tests.e2e.conftest import MOVING, STILL, Player
from tests.e2e.room_journey import Plain, room
from tests.e2e.visitors import PlaywrightVisitor

from live import Live

PHONE = STILL | {"viewport": {"width": 390, "height": 844}}
OFFLINE = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|Failed to fetch|ERR_FAILED")
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


class Phone(Player):
    """A phone that may lose its network: what the browser says of that is no fault."""

    def __init__(self, context: BrowserContext, live: Live, scripted: bool = True) -> None:
        """Take it up."""
        context.set_default_timeout(15_000)
        self.context = context
        super().__init__(context.new_page(), live, scripted)

    def _heard(self, message: ConsoleMessage) -> None:
        if not OFFLINE.search(message.text):
            super()._heard(message)

    def join(self, path: str) -> None:
        """Come into a room."""
        self.page.goto(f"{self.live.url}/j/{path.rpartition('/')[2]}")
        self.page.get_by_role("button", name="Come in").click()
        self.page.get_by_test_id("room-state").wait_for()
        self.state("lobby")

    def state(self, name: str) -> None:
        """Wait until the phone shows a state; without scripts, look again until it does."""
        shown = self.page.get_by_test_id("room-state")
        if self.scripted:
            expect(shown).to_have_text(name, timeout=25_000)
            return
        for _ in range(10):
            self.look_again()
            if shown.text_content() == name:
                return
        raise AssertionError(f"never {name}, but {shown.text_content()}")

    def call(self, name: str) -> None:
        """Call, and see that it is kept."""
        if self.scripted:
            self.page.locator('#room[data-ready="true"]').wait_for()
        self.page.get_by_role("button", name=name, exact=True).click()
        expect(self.page.get_by_test_id("call-kept")).to_contain_text(name)


class Opener(Plain):
    """Who opened the room, without a browser: each step is a form."""

    def __init__(self, live: Live, rounds: int) -> None:
        """Open it."""
        super().__init__(live)
        self.path = self.post("/rooms", deck="citizens", rounds=str(rounds), reasons="yes")

    def step(self, to: str) -> None:
        """Take a step from where the room is."""
        seq = re.search(r'data-testid="room-seq">(\d+)', self.page(self.path))
        assert seq
        self.post(f"{self.path}/steps", seq=seq[1], to=to)


@pytest.fixture
def phones(browser: Browser, live: Live) -> Iterator[list[Phone]]:
    """Three phones, the last without scripts; any fault of a page fails the test."""
    made = [
        Phone(browser.new_context(**PHONE, java_script_enabled=scripted), live, scripted)
        for scripted in (True, True, False)
    ]
    yield made
    for phone in made:
        phone.context.close()
    assert [phone.faults for phone in made] == [[], [], []]


def hide(page: Page, hidden: bool) -> None:
    """Send the tab to the background, or bring it back, as far as a page can tell."""
    page.evaluate(HIDE, hidden)


def test_three_phones_through_five_rounds(live: Live, phones: list[Phone]) -> None:
    """One is offline for 4 s over a step, hidden over another, reloaded in mid-round; one has no scripts."""
    opener = Opener(live, 5)
    first, second, plain = phones
    for phone in phones:
        phone.join(opener.path)
    opener.step("asking")
    for phone, name in ((first, "Higher"), (second, "Lower"), (plain, "Higher")):
        phone.state("asking")
        phone.call(name)
    loaded = first.document()
    opener.step("shown")
    for phone in phones:
        phone.state("shown")
        expect(phone.page.get_by_test_id("room-split")).to_contain_text("3 calls")

    first.context.set_offline(True)  # over a step, for 4 s
    opener.step("asking")
    second.state("asking")
    first.page.wait_for_timeout(4000)
    expect(first.page.get_by_test_id("room-state")).to_have_text("shown")
    first.context.set_offline(False)
    first.state("asking")
    for phone in (first, second):
        phone.call("Higher")
    opener.step("shown")
    first.state("shown")

    hide(second.page, True)  # over two steps
    opener.step("asking")
    first.state("asking")
    first.call("Lower")
    opener.step("shown")
    first.state("shown")
    hide(second.page, False)
    second.state("shown")
    expect(second.page.get_by_test_id("verdict")).to_contain_text("No call")

    opener.step("asking")
    for phone in phones:
        phone.state("asking")
        phone.call("Lower")
    second.page.reload()  # in mid-round: the call is there, and can be changed
    expect(second.page.get_by_test_id("call-kept")).to_contain_text("Lower")
    second.page.get_by_role("button", name="Higher", exact=True).click()
    expect(second.page.get_by_test_id("call-kept")).to_contain_text("Higher")
    opener.step("shown")
    for phone in phones:
        phone.state("shown")
    opener.step("asking")
    for phone in phones:
        phone.state("asking")
        phone.call("Higher")
    opener.step("shown")
    opener.step("over")
    for phone in phones:
        phone.state("over")
        expect(phone.page.locator(".over-files li")).to_have_count(5)
    assert first.document() == loaded, "a page was loaded"


def test_a_half_made_choice_survives_what_others_do(live: Live, phones: list[Phone]) -> None:
    """Calls of others and a lock in the same round redraw the page: focus, file and call stay."""
    opener = Opener(live, 1)
    first, second, _ = phones
    first.join(opener.path)
    second.join(opener.path)
    opener.step("asking")
    for phone in (first, second):
        phone.state("asking")
    first.call("Higher")
    first.page.locator("#reason-2").focus()
    second.call("Lower")
    expect(first.page.get_by_test_id("room-called")).to_have_text("2 of 3")
    expect(first.page.locator("#reason-2")).to_be_focused()
    first.page.keyboard.press("Enter")
    expect(first.page.locator("#reason-2")).to_have_attribute("aria-pressed", "true")
    expect(first.page.locator("#reason-2")).to_be_focused()
    expect(first.page.locator("#announcer")).to_have_text("Your call is kept.")


def test_what_is_unfolded_stays_so(live: Live, phones: list[Phone]) -> None:
    """A receipt that is being read is not folded by a change of the room."""
    opener = Opener(live, 2)
    first = phones[0]
    first.join(opener.path)
    opener.step("asking")
    opener.step("shown")
    first.state("shown")
    row = first.page.locator(".bar-row").first
    row.locator("summary").click()
    opener.step("rating")
    first.state("rating")
    expect(row).to_have_attribute("open", "")


@pytest.mark.parametrize("player", [MOVING], indirect=True)
def test_a_room_from_opening_to_its_end(player: Player, live: Live) -> None:
    """The whole way on the opener's phone, with axe in each state."""
    room(PlaywrightVisitor(player.page, live))


REACHED = """(words) => {
  const button = [...document.querySelectorAll("button")].find((one) => one.textContent === words);
  const box = button.getBoundingClientRect();
  const corners = [[box.left + 4, box.top + 4], [box.right - 4, box.bottom - 4]];
  return box.height >= 44 && corners.every(([x, y]) => document.elementFromPoint(x, y) === button);
}"""


@pytest.mark.parametrize("height", [664, 844])
def test_the_next_step_is_reached_at_once_in_every_state(
    live: Live, phones: list[Phone], height: int
) -> None:
    """On the opener's phone, from the top of the page and from its end; nothing lies over the button."""
    opener, page = phones[0], phones[0].page
    page.set_viewport_size({"width": 390, "height": height})
    page.goto(f"{live.url}/join")
    page.locator("select[name=deck]").select_option("citizens")
    page.get_by_role("button", name="Open the room").click()

    def reached(words: str) -> None:
        for to in ("0", "document.documentElement.scrollHeight", "0"):
            page.evaluate(f"scrollTo(0, {to})")
            assert page.evaluate(REACHED, words), f"{words} is covered at {to}"

    def go(words: str, state: str) -> None:
        reached(words)
        page.get_by_role("button", name=words, exact=True).click()
        opener.state(state)

    opener.state("lobby")
    go("Open the first file", "asking")
    reached("Show the score")
    opener.call("Higher")
    page.locator("#reason-0").click()
    expect(page.locator("#reason-0")).to_have_attribute("aria-pressed", "true")
    go("Show the score", "shown")
    reached("Next file")
    page.get_by_role("button", name="Rate the calls").click()
    opener.state("rating")
    go("Next file", "asking")
    go("Show the score", "shown")
    page.get_by_role("button", name="Vote for a law").click()
    opener.state("voting")
    go("Close the vote: next file", "asking")
    page.locator("#room-more summary").click()
    page.get_by_role("button", name="End the room").click()
    opener.state("over")
    reached("Again with the same people")


def fits(page: Page) -> None:
    """Nothing scrolls sideways at any width; the two buttons, where they are, are at least 64 px high."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate(wide) <= 0, width
        heights = page.locator(".room-guess .button").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().height)"
        )
        assert min(heights, default=64) >= 64, width


def test_nothing_scrolls_sideways(live: Live, phones: list[Phone]) -> None:
    """In any state."""
    opener = Opener(live, 2)
    page = phones[0].page
    phones[0].join(opener.path)
    for to in ("asking", "shown", "rating", "over"):
        fits(page)
        opener.step(to)
        phones[0].state(to)
        if to == "asking":
            expect(page.locator(".room-guess .button")).to_have_count(2)
            fits(page)
            phones[0].call("Higher")
    fits(page)
