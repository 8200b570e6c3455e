"""Seasons of a deck: which month one began in, when the next is due, and what their boards are called."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Season(NamedTuple):
    """A season: the version of the deck that it is played with, and when it began, in milliseconds."""

    version: int
    began_at: int


class NamedSeason(NamedTuple):
    """A season by the version that it is played with, the name of its board, and whether it goes on."""

    version: int
    name: str
    is_open: bool


def is_due(began_at: int, now: int) -> bool:
    """Whether a season that began at a time is over: a month (UTC) has begun since."""
    return _month_of(began_at) < _month_of(now)


def named(seasons: Iterable[Season], now: int) -> list[NamedSeason]:
    """The seasons of a deck with their names: the month, and the year unless it is this one.

    Of several that began in the same month, the later ones have a number.
    """
    seen: dict[str, int] = {}
    in_order, found = sorted(seasons), []
    for season in in_order:
        name = _name(season.began_at, now)
        seen[name] = seen.get(name, 0) + 1
        called = name if seen[name] == 1 else f"{name} ({seen[name]})"
        found.append(NamedSeason(season.version, called, season is in_order[-1]))
    return found


def _name(began_at: int, now: int) -> str:
    year, month = _month_of(began_at)
    return MONTHS[month - 1] if year == _month_of(now)[0] else f"{MONTHS[month - 1]} {year}"


def _month_of(moment: int) -> tuple[int, int]:
    """Year and month (UTC) of a time in milliseconds."""
    there = datetime.fromtimestamp(moment / 1000, UTC)
    return there.year, there.month
