"""The reserve of a deck that was not generated: files that the daily alone deals, each of them once."""

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.engine import Connection

from ...game.modes.daily import FEWEST
from ..tables import day_files, decks, profiles

SHARE = 3
"""One file of so many is kept for the daily."""

LEAST = 50
"""With fewer files left a daily is over: the ten would stand too far from where they shall."""

_P = profiles.c
ReservedFile = tuple[int, int]
"""The id and the score of a file."""


def set_aside(connection: Connection, deck_id: int, version: int) -> None:
    """Keep a third of the files that are new in a version for the daily, if the deck is one that needs it.

    None that an earlier version had: those have been dealt. A file that is edited stays what it was.
    """
    large = decks.c.id == deck_id, decks.c.locale.is_(None), decks.c.size >= FEWEST
    earlier = profiles.alias()
    # nobody is in two decks; if told the deck, SQLite goes through all of it for each of its files
    known = exists().where(earlier.c.person == _P.person, earlier.c.since < version)
    new = _P.deck_id == deck_id, _P.since == version, _P.until > version
    if version and connection.execute(select(decks.c.id).where(*large)).first():
        by_chance = _P.id % SHARE == 0  # ids are random, and told to nobody
        connection.execute(update(profiles).where(*new, by_chance, ~known).values(reserve=True))


def unused_files(connection: Connection, deck_id: int, version: int) -> list[ReservedFile]:
    """The files of a version that are kept for the daily and have been in none."""
    query = select(_P.id, _P.score).where(*_unused(deck_id, version))
    return [(row[0], row[1]) for row in connection.execute(query)]


def count_unused(connection: Connection, deck_id: int, version: int) -> int:
    """How many these are."""
    return connection.execute(select(func.count()).where(*_unused(deck_id, version))).scalar_one()


def _unused(deck_id: int, version: int) -> tuple[ColumnElement[bool], ...]:
    """That a file is kept, and that nobody met this person in a daily, be it before an edit."""
    same = profiles.alias()
    used = exists().where(same.c.person == _P.person, day_files.c.profile_id == same.c.id)
    return _P.deck_id == deck_id, _P.since <= version, _P.until > version, _P.reserve, ~used
