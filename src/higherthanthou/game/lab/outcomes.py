"""Outcomes: what a law comes to in each ward of a deck: how many it accepts, and how many of those repay."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from ..score import Model
from .law import factors, on_scale
from .rates import Rate

GAIN, LOSS = 3, 7
"""What a loan brings that is repaid, and what one costs that is not (the proportion of Wattenberg, Viégas and
Hardt 2016): the office earns where more than 7 of 10 repay."""


class Crowd(NamedTuple):
    """The files of a deck as the lab counts them.

    ``points`` is a column for each dimension of the model, ``wards`` the index of each file's ward (0 where
    there are none), ``outcomes`` whether each repaid; empty where nobody knows.
    """

    points: tuple[tuple[int, ...], ...]
    wards: tuple[int, ...]
    outcomes: tuple[bool, ...]

    @property
    def size(self) -> int:
        """How many files there are."""
        return len(self.wards)


class Outcome(NamedTuple):
    """What a threshold comes to in one ward. Without known outcomes only ``accepted`` is of anybody.

    ``accepted`` of all; ``chance`` of those who would repay, accepted; ``risk`` of those who would not;
    ``meaning`` of the accepted, repaid; ``profit`` in the office's unit.
    """

    accepted: Rate
    chance: Rate
    risk: Rate
    meaning: Rate
    profit: int


class Tally(NamedTuple):
    """How many of a ward score ``low + n`` or more, at place n of each tuple; the last place is nobody.

    ``repaid`` of those who would repay, ``lost`` of those who would not. Where nobody knows, all are lost.
    """

    low: int
    repaid: tuple[int, ...]
    lost: tuple[int, ...]

    def at(self, threshold: int) -> Outcome:
        """What it comes to if a yes begins at a score."""
        return self.at_place(max(0, min(threshold - self.low, len(self.repaid) - 1)))

    def at_place(self, place: int) -> Outcome:
        """The same at a place of the tuples."""
        repaid, lost, good, bad = self.repaid[place], self.lost[place], self.repaid[0], self.lost[0]
        yes = repaid + lost
        chance, risk, meaning = Rate(repaid, good), Rate(lost, bad), Rate(repaid, yes)
        return Outcome(Rate(yes, good + bad), chance, risk, meaning, self.profit_at(place))

    def profit_at(self, place: int) -> int:
        """The profit at a place of the tuples."""
        return GAIN * self.repaid[place] - LOSS * self.lost[place]


def scores_of(model: Model, weights: Sequence[int], points: Sequence[Sequence[int]]) -> list[int]:
    """The scores of files under a law, from a column of points for each dimension; as ``score_under``."""
    each = [[one * by for one in column] for column, by in zip(points, factors(model, weights), strict=True)]
    return [on_scale(model, sum(parts)) for parts in zip(*each, strict=True)]


def tallies(model: Model, scores: Sequence[int], crowd: Crowd, wards: int) -> tuple[Tally, ...]:
    """A tally for each of so many wards."""
    span = model.high - model.low + 2
    counts = [([0] * span, [0] * span) for _ in range(wards)]
    outcomes = crowd.outcomes or (False,) * crowd.size
    for score, ward, repaid in zip(scores, crowd.wards, outcomes, strict=True):
        counts[ward][0 if repaid else 1][score - model.low] += 1
    return tuple(Tally(model.low, _at_or_above(repaid), _at_or_above(lost)) for repaid, lost in counts)


def _at_or_above(counts: Sequence[int]) -> tuple[int, ...]:
    """How many are at each place or above it."""
    return tuple(accumulate(reversed(counts)))[::-1]
