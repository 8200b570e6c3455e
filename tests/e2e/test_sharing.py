"""Passing a result on: by the browser's own dialog where it has one, by the clipboard, or by hand."""

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import Player
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PLAIN, guess

DIALOG = """
  window.passedOn = [];
  navigator.share = async (what) => {
    if (window.refusing) throw new DOMException("no", window.refusing);
    window.passedOn.push(what);
  };
"""
"""The dialog of a phone, which Chromium on Linux does not have."""

NO_DIALOG = "delete Navigator.prototype.share;"


def lose(player: Player) -> Page:
    """Play a run to its result."""
    player.play()
    guess(player, player.lie())
    player.page.get_by_test_id("result").wait_for()
    return player.page


def test_a_browser_with_a_dialog_of_its_own(player: Player) -> None:
    """Share gives it the whole text, whose last line is the address; closing it is no error, a failure is one."""
    player.page.add_init_script(DIALOG)
    page = lose(player)
    share = page.get_by_role("button", name="Share", exact=True)
    share.click()
    text = page.get_by_test_id("share-text").inner_text()
    assert page.evaluate("window.passedOn") == [{"text": text}]
    assert text.splitlines()[-1] == f"{player.live.url}/decks/citizens"
    said = page.locator("[data-passed-on]")
    page.evaluate("() => { window.refusing = 'AbortError'; }")
    share.click()
    expect(said).to_have_text("")
    page.evaluate("() => { window.refusing = 'NotAllowedError'; }")
    share.click()
    expect(said).to_have_text("Not shared; please copy the text")
    assert axe(player) == []


def test_a_browser_without_one_copies(player: Player) -> None:
    """No Share; the text and its words go to the clipboard, and the page says so."""
    player.page.add_init_script(NO_DIALOG)
    player.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = lose(player)
    expect(page.locator("[data-share]")).to_be_hidden()
    for name, place in (("Copy", "#share-text"), ("Copy as words", "#share-words")):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.locator("[data-passed-on]")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == page.locator(place).inner_text()


@pytest.mark.parametrize("player", [PLAIN], indirect=True)
def test_without_javascript_the_text_is_there_to_be_selected(player: Player) -> None:
    """And no button that does nothing."""
    player.play()
    page = player.page
    page.get_by_role("button", name=player.lie(), exact=True).click()
    expect(page.get_by_test_id("share-text")).to_contain_text(f"{player.live.url}/decks/citizens")
    assert page.locator(".share-buttons button:visible").count() == 0
