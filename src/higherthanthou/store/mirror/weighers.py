"""The best weigher of a version of a deck, learned from its files and kept, since a version never changes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ...caches.bounded_cache import BoundedCache
from ...caches.sizes import VERSIONS
from ...game.mirror.weigher import KnownFile, Weigher, learn_weigher, shown_points
from ..decks.profile_row import read_record
from ..tables import profiles

MOST_FILES = 2_000
"""A larger deck is learned from so many of its files, or a few less."""

FEWEST_FILES = 100

_P = profiles.c
_known: BoundedCache[tuple[int, int], Weigher] = BoundedCache(__name__, VERSIONS)


def weigher_of(connection: Connection, deck_id: int, version: int, keys: Sequence[str]) -> Weigher | None:
    """The weigher of a version, by the points of dimensions with these keys; None if it has too few files.

    Takes some tenths of a second when nobody has asked before.
    """
    known = _known.get((deck_id, version))
    if known is None:
        files = _files(connection, deck_id, version, keys)
        if len(files) < FEWEST_FILES:
            return None
        known = learn_weigher(files)
        _known.put((deck_id, version), known)
    return known


def _files(connection: Connection, deck_id: int, version: int, keys: Sequence[str]) -> list[KnownFile]:
    """Files of a version, every so many of them in the order of their ids, which are random."""
    here = _P.deck_id == deck_id, _P.since <= version, _P.until > version
    ids = connection.execute(select(_P.id).where(*here)).scalars().all()
    taken = sorted(ids)[:: -(-len(ids) // MOST_FILES) or 1]
    rows = connection.execute(select(_P.score, _P.record).where(_P.id.in_(taken)))
    return [KnownFile(score, shown_points(read_record(record), keys)) for score, record in rows]
