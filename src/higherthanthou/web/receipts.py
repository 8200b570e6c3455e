"""A receipt as its template wants it: bars with their place in the drawing, points with their sign."""

from dataclasses import dataclass

from ..game.profile import Entry, Fact, Shown
from ..game.receipt import Bar, Receipt

MIDDLE, REACH = 60, 58
"""The middle of a drawn bar, and how far the longest may reach to either side, of 120."""

WHERE = {Shown.FILE: "", Shown.WITHHELD: "withheld", Shown.RECORD: "on record"}


@dataclass(frozen=True, slots=True)
class Line:
    """A fact behind a bar: its text, where it stood if not on the file, and its points."""

    text: str
    where: str
    points: str


@dataclass(frozen=True, slots=True)
class PrintedBar:
    """A dimension: its points, and the rectangle that shows them."""

    title: str
    points: str
    up: bool
    x: float
    width: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PrintedReceipt:
    """The whole receipt; without ``bars`` only the withheld facts are uncovered."""

    base: int
    total: int
    bars: tuple[PrintedBar, ...]
    uncovered: tuple[Fact, ...]


def printed(receipt: Receipt) -> PrintedReceipt:
    """Make a receipt ready for its template."""
    longest = max((bar.most for bar in receipt.bars), default=1)
    bars = tuple([_bar(bar, longest) for bar in receipt.bars])
    return PrintedReceipt(receipt.base, receipt.total, bars, receipt.uncovered)


def _bar(bar: Bar, longest: int) -> PrintedBar:
    width = round(REACH * abs(bar.points) / longest, 1)
    up = bar.points >= 0
    lines = tuple([_line(entry) for entry in bar.entries])
    return PrintedBar(bar.title, signed(bar.points), up, MIDDLE if up else MIDDLE - width, width, lines)


def _line(entry: Entry) -> Line:
    return Line(entry.text, WHERE[entry.shown], signed(entry.points or 0))


def signed(points: int) -> str:
    """Points with a plus or a true minus sign; 0 has none."""
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"
