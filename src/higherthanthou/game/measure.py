"""The measure of a deck: what kind of number its scores are, and how one is written.

A score is kept as a whole number, so that two of them compare exactly: in units of the last decimal, in days,
in minutes or in seconds, as its ``Kind`` says.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from .texts.written_scores import MONTHS, read_clock, read_hours, read_moment, read_number

MOST_DECIMALS = 6
MINUS = "\N{MINUS SIGN}"
TIGHT = ("%", "°", "′", "″")
"""Units that follow a number without a space."""
MOST_DAYS, DAYS_IN_A_YEAR = 730, 365.2425
"""More days than this are told as years, by the length of a mean Gregorian year."""
MOST_SIGNS = 3
"""A unit of more characters is no sign that a panel has room for."""

_FIRST_MOMENT = datetime(1, 1, 1)


class Kind(StrEnum):
    """What a score is, and what the whole number that is kept of it counts."""

    NUMBER = "number"  # units of the last decimal: 3.05 with two decimals is 305
    YEAR = "year"  # years, written without separators
    DATE = "date"  # days, the first of January of the year 1 is 1
    TIME = "time"  # a day and a time of day: seconds since the beginning of the year 1
    DURATION = "duration"  # seconds, in units of the last decimal, written 2:07:15 or 7:15
    HOURS = "hours"  # a duration in minutes, written 26:05

    __hash__ = str.__hash__  # Enum's own is slow Python, and members are looked up all the time


class Measure(NamedTuple):
    """How the scores of a deck are written. ``unit_first`` puts the unit in front, as in $5."""

    kind: Kind = Kind.NUMBER
    decimals: int = 0
    unit: str = ""
    unit_first: bool = False

    def plain(self, score: int) -> str:
        """A score as import takes it: 1234.50, -30, 1912-05-03, 2:07:15."""
        sign, size = ("-" if score < 0 else ""), abs(score)
        match self.kind:
            case Kind.NUMBER:
                return sign + self._decimal(size, "")
            case Kind.YEAR:
                return sign + str(size)
            case Kind.DATE:
                return date.fromordinal(score).isoformat()
            case Kind.TIME:
                return (_FIRST_MOMENT + timedelta(seconds=score)).isoformat(" ")
            case Kind.DURATION:
                return sign + self._clock(size, hours=True)
            case Kind.HOURS:
                return f"{sign}{size // 60}:{size % 60:02}"

    def figure(self, score: int) -> str:
        """A score to be read, without its unit: 1,234.50, 3 May 1912, 2:07:15, 7:15."""
        if self.kind is Kind.NUMBER and not self.decimals and score >= 0:
            return f"{score:,}"  # most scores: every guess prints a few
        sign, size = (MINUS if score < 0 else ""), abs(score)
        match self.kind:
            case Kind.NUMBER:
                return sign + self._decimal(size, ",")
            case Kind.YEAR:
                return sign + str(size)
            case Kind.DATE:
                return _day(date.fromordinal(score))
            case Kind.TIME:
                moment = _FIRST_MOMENT + timedelta(seconds=score)
                seconds = f":{moment.second:02}" if moment.second else ""
                return f"{_day(moment)}, {moment.hour:02}:{moment.minute:02}{seconds}"
            case Kind.DURATION:
                return sign + self._clock(size, hours=False)
            case Kind.HOURS:
                return f"{sign}{size // 60}:{size % 60:02}"

    def shown(self, score: int) -> str:
        """A score to be read, with its unit: $1,234.50, 5%, 12 km, 3 May 1912, 2:07:15."""
        return self._with_unit(self.figure(score), "-" if score < 0 else "")

    def panel(self, score: int) -> str:
        """A score on a panel, with a unit of one sign, and without one in letters: $5, 5%, 12, 3 May 1912."""
        return self.shown(score) if self.unit and self.unit_is_sign else self.figure(score)

    @property
    def unit_is_sign(self) -> bool:
        """Whether the unit is a sign, such as $, US$ or %, and no word."""
        return bool(self.unit) and not self.unit[-1].isalnum() and len(self.unit) <= MOST_SIGNS

    def read(self, text: str) -> int:
        """The score that a text writes down as ``plain``, ``figure`` or ``shown`` do; ValueError if none.

        Nothing is rounded: a text with more decimals than this measure has is none of its scores.
        """
        text = text.strip().replace(MINUS, "-")
        if self.kind in (Kind.DATE, Kind.TIME):
            return self._moment(text)
        sign = -1 if text.startswith("-") else 1
        bare = text.removeprefix("-")
        try:
            return sign * self._size(bare)
        except ValueError:
            return sign * self._size(self._without_unit(bare))

    def _size(self, text: str) -> int:
        """The number that is kept of a text without its sign."""
        if self.kind is Kind.DURATION:
            return read_clock(text, self.decimals)
        return read_hours(text) if self.kind is Kind.HOURS else read_number(text, self.decimals)

    def _moment(self, text: str) -> int:
        """The days or seconds of a day, with a time of day or without."""
        passed = read_moment(text) - _FIRST_MOMENT
        if self.kind is Kind.TIME:
            return passed // timedelta(seconds=1)
        if passed.seconds:
            raise ValueError(text)
        return passed.days + 1

    def _without_unit(self, text: str) -> str:
        bare = text.removeprefix(self.unit) if self.unit_first else text.removesuffix(self.unit)
        return bare.strip()

    def span(self, low: int, high: int) -> str:
        """Two scores as a range: 350 to 950, 0 to 12.5 km, $1 to $5."""
        return f"{self.shown(low) if self.unit_first else self.panel(low)} to {self.shown(high)}"

    def apart(self, gap: int) -> str:
        """How far two scores are apart, never negative, as a phrase: 12.5 km, 1 point, 34 days."""
        match self.kind:
            case Kind.DATE:
                return _days(gap)
            case Kind.YEAR:
                return _counted(gap, "year")
            case Kind.TIME:
                days, seconds = divmod(gap, 86_400)
                if days > MOST_DAYS:
                    return _days(days)
                clock = f"{seconds // 3600}:{seconds // 60 % 60:02} hours"
                return f"{_counted(days, 'day')} and {clock}" if days else clock
            case Kind.DURATION:
                return (
                    f"{self._clock(gap, hours=False)} {'hours' if gap >= 3600 * self._whole else 'minutes'}"
                )
            case Kind.HOURS:
                return f"{self.figure(gap)} hours"
            case Kind.NUMBER:
                if self.unit not in ("", "%"):
                    return self._with_unit(self.figure(gap), "")
                points = "percentage point" if self.unit else "point"
                return f"{self.figure(gap)} {points}{'' if gap == self._whole else 's'}"

    def distance(self, gap: int) -> str:
        """The same as ``apart`` without the word points, for a sentence that goes on: 12 above you."""
        return self.apart(gap) if self.unit or self.kind is not Kind.NUMBER else self.figure(gap)

    @property
    def _whole(self) -> int:
        """The number that is kept of 1."""
        return int(10**self.decimals)

    def _decimal(self, size: int, separator: str) -> str:
        whole, rest = divmod(size, self._whole)
        grouped = f"{whole:,}".replace(",", separator)
        return f"{grouped}.{rest:0{self.decimals}}" if self.decimals else grouped

    def _clock(self, size: int, hours: bool) -> str:
        whole, rest = divmod(size, self._whole)
        minutes, seconds = divmod(whole, 60)
        ends = f"{seconds:02}" + (f".{rest:0{self.decimals}}" if self.decimals else "")
        if hours or minutes >= 60:
            return f"{minutes // 60}:{minutes % 60:02}:{ends}"
        return f"{minutes}:{ends}"

    def _with_unit(self, figure: str, sign: str) -> str:
        if not self.unit:
            return figure
        if self.unit_first:
            unit = self.unit if self.unit_is_sign else f"{self.unit} "
            return f"{MINUS}{unit}{figure[1:]}" if sign else f"{unit}{figure}"
        return f"{figure}{'' if self.unit in TIGHT else ' '}{self.unit}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _days(days: int) -> str:
    """Days that can be imagined, or years with a decimal."""
    return _counted(days, "day") if days <= MOST_DAYS else f"{days / DAYS_IN_A_YEAR:,.1f} years"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
