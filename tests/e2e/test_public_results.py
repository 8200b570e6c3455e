"""A result is made public, sent, looked at by somebody else who plays on, and taken back."""

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import DESKTOP, STILL, Player
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PLAIN
from tests.e2e.test_sharing import lose

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_a_result_is_sent_to_somebody_else(player: Player) -> None:
    """Without a page load the link is there and ends the share text; a friend plays the deck; then it is gone."""
    page = lose(player)
    document = page.evaluate("performance.timeOrigin")
    page.get_by_role("button", name="Make a public link").click()
    link = page.get_by_test_id("public-link")
    address = link.get_attribute("href") or ""
    assert page.get_by_test_id("share-text").inner_text().splitlines()[-1] == address
    assert page.evaluate("performance.timeOrigin") == document
    assert axe(player) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert not page.evaluate(WIDE)
    page.set_viewport_size(DESKTOP)
    friend = page.context.browser.new_context(**STILL).new_page()
    friend.goto(address)
    looked_at(player, friend)
    friend.get_by_role("button", name="Play this deck").click()
    expect(friend.get_by_test_id("file")).to_be_visible()
    page.get_by_role("button", name="Take the link back").click()
    expect(page.get_by_role("button", name="Make a public link")).to_be_visible()
    assert friend.goto(address).status == 404
    friend.context.close()


def looked_at(player: Player, friend: Page) -> None:
    """One amber button, the file that broke it; axe finds nothing, and nothing is wider than the page."""
    expect(friend.get_by_test_id("public-result")).to_contain_text("The file that broke it")
    assert friend.locator(".button-higher").count() == 1
    mine, player.page = player.page, friend
    for width in (320, 390, 1280, 1920):
        friend.set_viewport_size({"width": width, "height": 844})
        assert not friend.evaluate(WIDE), width
    for scheme in ("light", "dark"):
        friend.emulate_media(color_scheme=scheme)
        assert axe(player) == []
    player.page = mine


@pytest.mark.parametrize("player", [PLAIN], indirect=True)
def test_without_javascript_it_is_forms(player: Player) -> None:
    """Made and taken back."""
    player.play()
    page = player.page
    page.get_by_role("button", name=player.lie(), exact=True).click()
    page.get_by_role("button", name="Make a public link").click()
    page.get_by_test_id("public-link").click()
    expect(page.get_by_test_id("public-result")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Take the link back").click()
    expect(page.get_by_role("button", name="Make a public link")).to_be_visible()
