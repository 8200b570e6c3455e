"""A table of texts: its header, its rows with their places in the file, and notes on how it was read."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from .limits import DeckFileError

PACK = 256
"""So many rows are packed together, and unpacked at once."""
MOST_PACKED = 128 * 1024**2
"""Bytes of all rows together; a few texts that many cells of a workbook share could fill the memory."""

SheetRow = tuple[int, tuple[str, ...]]
"""Where a row stands in the file, counted from 1, and its cells."""


class PackedRows:
    """Rows kept as text, a tenth of what they take as objects, and made anew at each going through."""

    def __init__(self, rows: Iterable[SheetRow]) -> None:
        """Go through the rows once; DeckFileError if they hold more text than any deck."""
        self._packs: list[bytes] = []
        self._size = packed = 0
        rows = iter(rows)
        while pack := list(islice(rows, PACK)):
            self._packs.append(json.dumps(pack, separators=(",", ":")).encode())
            self._size += len(pack)
            packed += len(self._packs[-1])
            if packed > MOST_PACKED:
                raise DeckFileError("The table holds more text than a deck can have; leave some columns out.")

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[SheetRow]:
        for pack in self._packs:
            for line, cells in json.loads(pack):
                yield line, tuple(cells)


class Aside(NamedTuple):
    """A row that does not look like one of the table, such as a total below it, and why in a sentence."""

    line: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that can be gone through again and again.

    ``rows`` have as many cells as the header, or more where a cell stands in no column. ``aside`` has those
    that look like none of the table: they count as bad rows, which a host may leave out. ``notes`` are
    sentences on how the file was read. Rows are counted by ``place``: line, row of a workbook, or item.
    ``sheet`` is the one of ``sheets`` of a workbook that was read; other files have none.
    """

    header: tuple[str, ...]
    packed: PackedRows = field(repr=False)
    aside: tuple[Aside, ...] = ()
    notes: tuple[str, ...] = ()
    place: str = "line"
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many rows there are, those aside not counted."""
        return len(self.packed)

    @property
    def rows(self) -> Iterator[SheetRow]:
        """The rows below the header from the first on, without those that are empty."""
        return iter(self.packed)


class Source(NamedTuple):
    """What a format makes of a file before anybody has looked for a header.

    ``rows`` are all that are not empty, to be gone through once. ``header`` is known in some formats; it is
    () where there is none for certain, and None where it has to be found.
    """

    rows: Iterator[SheetRow]
    header: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()
    place: str = "line"
    sheet: str = ""
    sheets: tuple[str, ...] = ()
