"""Making a deck anew: its next season is claimed once, gathered on a stage, and published by one write.

The stage has a slug that no deck can have, one for each deck. Whoever adds it has the claim; the others find
it there. It is as old as what was added last, so the claim of a process that died ends by itself.
"""

import json
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from ...game.deck_about import DeckAbout
from ...game.errors import Refusal
from ...game.season import is_due
from ..decks import seasons
from ..decks.deck_making import SILENT
from ..decks.decks import Deck, find
from ..tables import decks, hosts, profiles
from . import drafts, staging
from .drafts import OwnDeck

UNPUBLISHED = "Only a published deck can be made anew."
IMPORTED = "This deck was imported: there is nothing to make others like its files from."
EDITED = (
    "This deck has edits that are not published. A new season would drop them: publish or undo them first."
)
UNDER_WAY = "The next season of this deck is being made already."
CHANGED = "The deck was changed while its next season was made; nothing of it was kept."

_P = profiles.c


class Claim(NamedTuple):
    """The right to make the next season of a deck: the deck as it was looked at, and the stage."""

    deck: OwnDeck
    stage: int


def refuse_unless_turnable(deck: OwnDeck) -> None:
    """Refusal if a deck cannot be made anew: it was imported, is not open, or has edits."""
    if not deck.deck.made:
        raise Refusal(IMPORTED)
    if deck.deck.state != "published":
        raise Refusal(UNPUBLISHED)
    if deck.edited:
        raise Refusal(EDITED)


def due(connection: Connection, slug: str, now: int) -> OwnDeck | None:
    """The deck of the house with that slug, if its season is over."""
    found = _of_the_house(connection, slug)
    began_at = seasons.latest_began_at(connection, found.id) if found else None
    return drafts.any_deck(connection, slug) if began_at is not None and is_due(began_at, now) else None


def has_no_season(connection: Connection, slug: str) -> bool:
    """Whether there is such a deck of the house, and its first season is not noted yet."""
    found = _of_the_house(connection, slug)
    return found is not None and seasons.latest_began_at(connection, found.id) is None


def begin_first(connection: Connection, slug: str, now: int) -> None:
    """Note that the first season of a deck of the house has begun, unless it is noted."""
    if found := _of_the_house(connection, slug):
        seasons.begin_first(connection, found.id, found.version, now)


def _of_the_house(connection: Connection, slug: str) -> Deck | None:
    """A deck that was generated, is open, and has no host."""
    deck = find(connection, slug)
    if deck is None or not deck.made or deck.archived:
        return None
    host = select(hosts.c.id).where(hosts.c.id == deck.host_id)
    return None if connection.execute(host).first() else deck


def claim(connection: Connection, deck: OwnDeck, now: int) -> Claim | None:
    """Claim the next season of a deck; None if somebody else is making it. Refusal if it cannot be made."""
    refuse_unless_turnable(deck)
    drafts.refuse_if_changed(connection, deck)
    slug = f"season--{deck.deck.id:x}"
    known = connection.execute(select(decks.c.id, decks.c.created_at).where(decks.c.slug == slug)).first()
    if known is not None:
        if abs(now - known.created_at) <= SILENT:
            return None
        staging.discard(connection, known.id)
    return Claim(deck, staging.begin(connection, deck, now, slug))


def turn(connection: Connection, claim: Claim, head: DeckAbout, size: int, now: int) -> int:
    """Publish the files on the stage as the next version, for all of the one before; return its number.

    Runs that are open keep the version they began with. Refusal if the deck was changed since it was looked
    at, or not all files are there.
    """
    deck, ours = claim.deck, _P.deck_id == claim.deck.deck.id
    drafts.refuse_if_changed(connection, deck, CHANGED)
    refuse_unless_turnable(drafts.any_deck(connection, deck.deck.slug))
    drafts.mark_edited(connection, deck)
    in_version = _P.since <= deck.deck.version, _P.until > deck.deck.version
    connection.execute(update(profiles).where(ours, *in_version).values(until=deck.draft))
    staging.move(connection, claim.stage, deck)
    labels = json.dumps(head.labels, ensure_ascii=False)
    connection.execute(update(decks).where(decks.c.id == deck.deck.id).values(labels=labels))
    edited = drafts.any_deck(connection, deck.deck.slug)
    if edited.count != size:
        raise Refusal(staging.CUT_OFF)
    version = drafts.publish(connection, edited)
    seasons.begin_first(connection, deck.deck.id, deck.deck.version, deck.made_at)
    seasons.note(connection, deck.deck.id, version, now)
    return version
