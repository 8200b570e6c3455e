"""A run between two guesses, and what a player says of the file on the desk."""

from typing import NamedTuple

from .deal import Side


class Used(NamedTuple):
    """A lifeline that was used, and at which turn."""

    kind: str
    turn: int


class Call(NamedTuple):
    """What a player says of a file, and what is put on it: points in one mode, a like in another."""

    side: Side
    stake: int = 0


class Run(NamedTuple):
    """The state of a run that its mode moves: ``turn`` is the file on the desk, counted from 1.

    ``streak`` counts the right calls, ``value`` is what boards rank the run by, ``used`` the lifelines that
    are gone.
    """

    anchor: int
    turn: int = 1
    streak: int = 0
    value: int = 0
    open: bool = True
    used: tuple[Used, ...] = ()
