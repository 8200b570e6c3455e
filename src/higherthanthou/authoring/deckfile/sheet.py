"""A CSV file as a table: its encoding, its delimiter, its header, and its rows with their lines."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO, TextIOWrapper

from ...game.names.labels import one_line
from .cells import LONGEST_CELL, quoted, unguarded
from .encoding import EMPTY, find_encoding
from .parsed_deck import MOST_PROFILES, DeckFileError
from .roles import is_known

DELIMITERS = ",;\t"
MOST_COLUMNS = 200
LONGEST_LINE = 100_000
LONGEST_TITLE = LONGEST_CELL + len("withheld: ")

SheetRow = tuple[int, tuple[str, ...]]
"""The line in which a row begins, counted from 1, and its cells as they were uploaded."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV that can be read through: every row has been parsed once. ``size`` is how many it has."""

    data: bytes = field(repr=False)
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    size: int

    @property
    def rows(self) -> Iterator[SheetRow]:
        """The rows below the header from the first on, without those that are empty."""
        rows = _rows(self.data, self.encoding, self.delimiter)
        next(rows)
        return rows


def read_sheet(data: bytes) -> Sheet:
    """Look a CSV file over; DeckFileError if it is no table of at most 100,000 rows and 25 MB."""
    encoding = find_encoding(data)
    delimiter = _find_delimiter(data, encoding)
    rows = _rows(data, encoding, delimiter)
    line, titles = next(rows)
    header = tuple(unguarded(title.strip()) for title in titles)
    _check_header(header, line)
    size = 0
    for size, _ in enumerate(rows, 1):
        if size > MOST_PROFILES:
            raise DeckFileError(
                f"The file has more than {MOST_PROFILES:,} rows, which is the most a deck can have."
            )
    if not size:
        raise DeckFileError("The file has a header but no rows.")
    return Sheet(data, encoding, delimiter, header, size)


def _rows(data: bytes, encoding: str, delimiter: str) -> Iterator[SheetRow]:
    reader = csv.reader(_lines(data, encoding), delimiter=delimiter, strict=True, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, tuple(cells)
            line = reader.line_num + 1
    except csv.Error:
        raise DeckFileError(
            f"The row that begins in line {line} cannot be read: a quotation mark is missing or left over."
        ) from None


def _lines(data: bytes, encoding: str) -> Iterator[str]:
    """The lines with their ends, whichever those are; none may be so long that its cells fill the memory."""
    for number, line in enumerate(TextIOWrapper(BytesIO(data), encoding, newline=""), 1):
        if len(line) > LONGEST_LINE:
            raise DeckFileError(f"Line {number} has more than {LONGEST_LINE:,} characters.")
        yield line


def _find_delimiter(data: bytes, encoding: str) -> str:
    """The one that finds the most columns we know in the header, and of those the most columns."""
    found: list[tuple[int, int, str]] = []
    refusal = DeckFileError(EMPTY)
    for delimiter in DELIMITERS:
        try:
            _, titles = next(_rows(data, encoding, delimiter), (1, ()))
        except DeckFileError as error:
            refusal = error
            continue
        if titles:
            found.append((sum(map(is_known, titles)), len(titles), delimiter))
    if not found:
        raise refusal
    return max(found, key=lambda each: each[:2])[2]


def _check_header(header: Sequence[str], line: int) -> None:
    if len(header) > MOST_COLUMNS:
        raise DeckFileError(f"The file has {len(header):,} columns; at most {MOST_COLUMNS} can be read.")
    seen: set[str] = set()
    for title in header:
        if len(title) > LONGEST_TITLE or not one_line(title):
            limit = f"one line of at most {LONGEST_CELL} characters"
            raise DeckFileError(f"The column title {quoted(title)} in line {line} is not {limit}.")
        if title and title.casefold() in seen:
            raise DeckFileError(f"Two columns are called {quoted(title)}; give each a title of its own.")
        seen.add(title.casefold())
