"""The state of a run between two guesses, and the call that a player makes on a file."""

from typing import NamedTuple

from .deal import Side


class Used(NamedTuple):
    """A lifeline that was used, and its turn."""

    kind: str
    turn: int


class Call(NamedTuple):
    """The answer of a player, and its stake: points in one mode, a like in another."""

    side: Side
    stake: int = 0


class Run(NamedTuple):
    """The state of a run, as its mode updates it; ``turn`` is that of the file on the desk, counted from 1.

    ``streak`` counts right calls, ``value`` is what boards rank the run by, ``used`` are the lifelines that
    are used up.
    """

    anchor: int
    turn: int = 1
    streak: int = 0
    value: int = 0
    open: bool = True
    used: tuple[Used, ...] = ()
