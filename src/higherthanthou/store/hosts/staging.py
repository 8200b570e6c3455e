"""Files on their way into a draft: gathered beside it in batches, then moved into it by one write.

They wait in a deck of nobody in the state ``making``, as a new deck does: players and hosts do not see it,
and what is cut off is cleared away as silent. So a draft of 100,000 files changes at once, and guesses go on
meanwhile.
"""

import secrets
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ..decks.deck_making import add_rows, discard
from ..decks.decks import LONGEST_SLUG
from ..engine.errors import Missing
from ..tables import STILL, decks, new_id, profiles
from .drafts import OwnDeck

CUT_OFF = "That took too long and was broken off; nothing was changed. Please try it again."

NEAR = 36
"""So many low bits of an id are thrown anew: chance enough, and close enough."""

_P = profiles.c
Row = dict[str, Any]
"""A profile by the columns of its row."""


def next_rows(
    connection: Connection, which: ColumnElement[bool], last: Row | None, at_most: int
) -> list[Row]:
    """Some rows of a deck in the order of its files, after a last one; an index has them in this order."""
    query = select(profiles).where(which)
    if last is not None:
        same = (_P.position == last["position"]) & (_P.id > last["id"])
        query = query.where(_P.position >= last["position"], (_P.position > last["position"]) | same)
    rows = connection.execute(query.order_by(_P.position, _P.id).limit(at_most))
    return [row._asdict() for row in rows]


def row_of(connection: Connection, deck: OwnDeck) -> Row:
    """The row of a deck by its columns. Missing if it was deleted after it was found."""
    row = connection.execute(select(decks).where(decks.c.id == deck.deck.id)).first()
    if row is None:
        raise Missing
    return row._asdict()


def begin(connection: Connection, deck: OwnDeck, now: int, slug: str | None = None) -> int:
    """Begin a stage for a deck, under a slug or one by chance; return its id. Missing if the deck is gone."""
    row = row_of(connection, deck)
    slug = slug or f"{deck.deck.slug[: LONGEST_SLUG - 14].strip('-')}-stage-{secrets.token_hex(4)}"
    stage = row | {"id": new_id(), "slug": slug, "state": "making", "version": 0, "size": 0}
    connection.execute(insert(decks), stage | {"host_id": None, "created_at": now, "unlisted": True})
    return int(stage["id"])


def add(connection: Connection, stage: int, deck: OwnDeck, rows: Iterable[Row], now: int) -> None:
    """Put files on a stage, as they will be in the draft of a deck; persons and portraits are kept.

    The id of each is near that of the row given: rows that are together on disk stay together.
    """
    of_draft = {"deck_id": stage, "since": deck.draft, "until": STILL}
    add_rows(connection, stage, [row | of_draft | {"id": _near(row["id"])} for row in rows], now)


def _near(identity: int) -> int:
    """An id that nobody has, close to another."""
    return max(1, (identity ^ secrets.randbits(NEAR)) or 1)


def move(connection: Connection, stage: int, deck: OwnDeck) -> None:
    """Move every file of a stage into the draft of a deck; the stage is gone then.

    Refusal if it was cleared away meanwhile.
    """
    connection.execute(update(profiles).where(profiles.c.deck_id == stage).values(deck_id=deck.deck.id))
    there = decks.c.id == stage, decks.c.state == "making"
    if connection.execute(delete(decks).where(*there)).rowcount != 1:
        raise Refusal(CUT_OFF)


__all__ = ["CUT_OFF", "Row", "add", "begin", "discard", "move", "next_rows"]
