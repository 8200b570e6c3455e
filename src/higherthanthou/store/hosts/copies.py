"""Copies of a draft: every file as it is, with its picture, as another person under another address."""

from sqlalchemy import BigInteger, String, bindparam, cast, insert, select
from sqlalchemy.engine import Connection

from ...game.deck_about import DeckAbout
from ...game.errors import Refusal
from ..decks import deck_making
from ..decks.decks import LONGEST_TITLE, new_deck
from ..decks.profile_row import COLUMNS
from ..engine.statement import Statement
from ..tables import DeckRow, pictures
from .drafts import OwnDeck, refuse_if_changed
from .staging import Row, next_rows, row_of

CHANGED = "The deck was changed while it was copied; nothing was kept. Please copy it again."
NOTHING = "This deck has no files to copy."
OF_ITS_OWN = {"id", "slug", "title", "state", "version", "size", "created_at", "edited", "revision"}
"""The columns of a deck that a copy does not take over."""

_copy_picture = Statement(
    insert(pictures).from_select(
        ["id", "deck_id", "image"],
        select(
            cast(bindparam("new"), String), cast(bindparam("new_deck"), BigInteger), pictures.c.image
        ).where(pictures.c.id == bindparam("old")),
    )
)


def copy_of(connection: Connection, deck: OwnDeck, title: str, slug: str | None, now: int) -> DeckRow:
    """The row of a deck to be made as a copy of a draft, for the same host; it gets ``size`` files.

    Without a title it is called a copy of the other. Missing if the other was deleted.
    """
    if not deck.count:
        raise Refusal(NOTHING)
    title = title or f"Copy of {deck.deck.title}"[:LONGEST_TITLE]
    row = new_deck(title, DeckAbout(), deck.deck.host_id, now, slug)
    same = {name: value for name, value in row_of(connection, deck).items() if name not in OF_ITS_OWN}
    return row.model_copy(update=same | {"size": deck.count})


def rows_after(connection: Connection, deck: OwnDeck, last: Row | None, at_most: int) -> list[Row]:
    """Some files of a draft in their order, after a last one; Refusal if the draft was changed meanwhile."""
    refuse_if_changed(connection, deck, CHANGED)
    return next_rows(connection, deck.in_draft, last, at_most)


def add(connection: Connection, deck_id: int, rows: list[Row], first: int, size: int, now: int) -> None:
    """Add copies of rows, and of their pictures, at the positions from ``first`` on to a deck of a size."""
    copied = [
        deck_making.new_row(deck_id, position, size, [row[name] for name in COLUMNS])
        for position, row in enumerate(rows, first)
    ]
    for row, made in zip(rows, copied, strict=True):
        made["picture_alt"] = row["picture_alt"]
        names = {"old": row["portrait"], "new": made["portrait"]}
        if row["look"] == "{}" and not _copy_picture.change(connection, **names, new_deck=deck_id):
            raise Refusal(CHANGED)
    deck_making.add_rows(connection, deck_id, copied, now)
