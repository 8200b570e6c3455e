"""A receipt as its template wants it: bars drawn to one scale, points with their sign."""

from typing import NamedTuple

from markupsafe import Markup

from ..game.profile import Shown
from ..game.receipt import Bar, Receipt
from . import pieces

MIDDLE, REACH = 60, 58
"""The middle of a drawn bar, and how far the longest may reach to either side, of 120."""

WHERE = {Shown.FILE: "", Shown.WITHHELD: "withheld", Shown.RECORD: "on record"}


class PrintedReceipt(NamedTuple):
    """The whole receipt; without ``bars`` only the withheld facts are uncovered."""

    base: int
    total: int
    bars: Markup
    uncovered: Markup


def printed(receipt: Receipt) -> PrintedReceipt:
    """Make a receipt ready for its template."""
    longest = max([bar.most for bar in receipt.bars], default=1)
    bars = [piece for bar in receipt.bars for piece in _bar(bar, longest)]
    uncovered = [pieces.fact(label, text) for label, text in receipt.uncovered]
    return PrintedReceipt(receipt.base, receipt.total, pieces.joined(bars), pieces.joined(uncovered))


def _bar(bar: Bar, longest: int) -> list[Markup]:
    """A dimension's line with its drawing, and the lines of the facts behind it."""
    width = round(REACH * abs(bar.points) / longest, 1)
    up = bar.points >= 0
    head = pieces.bar(bar.title, signed(bar.points), up, MIDDLE if up else round(MIDDLE - width, 1), width)
    lines = [pieces.line(e.text, WHERE[e.shown], signed(e.points or 0)) for e in bar.entries]
    return [head, *lines, pieces.bar_end()]


def signed(points: int) -> str:
    """Points with a plus or a true minus sign; 0 has none."""
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"
