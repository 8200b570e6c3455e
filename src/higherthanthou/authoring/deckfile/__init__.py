"""Deck files: CSV and JSON, read, checked cell by cell and written. This is all that others need of it."""

from ...game.deck_about import DeckAbout
from ..tables import MOST_BYTES, MOST_PROFILES, TOO_LARGE, DeckFileError, Sheet, read_sheet
from .cells import LONGEST_CELL, LONGEST_FACT
from .csvfile import read_csv, write_csv
from .jsonfile import Overrides, is_own_deck, read_json, write_json
from .parsed_deck import (
    FORMAT,
    BadCell,
    BadRows,
    ParsedDeck,
    check_head,
)
from .profile_fields import FiledProfile
from .roles import are_exact, columns_of, guess_roles

__all__ = [
    "FORMAT",
    "LONGEST_CELL",
    "LONGEST_FACT",
    "MOST_BYTES",
    "MOST_PROFILES",
    "TOO_LARGE",
    "BadCell",
    "BadRows",
    "DeckAbout",
    "DeckFileError",
    "FiledProfile",
    "Overrides",
    "ParsedDeck",
    "Sheet",
    "are_exact",
    "check_head",
    "columns_of",
    "guess_roles",
    "is_own_deck",
    "read_csv",
    "read_json",
    "read_sheet",
    "write_csv",
    "write_json",
]
