"""What is asked of a child process that reads a deck file, and the lines in which it answers."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, NamedTuple

from .deckfile import BadCell

DECK, COLUMNS, BAD_ROWS = "deck", "columns", "bad"
"""What can be asked for: the deck, what the columns are, a CSV of the rows that are refused."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read a deck file and what to call the deck; None leaves it to the file.

    ``json`` is for our own format; anything else is a table. ``wanted`` is one of DECK, COLUMNS and BAD_ROWS.
    ``roles`` says what each column of a table is; ``name``, ``score``, ``facts``, ``withheld`` and
    ``left_out`` are titles of columns and say it of these only. ``low`` and ``high`` are written as the
    scores are. ``kind`` to ``day_first`` are fields of the ``NumberFormat`` in which the score is read,
    ``comparison`` and ``less_is_better`` those of the deck. ``sheet`` is the one of a workbook that is read.
    With ``skip_bad`` rows that cannot be filed are left out.
    """

    json: bool
    wanted: str = DECK
    roles: tuple[str, ...] | None = None
    title: str | None = None
    label: str | None = None
    unit: str | None = None
    low: str | None = None
    high: str | None = None
    noun: str | None = None
    sheet: str | None = None
    skip_bad: bool = False
    kind: str | None = None
    mark: str | None = None
    decimals: int | None = None
    unit_first: bool | None = None
    day_first: bool | None = None
    comparison: str | None = None
    less_is_better: bool | None = None
    name: str | None = None
    score: str | None = None
    facts: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class ColumnOffer(NamedTuple):
    """A column of a table: its title, its role, its first cells, and a phrase on what they are.

    ``against`` is why it would better be left out, or be no score; empty if nothing is. ``is_number`` says
    that it can be the score.
    """

    title: str
    role: str
    samples: tuple[str, ...]
    about: str
    against: str
    is_number: bool


class ScoreOffer(NamedTuple):
    """How the column of the score is read, as texts and flags for a form.

    ``doubt`` is a sentence where the cells left something open; ``warning`` one where the column is no good
    score. ``low`` and ``high`` are written as in a form, and ``span`` is both as players read them.
    ``marks`` and ``days`` say whether a decimal mark or an order of day and month can be chosen.
    """

    kind: str
    mark: str
    decimals: int
    unit: str
    unit_first: bool
    day_first: bool
    comparison: str
    less_is_better: bool
    label: str
    low: str
    high: str
    span: str
    about: str
    doubt: str
    warning: str
    marks: bool
    days: bool


class RowOffer(NamedTuple):
    """A row as it will be: the name, the score as players will read it, what else stands on the file.

    ``line`` is age, occupation and place; ``facts`` has label and text, ``withheld`` labels only. A file
    ``of_a_person`` has an age, and so a face.
    """

    name: str
    score: str
    line: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    withheld: tuple[str, ...]
    of_a_person: bool


class ColumnPreview(NamedTuple):
    """A table of ``size`` rows as it would become a deck; ``ready`` says how many rows can be filed.

    ``score`` is None if no column is one. ``bad`` are phrases on the first of the rows that cannot be filed.
    ``notes`` are sentences on how the file was read, ``sheet`` is the one of ``sheets`` that was.
    """

    size: int
    ready: int
    columns: tuple[ColumnOffer, ...]
    score: ScoreOffer | None
    rows: tuple[RowOffer, ...]
    bad: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The role of each column."""
        return tuple(column.role for column in self.columns)


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
    lists = {key: tuple(value) for key, value in found.items() if isinstance(value, list)}
    known = {field.name for field in fields(ImportOptions)}
    return ImportOptions(**{key: value for key, value in (found | lists).items() if key in known})


def write_answer(answer: ColumnPreview | RefusedRows) -> bytes:
    """An answer that is no deck as a line."""
    key = COLUMNS if isinstance(answer, ColumnPreview) else BAD_ROWS
    return json.dumps({key: answer}).encode() + b"\n"


def read_answer(line: bytes) -> ColumnPreview | RefusedRows | None:
    """The answer of a first line; None if a deck begins with it."""
    found = json.loads(line)
    if COLUMNS in found:
        size, ready, columns, score, rows, *read = _tuples(found[COLUMNS])
        offers = tuple(ColumnOffer(*column) for column in columns)
        told = tuple(RowOffer(*row) for row in rows)
        return ColumnPreview(size, ready, offers, score and ScoreOffer(*score), told, *read)
    if BAD_ROWS in found:
        rows, total, cells, place, sheet, kept = found[BAD_ROWS]
        return RefusedRows(rows, total, tuple(BadCell(*cell) for cell in cells), place, sheet, kept)
    return None


def _tuples(value: Any) -> Any:
    """The same with tuples in place of lists."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
