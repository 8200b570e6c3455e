"""Looking back at a run in a browser: with and without scripts, by keyboard, on a phone, and with axe."""

import re

import pytest
from playwright.sync_api import expect
from tests.e2e.conftest import Player
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PLAIN, guess


def play_over(player: Player) -> list[str]:
    """Two right calls and a miss; return the names of the files."""
    player.play()
    names = []
    for right in (True, True, False):
        names.append(player.page.get_by_test_id("file").get_by_role("heading").inner_text())
        guess(player, player.truth() if right else player.lie())
    return names


@pytest.mark.parametrize("player", [{}, PLAIN], indirect=True)
def test_from_the_result_to_the_file_that_broke_it(player: Player) -> None:
    """By keyboard: the link, the miss, its receipt; and from the player's own page the same review."""
    names, page = play_over(player), player.page
    result = page.url
    page.get_by_role("link", name="Look back at this run").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{result}/review")
    expect(page.get_by_role("heading", level=1)).to_have_text("Looking back")
    for file, name in zip(page.get_by_test_id("reviewed-file").all(), names, strict=True):
        expect(file.get_by_role("heading", level=2)).to_contain_text(name)
        expect(file.get_by_test_id("receipt")).to_be_hidden()
    broke = page.get_by_test_id("reviewed-file").last
    page.get_by_role("link", name=re.compile(f"3. {names[2]}")).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{result}/review#file-3")
    expect(broke).to_be_in_viewport()
    expect(broke.get_by_role("heading", name="What would have helped")).to_be_visible()
    broke.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(broke.get_by_test_id("receipt")).to_be_visible()
    page.goto(f"{player.live.url}/me")
    page.get_by_role("link", name=re.compile("^Look back at ")).click()
    expect(page).to_have_url(f"{result}/review")


@pytest.mark.parametrize("player", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_a_review_reads_well_at_any_width(player: Player) -> None:
    """Nothing for axe with all receipts open, and nothing to scroll sideways."""
    play_over(player)
    page = player.page
    page.goto(f"{page.url}/review")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), width
        assert axe(player) == []
