"""The verdict: whether a file stood higher or lower than the score it was compared with."""

from enum import StrEnum
from typing import NamedTuple

from .deal import Side


class Truth(StrEnum):
    """Where the judged file stood relative to the anchor."""

    HIGHER = "higher"
    LOWER = "lower"
    TIE = "tie"

    __hash__ = str.__hash__  # Enum's own is slow Python, and members are looked up all the time


class Verdict(NamedTuple):
    """The outcome of a guess; ``stake`` was put on it, ``gain`` is what it added to the run's value."""

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
        """Points between the file and the anchor, never negative."""
        return abs(self.score - self.anchor)


def truth_of(score: int, anchor: int) -> Truth:
    """Where a score stands relative to the anchor."""
    return Truth.TIE if score == anchor else Truth.HIGHER if score > anchor else Truth.LOWER


def judge(turn: int, guess: Side, score: int, anchor: int, stake: int = 0) -> Verdict:
    """Judge a guess. On a tie, both answers are right."""
    truth = truth_of(score, anchor)
    right = truth is Truth.TIE or (truth is Truth.HIGHER) == (guess is Side.HIGHER)
    return Verdict(turn, guess, truth, score, anchor, right, stake)
