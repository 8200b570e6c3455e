"""The judged files of a run as the table shows them, made longer by one at each guess."""

from typing import NamedTuple

from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import RUNS
from ...store.runs.judged_files import MARKS, Mark, Marks
from ..html import pieces
from ..html.pieces import Piece

NAMED, LISTED = 8, 6
"""How many judged files the scale names aloud, and how many the list shows."""


class Judged(NamedTuple):
    """On the scale the first one first, in its words and on the list the last one first."""

    latest: Mark | None = None
    dots: tuple[Piece, ...] = ()
    named: tuple[str, ...] = ()
    lines: tuple[Piece, ...] = ()

    def after(self, mark: Mark, low: int, high: int) -> "Judged":
        """The same with one more."""
        dot = pieces.dot(mark.score, low, high, mark.right)
        line = pieces.judged(mark.name, mark.score, mark.truth, mark.right)
        return Judged(
            mark,
            (*self.dots[-MARKS + 1 :], dot),
            (f", {mark.name} at {mark.score}", *self.named[: NAMED - 1]),
            (line, *self.lines[: LISTED - 1]),
        )


NOTHING = Judged()

_kept: PlayerCache[str, Judged] = PlayerCache(__name__, RUNS)


def judged(run_id: str, player_id: int, marks: Marks, low: int, high: int) -> Judged:
    """What a player's run has judged: as it was shown last and one more, or if that is not kept made anew."""
    shown = _kept.get(run_id) or NOTHING
    new = next((place for place, mark in enumerate(marks[:2]) if mark is shown.latest), None)
    if new is None:
        shown, new = NOTHING, len(marks)
    for mark in reversed(marks[:new]):
        shown = shown.after(mark, low, high)
    _kept.put(run_id, player_id, shown)
    return shown
