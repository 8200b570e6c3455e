"""The quantiles of a version of a deck that is not on the 350 to 950 scale: kept when it is published."""

import json

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.engine import Connection

from ...caches.bounded_cache import BoundedCache
from ...caches.sizes import VERSIONS
from ...game.quantiles import Quantiles, quantiles_from
from ..engine.statement import Statement
from ..tables import profiles, standings
from .decks import Deck, by_id

_P, _S = profiles.c, standings.c
_of_version = Statement(
    select(_S.quantiles, _S.files).where(
        _S.deck_id == bindparam("deck_id"), _S.version == bindparam("version")
    )
)
_known: BoundedCache[tuple[int, int], Quantiles] = BoundedCache(__name__, VERSIONS)


def quantiles_of(connection: Connection, deck: Deck) -> Quantiles | None:
    """The quantiles of the version of a deck that is given; None where gaps are points of our scale.

    A version never changes, so they are cached. (Stars move scores, but the order of files hardly.)
    """
    if deck.on_our_scale:
        return None
    key = deck.id, deck.version
    known = _known.get(key)
    if known is None:
        known = _read(connection, *key)
        _known.put(key, known)
    return known


def keep(connection: Connection, deck_id: int, version: int) -> None:
    """Keep the quantiles of a version that is being published, if its deck plays by them."""
    deck = by_id(connection, deck_id)
    if deck is None or deck.on_our_scale or not version:
        return
    found = _measured(connection, deck_id, version)
    key = {"deck_id": deck_id, "version": version}
    connection.execute(delete(standings).filter_by(**key))
    row = key | {"files": found.files, "quantiles": json.dumps(found.scores)}
    connection.execute(insert(standings).values(row))


def _read(connection: Connection, deck_id: int, version: int) -> Quantiles:
    return _stored(connection, deck_id, version) or _measured(connection, deck_id, version)


def _stored(connection: Connection, deck_id: int, version: int) -> Quantiles | None:
    row = _of_version.first(connection, deck_id=deck_id, version=version)
    return Quantiles(tuple(json.loads(row[0])), row[1]) if row else None


def _measured(connection: Connection, deck_id: int, version: int) -> Quantiles:
    """The quantiles of the files themselves; the index has their scores in order."""
    here = _P.deck_id == deck_id, _P.since <= version, _P.until > version
    scores = connection.execute(select(_P.score).where(*here).order_by(_P.score)).scalars().all()
    return quantiles_from(scores)
