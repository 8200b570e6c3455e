"""What a streak adds to the table: the token of credit for a miss."""

from ....game.modes.streak import EARNS, has_credit, in_a_row
from ....store.runs.desks import Desk
from ...html.fragments import kept_fragment
from .mode_pieces import NO_PIECES, ModePieces

_token = kept_fragment("play/modes/streak.html", "token")


def pieces(desk: Desk, now: int) -> ModePieces:
    """The token while there is credit; it lands when it was just earned."""
    if desk.file is None or not has_credit(desk.run):
        return NO_PIECES
    return ModePieces(token=_token(in_a_row(desk.run) == EARNS))
