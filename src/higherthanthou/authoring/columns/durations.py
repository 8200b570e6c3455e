"""Durations as people write them: 2:07:15, 7:15.42, 26:05, 1 h 52 min, PT26H30M."""

import re
from typing import NamedTuple

from .spelling import LONGEST

_CLOCK = re.compile(
    r"(?P<sign>[-+])?(?:(?P<days>\d{1,9}) ?d(?:ays?)?,? )?(?P<one>\d{1,5}):(?P<two>[0-5]\d)"
    r"(?::(?P<three>[0-5]\d))?(?:[.,](?P<rest>\d{1,6}))?(?: ?h)?"
)
_WORDS = re.compile(
    r"(?P<sign>[-+])?P?(?:(?P<days>\d{1,9}) ?(?:d|days?|tage?|dag|dagen|jours?|días?),? ?)?T?"
    r"(?:(?P<hours>\d{1,9}) ?(?:h|hrs?|hours?|u|uur|std|stunden?|heures?|horas?)\.?,? ?(?:and )?)?"
    r"(?:(?P<minutes>\d{1,9}) ?(?:m|mins?|minutes?|minuten|minutos|'|$(?<=h\d\d)|$(?<=h \d\d))"
    r"\.?,? ?(?:and )?)?"
    r"(?:(?P<seconds>\d{1,12})(?:[.,](?P<rest>\d{1,6}))? ?(?:s|secs?|seconds?|sek|sekunden|\")\.?)?",
    re.IGNORECASE,
)


class Spent(NamedTuple):
    """A duration as it was written: its parts, the digits below seconds, and whether two parts leave it open.

    ``parts`` are days, hours, minutes and seconds; with ``two_parts`` the last two of them were written, and
    they may be hours and minutes as well.
    """

    negative: bool
    parts: tuple[int, int, int, int]
    rest: str
    two_parts: bool
    has_seconds: bool

    def seconds(self, hours_first: bool) -> int:
        """The whole seconds of it; of two parts the first are hours if ``hours_first``, else minutes."""
        days, hours, minutes, seconds = self.parts
        total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
        return total * 60 if self.two_parts and hours_first else total


def parse(text: str) -> Spent | None:
    """Take a plain text apart; None if it is no duration."""
    if len(text) > LONGEST:
        return None
    if found := _CLOCK.fullmatch(text):
        days, one, two = int(found["days"] or 0), int(found["one"]), int(found["two"])
        negative, rest = found["sign"] == "-", found["rest"] or ""
        if found["three"]:
            return Spent(negative, (days, one, two, int(found["three"])), rest, False, True)
        return Spent(negative, (days, 0, one, two), rest, True, bool(rest))
    found = _WORDS.fullmatch(text)
    if not found or not any(found[name] for name in ("days", "hours", "minutes", "seconds")):
        return None
    parts = (
        int(found["days"] or 0),
        int(found["hours"] or 0),
        int(found["minutes"] or 0),
        int(found["seconds"] or 0),
    )
    return Spent(found["sign"] == "-", parts, found["rest"] or "", False, bool(found["seconds"]))
