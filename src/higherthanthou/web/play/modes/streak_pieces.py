"""What a streak adds to the table: the token of credit for a miss."""

from ....game.modes.streak import has_credit
from ....store.runs.desks import Desk
from ...html.fragments import kept_fragment
from .mode_pieces import NO_PIECES, ModePieces

_token = kept_fragment("play/modes/streak.html", "token")


def pieces(desk: Desk, now: int) -> ModePieces:
    """The token while there is credit."""
    return ModePieces(token=_token()) if desk.file is not None and has_credit(desk.run) else NO_PIECES
