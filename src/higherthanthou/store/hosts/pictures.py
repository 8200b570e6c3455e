"""Uploaded pictures, each under a random name that never shows another one."""

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from ..tables import pictures, profiles
from .drafts import OwnDeck


def add(connection: Connection, deck: OwnDeck, name: str, image: bytes) -> None:
    """Keep a picture for a deck under a name that is as hard to guess as a random one."""
    if connection.execute(select(pictures.c.id).where(pictures.c.id == name)).first() is None:
        connection.execute(insert(pictures), {"id": name, "deck_id": deck.deck.id, "image": image})


def image(connection: Connection, name: str) -> bytes | None:
    """The picture of that name."""
    row = connection.execute(select(pictures.c.image).where(pictures.c.id == name)).first()
    return bytes(row[0]) if row else None


def names(connection: Connection, deck: OwnDeck) -> list[tuple[str, str]]:
    """The person and the name of every file of the draft."""
    query = select(profiles.c.person, profiles.c.name).where(deck.in_draft)
    return [(person, name) for person, name in connection.execute(query)]
