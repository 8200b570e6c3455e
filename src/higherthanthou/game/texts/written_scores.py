"""Scores as texts write them: numbers, clocks and days. Nothing is rounded; ValueError for no score."""

import re
from datetime import datetime

MONTHS = "January February March April May June July August September October November December".split()

_NUMBER = re.compile(r"([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.([0-9]+))?")
_CLOCK = re.compile(r"(?:([0-9]{1,15}):)?([0-9]{1,15}):([0-5][0-9])(?:\.([0-9]+))?")
_HOURS = re.compile(r"([0-9]{1,15}):([0-5][0-9])")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_SPOKEN = re.compile(r"([0-9]{1,2}) ([A-Za-z]{3,9}) ([0-9]{1,4})(?:,? ([0-9]{1,2}(?::[0-9]{2}){1,2}))?")


def read_number(text: str, decimals: int) -> int:
    """A number with commas between its thousands or without, in units of the last of its decimals."""
    digits, rest = _matched(_NUMBER, text)
    return int(digits.replace(",", "") + _decimals(rest, decimals))


def read_clock(text: str, decimals: int) -> int:
    """A duration such as 2:07:15.42 or 7:15, in seconds or parts of them."""
    hours, minutes, seconds, rest = _matched(_CLOCK, text)
    if hours and int(minutes) >= 60:
        raise ValueError(text)
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return int(f"{whole}{_decimals(rest, decimals)}")


def read_hours(text: str) -> int:
    """A duration of hours and minutes such as 26:05, in minutes."""
    hours, minutes = _matched(_HOURS, text)
    return int(hours) * 60 + int(minutes)


def read_moment(text: str) -> datetime:
    """A day such as 1912-05-03 or 3 May 1912, with a time of day or without."""
    if _ISO.fullmatch(text):
        return datetime.fromisoformat(text)
    day, named, year, clock = _matched(_SPOKEN, text)
    month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(named.capitalize())), 0)
    hour, minute, second = ([int(part) for part in clock.split(":") if part] + [0, 0, 0])[:3]
    return datetime(int(year), month, int(day), hour, minute, second)


def _matched(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """The groups of a pattern that fits the whole text, empty where they are missing."""
    if (found := pattern.fullmatch(text)) is None:
        raise ValueError(text)
    return found.groups("")


def _decimals(digits: str, most: int) -> str:
    """What stands behind a decimal point, as long as it has to be."""
    digits = digits.rstrip("0")
    if len(digits) > most:
        raise ValueError(digits)
    return digits.ljust(most, "0")
