"""The reserve of a deck: files that only its daily deals, each once, or that only the law lab shows."""

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.engine import Connection

from ...game.deck_about import UNFAIR_THEME
from ...game.modes.daily import FEWEST
from ..tables import day_files, decks, profiles

SHARE = 3
"""One file in this many is reserved for the daily."""

LEAST = 50
"""With fewer files left, a daily is over: the ten would be too far from their target scores."""

_P = profiles.c
ReservedFile = tuple[int, int]
"""The id and the score of a file."""


def set_aside(connection: Connection, deck_id: int, version: int) -> None:
    """Reserve a third of the files that are new in a version, if the deck needs it for its daily.

    One that is unfair on purpose has no daily: its reserve is for the law lab. No file of an earlier version
    is reserved, as those have been dealt. An edited file stays what it was.
    """
    large = decks.c.locale.is_(None) & (decks.c.size >= FEWEST)
    needs = decks.c.id == deck_id, (decks.c.theme == UNFAIR_THEME) | large
    earlier = profiles.alias()
    # a person is in one deck only; given the deck too, SQLite would scan all of it for each file
    known = exists().where(earlier.c.person == _P.person, earlier.c.since < version)
    new = _P.deck_id == deck_id, _P.since == version, _P.until > version
    if version and connection.execute(select(decks.c.id).where(*needs)).first():
        by_chance = _P.id % SHARE == 0  # ids are random, and nobody sees them
        connection.execute(update(profiles).where(*new, by_chance, ~known).values(reserve=True))


def unused_files(connection: Connection, deck_id: int, version: int) -> list[ReservedFile]:
    """The reserved files of a version that have been in no daily."""
    query = select(_P.id, _P.score).where(*_unused(deck_id, version))
    return [(row[0], row[1]) for row in connection.execute(query)]


def is_enough(connection: Connection, deck_id: int, version: int) -> bool:
    """Whether a daily can be drawn from these files; it looks at no more of them than that takes."""
    query = select(_P.id).where(*_unused(deck_id, version)).limit(LEAST)
    return len(connection.execute(query).all()) == LEAST


def _unused(deck_id: int, version: int) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the file is reserved, and its person was in no daily, not even before an edit."""
    same = profiles.alias()
    used = exists().where(same.c.person == _P.person, day_files.c.profile_id == same.c.id)
    return _P.deck_id == deck_id, _P.since <= version, _P.until > version, _P.reserve, ~used
