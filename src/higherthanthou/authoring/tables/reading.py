"""Reading a file as a table, whatever it is: its first bytes tell, never its name."""

from .archive import NO_WORKBOOK, TEXT_DOCUMENT
from .delimited import read_delimited
from .encoding import FALLBACK, READ_AS_FALLBACK, find_encoding, looks_like_json
from .json_table import read_json_table
from .limits import MOST_BYTES, TOO_LARGE, DeckFileError
from .markdown import read_markdown
from .shape import shaped
from .sheet import Sheet, Source
from .workbook import OLD_WORKBOOK, ZIP, read_workbook

PROBED = 256
_MARKUP = "This is a web page or XML, no table. Open it in a spreadsheet, and save it as .xlsx or CSV."
_OTHERS = {
    b"<!doctype html": _MARKUP,
    b"<html": _MARKUP,
    b"<table": _MARKUP,
    b"<?xml": _MARKUP,
    b"%pdf": "This is a PDF, no table. Copy its rows into a spreadsheet and save that.",
    b"{\\rtf": TEXT_DOCUMENT,
    b"\x1f\x8b": NO_WORKBOOK,
    b"7z\xbc\xaf": NO_WORKBOOK,
    b"rar!": NO_WORKBOOK,
}
"""How files begin, in small letters, that are no tables, and what is said of them."""
_NO_TEXT = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x7fELF", b"MZ\x90")


def read_sheet(data: bytes, sheet: str | None = None) -> Sheet:
    """The table of a file; ``sheet`` is the name of one of a workbook, None for the first with a table.

    DeckFileError if it is no table of at most 100,000 rows and 25 MB.
    """
    if len(data) > MOST_BYTES:
        raise DeckFileError(TOO_LARGE)
    if data.startswith((ZIP, OLD_WORKBOOK)):
        return shaped(read_workbook(data, sheet))
    if sheet is not None:
        raise DeckFileError("Only a workbook has sheets to choose from; this file is none.")
    _check_kind(data)
    return shaped(_text_source(data))


def _check_kind(data: bytes) -> None:
    """DeckFileError if the file is of a kind that is known to be no table."""
    begin = data[:PROBED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for beginning, sentence in _OTHERS.items():
        if begin.startswith(beginning):
            raise DeckFileError(sentence)
    if data.startswith(_NO_TEXT):
        raise DeckFileError("This file is no text and no workbook, so there is no table in it.")


def _text_source(data: bytes) -> Source:
    encoding = find_encoding(data, fallback=True)
    if looks_like_json(data):
        source = read_json_table(data.decode(encoding))
    else:
        source = read_markdown(data, encoding) or read_delimited(data, encoding)
    notes = (READ_AS_FALLBACK, *source.notes) if encoding == FALLBACK else source.notes
    return source._replace(notes=notes)
