"""The number format of a column: how every one of its cells is read, one decision for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ...game.measure import Kind, Measure
from ..deckfile.cells import CellError, quoted
from ..deckfile.parsed_deck import MOST_DIGITS
from . import days, durations, numbers
from .numbers import Written
from .spelling import is_missing, plain

MOST_POWER = 30
MISSING = "The score is missing."
WORDS = {
    Kind.NUMBER: "number",
    Kind.YEAR: "year",
    Kind.DATE: "day",
    Kind.TIME: "day with a time",
    Kind.DURATION: "duration",
    Kind.HOURS: "duration in hours and minutes",
}
"""What a score of each kind is called in a sentence."""

_FIRST_MOMENT = datetime(1, 1, 1)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a column is read: what its numbers are, and what its cells leave open.

    ``mark`` is the decimal mark. ``day_first`` says that 05/03/1912 is in March, ``millions`` that a small m
    behind a number is a million and no metre, ``rounds`` that further decimals are rounded and not refused.
    """

    kind: Kind = Kind.NUMBER
    decimals: int = 0
    unit: str = ""
    unit_first: bool = False
    mark: str = "."
    day_first: bool = True
    millions: bool = False
    rounds: bool = False

    @property
    def measure(self) -> Measure:
        """How its numbers are written in a deck."""
        return Measure(self.kind, self.decimals, self.unit, self.unit_first)

    def read(self, cell: str) -> int:
        """The whole number that a deck keeps of a cell; CellError if it has none of this format."""
        if self._is_figures(cell):
            return int(cell) * int(10**self.decimals)
        text = plain(cell)
        if is_missing(text):
            raise CellError(MISSING)
        score = _READERS[self.kind](text, self)
        if score is None:
            raise CellError(
                f"{quoted(cell.strip())} is no {WORDS[self.kind]} like the others in this column."
            )
        if abs(score) >= 10**MOST_DIGITS:
            raise CellError(f"{quoted(cell.strip())} has more than {MOST_DIGITS} digits.")
        return score

    def _is_figures(self, cell: str) -> bool:
        """Whether a cell has digits alone, as most do; what reads the others says the same, but later."""
        counted = self.kind in (Kind.NUMBER, Kind.YEAR) and cell.isascii() and cell.isdecimal()
        return counted and len(cell) + self.decimals <= MOST_DIGITS


def exact_value(written: Written, mark: str, millions: bool) -> tuple[int, int] | None:
    """A number as ``(digits, places)``, that is digits / 10**places; None if its separators do not fit.

    ``places`` are negative where a power of ten is larger than the decimals that were written.
    """
    if (found := numbers.digits_of(written.body, mark)) is None:
        return None
    scaled = written.scale != numbers.MILLION_OR_METRE or millions
    power = written.power + (numbers.scale_power(written.scale) if scaled else 0)
    if abs(power) > MOST_POWER:
        return None
    digits = int(found[0] + found[1])
    return -digits if written.negative else digits, len(found[1]) - power


def unit_of(written: Written, millions: bool) -> str:
    """The unit of a number, a small m among them where it is no million."""
    metre = written.scale == numbers.MILLION_OR_METRE and not millions
    return numbers.MILLION_OR_METRE if metre and not written.unit else written.unit


def rounded(digits: int, places: int, decimals: int) -> int:
    """The number in units of its last decimal, halves away from zero."""
    if places <= decimals:
        return int(digits * 10 ** (decimals - places))
    step = int(10 ** (places - decimals))
    size = (2 * abs(digits) + step) // (2 * step)
    return -size if digits < 0 else size


def _number(text: str, fmt: NumberFormat) -> int | None:
    written = numbers.parse(text)
    if written is None or not same_unit(unit_of(written, fmt.millions), fmt.unit):
        return None
    value = exact_value(written, fmt.mark, fmt.millions)
    if value is None or (value[1] > fmt.decimals and not fmt.rounds):
        return None
    return rounded(*value, fmt.decimals)


def same_unit(unit: str, other: str) -> bool:
    """Whether a cell may have that unit in a column of another one: none, the same, or its plural."""
    one, two = unit.casefold().rstrip("."), other.casefold().rstrip(".")
    return not one or one == two or one + "s" == two or one == two + "s"


def _day(text: str, fmt: NumberFormat) -> int | None:
    moment = days.parse(text, fmt.day_first)
    return None if moment is None else moment.toordinal()


def _moment(text: str, fmt: NumberFormat) -> int | None:
    moment = days.parse(text, fmt.day_first)
    return None if moment is None else int((moment - _FIRST_MOMENT).total_seconds())


def _duration(text: str, fmt: NumberFormat) -> int | None:
    spent = durations.parse(text)
    if spent is None:
        return None
    whole = spent.seconds(hours_first=False) * 10 ** len(spent.rest) + int(spent.rest or 0)
    return rounded(-whole if spent.negative else whole, len(spent.rest), fmt.decimals)


def _hours(text: str, fmt: NumberFormat) -> int | None:
    spent = durations.parse(text)
    if spent is None:
        return None
    minutes = spent.seconds(hours_first=True) // 60
    return -minutes if spent.negative else minutes


_READERS: dict[Kind, Callable[[str, NumberFormat], int | None]] = {
    Kind.NUMBER: _number,
    Kind.YEAR: _number,
    Kind.DATE: _day,
    Kind.TIME: _moment,
    Kind.DURATION: _duration,
    Kind.HOURS: _hours,
}
