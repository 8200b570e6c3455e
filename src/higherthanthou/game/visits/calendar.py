"""The calendar of a player's dailies: the last weeks, day by day. Days count from 1970 (UTC)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ..modes.daily import date_of

WEEK, WEEKS = 7, 5
SHOWN = WEEK * WEEKS
"""So many days back the calendar reaches at most."""

WEEKDAYS = tuple(
    (name[:2], name) for name in "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
"""The heads of its columns: two letters, and the whole name."""


class Mark(StrEnum):
    """What a day of the calendar is; today is ``MISSED`` no sooner than it is over."""

    PLAYED = "played"
    MISSED = "missed"
    TODAY = "today"
    AHEAD = "ahead"


class CalendarDay(NamedTuple):
    """A day; ``right`` is how many of its ten were judged right, None if they were not played to the end."""

    date: date
    mark: Mark
    right: int | None
    is_today: bool


def monday_of(day: int) -> int:
    """The Monday of a day's week."""
    return day - date_of(day).weekday()


def first_day(today: int) -> int:
    """The Monday with which the calendar begins."""
    return monday_of(today) - WEEK * (WEEKS - 1)


def weeks(today: int, results: Mapping[int, int]) -> tuple[tuple[CalendarDay, ...], ...]:
    """The week of today and those before, from Monday to Sunday; ``results`` are right answers by day."""
    first = first_day(today)
    days = [_day(day, today, results.get(day)) for day in range(first, first + SHOWN)]
    return tuple(tuple(days[begin : begin + WEEK]) for begin in range(0, SHOWN, WEEK))


def _day(day: int, today: int, right: int | None) -> CalendarDay:
    if right is not None:
        mark = Mark.PLAYED
    elif day == today:
        mark = Mark.TODAY
    else:
        mark = Mark.MISSED if day < today else Mark.AHEAD
    return CalendarDay(date_of(day), mark, right, day == today)
