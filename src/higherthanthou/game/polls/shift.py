"""What a poll comes to: how answers are spread before and after, and how far people moved."""

from collections.abc import Mapping, Sequence
from statistics import fmean, stdev
from typing import NamedTuple

from .statements import MOST, STATEMENTS, Answer

FEWEST = 8
"""Nothing is told of fewer answers than this: among so few, one is easily somebody's."""

NORMAL = 1.959964
"""Between this below and above its middle, a normal distribution has 95 % of its values."""


class Spread(NamedTuple):
    """How often each answer from 0 to 10 was given, and their mean."""

    counts: tuple[int, ...]
    mean: float


class Shift(NamedTuple):
    """How far the answers of the same people moved: the mean, its 95 % interval, and how many went where."""

    people: int
    mean: float
    low: float
    high: float
    down: int
    same: int
    up: int

    @property
    def is_told_from_chance(self) -> bool:
        """Whether the interval leaves out a mean of zero."""
        return self.low > 0 or self.high < 0


class StatementResult(NamedTuple):
    """What a statement got; what too few have answered is None."""

    statement: str
    before: Spread | None
    after: Spread | None
    shift: Shift | None


class PollResult(NamedTuple):
    """How many answered before, after, and both times; and what each statement got."""

    before: int
    after: int
    both: int
    statements: tuple[StatementResult, ...]

    @property
    def is_told(self) -> bool:
        """Whether enough have answered for anything to be told."""
        return any(one.before or one.after for one in self.statements)


def poll_result(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> PollResult:
    """What answers come to; their keys say which are of the same person.

    If FEWEST or more answered both times, only they are told of: otherwise the one person who answered
    once could be reckoned from the spreads and the shift.
    """
    both = sorted(before.keys() & after.keys())
    paired = len(both) >= FEWEST
    first = [before[key] for key in both] if paired else list(before.values())
    last = [after[key] for key in both] if paired else list(after.values())
    results = [
        StatementResult(statement, *_told(first, last, at, paired)) for at, statement in enumerate(STATEMENTS)
    ]
    return PollResult(len(before), len(after), len(both), tuple(results))


def _told(
    first: list[Answer], last: list[Answer], at: int, paired: bool
) -> tuple[Spread | None, Spread | None, Shift | None]:
    before, after = [one[at] for one in first], [one[at] for one in last]
    shift = shift_of(list(zip(before, after, strict=True))) if paired else None
    return _spread(before), _spread(after), shift


def _spread(given: Sequence[int]) -> Spread | None:
    if len(given) < FEWEST:
        return None
    return Spread(tuple(given.count(value) for value in range(MOST + 1)), fmean(given))


def shift_of(pairs: Sequence[tuple[int, int]]) -> Shift:
    """The shift of two pairs or more, before and after; the interval is that of a mean of few values.

    Source: Student's t for a paired sample (Student, Biometrika 6, 1908).
    """
    moved = [after - before for before, after in pairs]
    mean, half = fmean(moved), student(len(moved) - 1) * stdev(moved) / len(moved) ** 0.5
    down, up = sum(by < 0 for by in moved), sum(by > 0 for by in moved)
    return Shift(len(moved), mean, mean - half, mean + half, down, len(moved) - down - up, up)


def student(freedom: int) -> float:
    """The 97.5 % quantile of Student's t, from 7 degrees of freedom on exact to 0.01.

    Source: the expansion of Cornish and Fisher (Revue de l'Institut International de Statistique 5, 1937).
    """
    z = NORMAL
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / freedom + second / freedom**2
