"""A host's decks, each looked up together with its owner; edits go to its draft."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, false, func, select, update
from sqlalchemy.engine import Connection

from ...game.deck_about import DeckAbout
from ...game.errors import Refusal
from ..decks import standings
from ..decks.decks import FIELDS, Deck
from ..decks.reserve import set_aside
from ..engine.errors import Missing
from ..tables import decks, pictures, profiles, reports
from .hosts import Host

OF_THE_SCORE = ("label", "unit", "unit_first", "comparison", "less_is_better")
"""What a host may say of the score of a deck that has not been published."""

OTHER_TAB = "Somebody changed this deck meanwhile; look at it again, and then go on."


@dataclass(frozen=True, slots=True)
class OwnDeck:
    """A deck as its host has it: ``edited`` if the draft, of ``count`` files, is not what is published.

    ``reported`` files have reports that were not settled. ``made_at`` is when it was made, in milliseconds
    since 1970.
    """

    deck: Deck
    edited: bool
    revision: int
    labels: tuple[str, ...]
    made_at: int
    count: int
    reported: int

    @property
    def draft(self) -> int:
        """The version that is being edited."""
        return self.deck.version + 1

    @property
    def moved_by_stars(self) -> bool:
        """Whether its scores are those that stars make of them: in a rated deck, once it was published."""
        return self.deck.rated and self.deck.version > 0

    @property
    def in_draft(self) -> ColumnElement[bool]:
        """The condition on profiles that are in the draft."""
        return (profiles.c.deck_id == self.deck.id) & (profiles.c.until > self.draft)

    @property
    def by_stars(self) -> ColumnElement[bool]:
        """The condition on profiles whose score stars make: players have met the person in some version."""
        if not self.moved_by_stars:
            return false()
        played = profiles.alias().c
        mine = (played.deck_id == self.deck.id) & (played.person == profiles.c.person)
        return exists().where(mine, played.since < self.draft)


_count = (
    select(func.count())
    .where(profiles.c.deck_id == decks.c.id, profiles.c.until > decks.c.version + 1)
    .scalar_subquery()
)
_reported = (
    select(reports.c.deck_id, func.count(reports.c.person.distinct()).label("files"))
    .where(~reports.c.settled)
    .group_by(reports.c.deck_id)
)
"""How many files of each deck have reports that were not settled."""

_ABOUT = [decks.c[name] for name in ("edited", "revision", "labels", "created_at")]
_OWN = select(*FIELDS, *_ABOUT, _count)


def _read(connection: Connection, query: Select[Any]) -> tuple[OwnDeck, ...]:
    """The decks that a query finds. Their reports are players' and may be elsewhere: they are asked apart."""
    found = [_own(row) for row in connection.execute(query)]
    if not found:
        return ()
    theirs = _reported.where(reports.c.deck_id.in_([own.deck.id for own in found]))
    files = {row.deck_id: row.files for row in connection.execute(theirs)}
    return tuple([replace(own, reported=files.get(own.deck.id, 0)) for own in found])


def _own(row: Iterable[Any]) -> OwnDeck:
    *deck, edited, revision, labels, made_at, size = row
    return OwnDeck(Deck(*deck), bool(edited), revision, tuple(json.loads(labels)), made_at, size, 0)


def decks_of_host(connection: Connection, host_id: int) -> tuple[OwnDeck, ...]:
    """The decks of a host, the newest first."""
    mine = _OWN.where(decks.c.host_id == host_id)
    return _read(connection, mine.order_by(decks.c.created_at.desc(), decks.c.id))


def published_decks(connection: Connection, most: int) -> tuple[OwnDeck, ...]:
    """Decks of everybody that were published, those with the most reported files first."""
    told = _reported.subquery()
    with_them = _OWN.outerjoin(told, told.c.deck_id == decks.c.id).where(decks.c.version > 0)
    most_first = func.coalesce(told.c.files, 0).desc()
    return _read(connection, with_them.order_by(most_first, decks.c.title, decks.c.id).limit(most))


def own(connection: Connection, host_id: int, slug: str) -> OwnDeck:
    """The deck of that slug if it is this host's; Missing if it is not, or not there."""
    return _one(connection, decks.c.host_id == host_id, decks.c.slug == slug)


def watched(connection: Connection, host: Host, slug: str) -> OwnDeck:
    """The deck of that slug if it is this host's, or the host is an operator and it was published."""
    found = any_deck(connection, slug) if host.operator else own(connection, host.id, slug)
    if found.deck.host_id != host.id and not found.deck.version:
        raise Missing
    return found


def any_deck(connection: Connection, slug: str) -> OwnDeck:
    """The deck with that slug, whatever its owner; Missing if there is none."""
    return _one(connection, decks.c.slug == slug)


def _one(connection: Connection, *which: ColumnElement[bool]) -> OwnDeck:
    found = _read(connection, _OWN.where(*which))
    if not found:
        raise Missing
    return found[0]


def refuse_if_changed(connection: Connection, deck: OwnDeck, sentence: str = OTHER_TAB) -> None:
    """Refusal with that sentence if a draft is no longer the one that was looked at."""
    query = select(decks.c.version, decks.c.revision).where(decks.c.id == deck.deck.id)
    if connection.execute(query).first() != (deck.deck.version, deck.revision):
        raise Refusal(sentence)


def mark_edited(connection: Connection, deck: OwnDeck) -> None:
    """Note that the draft of a deck has been edited."""
    changed = connection.execute(
        update(decks)
        .where(decks.c.id == deck.deck.id, decks.c.version == deck.deck.version, decks.c.state != "making")
        .values(edited=True, revision=decks.c.revision + 1)
    )
    if changed.rowcount != 1:
        raise Refusal("That deck was published meanwhile; please open it again.")


def describe(connection: Connection, deck: OwnDeck, about: DeckAbout) -> None:
    """Change what a deck is called; the words of its score only until it has been published."""
    words: dict[str, object] = {"title": about.title, "noun": about.noun}
    if deck.deck.version == 0:
        words |= {name: getattr(about, name) for name in OF_THE_SCORE}
    connection.execute(update(decks).where(decks.c.id == deck.deck.id).values(words))


def publish(connection: Connection, deck: OwnDeck) -> int:
    """Freeze the draft as the next version and let it be played; return that version.

    Runs that are open keep the version they began with, and files of dailies stay. A deck that is archived
    and has no edits is opened again as it is. Refused if the draft is no longer the one that was looked at.
    """
    version = deck.draft if deck.edited else deck.deck.version
    published = {"state": "published", "version": version, "edited": False}
    if deck.edited:
        published["size"] = deck.count
    still = decks.c.id == deck.deck.id, decks.c.revision == deck.revision, decks.c.state != "making"
    if connection.execute(update(decks).where(*still).values(published)).rowcount != 1:
        raise Refusal(OTHER_TAB)
    ours = profiles.c.deck_id == deck.deck.id
    if deck.edited and deck.moved_by_stars:
        _keep_stars(connection, deck)
    connection.execute(
        delete(profiles).where(ours, profiles.c.since >= profiles.c.until, profiles.c.until > 0)
    )
    _sweep(connection, deck.deck.id)
    set_aside(connection, deck.deck.id, version)
    standings.keep(connection, deck.deck.id, version)
    return version


def _keep_stars(connection: Connection, deck: OwnDeck) -> None:
    """Give edited files the scores that stars have made meanwhile of what they were before the edit."""
    now, before = profiles, profiles.alias()
    # a person is in one deck only; given the deck too, SQLite would scan all of it for each file
    was = (before.c.person == now.c.person) & (before.c.until == deck.draft) & (before.c.since < deck.draft)
    score = select(before.c.score).where(was).scalar_subquery()
    edited = (now.c.deck_id == deck.deck.id) & (now.c.since == deck.draft) & exists().where(was)
    connection.execute(update(now).where(edited).values(score=score))


def archive(connection: Connection, deck: OwnDeck) -> None:
    """Hide a published deck. Runs that are open go on, boards stay as they are."""
    if deck.deck.state == "archived":
        return
    there = decks.c.id == deck.deck.id, decks.c.state == "published"
    if connection.execute(update(decks).where(*there).values(state="archived")).rowcount != 1:
        raise Refusal("Only a published deck can be archived.")


def delete_unpublished(connection: Connection, deck: OwnDeck) -> None:
    """Leave nothing of a deck that was never published."""
    if deck.deck.version:
        raise Refusal("A deck that has been published can be archived, not thrown away.")
    connection.execute(delete(pictures).where(pictures.c.deck_id == deck.deck.id))
    connection.execute(delete(profiles).where(profiles.c.deck_id == deck.deck.id))
    connection.execute(delete(decks).where(decks.c.id == deck.deck.id))


def _sweep(connection: Connection, deck_id: int) -> None:
    """Forget the pictures that no version shows any more."""
    used = exists().where(profiles.c.portrait == pictures.c.id)
    connection.execute(delete(pictures).where(pictures.c.deck_id == deck_id, ~used))
