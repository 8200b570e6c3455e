"""Workbooks: xlsx, xls and ods, read by python-calamine, which opens no other file and follows no link."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from .archive import DAMAGED, LOCKED, PRESENTATION, TEXT_DOCUMENT, check_archive
from .limits import DeckFileError
from .percents import percent_columns
from .sheet import SheetRow, Source
from .texts import quoted
from .typed_cells import cell_of, percent_of

ZIP = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_OLD = {
    "WordDocument".encode("utf-16-le"): TEXT_DOCUMENT,
    "PowerPoint Document".encode("utf-16-le"): PRESENTATION,
}
NO_TABLE = "No sheet of this workbook has a table: at least two columns and two rows."
DAY_BEFORE = (
    "All dates of a column were at 23:00 of the day before, as some programs write days; "
    "they were read as days."
)
LATE = (time(22), time(23))
"""When days begin in Greenwich for a program in Europe that writes its local midnight."""
HALF_A_SECOND = timedelta(milliseconds=500)

ToText = Callable[[Any], str]


def read_workbook(data: bytes, wanted: str | None) -> Source:
    """The rows of a sheet, of the first with a table if none is ``wanted``.

    DeckFileError if the workbook cannot be read, has a password, or has no such sheet.
    """
    _check(data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        names = [each.name for each in book.sheets_metadata if _can_be_read(each)]
        sheet = _first_table(book, names) if wanted is None else _named(book, names, wanted)
    except PasswordError:
        raise DeckFileError(LOCKED) from None
    except CalamineError:
        raise DeckFileError(DAMAGED) from None
    notes: list[str] = []
    if len(names) > 1:
        notes.append(f"Sheet {names.index(sheet.name) + 1} of {len(names)}: {sheet.name}.")
    readers = _readers(sheet, percent_columns(data, sheet.name), notes)
    rows = _rows(sheet, readers)
    return Source(rows, None, tuple(notes), "row", sheet.name, tuple(names))


def _check(data: bytes) -> None:
    if data.startswith(ZIP):
        check_archive(data)
    elif _ENCRYPTED in data:
        raise DeckFileError(LOCKED)
    for mark, sentence in _OTHER_OLD.items():
        if data.startswith(OLD_WORKBOOK) and mark in data:
            raise DeckFileError(sentence)


def _can_be_read(sheet: SheetMetadata) -> bool:
    return sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible


def _first_table(book: CalamineWorkbook, names: Sequence[str]) -> CalamineSheet:
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height >= 2 and sheet.width >= 2:
            return sheet
    raise DeckFileError(NO_TABLE)


def _named(book: CalamineWorkbook, names: Sequence[str], wanted: str) -> CalamineSheet:
    if wanted not in names:
        known = ", ".join(map(quoted, names[:20]))
        raise DeckFileError(f"The workbook has no sheet {quoted(wanted)}, but {known}.")
    return book.get_sheet_by_name(wanted)


def _readers(sheet: CalamineSheet, percents: set[int], notes: list[str]) -> list[ToText]:
    """What makes texts of the cells of each column."""
    before = (sheet.start or (0, 0))[1]
    late = _late_columns(sheet)
    if late:
        notes.append(DAY_BEFORE)
    return [
        _next_day if place in late else percent_of if place + before in percents else cell_of
        for place in range(sheet.width)
    ]


def _late_columns(sheet: CalamineSheet) -> set[int]:
    """The columns in which every moment is late in the evening at the full hour: they are days."""
    late: dict[int, bool] = {}
    for cells in sheet.iter_rows():
        for place, value in enumerate(cells):
            if isinstance(value, datetime) and late.get(place, True):
                late[place] = (value + HALF_A_SECOND).time().replace(microsecond=0) in LATE
    return {place for place, all_late in late.items() if all_late}


def _next_day(value: Any) -> str:
    return cell_of((value + timedelta(hours=2)).date() if isinstance(value, datetime) else value)


def _rows(sheet: CalamineSheet, readers: Sequence[ToText]) -> Iterator[SheetRow]:
    """The rows that are not empty, with their numbers in the workbook."""
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = tuple([read(value) for read, value in zip(readers, values, strict=True)])
        if any(map(str.strip, cells)):
            yield number, cells
