"""The columns of facts that a deck file of a draft needs, and the labels that one deck can have together."""

import json
from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection

from ...game.deck_about import column, label_of
from ...game.names.labels import UnusableLabels, check_together
from ...game.profile import Entry
from ..tables import decks, profiles
from .drafts import OwnDeck


def learn_columns(connection: Connection, deck: OwnDeck, record: Sequence[Entry]) -> None:
    """Add the columns of a file that no file of the deck needed before; it has been stored already.

    Those that nobody needs any more go when their labels stand in the way. Raises UnusableLabels if the deck
    cannot have these facts beside its others.
    """
    new = [name for e in record if (name := column(e.shown, e.label)) not in deck.labels]
    if not new:
        return
    known = [*deck.labels, *new]
    try:
        check_together(map(label_of, known))
    except UnusableLabels:
        known = [*columns_in_use(connection, deck, deck.labels), *new]
        check_together(map(label_of, known))
    labels = json.dumps(known, ensure_ascii=False)
    connection.execute(update(decks).where(decks.c.id == deck.deck.id).values(labels=labels))


def columns_in_use(connection: Connection, deck: OwnDeck, known: Sequence[str]) -> tuple[str, ...]:
    """Of these columns those whose label a file of the draft has."""
    labels = dict.fromkeys(map(label_of, known))
    used = {label for label in labels if _is_used(connection, deck, label)}
    return tuple(name for name in known if label_of(name) in used)


def _is_used(connection: Connection, deck: OwnDeck, label: str) -> bool:
    """Whether some file has a fact of that label, spelt like that; found at the beginning of an entry.

    LIKE would do on PostgreSQL, but makes no difference between capitals and small letters on SQLite.
    """
    entry = f"[{json.dumps(label, ensure_ascii=False)}, "
    has_it = func.replace(profiles.c.record, entry, "") != profiles.c.record
    return connection.execute(select(profiles.c.id).where(deck.in_draft, has_it).limit(1)).first() is not None
