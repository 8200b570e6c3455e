"""Undoing a publish: the files of the version before become the next version."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.profile import Entry
from ..decks import seasons
from ..decks.profile_row import read_record
from ..tables import STILL, profiles
from . import drafts, staging
from .columns import learn_columns
from .drafts import OwnDeck
from .staging import Row

NO_EARLIER = "There is no version before this one to go back to."
CLOSED = "Only a published deck goes back to the version before; publish this one first."
A_SEASON = (
    "This version is a season, and a season is not undone: replays of the one before are open by now. "
    "Make the deck anew instead."
)

_P = profiles.c


class Undoing(NamedTuple):
    """What undoing does: how many files come back, go, become what they were, and how many there are then."""

    back: int
    gone: int
    changed: int
    size: int


def refuse_unless_undoable(connection: Connection, deck: OwnDeck) -> None:
    """Refusal if the deck has no version before the published one, is not open, or has begun a season."""
    if deck.deck.version < 2:
        raise Refusal(NO_EARLIER)
    if deck.deck.state != "published":
        raise Refusal(CLOSED)
    if seasons.begins_with(connection, deck.deck.id, deck.deck.version):
        raise Refusal(A_SEASON)


def _dropped(deck: OwnDeck) -> ColumnElement[bool]:
    """The condition on rows that the version before has and the published one has not."""
    return (_P.deck_id == deck.deck.id) & (_P.until == deck.deck.version) & (_P.since < deck.deck.version)


def _new(deck: OwnDeck) -> ColumnElement[bool]:
    """The condition on rows that came with the published version."""
    ours = (_P.deck_id == deck.deck.id) & (_P.since == deck.deck.version)
    return ours & (_P.until > deck.deck.version)


def undoing(connection: Connection, deck: OwnDeck) -> Undoing:
    """What undoing the last publish of a deck would do."""
    refuse_unless_undoable(connection, deck)
    persons = select(_P.person).where(_dropped(deck))
    dropped, new, changed, now = (
        connection.execute(select(func.count()).select_from(profiles).where(condition)).scalar_one()
        for condition in (
            _dropped(deck),
            _new(deck),
            _new(deck) & _P.person.in_(persons),
            (_P.deck_id == deck.deck.id) & (_P.since <= deck.deck.version) & (_P.until > deck.deck.version),
        )
    )
    return Undoing(dropped - changed, new - changed, changed, now + dropped - new)


def rows_before(connection: Connection, deck: OwnDeck, last: Row | None, at_most: int) -> list[Row]:
    """Some rows of the version before that the published one has not, in their order, after a last one."""
    return staging.next_rows(connection, _dropped(deck), last, at_most)


def undo(connection: Connection, deck: OwnDeck, stage: int, entries: tuple[Entry, ...]) -> int:
    """Publish the version before as the next one, in one write; return its number.

    ``stage`` has what of it the published version lacks, ``entries`` the facts of those files. Edits that
    were not published are dropped. Refusal if the deck is no longer the one that was looked at.
    """
    drafts.refuse_if_changed(connection, deck)
    refuse_unless_undoable(connection, drafts.any_deck(connection, deck.deck.slug))
    ours = _P.deck_id == deck.deck.id
    connection.execute(delete(profiles).where(ours, _P.since >= deck.draft))
    connection.execute(update(profiles).where(ours, _P.until == deck.draft).values(until=STILL))
    connection.execute(update(profiles).where(_new(deck)).values(until=deck.draft))
    staging.move(connection, stage, deck)
    drafts.mark_edited(connection, deck)
    learn_columns(connection, deck, entries)
    return drafts.publish(connection, drafts.any_deck(connection, deck.deck.slug))


def entries_of(rows: list[Row]) -> Iterator[Entry]:
    """The facts of these rows."""
    for row in rows:
        yield from read_record(row["record"])
