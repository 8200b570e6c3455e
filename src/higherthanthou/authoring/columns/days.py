"""Days as people write them: 2026-01-15, 15/01/2026, 15 January 2026, with a time of day or without."""

import re
from datetime import datetime

from .spelling import LONGEST

_MONTHS = (
    "january januari janvier januar enero jan jän janv ene",
    "february februari février februar febrero feb févr fev",
    "march maart mars märz maerz marzo mar mrt mär mrz",
    "april avril abril apr avr abr",
    "may mei mai mayo",
    "june juni juin junio jun",
    "july juli juillet julio jul juil",
    "august augustus août aout agosto aug ago",
    "september septembre septiembre sep sept",
    "october oktober octobre octubre oct okt",
    "november novembre noviembre nov",
    "december dezember décembre diciembre dec dez déc dic",
)
"""English, Dutch, French, German and Spanish. A list of sixty words; a library of locales would be 30 MB."""
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

_TIME = (
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?Z?)?"
)
_BETWEEN = r"(?P<between>[-/.])\s?"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,? )?"
_WORD = r"(?P<word>[^\W\d_]{3,10})\.?"
_PATTERNS = [
    re.compile(pattern + _TIME, re.IGNORECASE)
    for pattern in (
        rf"(?P<year>\d{{4}}){_BETWEEN}(?P<month>\d{{1,2}})(?P=between)\s?(?P<day>\d{{1,2}})",
        r"(?P<year>1[5-9]\d\d|20\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<one>\d{{1,2}}){_BETWEEN}(?P<two>\d{{1,2}})(?P=between)\s?(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_DAY}(?:er|\.)?[ \-/]+(?:de |of )?{_WORD},?[ \-/]+(?:de )?{_YEAR}",
        rf"{_WEEKDAY}{_WORD} {_DAY},? {_YEAR}",
        rf"(?P<year>\d{{4}})[ \-/]{_WORD}[ \-/](?P<day>\d{{1,2}})",
    )
]


def parse(text: str, day_first: bool) -> datetime | None:
    """The moment that a plain text writes down, midnight for a day; None if it is none."""
    if len(text) > LONGEST:
        return None
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            break
    else:
        return None
    told = found.groupdict()
    try:
        return datetime(int(told["year"]), *_month_and_day(told, day_first), *_time(told))
    except (ValueError, KeyError):
        return None


def has_time(text: str) -> bool:
    """Whether a plain text that is a moment tells a time of day."""
    return ":" in text


def told_order(text: str) -> bool | None:
    """Whether the day stands before the month, if a plain text in figures tells it."""
    if not (found := _PATTERNS[2].fullmatch(text)):
        return None
    one, two = int(found["one"]), int(found["two"])
    return True if one > 12 >= two else False if two > 12 >= one else None


def is_in_figures(text: str) -> bool:
    """Whether a plain text has day, month and year as figures, the year last."""
    return _PATTERNS[2].fullmatch(text) is not None


def _month_and_day(told: dict[str, str | None], day_first: bool) -> tuple[int, int]:
    if told.get("one"):
        one, two = int(told["one"] or 0), int(told["two"] or 0)
        return (two, one) if day_first else (one, two)
    word = told.get("word")
    return MONTHS[word.casefold()] if word else int(told["month"] or 0), int(told["day"] or 0)


def _time(told: dict[str, str | None]) -> tuple[int, int, int]:
    hour = int(told["hour"] or 0)
    if half := told["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return hour, int(told["minute"] or 0), int(told["second"] or 0)
