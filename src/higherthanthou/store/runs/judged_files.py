"""The judged files of a run, as the log has them."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import RUNS
from ...game.deal import Side
from ...game.verdict import Truth, Verdict, truth_of
from ..engine.statement import Statement, at_most
from ..tables import columns, guesses
from .run_row import Seat

MARKS = 60
"""The desk shows no more judged files of a run than this, the latest ones."""

_SIDES = {side.value: side for side in Side}

_logged = select(*columns(guesses, "name turn guess score anchor right stake gain profile_id")).where(
    guesses.c.run_id == bindparam("run_id")
)
_marks = Statement(at_most(_logged.order_by(guesses.c.turn.desc()), MARKS))
_mark = Statement(_logged.where(guesses.c.turn == bindparam("turn")))


class Mark(NamedTuple):
    """A judged file of a run, as the log has it."""

    name: str
    turn: int
    guess: str
    score: int
    anchor: int
    right: bool
    stake: int
    gain: int
    profile_id: int

    @classmethod
    def of(cls, name: str, profile_id: int, verdict: Verdict) -> "Mark":
        """What the log will have of a verdict."""
        turn, side, _, score, anchor, right, stake, gain = verdict
        return cls(name, turn, side.value, score, anchor, right, stake, gain, profile_id)

    @property
    def truth(self) -> Truth:
        """Where it stood."""
        return truth_of(self.score, self.anchor)

    @property
    def verdict(self) -> Verdict:
        """What the rules said of it."""
        _, turn, side, score, anchor, right, stake, gain, _ = self
        return Verdict(turn, _SIDES[side], self.truth, score, anchor, bool(right), stake, gain)


Marks = tuple[Mark, ...]
"""The latest MARKS judged files of a run, the last one first."""

_kept: PlayerCache[str, Marks] = PlayerCache(__name__, RUNS)


def keep(run_id: str, player_id: int, marks: Marks) -> None:
    """Keep what a run was shown, for its player's next guess.

    Only what is durable may be kept: no row of the log is ever changed.
    """
    _kept.put(run_id, player_id, marks)


def marks_of(connection: Connection, seat: Seat) -> Marks:
    """The latest judged files of a run; read, unless those kept are of this very turn."""
    judged = seat.run.turn - seat.run.open
    if judged == 0:
        return ()
    kept = _kept.get(seat.run_id)
    if kept and kept[0].turn == judged:
        return kept
    return tuple([Mark._make(row) for row in _marks.all(connection, run_id=seat.run_id)])


def mark_at(connection: Connection, run_id: str, turn: int) -> Mark | None:
    """The file that was judged at a turn, if one was."""
    row = _mark.first(connection, run_id=run_id, turn=turn)
    return Mark._make(row) if row else None
