"""The tasks of child processes that make decks: each profile is sent as the values of its row."""

import os
from typing import BinaryIO

from ..authoring import import_task
from ..authoring.generating import day_task, deck_task
from ..store.decks.profile_row import values_of

LOWEST = 19
"""Added to the niceness of a process: the lowest priority there is."""


def make_deck(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Generate a deck. Arguments: theme, locale, model, size and seed; an empty one means the default."""
    return deck_task.work(arguments, stdout, values_of)


def make_season(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Generate a deck as ``make_deck`` does, whenever the processor has nothing better to do."""
    os.nice(LOWEST)
    return make_deck(arguments, stdin, stdout)


def make_days(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Make the ten files of days: one line for each order read from stdin."""
    return day_task.work(stdin, stdout, values_of)


def import_deck(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Send the deck of a file, or say why there is none; the one argument are the options."""
    return import_task.work(arguments, stdin, stdout, values_of)
