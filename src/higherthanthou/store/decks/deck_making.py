"""Decks that are being made: begun once, filled in batches, then finished or discarded whole."""

import secrets
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from ...game.errors import Refusal
from ..engine.statement import Statement
from ..tables import ID_BITS, STILL, DeckRow, decks, new_id, new_public_id, profiles
from . import standings
from .decks import LONGEST_SLUG, slug_by_id
from .profile_row import COLUMNS
from .reserve import set_aside

T = TypeVar("T")

BATCH = 1000
CANCELLED = "That deck was cancelled while it was being made."
SPREAD = 100_000
"""Over so many places the ids of files are spread that a deck gets later."""

SILENT = 120_000
"""A deck to which nothing was added for this many milliseconds was cut off."""

add_profiles = Statement(insert(profiles).values({c.name: bindparam(c.name) for c in profiles.c}))


def begin_once(connection: Connection, row: DeckRow) -> tuple[str, bool]:
    """Add a deck in the state ``making``, unless one with its id exists.

    Return its slug, which is changed if it is taken, and whether the deck was added. If two writes come at
    once, the database refuses the later one, which is run again.
    """
    assert row.host_id is not None
    there = slug_by_id(connection, row.id, row.host_id)
    if there is not None:
        return there, False
    taken = select(decks.c.id).where(decks.c.slug == row.slug)
    if connection.execute(taken).first():
        row.slug = f"{row.slug[: LONGEST_SLUG - 7].strip('-')}-{secrets.token_hex(3)}"
    connection.execute(insert(decks), row.model_dump() | {"state": "making"})
    return row.slug, True


def begin(connection: Connection, deck: DeckRow) -> int:
    """Add a deck in the state ``making``, in which players cannot see it; return its id."""
    try:
        connection.execute(insert(decks), deck.model_dump() | {"state": "making"})
    except IntegrityError:
        raise Refusal(f"There is a deck {deck.slug} already; please choose another slug.") from None
    return deck.id


def add(
    connection: Connection, deck_id: int, rows: Iterable[list[object]], first: int, size: int, now: int
) -> None:
    """Add profiles, each as the values of its row, at the positions from ``first`` on, to a deck of a size.

    The deck is as old as what was added last, so that other machines see that its making goes on.
    """
    added = [new_row(deck_id, position, size, values) for position, values in enumerate(rows, first)]
    add_rows(connection, deck_id, added, now)


def add_rows(connection: Connection, deck_id: int, rows: list[dict[str, Any]], now: int) -> None:
    """Add whole rows to a deck that is being made; Refusal if it is not any more."""
    making = update(decks).where(decks.c.id == deck_id, decks.c.state == "making").values(created_at=now)
    if connection.execute(making).rowcount != 1:
        raise Refusal(CANCELLED)
    add_profiles.many(connection, rows)


def new_row(deck_id: int, position: int, size: int, values: list[object]) -> dict[str, Any]:
    """A new profile at a position of a deck of a size, from the values of its columns."""
    return _row(deck_id, _spread(position, size), values) | {"position": position}


def fresh_row(deck_id: int, position: int, values: list[object]) -> dict[str, Any]:
    """A new profile at a position of a deck that has others already."""
    return _row(deck_id, _spread(position % SPREAD, SPREAD), values) | {"position": position}


def _row(deck_id: int, identity: int, values: list[object]) -> dict[str, Any]:
    """A profile of the first version, from the values of its columns."""
    known = {"id": identity, "person": f"{identity:016x}", "portrait": new_public_id(), "deck_id": deck_id}
    always = {"position": 0, "since": 1, "until": STILL, "revision": 0, "reserve": False}
    return known | always | dict(zip(COLUMNS, values, strict=True))


def made_for_a_day(deck_id: int, values: list[object]) -> dict[str, Any]:
    """A profile that no version has, from the values of its columns."""
    return _row(deck_id, new_id(), values) | {"since": 0, "until": 0}


def _spread(position: int, size: int) -> int:
    """A random row id that rises with the position, so that rows added together are together on disk.

    The ids are spread as evenly as random ones; dealing starts from a random place among equal scores.
    """
    step = (1 << ID_BITS) // size
    return position * step + secrets.randbelow(step) + 1


def finish(connection: Connection, deck_id: int, state: str) -> None:
    """End the making of a deck: count its files and set its state, draft or published as version 1."""
    size = select(func.count()).where(profiles.c.deck_id == deck_id).scalar_subquery()
    version = 1 if state == "published" else 0
    made = {"state": state, "size": size, "version": version, "edited": version == 0}
    changed = connection.execute(
        update(decks).where(decks.c.id == deck_id, decks.c.state == "making").values(made)
    )
    if changed.rowcount != 1:
        raise Refusal(CANCELLED)
    set_aside(connection, deck_id, version)
    standings.keep(connection, deck_id, version)


def discard(connection: Connection, deck_id: int) -> None:
    """Delete a deck that is being made, with its profiles."""
    made = select(decks.c.id).where(decks.c.id == deck_id, decks.c.state == "making")
    connection.execute(delete(profiles).where(profiles.c.deck_id.in_(made)))
    connection.execute(delete(decks).where(decks.c.id.in_(made)))


def discard_cut_off(connection: Connection, slugs: Iterable[str]) -> None:
    """Delete half-made decks of the house with these slugs, left by an interrupted start."""
    cut_off = select(decks.c.id).where(
        decks.c.slug.in_(list(slugs)), decks.c.state == "making", decks.c.host_id.is_(None)
    )
    for (deck_id,) in connection.execute(cut_off).all():
        discard(connection, deck_id)


def goes_on(connection: Connection, deck_id: int, now: int) -> bool:
    """Whether something was added recently to a deck that is being made."""
    lately = select(decks.c.id).where(decks.c.id == deck_id, decks.c.created_at >= now - SILENT)
    return connection.execute(lately).first() is not None


def discard_silent(connection: Connection, now: int) -> None:
    """Clear decks whose making was cut off."""
    silent = select(decks.c.id).where(decks.c.state == "making", decks.c.created_at < now - SILENT)
    for (deck_id,) in connection.execute(silent).all():
        discard(connection, deck_id)


def batches(rows: Iterator[T]) -> Iterator[list[T]]:
    """Profiles, each as the values of its row or a whole row, in lists of at most BATCH."""
    while batch := list(islice(rows, BATCH)):
        yield batch
