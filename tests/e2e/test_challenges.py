"""A run passed on in browsers: a challenge between two of them, and a replay from a board."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import DESKTOP, STILL, Player
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PLAIN, guess

from live import Live

WIDTHS = (320, 390, 1280)


@pytest.fixture
def friend(browser: Browser, live: Live) -> Iterator[Player]:
    """Somebody in another browser, without scripts."""
    context = browser.new_context(viewport=DESKTOP, **STILL, **PLAIN)
    context.set_default_timeout(10_000)
    other = Player(context.new_page(), live, scripted=False)
    yield other
    context.close()
    assert other.faults == []


def lose(player: Player, rights: int) -> None:
    """A streak with so many right calls and a miss."""
    player.play()
    for _ in range(rights):
        guess(player, player.truth())
    guess(player, player.lie())


def look_over(player: Player) -> list[str]:
    """Nothing for axe, and nothing to scroll sideways, on any screen."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    found = []
    for width in WIDTHS:
        player.page.set_viewport_size({"width": width, "height": 844})
        assert not player.page.evaluate(wide), width
        player.page.emulate_media(color_scheme="dark" if width == WIDTHS[-1] else "light")
        found += axe(player)
    return found


def alias_of(page: Page, live: Live) -> str:
    """The alias on a player's own page."""
    page.goto(f"{live.url}/me")
    return page.locator("#me-title").inner_text()


def test_a_friend_takes_a_challenge_up_and_both_see_where_they_parted(player: Player, friend: Player) -> None:
    """From the button on the result, by its address, to both trails; the friend has no scripts and no cookie."""
    live, page, other = player.live, player.page, friend.page
    lose(player, 2)
    page.get_by_role("button", name="Challenge a friend").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your challenge")
    address = page.url
    assert page.get_by_test_id("share-text").inner_text().splitlines()[1:] == ["✓✓✗", address]
    assert look_over(player) == []
    name = alias_of(page, live)
    other.goto(address)
    expect(other.get_by_role("heading", level=1)).to_have_text(f"{name} challenges you")
    other.get_by_role("button", name="Take it up").click()
    for right in (True, False, True):
        expect(other.get_by_test_id("own-score")).to_have_text("640")
        guess(friend, friend.truth() if right else friend.lie())
    trails = other.get_by_test_id("trails")
    expect(trails.get_by_role("row")).to_have_count(4)
    expect(trails.get_by_role("row", name=re.compile("parted"))).to_have_count(2)
    expect(other.get_by_text("You parted at files 2 and 3.")).to_be_visible()
    other.get_by_role("link", name="The challenge, and who else took it up").click()
    expect(other.get_by_test_id("taken-up").get_by_role("listitem")).to_have_text(re.compile("you2 of 3"))
    page.goto(address)
    expect(page.get_by_test_id("trails").get_by_role("row")).to_have_count(4)
    assert look_over(player) == []
    page.get_by_text("End this challenge").click()
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_text("This challenge is over.")).to_be_visible()
    other.context.clear_cookies()
    other.goto(address)
    expect(other.get_by_text("This challenge is over: whoever made it")).to_be_visible()


def test_a_run_is_opened_from_a_board_and_closed_again(player: Player, friend: Player) -> None:
    """By a yes on the own page, once its season is past; a stranger sees every file, without scripts."""
    live, page, other = player.live, player.page, friend.page
    name = alias_after(player)
    live.sql("UPDATE profiles SET until = 2 WHERE deck_id = (SELECT id FROM decks WHERE slug = 'rated')")
    live.sql("UPDATE decks SET version = 3, state = 'archived' WHERE slug = 'rated'")
    for version in (1, 3):
        live.sql(f"INSERT INTO seasons SELECT id, {version}, {version} FROM decks WHERE slug = 'rated'")
    board = f"{live.url}/leaderboard?deck=rated&season=1"
    other.goto(board)
    expect(other.get_by_test_id("board-row").filter(has_text=name)).to_be_visible()
    expect(other.get_by_role("link", name=f"Replay of {name}")).to_have_count(0)
    page.locator("#replays ~ form").get_by_role("button").click()
    expect(page.get_by_text("You said yes: anybody may look at yours")).to_be_visible()
    other.goto(board)
    other.get_by_role("link", name=f"Replay of {name}").click()
    expect(other.get_by_role("heading", level=1)).to_have_text(f"Replay of {name}")
    expect(other.get_by_test_id("reviewed-file")).to_have_count(2)
    page.goto(other.url)
    assert look_over(player) == []
    page.goto(f"{live.url}/me")
    page.locator("#replays ~ form").get_by_role("button").click()
    expect(page.get_by_text("without it, nobody")).to_be_visible()
    other.reload()
    expect(other.get_by_text("There is no replay here")).to_be_visible()


def alias_after(player: Player) -> str:
    """The alias of the player, after a run on the rated deck; their own page is on show."""
    page, live = player.page, player.live
    page.goto(f"{live.url}/decks/rated")
    page.locator('form:has(input[name="mode"][value="streak"]) button').click()
    player.settle()
    guess(player, player.truth())
    guess(player, player.lie())
    return alias_of(page, live)
