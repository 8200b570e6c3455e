"""A receipt as its template wants it: bars drawn to one scale, points with their sign."""

from typing import NamedTuple

from markupsafe import Markup

from ..game.profile import Entry, Shown
from ..game.receipt import Bar, Receipt
from . import pieces

MIDDLE, REACH = 60, 58
"""The middle of a drawn bar, and how far the longest may reach to either side, of 120."""

WHERE = {Shown.FILE: "", Shown.WITHHELD: "withheld", Shown.RECORD: "on record"}


class PrintedBar(NamedTuple):
    """A dimension's line with its drawing, and the lines of the facts behind it."""

    head: Markup
    lines: Markup


class PrintedReceipt(NamedTuple):
    """The whole receipt; without ``bars`` only the withheld facts are uncovered."""

    base: int
    total: int
    bars: tuple[PrintedBar, ...]
    uncovered: Markup


def printed(receipt: Receipt) -> PrintedReceipt:
    """Make a receipt ready for its template."""
    longest = max((bar.most for bar in receipt.bars), default=1)
    bars = tuple([_bar(bar, longest) for bar in receipt.bars])
    uncovered = pieces.joined([pieces.fact(fact.label, fact.text) for fact in receipt.uncovered])
    return PrintedReceipt(receipt.base, receipt.total, bars, uncovered)


def _bar(bar: Bar, longest: int) -> PrintedBar:
    width = round(REACH * abs(bar.points) / longest, 1)
    up = bar.points >= 0
    head = pieces.bar(bar.title, signed(bar.points), up, MIDDLE if up else round(MIDDLE - width, 1), width)
    return PrintedBar(head, pieces.joined([_line(entry) for entry in bar.entries]))


def _line(entry: Entry) -> Markup:
    return pieces.line(entry.text, WHERE[entry.shown], signed(entry.points or 0))


def signed(points: int) -> str:
    """Points with a plus or a true minus sign; 0 has none."""
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"
