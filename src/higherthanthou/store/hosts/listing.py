"""Whether a deck is on the lists. Runs, boards and the wall of an unlisted one go on at its address."""

from sqlalchemy import update
from sqlalchemy.engine import Connection

from ..tables import decks
from .drafts import OwnDeck


def set_unlisted(connection: Connection, deck: OwnDeck, unlisted: bool) -> None:
    """Take a deck off every list, or put it back. Its draft and its versions stay as they are."""
    connection.execute(update(decks).where(decks.c.id == deck.deck.id).values(unlisted=unlisted))
