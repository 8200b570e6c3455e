"""In-memory cache of open runs, so that a guess need not read the row that the guess before has written."""

from collections.abc import Callable

from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import RUNS
from .run_to_judge import RunToJudge
from .stored_run import StoredRun

_runs: PlayerCache[str, RunToJudge] = PlayerCache(__name__, RUNS)


def keep(run: RunToJudge) -> None:
    """Cache a run for its next guess.

    Only once it is durable, and only if nothing but a guess can change it: while the row has this turn and
    this file, it is then the same. The words of its deck may change; the old ones are used until a read.
    """
    _runs.put(run.stored.run_id, run.stored.player_id, run)


def take(run_id: str, player_id: int, turn: int) -> RunToJudge | None:
    """Take this player's run at this turn out of the cache, if it is there.

    It is cached no more: if the guess is undone, or another process has moved the run, the next guess reads.
    """
    cached = _runs.pop(run_id)
    if cached is None or cached.stored.player_id != player_id or cached.stored.run.turn != turn:
        return None
    return cached


def forget(which: Callable[[StoredRun], bool]) -> None:
    """Drop the runs this is true of."""
    _runs.forget(lambda cached: which(cached.stored))
