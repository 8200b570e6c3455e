"""A look inside a workbook before any reader opens it: what it is, and how large it gets unpacked."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from .limits import DeckFileError

MOST_ENTRIES = 2_000
MOST_UNPACKED = 256 * 1024**2
"""Bytes of all parts together; 100,000 rows of 24 columns take some 150 MB."""
MOST_TAGS, MOST_ROWS = 32_000_000, 1_100_000
"""A table of 100,000 rows and 24 columns has at most 25 million tags; no spreadsheet has more rows."""
PIECE = 256 * 1024
ENCRYPTED = 1
"""The bit of an entry of a ZIP that says so."""

SAVE_AS_XLSX = "Save it as .xlsx and import that."
LOCKED = "This workbook has a password. Save it without one and import that."
DAMAGED = f"This workbook is damaged or cannot be read. {SAVE_AS_XLSX}"
TOO_MUCH = (
    "This workbook unpacks to more than a deck can have. "
    "Copy the table alone into a new workbook, and import that."
)
TEXT_DOCUMENT = "This is a text document, no table. Copy its table into a spreadsheet."
PRESENTATION = "This is a presentation, no table."
_OTHERS = (
    (re.compile(r"xl/workbook\.bin"), f"Workbooks of the kind .xlsb cannot be read. {SAVE_AS_XLSX}"),
    (re.compile(r"Index/.*\.iwa|Index\.zip"), "Files of Numbers cannot be read. Export it as Excel (.xlsx)."),
    (
        re.compile(r"word/document\.xml"),
        TEXT_DOCUMENT,
    ),
    (re.compile(r"ppt/presentation\.xml"), PRESENTATION),
)
NO_WORKBOOK = "This is an archive, no table. Unpack it, and import the table that is in it."


def check_archive(data: bytes) -> None:
    """DeckFileError unless a ZIP is a workbook in .xlsx or .ods that unpacks to what can be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_kind(archive)
            _unpack(archive)
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, LookupError):
        raise DeckFileError(DAMAGED) from None
    except Exception as error:  # zlib.error and lzma's own are no errors of those kinds
        if type(error).__module__ in ("zlib", "_lzma", "lzma"):
            raise DeckFileError(DAMAGED) from None
        raise


def _check_kind(archive: ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise DeckFileError(TOO_MUCH)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise DeckFileError(LOCKED)
    names = [entry.filename for entry in entries]
    for pattern, sentence in _OTHERS:
        if any(map(pattern.fullmatch, names)):
            raise DeckFileError(sentence)
    if "xl/workbook.xml" not in names and "content.xml" not in names:
        raise DeckFileError(NO_WORKBOOK)


def _unpack(archive: ZipFile) -> None:
    """Unpack every part and keep nothing: what an archive says of its sizes need not be true."""
    left, tags, rows = MOST_UNPACKED, MOST_TAGS, MOST_ROWS
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while piece := part.read(PIECE):
                left -= len(piece)
                tags -= piece.count(b"<")
                rows -= piece.count(b"<row")
                if min(left, tags, rows) < 0:
                    raise DeckFileError(TOO_MUCH)
                if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in piece:
                    raise DeckFileError(LOCKED)
