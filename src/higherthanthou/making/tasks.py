"""The tasks that make decks in a subprocess. They send each profile as the columns of its row."""

from typing import BinaryIO

from ..authoring import deck_import
from ..authoring.generating import day, deck
from ..store.decks.profile_row import write


def make_deck(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Generate a deck. Arguments: theme, locale, model, size and seed; an empty one means the default."""
    return deck.work(arguments, stdout, write)


def make_days(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Make the ten files of days: one line for each order read from stdin."""
    return day.work(stdin, stdout, write)


def import_deck(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Read the deck file on stdin; send its columns, its bad rows or the deck, as the given Wish asks."""
    return deck_import.work(arguments, stdin, stdout, write)
