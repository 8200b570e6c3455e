"""Tables as people have them: text files, workbooks, JSON or pasted text, all read into rows of texts.

What the columns are to a deck is not known here.
"""

from .limits import MOST_BYTES, MOST_PROFILES, TOO_LARGE, DeckFileError
from .reading import read_sheet
from .sheet import PackedRows, Sheet, SheetRow

__all__ = [
    "MOST_BYTES",
    "MOST_PROFILES",
    "TOO_LARGE",
    "DeckFileError",
    "PackedRows",
    "Sheet",
    "SheetRow",
    "read_sheet",
]
