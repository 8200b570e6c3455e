"""The stamp is heard and felt by whoever wants it, and not before a press."""

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import MOVING, Player
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PHONE, PLAIN, guess, wait

SPY = """
window.heard = []; window.felt = []; window.contexts = 0;
const Real = window.AudioContext;
window.AudioContext = class extends Real { constructor() { super(); window.contexts += 1; } };
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (when) { window.heard.push(this.type); return start.call(this, when); };
navigator.vibrate = (pattern) => { window.felt.push(pattern); return true; };
"""


def toggle(page: Page, name: str):
    """The switch of that name."""
    return page.get_by_role("button", name=name, exact=True)


def test_the_stamp_is_silent_until_somebody_wants_to_hear_it(player: Player) -> None:
    """Off at first; on, each stamp is heard; after a reload too, once something was pressed; off again, never."""
    page = player.page
    page.add_init_script(SPY)
    player.play()
    guess(player, player.truth())
    assert page.evaluate("[contexts, heard.length]") == [0, 0]
    expect(toggle(page, "Vibration")).to_be_hidden()
    expect(toggle(page, "Sound")).to_have_attribute("aria-pressed", "false")
    toggle(page, "Sound").click()
    expect(toggle(page, "Sound")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("heard.length") == 2  # what it will be like
    guess(player, player.truth())
    assert page.evaluate("heard.length") == 4
    assert axe(player) == []
    page.reload()
    player.settle()
    expect(toggle(page, "Sound")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("contexts") == 0
    before = player.turn()
    page.keyboard.press("ArrowUp" if player.truth() == "Higher" else "ArrowDown")
    wait(player, before)
    assert page.evaluate("[contexts, heard.length]") == [1, 2]
    page.goto(f"{player.live.url}/me")
    toggle(page, "Sound").click()
    expect(toggle(page, "Sound")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("heard.length") == 0


@pytest.mark.parametrize("player", [PHONE | MOVING], indirect=True)
def test_a_phone_trembles_if_asked_to(player: Player) -> None:
    """Only with the stamp, and not where less motion is wanted."""
    page = player.page
    page.add_init_script(SPY)
    player.play()
    toggle(page, "Vibration").tap()
    assert page.evaluate("felt") == [20]
    guess(player, player.truth())
    assert page.evaluate("felt") == [20, 20]
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    player.settle()
    expect(toggle(page, "Vibration")).to_be_hidden()
    expect(toggle(page, "Sound")).to_be_visible()
    guess(player, player.truth())
    assert page.evaluate("felt") == []


@pytest.mark.parametrize("player", [PLAIN], indirect=True)
def test_without_scripts_nothing_is_offered(player: Player) -> None:
    """A switch that does nothing is none."""
    player.play()
    expect(player.page.get_by_text("Sound")).to_be_hidden()
    player.page.goto(f"{player.live.url}/me")
    expect(player.page.get_by_text("The stamp")).to_be_hidden()
