"""Text files with a delimiter (comma, semicolon, tab, pipe), and the lines that programs write above."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import NamedTuple

from .limits import EMPTY, DeckFileError
from .sheet import SheetRow, Source

DELIMITERS = ",;\t|"
LONGEST_LINE = 100_000
PROBED = 60
"""So many rows tell the delimiter."""

_NAMED = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "colon": ":", "space": " "}
"""The separators that Anki calls by their names."""
_OTHER_COLUMNS = {"guid": "GUID", "notetype": "Note type", "deck": "Deck", "tags": "Tags"}
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_ANKI_LINE = re.compile(r"#([a-z ]+):(.*)")
_BARE_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])")
"""A comma that is no decimal one."""


class Preamble(NamedTuple):
    """What lines above the table say: how many they are, the delimiter, the header; () if there is none."""

    lines: int = 0
    delimiter: str | None = None
    header: tuple[str, ...] | None = None


def read_delimited(data: bytes, encoding: str) -> Source:
    """The rows of a text file; DeckFileError where quotation marks do not match or a line is far too long."""
    preamble = _sep_line(data, encoding) or _anki_lines(data, encoding) or Preamble()
    delimiter = preamble.delimiter or _find_delimiter(data, encoding, preamble.lines)
    quoting = csv.QUOTE_MINIMAL
    if delimiter == "\t" and not _quotes_match(data, encoding, preamble.lines):
        quoting = csv.QUOTE_NONE
    return Source(_rows(data, encoding, delimiter, preamble.lines, quoting), preamble.header)


def text_lines(data: bytes, encoding: str) -> Iterator[str]:
    """The lines with their ends, whichever those are; none may be so long that its cells fill the memory."""
    for number, line in enumerate(TextIOWrapper(BytesIO(data), encoding, newline=""), 1):
        if len(line) > LONGEST_LINE:
            raise DeckFileError(f"Line {number} has more than {LONGEST_LINE:,} characters.")
        yield line


def _sep_line(data: bytes, encoding: str) -> Preamble | None:
    """Excel's own first line, which names the delimiter."""
    found = _SEP_LINE.fullmatch(next(text_lines(data, encoding), ""))
    return Preamble(1, found[1]) if found else None


def _anki_lines(data: bytes, encoding: str) -> Preamble | None:
    """The lines with a number sign at the head of a text export of Anki."""
    told: dict[str, str] = {}
    for line in islice(text_lines(data, encoding), PROBED):
        if not (found := _ANKI_LINE.fullmatch(line.strip("\r\n"))):
            break
        told[found[1]] = found[2]
    if "separator" not in told:
        return None
    delimiter = _NAMED.get(told["separator"].casefold(), told["separator"][:1] or "\t")
    return Preamble(len(told), delimiter, _anki_header(told, delimiter))


def _anki_header(told: dict[str, str], delimiter: str) -> tuple[str, ...]:
    """The titles that the lines name; () if they name none."""
    titles = told["columns"].split(delimiter) if "columns" in told else []
    for key, title in _OTHER_COLUMNS.items():
        place = told.get(f"{key} column", "")
        if place.isascii() and place.isdigit() and 0 < int(place[:4]) <= PROBED:
            titles += [""] * (int(place) - len(titles))
            titles[int(place) - 1] = titles[int(place) - 1] or title
    return tuple(titles)


def _rows(
    data: bytes, encoding: str, delimiter: str, skipped: int, quoting: int = csv.QUOTE_MINIMAL
) -> Iterator[SheetRow]:
    lines = islice(text_lines(data, encoding), skipped, None)
    strict = quoting != csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=True, quoting=quoting)  # type: ignore[arg-type]  # one of its constants
    line = 1 + skipped
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, tuple(cells)
            line = 1 + skipped + reader.line_num
    except csv.Error:
        raise DeckFileError(
            f"The row that begins in line {line} cannot be read: a quotation mark is missing or left over."
        ) from None


def _quotes_match(data: bytes, encoding: str, skipped: int) -> bool:
    """Whether quotation marks go round cells; files with tabs often have them for a part of the text."""
    try:
        for _ in _rows(data, encoding, "\t", skipped):
            pass
    except DeckFileError:
        return False
    return True


def _find_delimiter(data: bytes, encoding: str, skipped: int) -> str:
    """The one that gives most of the first rows the same number of cells, and of those the most cells."""
    found: list[tuple[float, bool, int, str]] = []
    refusal: DeckFileError | None = None
    for delimiter in DELIMITERS:
        rows: list[tuple[str, ...]] = []
        try:
            rows += (cells for _, cells in islice(_rows(data, encoding, delimiter, skipped), PROBED))
        except DeckFileError as error:
            refusal = refusal or error
        if rows:
            found.append(_fitness(rows, delimiter))
    if not found:
        raise refusal or DeckFileError(EMPTY)
    return max(found, key=lambda each: each[:3])[3]


def _fitness(rows: list[tuple[str, ...]], delimiter: str) -> tuple[float, bool, int, str]:
    """How well a delimiter fits: the share of rows of the usual width, and that width.

    Commas that all stand between digits are rather those of decimals.
    """
    width, count = max(Counter(map(len, rows)).items(), key=lambda item: (item[1], item[0]))
    if width == 1:
        return 0, False, 1, delimiter
    bare = delimiter != "," or any(_BARE_COMMA.search(",".join(cells)) for cells in rows)
    return count / len(rows), bare, width, delimiter
