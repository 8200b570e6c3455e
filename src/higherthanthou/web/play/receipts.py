"""The receipt as its template prints it: drawn bars, and the lines of the facts behind each."""

from collections.abc import Iterable
from typing import NamedTuple

from ...authoring.seeds.models import load_model
from ...caches.cached import cached
from ...caches.sizes import LAID_FILES
from ...game.profile import Entry, Fact
from ...game.receipt import Receipt, receipt
from ...store.decks.profiles import OpenFile
from ..html import pieces
from ..html.pieces import Piece


class PrintedReceipt(NamedTuple):
    """The whole receipt; without ``bars`` only what the file did not show."""

    base: int
    total: int
    bars: Piece
    uncovered: Piece
    recorded: Piece
    in_full: Piece


@cached(LAID_FILES)
def explained(file: OpenFile, total: int, model: str | None) -> PrintedReceipt:
    """The receipt of a judged file; a cache keeps the latest."""
    return explained_now(file.record, total, model)


def explained_now(record: tuple[Entry, ...], total: int, model: str | None) -> PrintedReceipt:
    """The receipt of a score from its record, under the model of that name."""
    return printed(receipt(record, total, load_model(model) if model else None))


def printed(explanation: Receipt) -> PrintedReceipt:
    """Make a receipt ready for its template; all bars are drawn to one scale."""
    longest = max([bar.most for bar in explanation.bars], default=1)
    line, bars = pieces.line, []
    for title, points, _, entries in explanation.bars:
        bars.append(pieces.bar(title, points, longest))
        bars += [line(text, shown, added or 0) for _, text, shown, _, added in entries]
        bars.append(pieces.bar_end())
    return PrintedReceipt(
        explanation.base,
        explanation.total,
        pieces.joined(bars),
        _facts(explanation.uncovered),
        _facts(explanation.recorded),
        _facts(explanation.in_full),
    )


def _facts(facts: Iterable[Fact]) -> Piece:
    return pieces.joined([pieces.fact(label, text) for label, text in facts])
