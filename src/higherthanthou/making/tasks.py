"""The decks that are made in a process of their own: each profile is sent as the columns that keep it."""

from typing import BinaryIO

from ..authoring import deck_import
from ..authoring.generating import day, deck
from ..store.decks.profile_row import write


def make_deck(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Send a generated deck: theme, locale, model, size and seed, each empty for the usual."""
    return deck.work(arguments, stdout, write)


def make_days(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Send the ten files of days, one line for each of the orders that are read."""
    return day.work(stdin, stdout, write)


def import_deck(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Send the deck of a file, or say why there is none; the one argument is a wish."""
    return deck_import.work(arguments, stdin, stdout, write)
