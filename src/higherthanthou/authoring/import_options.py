"""What is asked of a child process that reads a deck file, and the lines in which it answers."""

import json
from dataclasses import asdict, dataclass
from typing import NamedTuple

from .deckfile import BadCell

DECK, COLUMNS, BAD_ROWS = "deck", "columns", "bad"
"""What can be asked for: the deck, what the columns are, a CSV of the rows that are refused."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read a deck file and what to call the deck; None leaves it to the file.

    ``json`` is for our own format; anything else is a table. ``roles`` says what each column of that is,
    ``wanted`` is one of DECK, COLUMNS and BAD_ROWS. ``sheet`` is the one of a workbook that is read.
    With ``skip_bad`` rows that cannot be filed are left out.
    """

    json: bool
    wanted: str = DECK
    roles: tuple[str, ...] | None = None
    title: str | None = None
    label: str | None = None
    unit: str | None = None
    low: int | None = None
    high: int | None = None
    noun: str | None = None
    sheet: str | None = None
    skip_bad: bool = False


class ColumnPreview(NamedTuple):
    """The columns of a CSV of ``size`` rows: titles, guessed roles, some rows.

    ``ranges`` has the lowest and the highest number of each column that holds whole numbers, else None.
    ``notes`` are sentences on how the file was read, ``sheet`` is the one of ``sheets`` that was.
    """

    header: tuple[str, ...]
    roles: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    size: int
    ranges: tuple[tuple[int, int] | None, ...]
    notes: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()


class RefusedRows(NamedTuple):
    """What is wrong with a deck file: how many rows and cells, and the first of the cells.

    Rows are counted by ``place``, in a workbook those of a ``sheet``; ``kept`` are left without them.
    """

    rows: int
    total: int
    cells: tuple[BadCell, ...]
    place: str = "line"
    sheet: str = ""
    kept: int = 0


def write_options(options: ImportOptions) -> str:
    """The options as an argument of a process."""
    return json.dumps(asdict(options))


def read_options(text: str) -> ImportOptions:
    """The options of that argument."""
    found = json.loads(text)
    return ImportOptions(**(found | {"roles": None if found["roles"] is None else tuple(found["roles"])}))


def write_answer(answer: ColumnPreview | RefusedRows) -> bytes:
    """An answer that is no deck as a line."""
    key = COLUMNS if isinstance(answer, ColumnPreview) else BAD_ROWS
    return json.dumps({key: answer}).encode() + b"\n"


def read_answer(line: bytes) -> ColumnPreview | RefusedRows | None:
    """The answer of a first line; None if a deck begins with it."""
    found = json.loads(line)
    if COLUMNS in found:
        header, roles, samples, size, ranges, notes, sheet, sheets = found[COLUMNS]
        pairs = tuple((pair[0], pair[1]) if pair else None for pair in ranges)
        return ColumnPreview(
            tuple(header), tuple(roles), tuple(map(tuple, samples)), size, pairs,
            tuple(notes), sheet, tuple(sheets),
        )  # fmt: skip
    if BAD_ROWS in found:
        rows, total, cells, place, sheet, kept = found[BAD_ROWS]
        return RefusedRows(rows, total, tuple(BadCell(*cell) for cell in cells), place, sheet, kept)
    return None
