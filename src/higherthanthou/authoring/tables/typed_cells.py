"""Typed values of workbooks and JSON as texts: one spelling for each kind, whatever program wrote it."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

_EPOCH = datetime(1899, 12, 31)
"""The day before day 1 of a workbook."""
_PERIOD = re.compile(r"-?PT([0-9]{1,9})H([0-9]{1,2})M([0-9]{1,2})(?:[.,]([0-9]{1,9}))?S")
_MOST_ZEROS = 30
"""The largest exponent that is written out."""


def cell_of(value: object) -> str:
    """The text of a cell: 7 rather than 7.0, 2026-01-15, 2026-01-15 14:05:00, 2:07:15, yes or no.

    A moment of the year 1900 with a time of day is a duration of more than a day in a cell that shows hours.
    """
    if isinstance(value, str):
        return _period(value) if value.startswith(("PT", "-PT")) else value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_of(value)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _clock(datetime.combine(_EPOCH, value) - _EPOCH)
    return _clock(value) if isinstance(value, timedelta) else ""


def number_of(value: int | float) -> str:
    """A number without an exponent, to the 15 digits that a spreadsheet keeps; empty for none."""
    if isinstance(value, int):
        return str(value)
    return decimal_of(f"{value:.15g}") if isfinite(value) else ""


def percent_of(value: object) -> str:
    """A number that a cell shows as per cent: 7% for 0.07."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return cell_of(value)
    return f"{number_of(value * 100.0)}%"


def decimal_of(text: str) -> str:
    """A number as JSON or Python writes it, without an exponent and without zeros at its end."""
    number = Decimal(text)
    if not number.is_finite():
        return ""
    if number.is_zero():
        return "0"
    if abs(number.adjusted()) > _MOST_ZEROS:
        return text
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _moment(value: datetime) -> str:
    if value.year <= 1900 and value.year >= 1899 and value.time() != time():
        return _clock(value - _EPOCH)
    rounded = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return rounded.isoformat(" ")


def _clock(value: timedelta) -> str:
    """A duration as hours, minutes and seconds, with milliseconds where it has any."""
    thousandths = round(value / timedelta(milliseconds=1))
    seconds, rest = divmod(abs(thousandths), 1000)
    fraction = f".{rest:03}".rstrip("0") if rest else ""
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}{fraction}"


def _period(text: str) -> str:
    """A duration as OpenDocument writes it; any other text stays."""
    if not (found := _PERIOD.fullmatch(text)):
        return text
    hours, minutes, seconds, fraction = found.groups()
    sign = "-" if text.startswith("-") else ""
    part = f".{fraction or ''}".rstrip("0").rstrip(".")
    return f"{sign}{int(hours)}:{minutes:>02}:{seconds:>02}{part}"
