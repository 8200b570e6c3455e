"""A run and the one thing that moves it: a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .deal import Side
from .errors import NotDealt
from .verdict import Verdict, judge

if TYPE_CHECKING:
    from .modes.mode import Mode


class Used(NamedTuple):
    """A lifeline that was used, and at which turn."""

    kind: str
    turn: int


class Call(NamedTuple):
    """What a player says of a file, and what is put on it: points in one mode, a like in another."""

    side: Side
    stake: int = 0


class Run(NamedTuple):
    """A run between two guesses: ``turn`` is the file on the desk, counted from 1.

    ``streak`` counts the right calls, ``value`` is what boards rank the run by, ``used`` the lifelines that
    are gone.
    """

    mode: Mode
    anchor: int
    turn: int = 1
    streak: int = 0
    value: int = 0
    open: bool = True
    used: tuple[Used, ...] = ()


def guess(run: Run, turn: int, call: Call, score: int) -> tuple[Run, Verdict]:
    """Decide the file on the desk, whose hidden score is ``score``; return the run after it.

    ``turn`` must be the turn on the desk: a decided one is answered from the store, and a
    later one has not been dealt.
    """
    if not run.open or turn != run.turn:
        raise NotDealt("That file is not on your desk.")
    judged = judge(turn, call.side, score, run.anchor, call.stake)
    settled = run.mode.settle(run, judged)
    after = Run(
        run.mode,
        run.anchor if settled.over else settled.anchor,
        turn if settled.over else turn + 1,
        run.streak + judged.right,
        run.value + settled.gain,
        not settled.over,
        (*run.used, Used(settled.used, turn)) if settled.used else run.used,
    )
    return after, judged._replace(gain=settled.gain)
