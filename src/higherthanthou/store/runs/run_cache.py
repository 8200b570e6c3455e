"""Runs as their last guess left them, so that the next one need not read them again."""

from collections.abc import Callable
from typing import NamedTuple

from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import RUNS
from .run_row import Seat


class Left(NamedTuple):
    """A run with a file on its desk: the file's number, what it scores, and since when it lies there.

    It is for the judge alone, and goes to no page.
    """

    seat: Seat
    file_number: str
    score: int
    dealt_at: int


_left: PlayerCache[str, Left] = PlayerCache(__name__, RUNS)


def keep(left: Left) -> None:
    """Keep how a run was left.

    Only what is durable may be kept, and only if nothing but a guess can change it: a row of a run that still
    has this turn and this file is then the same. The words of its deck may change; those are the old ones
    until it is read again.
    """
    _left.put(left.seat.run_id, left.seat.player_id, left)


def take(run_id: str, player_id: int, turn: int) -> Left | None:
    """How this player's run was left at this turn, if that is kept.

    It is kept no more: should the guess be undone, or another process have moved the run, the next one reads.
    """
    left = _left.pop(run_id)
    return left if left and (left.seat.player_id, left.seat.run.turn) == (player_id, turn) else None


def forget(which: Callable[[Seat], bool]) -> None:
    """Keep these no more."""
    _left.forget(lambda left: which(left.seat))
