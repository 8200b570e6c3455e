"""Own play as it is printed: what is best is what boards rank first."""

from higherthanthou.game.modes import MODES
from higherthanthou.store.players.own_play import OwnPlay
from higherthanthou.web.players.own_play_view import own_play_view
from world import NOW


def test_the_best_year_won_most() -> None:
    """Not the one that ended highest; both figures are told."""
    board_value = MODES["year"].board_value
    values = {"year": {board_value(745, 640): 1, board_value(790, 700): 3}, "streak": {4: 1, 7: 2}}
    best = dict(own_play_view(OwnPlay(values, {}), NOW).best)
    assert best == {"Streak": "A streak of 7", "A year": "The year ended at 745 (+105)"}


def test_a_blacklisted_year_may_be_the_best() -> None:
    """If there is no other."""
    values = {"year": {MODES["year"].board_value(350, 640): 1}}
    assert own_play_view(OwnPlay(values, {}), NOW).best == (
        ("A year", "Blacklisted at 350 (\N{MINUS SIGN}290)"),
    )
