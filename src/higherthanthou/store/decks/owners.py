"""Whose a deck is: its owner's runs count nowhere, because the owner knows the answers."""

from sqlalchemy import ColumnElement, exists, false

from ..tables import decks, players, runs

SEVERAL = -1
"""The ``host_id`` of a player whose browser has signed in as several hosts."""


def is_owner() -> ColumnElement[bool]:
    """Of a row of ``players`` and one of ``decks``: whether the player owns the deck, or may own it."""
    known = decks.c.host_id.is_not(None) & players.c.host_id.is_not(None)
    return known & players.c.host_id.in_([decks.c.host_id, SEVERAL])


def by_owner(host_id: int | None) -> ColumnElement[bool]:
    """Of a row of ``runs`` on a deck of that host: whether the player owns the deck, or may own it."""
    if host_id is None:
        return false()
    theirs = players.alias().c
    return exists().where(theirs.id == runs.c.player_id, theirs.host_id.in_([host_id, SEVERAL]))
