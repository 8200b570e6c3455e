"""A run and the one thing that moves it: a guess."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from .deal import Side
from .errors import NotDealt
from .modes import Mode


class Truth(StrEnum):
    """Where the judged file stood."""

    HIGHER = "higher"
    LOWER = "lower"
    TIE = "tie"

    __hash__ = str.__hash__  # the one of Enum is written in Python, and members are looked up all the time


@dataclass(frozen=True, slots=True)
class Run:
    """A run between two guesses: ``turn`` is the file on the desk, counted from 1."""

    mode: Mode
    anchor: int
    turn: int = 1
    streak: int = 0
    open: bool = True


class Verdict(NamedTuple):
    """What a guess came to; ``gap`` is how far the file stood from the anchor, never negative."""

    turn: int
    guess: Side
    truth: Truth
    score: int
    anchor: int
    right: bool

    @property
    def gap(self) -> int:
        """Points between the file and the score it was compared with."""
        return abs(self.score - self.anchor)


def truth_of(score: int, anchor: int) -> Truth:
    """Where a score stands, seen from the anchor."""
    return Truth.TIE if score == anchor else Truth.HIGHER if score > anchor else Truth.LOWER


def judge(turn: int, guess: Side, score: int, anchor: int) -> Verdict:
    """Compare a score with the anchor. A tie is right for either answer."""
    truth = truth_of(score, anchor)
    right = truth is Truth.TIE or truth.value == guess.value
    return Verdict(turn, guess, truth, score, anchor, right)


def guess(run: Run, turn: int, side: Side, score: int) -> tuple[Run, Verdict]:
    """Decide the file on the desk, whose hidden score is ``score``; return the run after it.

    ``turn`` must be the turn on the desk: a decided one is answered from the store, and a
    later one has not been dealt.
    """
    if not run.open or turn != run.turn:
        raise NotDealt("That file is not on your desk.")
    verdict = judge(turn, side, score, run.anchor)
    streak = run.streak + 1 if verdict.right else run.streak
    if run.mode.is_over(turn, verdict.right):
        return replace(run, streak=streak, open=False), verdict
    anchor = run.mode.next_anchor(run.anchor, score)
    return replace(run, anchor=anchor, turn=turn + 1, streak=streak), verdict
