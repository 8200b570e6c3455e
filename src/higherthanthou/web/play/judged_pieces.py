"""The judged files of a run as the table shows them, made longer by one at each guess."""

from typing import NamedTuple

from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import RUNS
from ...store.runs.judged_files import MOST_JUDGED, JudgedFile, JudgedFiles
from ..html import pieces
from ..html.pieces import Piece

NAMED, LISTED = 8, 6
"""How many judged files the scale names aloud, and how many the list shows."""


class JudgedPieces(NamedTuple):
    """The dots on the scale, first file first; its names and the lines of the list, last file first.

    ``latest`` is the file that was added last.
    """

    latest: JudgedFile | None = None
    dots: tuple[Piece, ...] = ()
    named: tuple[str, ...] = ()
    lines: tuple[Piece, ...] = ()

    def after(self, judged: JudgedFile, low: int, high: int) -> "JudgedPieces":
        """The same with one more."""
        name, _, verdict = judged
        dot = pieces.dot(verdict.score, low, high, verdict.right)
        line = pieces.judged(name, verdict.score, verdict.truth, verdict.right)
        return JudgedPieces(
            judged,
            (*self.dots[-MOST_JUDGED + 1 :], dot),
            (f", {name} at {verdict.score}", *self.named[: NAMED - 1]),
            (line, *self.lines[: LISTED - 1]),
        )


NOTHING = JudgedPieces()

_kept: PlayerCache[str, JudgedPieces] = PlayerCache(__name__, RUNS)


def judged_pieces(run_id: str, player_id: int, judged: JudgedFiles, low: int, high: int) -> JudgedPieces:
    """The pieces for a player's run: those shown last with one more, or made anew if those are not kept."""
    shown = _kept.get(run_id) or NOTHING
    new = next((place for place, file in enumerate(judged[:2]) if file is shown.latest), None)
    if new is None:
        shown, new = NOTHING, len(judged)
    for file in reversed(judged[:new]):
        shown = shown.after(file, low, high)
    _kept.put(run_id, player_id, shown)
    return shown
