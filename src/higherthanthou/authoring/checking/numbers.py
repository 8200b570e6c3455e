"""Numbers in facts: ``12``, ``3.5 h``, ``€ 1,200``, ``12 %``."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from ...game.measure import Kind, Measure

NUMERIC = 0.9
"""A label is a number where this share of its texts are numbers of one unit."""

_SHAPE = re.compile(r"([^\d\s+-]{0,4})\s?([+-]?\d(?:[\d.,' \u00a0\u202f]*\d)?)(\D*)")
_GROUPS = r"([+-]?[1-9]\d{0,2}(?P<mark>[.,' \u00a0\u202f])\d{3}(?:(?P=mark)\d{3})*)"
_GROUPED = re.compile(_GROUPS + r"((?!(?P=mark))[.,]\d+)?")
_PLAIN = re.compile(r"([+-]?\d+)([.,]\d+)?")
_GROUPING = re.compile(r"(?<=\d)[.,'\u2019 \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_ZEROS = re.compile(r"(?<=\d)\.0+(?!\d)|(?<=\d)(\.\d*?[1-9])0+(?!\d)")


class Number(NamedTuple):
    """A number and the unit around it, in small letters and without the s of a plural."""

    value: float
    unit: str


def read_number(text: str) -> Number | None:
    """The number that a text is, or None where it says anything else besides a unit."""
    shape = _SHAPE.fullmatch(text.strip())
    if not shape:
        return None
    before, digits, after = shape.groups()
    value = _value(digits)
    return None if value is None else Number(value, (before + after).strip().casefold().rstrip("s."))


def _value(digits: str) -> float | None:
    """The value of digits with their marks, None where they stand as in no number, but as in a date.

    A mark before three digits parts thousands, unless it follows a 0. A single full stop, and whatever stands
    before fewer or more digits, parts the decimals.
    """
    grouped, plain = _GROUPED.fullmatch(digits), _PLAIN.fullmatch(digits)
    if grouped and not (plain and "." in digits):
        value = float(grouped[1].replace(grouped["mark"], "") + (grouped[3] or "").replace(",", "."))
    elif plain:
        value = float(plain[1] + (plain[2] or "").replace(",", "."))
    else:
        return None
    return value if isfinite(value) else None


def bare(text: str) -> str:
    """A text in small letters whose numbers have no separators, a point, and no zeros behind the decimals."""
    plain = _COMMA.sub(".", _GROUPING.sub("", text.casefold().replace("\N{MINUS SIGN}", "-")))
    return _ZEROS.sub(r"\1", plain)


def spellings(score: int, measure: Measure) -> frozenset[str]:
    """A score as ``bare`` texts may hold it, without its sign and its unit."""
    found = {bare(measure.plain(score)), bare(measure.figure(score))}
    if measure.kind is Kind.NUMBER:
        found.add(f"{Decimal(score).scaleb(-measure.decimals).normalize():f}")
    return frozenset(one.removeprefix("-") for one in found)


def holds(text: str, score: Iterable[str]) -> bool:
    """Whether a ``bare`` text has one of these spellings in it, and no longer number around it."""
    return any(one in text and re.search(rf"(?<![\d.]){re.escape(one)}(?!\d|\.\d)", text) for one in score)


def common_unit(numbers: Iterable[Number | None]) -> str | None:
    """The unit of nearly all of these; None where too many are no numbers, or have other units."""
    units = Counter(number and number.unit for number in numbers)
    unit, count = max(units.items(), key=lambda item: item[1], default=(None, 0))
    return unit if count >= NUMERIC * units.total() else None
