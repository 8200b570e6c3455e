"""The judged files of a run, read from the log of guesses or kept from the guess before."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import RUNS
from ...game.deal import Side
from ...game.verdict import Verdict, truth_of
from ..engine.statement import Row, Statement, at_most
from ..tables import columns, guesses
from .stored_run import StoredRun

MOST_JUDGED = 60
"""The desk shows at most this many judged files of a run, the latest ones."""


_SIDES = {side.value: side for side in Side}

LOGGED = columns(guesses, "name profile_id turn guess score anchor right stake gain")
"""The columns of a judged file in the log, as ``JudgedFile.read`` wants them."""

_logged = select(*LOGGED).where(
    guesses.c.player_id == bindparam("player_id"), guesses.c.run_id == bindparam("run_id")
)
_latest = Statement(at_most(_logged.order_by(guesses.c.turn.desc()), MOST_JUDGED))
_at_turn = Statement(_logged.where(guesses.c.turn == bindparam("turn")))


class JudgedFile(NamedTuple):
    """A file that was judged: its name at the time, its profile, and the verdict."""

    name: str
    profile_id: int
    verdict: Verdict

    @classmethod
    def read(cls, row: Row) -> "JudgedFile":
        """The file from its row of the log."""
        name, profile_id, turn, guess, score, anchor, right, stake, gain = row
        truth = truth_of(score, anchor)
        return cls(
            name, profile_id, Verdict(turn, _SIDES[guess], truth, score, anchor, bool(right), stake, gain)
        )


JudgedFiles = tuple[JudgedFile, ...]
"""The judged files of a run, the last one first, at most MOST_JUDGED of them."""

_kept: PlayerCache[str, JudgedFiles] = PlayerCache(__name__, RUNS)


def keep(run_id: str, player_id: int, judged: JudgedFiles) -> None:
    """Keep the judged files of a run for its next guess; only once they are durable."""
    _kept.put(run_id, player_id, judged)


def judged_in(connection: Connection, stored: StoredRun) -> JudgedFiles:
    """The judged files of a run; read, unless those kept are up to this turn."""
    last = stored.run.turn - stored.run.open
    if last == 0:
        return ()
    kept = _kept.get(stored.run_id)
    if kept and kept[0].verdict.turn == last:
        return kept
    read = _latest.all(connection, player_id=stored.player_id, run_id=stored.run_id)
    return tuple([JudgedFile.read(row) for row in read])


def judged_at(connection: Connection, stored: StoredRun, turn: int) -> JudgedFile | None:
    """The file that was judged at a turn of a run, if one was."""
    row = _at_turn.first(connection, player_id=stored.player_id, run_id=stored.run_id, turn=turn)
    return JudgedFile.read(row) if row else None
