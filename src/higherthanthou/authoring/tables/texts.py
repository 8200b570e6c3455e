"""Texts of a file that may hold anything: fit for a sentence, and safe from a spreadsheet that runs cells."""

import re

MOST_QUOTED = 40

NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
"""Control characters but tab and line ends, halves of a character, and the mark that begins a file."""
_RUNS = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would run, with or without apostrophes in front."""
_LINE_ENDS = re.compile(r"[\t\r\n\u2028\u2029]")


def guarded(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet would run it, or if import would take one off."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(cell: str) -> str:
    """The text that ``guarded`` made this cell of."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def quoted(text: str) -> str:
    """The beginning of a text that may hold anything, fit for a sentence."""
    short = text if len(text) <= MOST_QUOTED else text[: MOST_QUOTED - 1] + "…"
    return f'"{_LINE_ENDS.sub(" ", NO_TEXT.sub("�", encodable(short)))}"'


def encodable(text: str) -> str:
    """The text with halves of a character spelt out, so that it can be sent."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
