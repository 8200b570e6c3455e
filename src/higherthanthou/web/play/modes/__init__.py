"""What modes add to the table of a run, each from a template of macros in templates/play/modes/."""

from collections.abc import Callable

from ....game.modes import CHALLENGES
from ....store.runs.desks import Desk
from . import challenge_pieces, daily_pieces, match_pieces, streak_pieces, year_pieces
from .mode_pieces import NO_PIECES, ModePieces

__all__ = ["ModePieces", "mode_pieces"]

_PIECES: dict[str, Callable[[Desk, int], ModePieces]] = {
    "daily": daily_pieces.pieces,
    "match": match_pieces.pieces,
    "streak": streak_pieces.pieces,
    "year": year_pieces.pieces,
    **{mode.key: challenge_pieces.pieces for mode in CHALLENGES.values()},
}
"""By the key of the mode; a mode that adds nothing is not here."""


def mode_pieces(desk: Desk, now: int) -> ModePieces:
    """What the mode of a run adds to its table, as it is at a time."""
    make = _PIECES.get(desk.mode.key)
    return make(desk, now) if make else NO_PIECES
