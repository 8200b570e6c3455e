"""Importing a deck file: at once for the command line, read in a child process for the pages."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from random import SystemRandom
from typing import BinaryIO

from .. import child_process
from ..authoring.deckfile import MOST_BYTES, TOO_LARGE, BadRows, DeckFileError, Sheet, is_own_deck
from ..authoring.deckfile.deck_stream import StreamHeader, read_header, read_values
from ..authoring.import_options import ColumnPreview, ImportOptions, RefusedRows, read_answer, write_options
from ..authoring.import_plan import plan_import
from ..authoring.import_preview import told
from ..authoring.import_task import head_of, parse_json, parse_table, people_of
from ..authoring.table_task import received
from ..clock import milliseconds
from ..game.errors import Refusal
from ..store.decks.decks import Deck, new_deck
from ..store.engine.database import Database
from .fill_jobs import BROKEN
from .progress import console
from .seeding import fill

MEMORY, SECONDS = 1024**3, 120
MOST_BAD_ROWS = 64 * 1024**2
TOO_HARD = (
    "This file takes too much time or memory to read; make it smaller, or copy its table into a new one."
)

ProfileLines = Generator[bytes, None, None]
"""The values of one profile's row in each line; closing it ends the child process."""


def import_deck(
    database: Database, file: Path, options: ImportOptions, slug: str | None, host_id: int | None
) -> tuple[Deck, BadRows | None]:
    """Import a file as a draft; and the rows that were left out, if any.

    On OSError, DeckFileError or BadRows nothing was imported.
    """
    if file.stat().st_size > MOST_BYTES:
        raise DeckFileError(TOO_LARGE)
    data = file.read_bytes()
    if is_own_deck(data):
        parsed = parse_json(data, options)
    else:
        sheet = _read_table(file, options.sheet)
        plan = plan_import(sheet, options)
        for sentence in (*sheet.notes, *told(sheet, plan)):
            console().print(sentence, markup=False)
        parsed = parse_table(sheet, plan, options)
    head = head_of(parsed)
    row = new_deck(head.title or file.stem, head, host_id, milliseconds(), slug)
    made = fill(database, row, people_of(parsed, SystemRandom()), len(parsed.profiles), publish=False)
    return made, parsed.left_out


def _read_table(file: Path, sheet: str | None) -> Sheet:
    """The table of a file, read in a child process; DeckFileError if there is none."""
    lines = child_process.lines("table", sheet or "", stdin=file, memory=MEMORY, seconds=SECONDS)
    try:
        return received(lines)
    except child_process.Refused as refused:
        raise DeckFileError(str(refused)) from None
    except child_process.TooHard:
        raise DeckFileError(TOO_HARD) from None


def read_in_child(
    file: BinaryIO, options: ImportOptions
) -> tuple[ProfileLines, StreamHeader | ColumnPreview | RefusedRows]:
    """Have a file read in a child process: what it is, and after a header the lines of the profiles.

    It is read from its beginning, and may be closed while the lines are read. Refusal if it cannot be a deck.
    """
    file.seek(0)
    lines = child_process.lines("import", write_options(options), stdin=file, memory=MEMORY, seconds=SECONDS)
    try:
        first = next(lines)
        return lines, read_answer(first) or read_header(first)
    except child_process.Refused as refused:
        raise Refusal(str(refused)) from None
    except (child_process.TooHard, StopIteration):
        raise Refusal(TOO_HARD) from None


def values_in(lines: ProfileLines) -> Generator[list[object], None, None]:
    """The values of each profile's row; closing this closes the lines."""
    with closing(lines):
        yield from map(read_values, lines)


def bad_rows_of(file: BinaryIO, options: ImportOptions) -> bytes:
    """The rows of a file that are refused, as a CSV that says why."""
    try:
        return child_process.whole(
            "import", write_options(options),
            stdin=file, memory=MEMORY, seconds=SECONDS, at_most=MOST_BAD_ROWS,
        )  # fmt: skip
    except (child_process.Refused, child_process.TooHard):
        raise Refusal(BROKEN) from None
