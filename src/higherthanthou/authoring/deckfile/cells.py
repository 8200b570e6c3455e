"""Single cells: text, whole numbers, and the apostrophe that keeps a spreadsheet from running one."""

import re
from unicodedata import normalize

from ...game.names.labels import one_line
from ...game.names.visible import is_blank
from ..tables.texts import NO_TEXT, unguarded
from ..tables.texts import encodable as encodable
from ..tables.texts import guarded as guarded
from ..tables.texts import quoted as quoted

LONGEST_CELL = 200
LONGEST_FACT = 2_000
"""A long fact is shortened on the file and whole in the receipt."""
NO_LABEL = "A fact needs a label."

_NEEDS_QUOTES = re.compile(r'[",;\t\r\n]')
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_SIGNED = re.compile(r"\+[0-9]{1,10}")
_SEPARATED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[.,'’ \u00a0\u2009\u202f][0-9]{3}){1,3}")
_DECIMAL = re.compile(r"([+-]?[0-9]{1,10})[.,]([0-9]{1,10})")


class CellError(Exception):
    """A value that no cell of this kind can have; the message is a sentence."""


def csv_line(cells: list[str]) -> str:
    """A line of CSV with its end.

    A cell with a semicolon or a tab is quoted, too: a spreadsheet that splits there would find formulas.
    """
    quoted = [f'"{c.replace(chr(34), chr(34) * 2)}"' if _NEEDS_QUOTES.search(c) else c for c in cells]
    return ",".join(quoted) + "\r\n"


def cell_text(cell: str, most: int = LONGEST_CELL) -> str:
    """What a cell of a CSV says, trimmed, in NFC and without its guard, empty if nothing of it can be seen.

    CellError if it is no text, or has more than ``most`` characters.
    """
    return _checked(cell, unguarded(cell.strip()), most)


def json_text(value: str, most: int = LONGEST_CELL) -> str:
    """A text of a JSON file, trimmed, in NFC; CellError if it is none or has more than ``most`` characters.

    A tab or carriage return in front stays: a CSV can hold it behind its guard, so both files say the same.
    """
    text = value.rstrip()
    return _checked(value, text if text.startswith(("\t", "\r")) else text.lstrip(), most)


def _checked(raw: str, text: str, most: int) -> str:
    text = normalize("NFC", text)  # a font has é, but not in one file an e and an accent
    if not raw.isprintable() and (odd := NO_TEXT.search(raw)):  # the first is faster, but too strict
        raise CellError(f"The character U+{ord(odd[0]):04X} is not allowed in a text.")
    if len(text) > most:
        raise CellError(f"A text has at most {most:,} characters; this one has {len(text):,}.")
    return "" if is_blank(text) else text


def read_label(text: str) -> str:
    """The label of a fact, trimmed and in NFC; CellError if it is none."""
    label = normalize("NFC", text.strip())
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
