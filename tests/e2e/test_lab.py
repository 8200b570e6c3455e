"""The law lab in a browser: a slider, a strategy and a face, with and without scripts, and nothing for axe."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import Player
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PLAIN

from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from live import Live
from world import make_deck, put_deck, ward_people

LAW = "/lab/two-wards?history=20&fulfilment=20&behaviour=15&identity=15&connections=30"
WEIGHTS = ("Credit history", "Ability to fulfil", "Behaviour", "Identity", "Connections")


@pytest.fixture(scope="module")
def lab(live: Live) -> str:
    """The address of a law in a deck of two wards."""
    database = Database(database_url("", live.folder))
    put_deck(database, make_deck("two-wards", "Two wards", theme="wards"), ward_people(360))
    database.close()
    return live.url + LAW


def weights(page: Page) -> list[int]:
    """What the sliders say."""
    return [int(page.get_by_role("slider", name=name).input_value()) for name in WEIGHTS]


@pytest.mark.parametrize("player", [{}, PLAIN], indirect=True)
def test_a_law_is_changed_told_and_undone(player: Player, lab: str) -> None:
    """By keyboard; the others give way with scripts, and are scaled by the server without; Back goes back."""
    page = player.page
    page.goto(lab)
    document = player.document() if player.scripted else 0
    before = page.get_by_test_id("lab-numbers").inner_text()
    page.get_by_role("slider", name="Connections").focus()
    page.keyboard.press("End")
    if player.scripted:
        assert weights(page) == [0, 0, 0, 0, 100]
        expect(page).to_have_url(re.compile("connections=100"))
        expect(page.get_by_role("slider", name="Connections")).to_be_focused()
    else:
        page.get_by_role("button", name="Apply this law").click()
        expect(page.locator(".lab-scaled")).to_contain_text("came to 170")
        assert weights(page) == [12, 11, 9, 9, 59]
    expect(page.get_by_test_id("lab-numbers")).not_to_have_text(before)
    page.get_by_role("link", name="Same chance").click()
    expect(page.get_by_role("link", name="Same chance")).to_have_attribute("aria-current", "true")
    expect(page.get_by_test_id("lab-broke")).to_contain_text("Same chance. What broke: ")
    page.locator(".lab-face summary").first.click()
    expect(page.locator(".lab-receipt").first).to_be_visible()
    if player.scripted:
        assert player.document() == document
    page.go_back()
    expect(page.get_by_role("link", name="Same chance")).not_to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("player", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_the_lab_reads_well_at_any_width(player: Player, lab: str) -> None:
    """Nothing for axe with a receipt open, and nothing to scroll sideways."""
    page = player.page
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(lab)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), width
        assert axe(player) == []
