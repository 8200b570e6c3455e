"""Reading a file as a table in a child process, for the command line: it may be a hostile workbook."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from ..child_process import Refused
from .tables import DeckFileError, PackedRows, Sheet, read_sheet
from .tables.sheet import Aside


def work(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Send a table: a line about it, then a line for each row. The argument names a sheet, or is empty."""
    try:
        sheet = read_sheet(stdin.read(), arguments[0] or None)
    except DeckFileError as error:
        raise Refused(str(error)) from None
    about = [sheet.header, sheet.aside, sheet.notes, sheet.place, sheet.sheet, sheet.sheets]
    stdout.write(json.dumps(about).encode() + b"\n")
    for row in sheet.rows:
        stdout.write(json.dumps(row).encode() + b"\n")
    return 0


def received(lines: Iterator[bytes]) -> Sheet:
    """The table that was sent in these lines."""
    header, aside, notes, place, sheet, sheets = json.loads(next(lines))
    packed = PackedRows((line, tuple(cells)) for line, cells in map(json.loads, lines))
    rows_aside = tuple(Aside(line, tuple(cells), reason) for line, cells, reason in aside)
    return Sheet(tuple(header), packed, rows_aside, tuple(notes), place, sheet, tuple(sheets))
