"""The judged files of a run as the table shows them, made longer by one at each guess."""

from typing import NamedTuple

from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import RUNS
from ...game.measure import Measure
from ...store.decks.decks import Deck
from ...store.runs.judged_files import MOST_JUDGED, JudgedFile, JudgedFiles
from ..html import pieces
from ..html.pieces import Piece
from .drawn_scale import DrawnScale

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

    def after(self, judged: JudgedFile, deck: Deck, scale: DrawnScale, measure: Measure) -> "JudgedPieces":
        """The same with one more."""
        name, _, verdict = judged
        score, said = measure.panel(verdict.score), deck.words.said(verdict.truth)
        dot = pieces.dot(scale.place(verdict.score), verdict.right)
        line = pieces.judged(name, score, verdict.truth, said, verdict.right)
        return JudgedPieces(
            judged,
            (*self.dots[-MOST_JUDGED + 1 :], dot),
            (f", {name} at {score}", *self.named[: NAMED - 1]),
            (line, *self.lines[: LISTED - 1]),
        )


NOTHING = JudgedPieces()

_kept: PlayerCache[str, JudgedPieces] = PlayerCache(__name__, RUNS)


def judged_pieces(
    run_id: str, player_id: int, judged: JudgedFiles, deck: Deck, scale: DrawnScale, measure: Measure
) -> JudgedPieces:
    """The pieces for a player's run: those shown last with one more, or made anew if those are not kept.

    Scores are written by ``measure``; that and the drawn scale are those of the deck.
    """
    shown = _kept.get(run_id) or NOTHING
    new = next((place for place, file in enumerate(judged[:2]) if file is shown.latest), None)
    if new is None:
        shown, new = NOTHING, len(judged)
    for file in reversed(judged[:new]):
        shown = shown.after(file, deck, scale, measure)
    _kept.put(run_id, player_id, shown)
    return shown
