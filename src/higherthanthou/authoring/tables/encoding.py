"""The encoding of a text file: UTF-8 or UTF-16, with its mark or without, and else Windows-1252."""

import codecs
import re

from .limits import EMPTY, DeckFileError

PROBE = 64
_SPACE = b"\xef\xbb\xbf\xff\xfe \t\r\n"
FALLBACK = "cp1252"
READ_AS_FALLBACK = (
    "The file is not UTF-8 and was read as Windows-1252. "
    "If letters such as é look wrong, save it as UTF-8 and import it again."
)

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
"""What no text in Windows-1252 has."""
_WIDE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")


def find_encoding(data: bytes, fallback: bool = False) -> str:
    """The encoding in which the whole file can be read, Windows-1252 only as a ``fallback``.

    DeckFileError if there is none.
    """
    if not data.strip():
        raise DeckFileError(EMPTY)
    encoding = _likely_encoding(data)
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        if fallback and encoding == "utf-8" and _is_fallback(data, error):
            return FALLBACK
        name = "UTF-16" if encoding.startswith("utf-16") else "UTF-8"
        raise DeckFileError(
            f"Line {_line(data[: error.start], encoding)} is not {name} text. "
            "Save the file as UTF-8 and import it again."
        ) from None
    return encoding


def begin_of(data: bytes) -> bytes:
    """The first letters of a text in whatever encoding, without a mark and spaces."""
    return data[:PROBE].replace(b"\0", b"").lstrip(_SPACE)


def looks_like_json(data: bytes) -> bool:
    """Whether a text begins as JSON does; ``[id]`` may be a title of a CSV."""
    begin = begin_of(data)
    return begin.startswith(b"{") or (begin.startswith(b"[") and begin[1:].lstrip()[:1] in b'{["]-0123456789')


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


def _is_fallback(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether a file that is not UTF-8 can be Windows-1252.

    One in which letters before the first fault were UTF-8 is UTF-8 with a fault.
    """
    if _CONTROLS.search(data) or _WIDE.search(data[: error.start]):
        return False
    try:
        data.decode(FALLBACK)
    except UnicodeDecodeError:
        return False
    return True


def _line(before: bytes, encoding: str) -> int:
    """The line of a text editor that comes after these bytes."""
    text = before.decode(encoding, "replace")
    return 1 + text.count("\n") + text.count("\r") - text.count("\r\n")
