"""A receipt as its template wants it: drawn bars, and the lines of the facts behind each."""

from typing import NamedTuple

from markupsafe import Markup

from ..game.receipt import Receipt
from . import pieces


class PrintedReceipt(NamedTuple):
    """The whole receipt; without ``bars`` only the withheld facts are uncovered."""

    base: int
    total: int
    bars: Markup
    uncovered: Markup


def printed(receipt: Receipt) -> PrintedReceipt:
    """Make a receipt ready for its template; all bars are drawn to one scale."""
    longest = max([bar.most for bar in receipt.bars], default=1)
    line, bars = pieces.line, []
    for title, points, _, entries in receipt.bars:
        bars.append(pieces.bar(title, points, longest))
        bars += [line(text, shown, added or 0) for _, text, shown, _, added in entries]
        bars.append(pieces.bar_end())
    uncovered = [pieces.fact(label, text) for label, text in receipt.uncovered]
    return PrintedReceipt(receipt.base, receipt.total, pieces.joined(bars), pieces.joined(uncovered))
