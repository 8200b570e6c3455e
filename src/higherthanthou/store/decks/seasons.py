"""The seasons of a deck, as boards name them."""

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.engine import Connection

from ...game.season import Season
from ..engine.statement import Statement
from ..tables import seasons

_S = seasons.c
_of_deck = Statement(
    select(_S.version, _S.began_at).where(_S.deck_id == bindparam("deck_id")).order_by(_S.version)
)
_latest = Statement(select(func.max(_S.began_at)).where(_S.deck_id == bindparam("deck_id")))
_one = Statement(
    select(_S.version).where(_S.deck_id == bindparam("deck_id"), _S.version == bindparam("version"))
)
_add = Statement(insert(seasons).values({c.name: bindparam(c.name) for c in seasons.c}))


def of_deck(connection: Connection, deck_id: int) -> list[Season]:
    """Every season of a deck, the oldest first; none if it was never made anew."""
    return [Season(*row) for row in _of_deck.all(connection, deck_id=deck_id)]


def latest_began_at(connection: Connection, deck_id: int) -> int | None:
    """When the latest season of a deck began, in milliseconds; None if it has none."""
    row = _latest.first(connection, deck_id=deck_id)
    return None if row is None or row[0] is None else int(row[0])


def begins_with(connection: Connection, deck_id: int, version: int) -> bool:
    """Whether a season of a deck began with that version."""
    return _one.first(connection, deck_id=deck_id, version=version) is not None


def note(connection: Connection, deck_id: int, version: int, now: int) -> None:
    """Note that a season begins with a version."""
    _add.change(connection, deck_id=deck_id, version=version, began_at=now)


def begin_first(connection: Connection, deck_id: int, version: int, now: int) -> None:
    """Note that the first season of a deck is played with a version, unless it has one."""
    if latest_began_at(connection, deck_id) is None:
        note(connection, deck_id, version, now)
