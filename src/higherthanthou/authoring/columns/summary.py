"""Summaries of columns: what the cells of each are, judged from the first rows of a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..deckfile.cells import CellError, whole_number
from ..deckfile.row_checks import OLDEST
from .detection import Detected, detect, texts_of, told_marks
from .titles import is_year

SAMPLE = 2_000
"""So many rows are looked at to tell what the columns are; the score is then judged from all of them."""
_ADDRESSES = ("http://", "https://", "www.", "//", "data:")


class ColumnSummary(NamedTuple):
    """What the cells of a column are: how many there are, are missing, are different and are long.

    ``found`` is the format in which they are numbers, None if they are not. Of numbers, ``different`` counts
    values, and ``lowest`` and ``highest`` are as a deck keeps them. ``in_a_row`` says that they are 1, 2,
    3 or another unbroken run, in whatever order, ``ages`` that each can be an age. ``values`` are the numbers
    of the rows, None where there is none; ``only`` is the text of a column that has but one.
    """

    title: str
    size: int
    missing: int
    different: int
    longest: int
    addresses: int
    found: Detected | None
    lowest: int = 0
    highest: int = 0
    in_a_row: bool = False
    ages: bool = False
    values: tuple[int | None, ...] = ()
    only: str = ""

    @property
    def filled(self) -> int:
        """How many cells have a value."""
        return self.size - self.missing

    @property
    def distinctness(self) -> float:
        """The share of different values among the cells that have one."""
        return self.different / self.filled if self.filled else 0.0


class TableSummary(NamedTuple):
    """The columns of a table, and the decimal mark that they tell together, empty if none does."""

    columns: tuple[ColumnSummary, ...]
    hint: str


def summarize(header: Sequence[str], rows: Sequence[Sequence[str]]) -> TableSummary:
    """A summary of each column of some rows; cells that a short row lacks are missing."""
    columns = [[cells[n] if n < len(cells) else "" for cells in rows] for n in range(len(header))]
    texts = [texts_of(cells) for cells in columns]
    hint = _hint(texts)
    return TableSummary(
        tuple(_summary(*each, hint) for each in zip(header, columns, texts, strict=True)), hint
    )


def _hint(columns: Iterable[Counter[str]]) -> str:
    told: Counter[str] = Counter()
    for texts in columns:
        if (found := detect(texts)) and found.format.kind in ("number", "year"):
            told.update(told_marks(texts))
    return max(told, key=lambda mark: told[mark], default="")


def _summary(title: str, cells: Sequence[str], texts: Counter[str], hint: str) -> ColumnSummary:
    filled = sum(texts.values())
    found = detect(texts, hint, is_year(title)) if texts else None
    longest = max(map(len, texts), default=0)
    addresses = sum(count for text, count in texts.items() if text.casefold().startswith(_ADDRESSES))
    made = ColumnSummary(title, len(cells), len(cells) - filled, len(texts), longest, addresses, found)
    if found:
        return _with_numbers(made, cells, found)
    return made._replace(only=next(iter(texts))) if len(texts) == 1 else made


def _with_numbers(made: ColumnSummary, cells: Sequence[str], found: Detected) -> ColumnSummary:
    told = tuple(_value(cell, found) for cell in cells)
    values = {value for value in told if value is not None}
    if not values:
        return made._replace(found=None)
    low, high = min(values), max(values)
    run = len(values) > 2 and high - low == len(values) - 1 and not found.format.decimals
    counted = len(values) >= made.filled or (low in (0, 1) and made.filled < 1.2 * len(values))
    return made._replace(
        different=len(values),
        lowest=low,
        highest=high,
        in_a_row=run and counted and found.format.kind == "number",
        ages=all(map(_is_age, filter(str.strip, cells))),
        values=told,
    )


def _value(cell: str, found: Detected) -> int | None:
    try:
        return found.format.read(cell)
    except CellError:
        return None


def read_all(texts: Iterable[str], found: Detected) -> Iterable[int]:
    """The numbers of those texts that can be read."""
    for text in texts:
        try:
            yield found.format.read(text)
        except CellError:
            continue


def _is_age(text: str) -> bool:
    try:
        return 0 <= whole_number(text, "Ages") <= OLDEST
    except CellError:
        return False
