"""The encoding of an uploaded file: UTF-8 or UTF-16, with its mark or without."""

import codecs

from .parsed_deck import MOST_BYTES, TOO_LARGE, DeckFileError

WORKBOOK = b"PK\x03\x04"
PROBE = 64
EMPTY = "The file is empty."


def find_encoding(data: bytes) -> str:
    """The encoding in which the whole file can be read; DeckFileError if there is none, or it is too big."""
    if len(data) > MOST_BYTES:
        raise DeckFileError(TOO_LARGE)
    if not data.strip():
        raise DeckFileError(EMPTY)
    if data.startswith(WORKBOOK):
        raise DeckFileError("This is a workbook or an archive, no text. Save the table as CSV in UTF-8.")
    encoding = _likely_encoding(data)
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        name = "UTF-16" if encoding.startswith("utf-16") else "UTF-8"
        raise DeckFileError(
            f"Line {_line(data[: error.start], encoding)} is not {name} text. "
            "Save the file as UTF-8 and import it again."
        ) from None
    return encoding


def _likely_encoding(data: bytes) -> str:
    """By the mark at the beginning; UTF-16 without one has a zero in every other byte of an ASCII header."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    first, second = data[:PROBE:2], data[1:PROBE:2]
    if second and not any(second) and all(first):
        return "utf-16-le"
    if second and not any(first) and all(second):
        return "utf-16-be"
    return "utf-8"


def _line(before: bytes, encoding: str) -> int:
    """The line of a text editor that comes after these bytes."""
    text = before.decode(encoding, "replace")
    return 1 + text.count("\n") + text.count("\r") - text.count("\r\n")
