"""Single cells: text, whole numbers, and the apostrophe that keeps a spreadsheet from running one."""

import re

from ...game.names.labels import one_line
from ...game.names.visible import is_blank

MOST_QUOTED = 40
LONGEST_CELL = 200
NO_LABEL = "A fact needs a label."

_RUNS = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would run, with or without apostrophes in front."""
_NEEDS_QUOTES = re.compile(r'[",;\t\r\n]')
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
"""Control characters but tab and line ends, halves of a character, and the mark that begins a file."""
_LINE_ENDS = re.compile(r"[\t\r\n\u2028\u2029]")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_SIGNED = re.compile(r"\+[0-9]{1,10}")
_SEPARATED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[.,'’ \u00a0\u2009\u202f][0-9]{3}){1,3}")
_DECIMAL = re.compile(r"([+-]?[0-9]{1,10})[.,]([0-9]{1,10})")


class CellError(Exception):
    """A value that no cell of this kind can have; the message is a sentence."""


def guarded(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet would run it, or if import would take one off."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(cell: str) -> str:
    """The text that ``guarded`` made this cell of."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def csv_line(cells: list[str]) -> str:
    """A line of CSV with its end.

    A cell with a semicolon or a tab is quoted, too: a spreadsheet that splits there would find formulas.
    """
    quoted = [f'"{c.replace(chr(34), chr(34) * 2)}"' if _NEEDS_QUOTES.search(c) else c for c in cells]
    return ",".join(quoted) + "\r\n"


def cell_text(cell: str) -> str:
    """What a cell of a CSV says, trimmed and without its guard, empty if nothing of it can be seen.

    CellError if it is no text.
    """
    return _checked(cell, unguarded(cell.strip()))


def json_text(value: str) -> str:
    """A text of a JSON file, trimmed; CellError if that is no text.

    A tab or carriage return in front stays: a CSV can hold it behind its guard, so both files say the same.
    """
    text = value.rstrip()
    return _checked(value, text if text.startswith(("\t", "\r")) else text.lstrip())


def _checked(raw: str, text: str) -> str:
    if not raw.isprintable() and (odd := _NO_TEXT.search(raw)):  # the first is faster, but too strict
        raise CellError(f"The character U+{ord(odd[0]):04X} is not allowed in a text.")
    if len(text) > LONGEST_CELL:
        raise CellError(f"A text has at most {LONGEST_CELL} characters; this one has {len(text)}.")
    return "" if is_blank(text) else text


def read_label(text: str) -> str:
    """The label of a fact, trimmed; CellError if it is none."""
    label = text.strip()
    if is_blank(label):
        raise CellError(NO_LABEL)
    if len(label) > LONGEST_CELL or not one_line(label):
        raise CellError(f"The label {quoted(label)} is not one line of at most {LONGEST_CELL} characters.")
    return label


def whole_number(text: str, many: str) -> int:
    """The number that a text writes down; CellError if it is not a whole one of 15 digits at most.

    ``many`` begins the complaint, as "Scores" does.
    """
    if _WHOLE.fullmatch(text):
        return int(text)
    if _SIGNED.fullmatch(text):
        raise CellError(f"{many} are written without a plus: {text[1:]} rather than {text}.")
    decimal, separated = _DECIMAL.fullmatch(text), _SEPARATED.fullmatch(text)
    if separated and not (decimal and "." in text):
        plain = re.sub(r"[^0-9+-]", "", text)
        raise CellError(f"{many} are written without separators: {plain} rather than {text}.")
    if decimal:
        plain = str(int(decimal[1] + decimal[2]))
        raise CellError(f"{many} are whole numbers; {text} could be filed as {plain}.")
    raise CellError(f"{many} are whole numbers; {quoted(text)} is not one that can be filed.")


def quoted(text: str) -> str:
    """The beginning of a text that may hold anything, fit for a sentence."""
    short = text if len(text) <= MOST_QUOTED else text[: MOST_QUOTED - 1] + "…"
    return f'"{_LINE_ENDS.sub(" ", _NO_TEXT.sub("�", encodable(short)))}"'


def encodable(text: str) -> str:
    """The text with halves of a character spelt out, so that it can be sent."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
