"""A host at a laptop, the wall, and three phones through five rounds; two controllers at once; a server that is killed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import DESKTOP, MOVING, STILL, Player
from tests.e2e.test_hosting import sign_in
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PHONE

from live import Live

PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Company:
    """A host and a wall, guests at their phones, and perhaps more screens; no page may have a fault."""

    def __init__(self, browser: Browser, live: Live, name: str, motion: dict[str, str]) -> None:
        """The host signs in."""
        self.browser, self.live, self.motion, self.screens = browser, live, motion, list[Player]()
        self.name, self.host = name, self.screen({"viewport": DESKTOP})
        sign_in(self.host.page, live, name)

    def screen(self, options: dict[str, object]) -> Player:
        """Another browser."""
        context = self.browser.new_context(**self.motion | options)
        context.set_default_timeout(15_000)
        self.screens.append(Player(context.new_page(), self.live))
        return self.screens[-1]

    def open(self, rounds: int, poll: bool = False) -> str:
        """The host opens a room by the form, with two statements or without; its code."""
        page = self.host.page
        page.goto(f"{self.live.url}/host/rooms?deck=citizens")
        page.get_by_label("How many files").fill(str(rounds))
        page.get_by_text("Against what, names").click()
        page.get_by_label("Show the first five").check()
        page.get_by_label("Ask two statements").set_checked(poll)
        page.get_by_role("button", name="Open the room").click()
        expect(page.get_by_test_id("room-state")).to_have_text("lobby")
        return page.url.rpartition("/")[2]

    def wall(self, code: str) -> Player:
        """The wall on a projector."""
        found = self.screen(PROJECTOR)
        found.page.goto(f"{self.live.url}/rooms/{code}/wall")
        return found

    def guest(self, code: str, **options: object) -> Player:
        """Somebody scans the code and comes in."""
        found = self.screen(PHONE | options)
        found.page.goto(f"{self.live.url}/j/{code}")
        found.page.get_by_role("button", name="Come in").click()
        expect(found.page.get_by_test_id("room-state")).to_have_text("lobby")
        return found

    def press(self, title: str, state: str, page: Page | None = None) -> None:
        """Press a step, and wait until it is taken."""
        at = page or self.host.page
        at.wait_for_timeout(600)  # as long as the form stands still against a double press
        at.get_by_role("button", name=title, exact=True).click()
        expect(at.get_by_test_id("room-state")).to_have_text(state)

    def close(self) -> None:
        """All go home; fail if a page had a fault."""
        for one in self.screens:
            one.page.context.close()
        assert [fault for one in self.screens for fault in one.faults] == []


@pytest.fixture
def company(browser: Browser, live: Live, host: str, request: pytest.FixtureRequest) -> Iterator[Company]:
    """A host who has signed in."""
    found = Company(browser, live, host, getattr(request, "param", STILL))
    yield found
    found.close()


def call(phone: Player, name: str) -> None:
    """Call on the file that is asked, and see that the call is kept."""
    page = phone.page
    page.locator('#room[data-ready="true"]').wait_for()
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_test_id("call-kept")).to_be_visible()


@pytest.mark.parametrize("company", [MOVING], indirect=True)
def test_five_rounds_with_a_wall_and_three_phones(company: Company) -> None:
    """Every screen follows by itself and is never loaded anew; axe finds nothing in any state."""
    code = company.open(5)
    wall, phones, found = company.wall(code), [company.guest(code) for _ in range(3)], []
    told = wall.page.get_by_test_id("room-state")
    expect(wall.page.locator(".rw-names li")).to_have_count(3)
    expect(company.host.page.locator('[id^="guest-"]')).to_have_count(3)
    begun = wall.document(), company.host.document()
    found += axe(wall) + axe(company.host)
    for number in range(1, 6):
        company.press("Open the first file" if number == 1 else "Next file", "asking")
        expect(told).to_have_text("asking")
        expect(wall.page.get_by_role("heading", level=1)).to_contain_text(f"Round {number} of 5")
        for phone, side in zip(phones, ("Higher", "Lower", "Higher"), strict=True):
            call(phone, side)
        expect(wall.page.get_by_test_id("room-called")).to_contain_text("3")
        expect(company.host.page.get_by_test_id("room-called")).to_have_text("3/3")
        found += axe(wall) + axe(company.host) if number == 1 else []
        company.press(f"Close round {number}", "shown")
        expect(wall.page.get_by_test_id("room-split")).to_contain_text("67 %")
        for phone in phones:
            expect(phone.page.get_by_test_id("room-state")).to_have_text("shown")
        found += axe(wall) + axe(company.host) if number == 1 else []
        if number == 3:
            company.press("Rating round", "rating")
            expect(told).to_have_text("rating")
            found += axe(wall) + axe(company.host)
    company.press("End the room", "over")
    expect(told).to_have_text("over")
    expect(wall.page.locator(".rw-round")).to_have_count(5)
    assert begun == (wall.document(), company.host.document())
    found += axe(wall) + axe(company.host)
    company.host.page.get_by_role("link", name="Report", exact=True).first.click()
    expect(company.host.page.locator(".report-round")).to_have_count(5)
    assert found + axe(company.host) == []


def answer(phone: Player, first: int, second: int) -> None:
    """Answer both statements."""
    for name, value in (("first", first), ("second", second)):
        phone.page.locator(f"[name={name}][value='{value}']").check(force=True)
    phone.page.get_by_role("button", name="Answer both").click()
    expect(phone.page.get_by_test_id("poll-kept")).to_be_visible()


def test_a_class_says_what_it_thinks_and_makes_a_law(company: Company) -> None:
    """Before, and after; one phone has no scripts. A choice half made survives who comes in meanwhile."""
    code, found = company.open(3, poll=True), list[str]()
    wall, phone, plain = (
        company.wall(code),
        company.guest(code),
        company.guest(code, java_script_enabled=False),
    )
    fillers = [company.browser.new_context().request for _ in range(6)]
    phone.page.locator("[name=first][value='9']").check(force=True)
    for filler in fillers:
        filler.post(f"{company.live.url}/rooms/{code}/guests")
    expect(phone.page.get_by_test_id("room-guests")).to_have_text("8")
    expect(phone.page.locator("[name=first][value='9']")).to_be_checked()
    found += axe(phone) + axe(wall)
    for moment, first in (("before", 9), ("after", 4)):
        answer(phone, first, 5)
        answer(plain, first, 5)
        for filler in fillers:
            form = {"first": str(first), "second": "5"}
            assert filler.post(f"{company.live.url}/rooms/{code}/poll", form=form).ok
        expect(wall.page.get_by_test_id("poll-count")).to_contain_text("8 of 8")
        expect(company.host.page.get_by_test_id("poll-count")).to_have_text("8")
        if moment == "before":
            company.press("Open the first file", "asking")
            company.press("Close round 1", "shown")
            company.press("Vote for a law", "voting")
            phone.page.get_by_role("button", name="Only credit history").click()
            expect(phone.page.get_by_test_id("vote-kept")).to_be_visible()
            expect(wall.page.get_by_test_id("vote-count")).to_contain_text("1 of 8")
            found += axe(phone) + axe(wall) + axe(company.host)
            company.press("Close the vote: next file", "asking")
            expect(wall.page.get_by_test_id("law")).to_contain_text("Credit history 100")
            expect(phone.page.get_by_test_id("law")).to_contain_text("file 1 of 2")
            found += axe(phone) + axe(wall)
            company.press("Close round 2", "shown")
            company.host.page.get_by_text("End the room").click()
            company.press("End it now", "over")
            plain.look_again()
    assert "poll-result" not in wall.page.content()
    company.host.page.get_by_role("button", name="Close the poll").click()
    for screen in (wall, company.host, phone):
        expect(screen.page.get_by_test_id("poll-result")).to_contain_text("8 went down", timeout=20_000)
        found += axe(screen)
    assert found == []


def test_the_room_goes_on_with_the_same_people(company: Company) -> None:
    """The host presses once; the wall of the old room and the phones come along by themselves."""
    code = company.open(1)
    wall, phone = company.wall(code), company.guest(code)
    name = phone.page.get_by_test_id("guest-name").inner_text()
    company.press("Open the first file", "asking")
    company.press("Close round 1", "shown")
    company.press("End the room", "over")
    expect(phone.page.get_by_test_id("room-state")).to_have_text("over")
    company.host.page.get_by_role("button", name="Again with the same people").click()
    expect(company.host.page.get_by_test_id("room-state")).to_have_text("lobby")
    expect(wall.page.get_by_test_id("room-state")).to_have_text("lobby", timeout=15_000)
    expect(phone.page.get_by_test_id("room-state")).to_have_text("lobby", timeout=20_000)
    expect(phone.page.get_by_test_id("guest-name")).to_have_text(name)
    assert code not in wall.page.url


def test_two_controllers_take_one_step(company: Company) -> None:
    """The laptop and the host's phone press in the same moment: one round is closed, and neither is skipped."""
    code = company.open(3)
    company.guest(code)
    other = company.screen(PHONE)
    sign_in(other.page, company.live, company.name)
    other.page.goto(company.host.page.url)
    company.press("Open the first file", "asking")
    expect(other.page.get_by_test_id("room-state")).to_have_text("asking")
    for page in (company.host.page, other.page):
        page.wait_for_timeout(600)
    press = "document.getElementById('step-first').click()"
    for page in (company.host.page, other.page):
        page.evaluate(press)
    for page in (company.host.page, other.page):
        expect(page.get_by_test_id("room-state")).to_have_text("shown")
    assert company.live.sql(f"SELECT round, state, seq FROM rooms WHERE code = '{code}'") == [(1, "shown", 2)]


def test_a_double_click_takes_one_step(company: Company) -> None:
    """The second press does not take the step that came in the place of the first."""
    code = company.open(3)
    company.guest(code)
    company.press("Open the first file", "asking")
    company.host.page.wait_for_timeout(600)
    company.host.page.get_by_role("button", name="Close round 1").dblclick()
    expect(company.host.page.get_by_test_id("room-state")).to_have_text("shown")
    company.host.page.wait_for_timeout(300)
    assert company.live.sql(f"SELECT round, state FROM rooms WHERE code = '{code}'") == [(1, "shown")]


def test_nothing_scrolls_sideways(company: Company) -> None:
    """Neither the host's page nor the wall, in any state, at any width."""
    code = company.open(2)
    company.guest(code)
    wall = company.wall(code)
    for title, state in (
        ("Open the first file", "asking"),
        ("Close round 1", "shown"),
        ("End the room", "over"),
    ):
        if state == "over":
            company.host.page.get_by_text("End the room").first.click()
            title = "End it now"
        company.press(title, state)
        expect(wall.page.get_by_test_id("room-state")).to_have_text(state)
        for player in (wall, company.host):
            for width in (320, 390, 1280):
                player.page.set_viewport_size({"width": width, "height": 844})
                assert not player.page.evaluate(WIDE), (state, width, player.page.url)


def test_a_killed_server_loses_no_call(company: Company) -> None:
    """Killed in the middle of a round: what was acknowledged is there, and all screens go on by themselves."""
    live = company.live
    code = company.open(2)
    wall, phones = company.wall(code), [company.guest(code) for _ in range(3)]
    company.press("Open the first file", "asking")
    for phone in phones:
        call(phone, "Higher")
    port = live.port
    live.kill()
    live.start(port=port)
    expect(wall.page.get_by_test_id("room-called")).to_contain_text("3", timeout=20_000)
    company.press("Close round 1", "shown")
    expect(wall.page.get_by_test_id("room-split")).to_contain_text("100 %", timeout=20_000)
    for phone in phones:
        expect(phone.page.get_by_test_id("room-state")).to_have_text("shown", timeout=20_000)
    for one in company.screens:  # a browser tells of each request that a server did not answer
        one.faults.clear()
