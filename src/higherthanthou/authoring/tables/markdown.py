"""Tables in Markdown: cells between pipes, and a line of dashes below the header."""

import re
from collections.abc import Iterator
from itertools import islice

from .delimited import text_lines
from .sheet import SheetRow, Source

PROBED = 60
LONGEST_DASHES = 2_000
_DASHES = re.compile(r"\|?( *:?-+:? *\|)+( *:?-+:?)?")
_BETWEEN = re.compile(r"(?<!\\)\|")


def read_markdown(data: bytes, encoding: str) -> Source | None:
    """The rows of the first table of a text in Markdown; None if it begins with none."""
    above = ""
    for number, line in enumerate(islice(text_lines(data, encoding), PROBED), 1):
        if "|" in above and _is_dashes(line.strip()):
            notes = _left_out(number - 2, "above")
            return Source(_rows(data, encoding, number), _cells(above), notes)
        above = line
    return None


def _is_dashes(line: str) -> bool:
    return len(line) <= LONGEST_DASHES and bool(_DASHES.fullmatch(line))


def _left_out(lines: int, where: str) -> tuple[str, ...]:
    if not lines:
        return ()
    return (f"{'One line' if lines == 1 else f'{lines} lines'} {where} the table were left out.",)


def _rows(data: bytes, encoding: str, dashes: int) -> Iterator[SheetRow]:
    """The rows below the line of dashes, to the end of the table."""
    for number, line in enumerate(islice(text_lines(data, encoding), dashes, None), dashes + 1):
        if "|" not in line:
            return
        if any(cells := _cells(line)):
            yield number, cells


def _cells(line: str) -> tuple[str, ...]:
    text = line.strip().removeprefix("|")
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return tuple(cell.strip().replace("\\|", "|") for cell in _BETWEEN.split(text))
