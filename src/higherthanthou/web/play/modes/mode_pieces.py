"""The places of the table where a mode may add something of its own."""

from typing import NamedTuple

from ...html.pieces import Piece

NOTHING = Piece()


class ModePieces(NamedTuple):
    """Above the file, below it, in the form of the guess, by the receipt, in the result, by the figure."""

    strip: Piece = NOTHING
    tools: Piece = NOTHING
    call: Piece = NOTHING
    note: Piece = NOTHING
    result: Piece = NOTHING
    token: Piece = NOTHING


NO_PIECES = ModePieces()
