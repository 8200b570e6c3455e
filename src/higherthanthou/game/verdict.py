"""A verdict: where a file stood, seen from the score it was compared with."""

from enum import StrEnum
from typing import NamedTuple

from .deal import Side


class Truth(StrEnum):
    """Where the judged file stood."""

    HIGHER = "higher"
    LOWER = "lower"
    TIE = "tie"

    __hash__ = str.__hash__  # the one of Enum is written in Python, and members are looked up all the time


class Verdict(NamedTuple):
    """What a guess came to: ``stake`` was put on it, and ``gain`` is what it added to the run's value."""

    turn: int
    guess: Side
    truth: Truth
    score: int
    anchor: int
    right: bool
    stake: int = 0
    gain: int = 0

    @property
    def gap(self) -> int:
        """Points between the file and the score it was compared with, never negative."""
        return abs(self.score - self.anchor)


def truth_of(score: int, anchor: int) -> Truth:
    """Where a score stands, seen from the anchor."""
    return Truth.TIE if score == anchor else Truth.HIGHER if score > anchor else Truth.LOWER


def judge(turn: int, guess: Side, score: int, anchor: int, stake: int = 0) -> Verdict:
    """Compare a score with the anchor. A tie is right for either answer."""
    truth = truth_of(score, anchor)
    right = truth is Truth.TIE or (truth is Truth.HIGHER) == (guess is Side.HIGHER)
    return Verdict(turn, guess, truth, score, anchor, right, stake)
