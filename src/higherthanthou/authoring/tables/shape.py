"""The shape of a table: where its header is, how wide it is, and which rows look like none of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from statistics import median
from typing import NamedTuple

from .header import is_data, usable_titles
from .limits import EMPTY, MOST_PROFILES, TOO_MANY_ROWS, DeckFileError
from .sheet import Aside, PackedRows, Sheet, SheetRow, Source

PROBED = 60
"""So many rows tell where the header is and how wide the table."""
MOST_BELOW = 20
"""So many rows at the end of a table can be totals, sources and notes."""

TOTAL = "This looks like a total of the rows above, not like one of them."
NOTE = "This looks like a note below the table, not like one of its rows."
HEADER_AGAIN = "This row repeats the header."

_TOTAL = re.compile(
    r"(grand |sub)?totals?|sum|average|mean|median|totaal|som|gemiddelde|gesamt|summe|insgesamt|durchschnitt"
    r"|mittelwert|total général|totale|somme|moyenne|suma|promedio|media",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(data )?(sources?|notes?|bron|bronnen|quellen?|fuentes?|fonti?)\s?:.*", re.IGNORECASE | re.DOTALL
)


class _Head(NamedTuple):
    """The titles as they stand, () if there are none, the rows below, and where the header stands."""

    titles: tuple[str, ...]
    rows: Sequence[SheetRow]
    where: str
    notes: tuple[str, ...]


def shaped(source: Source) -> Sheet:
    """The table with its header found; DeckFileError if it has no rows, or too many rows or columns."""
    first = list(islice(source.rows, PROBED))
    head = _find_head(first, source)
    width = max(_extent(head.titles), _usual_width(head.rows))
    filled = [_is_filled(head.rows, place) for place in range(width)]
    titles = usable_titles(head.titles, filled, head.where)
    aside: list[Aside] = []
    rows = _fitted(chain(head.rows, source.rows), width)
    packed = PackedRows(_counted(_without_aside(rows, head.titles, width, aside)))
    if not packed:
        raise DeckFileError("The file has a header but no rows." if head.titles else EMPTY)
    notes = (*source.notes, *head.notes)
    if not head.titles:
        notes += ("The table has no header, so its columns are called by letters.",)
    return Sheet(titles, packed, tuple(aside), notes, source.place, source.sheet, source.sheets)


def _find_head(first: Sequence[SheetRow], source: Source) -> _Head:
    """Where the table begins, and whether with its titles."""
    if source.header is not None:
        return _Head(source.header, first, f"{source.place} 1", ())
    if not first:
        raise DeckFileError(EMPTY)
    begin = _beginning([cells for _, cells in first])
    line, titles = first[begin]
    where = f"{source.place} {line}"
    if is_data(titles, [cells for _, cells in first[begin + 1 :]]):
        notes = (f"The table begins in {where}; what stands above it was left out.",) if begin else ()
        return _Head((), first[begin:], where, notes)
    notes = (f"The header is in {where}; what stands above it was left out.",) if begin else ()
    return _Head(titles, first[begin + 1 :], where, notes)


def _beginning(rows: Sequence[Sequence[str]]) -> int:
    """The place of the first row that is at least half as full as most are; titles above a table are not."""
    usual = median(map(_count_filled, rows))
    return next(n for n, cells in enumerate(rows) if _count_filled(cells) >= usual / 2)


def _count_filled(cells: Iterable[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _extent(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that is not empty."""
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1].strip()), 0)


def _usual_width(rows: Sequence[SheetRow]) -> int:
    """The commonest width of rows, the widest of several."""
    widths = Counter(_extent(cells) for _, cells in rows)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _is_filled(rows: Sequence[SheetRow], place: int) -> bool:
    return any(place < len(cells) and cells[place].strip() for _, cells in rows)


def _fitted(rows: Iterable[SheetRow], width: int) -> Iterator[SheetRow]:
    """The rows as wide as the header: short ones end in empty cells, empty ones beyond it are nothing."""
    for line, cells in rows:
        if len(cells) < width:
            yield line, (*cells, *[""] * (width - len(cells)))
        elif len(cells) > width:
            yield line, cells[: max(width, _extent(cells))]
        else:
            yield line, cells


def _counted(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    """The same rows; DeckFileError at the first beyond the most."""
    for number, row in enumerate(rows, 1):
        if number > MOST_PROFILES:
            raise DeckFileError(TOO_MANY_ROWS)
        yield row


def _without_aside(
    rows: Iterable[SheetRow], titles: Sequence[str], width: int, aside: list[Aside]
) -> Iterator[SheetRow]:
    """The rows of the table; those that look like none, at its end or like its header, go to ``aside``."""
    header = _extent(titles) > 1 and [title.strip() for title in titles[:width]]
    below: list[Aside] = []
    for line, cells in rows:
        if header and cells[0].strip() == header[0] and [cell.strip() for cell in cells] == header:
            aside.append(Aside(line, cells, HEADER_AGAIN))
        elif (reason := _reason_below(cells, width)) and len(below) < MOST_BELOW:
            below.append(Aside(line, cells, reason))
        else:
            yield from (row[:2] for row in below)
            below.clear()
            yield line, cells
    aside += below


def _reason_below(cells: Sequence[str], width: int) -> str:
    """Why a row at the end of a table looks like none of it; empty if it does not."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if _TOTAL.fullmatch(filled[0].rstrip(":")):
        return TOTAL
    return NOTE if _NOTE.fullmatch(filled[0]) or (len(filled) == 1 and width > 2) else ""
