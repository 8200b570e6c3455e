"""Who falls and who rises when a law takes the place of another one, and scores as bars of a histogram."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .outcomes import Tally

FACES = 5
"""So many are shown of those who lost most, and of those who gained most."""

BIN = 25
"""The width of a bar in points: coarse, so that no bar is one person."""


class Move(NamedTuple):
    """The place of a file in its list, and its score before and after."""

    place: int
    before: int
    after: int

    @property
    def change(self) -> int:
        """The points that it gained, or lost."""
        return self.after - self.before


class Bar(NamedTuple):
    """A bar of a histogram from the score ``low`` up: files that would repay, and those that would not."""

    low: int
    repaid: int
    lost: int


def movers(before: Sequence[int], after: Sequence[int]) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    """Those who lost most, and those who gained most, the most first; of equal ones the first in the list."""
    moves = [Move(place, *pair) for place, pair in enumerate(zip(before, after, strict=True))]
    fallen = sorted((move for move in moves if move.change < 0), key=lambda move: move.change)
    risen = sorted((move for move in moves if move.change > 0), key=lambda move: -move.change)
    return tuple(fallen[:FACES]), tuple(risen[:FACES])


def crossing(before: Sequence[int], after: Sequence[int], thresholds: Sequence[tuple[int, int]]) -> int:
    """How many hear another answer than before; for each file its threshold before and after."""
    answers = zip(before, after, thresholds, strict=True)
    return sum([(old >= first) != (new >= second) for old, new, (first, second) in answers])


def bars(tally: Tally) -> tuple[Bar, ...]:
    """The bars of a ward, from the low end of the scale to the high one, which the last bar includes."""
    top = len(tally.repaid) - 1
    ends = [*range(0, top - 1, BIN), top]
    return tuple(
        Bar(tally.low + begin, tally.repaid[begin] - tally.repaid[end], tally.lost[begin] - tally.lost[end])
        for begin, end in pairwise(ends)
    )
