"""A player's own play in figures: how long streaks were, and on which days of some weeks there was any."""

from collections.abc import Mapping, Set
from typing import NamedTuple

from .calendar import WEEK, monday_of

STEPS = (0, 1, 2, 3, 5, 10, 15, 25)
"""Streaks stand together from one of these to the next."""

PLAYED_WEEKS = 12
"""So many weeks are shown, that of today with them."""


class StreakStep(NamedTuple):
    """How many streaks there were from ``first`` to ``last`` right calls, without an end if that is None."""

    first: int
    last: int | None
    streaks: int

    @property
    def said(self) -> str:
        """The step in words."""
        if self.last is None:
            return f"{self.first} and more"
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


class PlayedDay(NamedTuple):
    """A day, counted from 1970, its column and row in weeks from Monday on, and how many runs began on it."""

    day: int
    column: int
    row: int
    runs: int


def streak_steps(streaks: Mapping[int, int]) -> tuple[StreakStep, ...]:
    """How many streaks there were in each step, from ``{right calls: how many}``."""
    ends = [*[step - 1 for step in STEPS[1:]], None]
    return tuple([
        StreakStep(first, last, sum([n for value, n in streaks.items() if _is_in(value, first, last)]))
        for first, last in zip(STEPS, ends, strict=True)
    ])  # fmt: skip


def _is_in(value: int, first: int, last: int | None) -> bool:
    return first <= value and (last is None or value <= last)


def first_played_day(today: int) -> int:
    """The Monday with which those weeks begin."""
    return monday_of(today) - (PLAYED_WEEKS - 1) * WEEK


def played_days(runs: Mapping[int, int], today: int) -> tuple[PlayedDay, ...]:
    """The days of those weeks up to today, from ``{day: runs}``."""
    first = first_played_day(today)
    return tuple([
        PlayedDay(day, (day - first) // WEEK, (day - first) % WEEK, runs.get(day, 0))
        for day in range(first, today + 1)
    ])  # fmt: skip


def longest_row(days: Set[int]) -> int:
    """The most days in a row."""
    longest = 0
    for day in days:
        if day - 1 not in days:
            length = 1
            while day + length in days:
                length += 1
            longest = max(longest, length)
    return longest
