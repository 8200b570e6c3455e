"""What a host says of the score of a draft: its unit, the words on the buttons, and whether less is better."""

import pytest
from tests.web.browser import HTMX, open_run
from tests.web.hosts import browser, own_deck, signed_in

from higherthanthou.web.server import Server

SLOWER = {"label": "lap", "unit": "s", "comparison": "slower", "less_is_better": "yes"}


def slug_of(deck: str) -> str:
    """The slug in the URL of a host's deck."""
    return deck.rpartition("/")[2]


def test_a_draft_takes_words_and_players_read_them(server: Server) -> None:
    """On its settings before anybody plays, and then on the desk and the page of the deck."""
    host = signed_in(server)
    deck = own_deck(host)
    assert host.post(f"{deck}/settings", data=SLOWER).status_code == 303
    settings = host.get(f"{deck}/settings").text
    assert "Lap of this profile: slower or faster than your 650 s?" in settings
    assert "<b>▲ Slower</b> <b>▼ Faster</b> · the best there can be: <b>350 s</b>" in settings
    assert host.post(f"{deck}/publish").status_code == 303
    player = browser(server)
    desk = player.get(open_run(player, slug_of(deck))).text
    assert '<h1 class="unseen">Slower or faster than you?</h1>' in desk
    assert 'aria-label="Slower" aria-keyshortcuts="ArrowUp"' in desk
    assert 'value="lower" aria-label="Faster"' in desk
    assert (
        "Slower or faster than you, until a miss without credit."
        in player.get(f"/decks/{slug_of(deck)}").text
    )


def test_words_can_be_tried_before_they_are_saved(server: Server) -> None:
    """The question follows the form and nothing is stored; words that no deck can have ask nothing."""
    host = signed_in(server)
    deck = own_deck(host)
    tried = host.get(
        f"{deck}/settings", params=SLOWER | {"unit": "$", "unit_first": "yes"}, headers=HTMX
    ).text
    assert "Lap of this profile: slower or faster than your $650?" in tried
    assert "cannot be used" in host.get(f"{deck}/settings", params={"comparison": "x"}, headers=HTMX).text
    assert "Does this profile score higher or lower than your 650?" in host.get(f"{deck}/settings").text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("comparison", "<b>taller", "The comparison of a deck is one of higher, more,"),
        ("less_is_better", "perhaps", "less is better, yes or no."),
        ("unit_first", "", "The unit stands in front, yes or no;"),
    ],
)
def test_words_that_no_deck_can_have_are_refused(
    server: Server, field: str, value: str, sentence: str
) -> None:
    """With a sentence; nothing is stored, and what was typed is text."""
    host = signed_in(server)
    deck = own_deck(host)
    answer = host.post(f"{deck}/settings", data={field: value, "label": "lap"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<b>taller" not in answer.text
    assert "called score" in host.get(f"{deck}/settings").text


def test_a_published_deck_keeps_its_words(server: Server) -> None:
    """Whoever plays it has learned what the buttons say."""
    host = signed_in(server)
    deck = own_deck(host)
    host.post(f"{deck}/publish")
    host.post(f"{deck}/settings", data=SLOWER | {"title": "Laps"})
    settings = host.get(f"{deck}/settings").text
    assert "called score" in settings
    assert 'name="comparison"' not in settings
    player = browser(server)
    assert "Higher or lower than you?" in player.get(open_run(player, slug_of(deck))).text
