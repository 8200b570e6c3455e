"""What the daily adds to the table: its number and date, and in the end everybody's day."""

from ....game.modes.daily import date_of, day_of, last_closed, number_of
from ....store.runs.desks import Desk
from ...html.fragments import fragment, kept_fragment
from .mode_pieces import ModePieces

TEMPLATE = "play/modes/daily.html"
_strip, _result = kept_fragment(TEMPLATE, "strip"), fragment(TEMPLATE, "result")


def pieces(desk: Desk, now: int) -> ModePieces:
    """The strip while the run is open, and then the result."""
    day = desk.day or 0
    if desk.file is not None:
        return ModePieces(strip=_strip(number_of(day), date_said(day), desk.run.turn))
    of_today = day == day_of(now)
    return ModePieces(result=_result(desk, date_said(day), desk.deck.slug, of_today, when_open(day, now)))


def date_said(day: int) -> str:
    """The date of a day, in words."""
    date = date_of(day)
    return f"{date.day} {date:%B %Y}"


def when_open(day: int, now: int) -> str:
    """When the files of a day lie open for everybody; only those of the latest day that is over do."""
    if day == day_of(now):
        return "An hour after the end of the day these ten lie open for everybody"
    latest = last_closed(now)
    if day > latest:
        return "In less than an hour these ten lie open for everybody"
    return "These ten lie open for everybody" if day == latest else "The day after, these ten lay open"
