"""Files on their way into a draft or a copy are read page by page, each where the one before ended."""

import pytest
from sqlalchemy import delete
from sqlalchemy.engine import Connection

from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing
from higherthanthou.store.hosts import copies, drafts, staging
from higherthanthou.store.tables import decks, profiles


def test_pages_have_every_file_once_and_in_order(database: Database, deck: Deck) -> None:
    """Whatever the size of the page."""
    here = profiles.c.deck_id == deck.id
    everyone = database.read_now(lambda c: staging.next_rows(c, here, None, 10**6))
    last, found = None, []
    while page := database.read_now(lambda c, at=last: staging.next_rows(c, here, at, 7)):
        found += page
        last = page[-1]
    assert len(everyone) > 7
    assert [row["id"] for row in found] == [row["id"] for row in everyone]


@pytest.mark.sqlite
def test_a_page_is_a_search_from_the_last_row(database: Database, deck: Deck) -> None:
    """No sorting, and no look at the files before: undoing a version read all of its deck for each page."""
    own = database.read_now(lambda c: drafts.any_deck(c, deck.slug))
    seen: list[str] = []

    def look(connection: Connection) -> None:
        first = staging.next_rows(connection, own.in_draft, None, 7)
        raw = connection.connection.driver_connection
        raw.set_trace_callback(seen.append)
        drafts.refuse_if_changed(connection, own)
        staging.next_rows(connection, own.in_draft, first[-1], 7)
        raw.set_trace_callback(None)

    database.read_now(look)
    plans = [
        database.read_now(lambda c, q=q: c.exec_driver_sql(f"EXPLAIN QUERY PLAN {q}").all()) for q in seen
    ]
    assert [[row[-1] for row in plan] for plan in plans] == [
        ["SEARCH decks USING INTEGER PRIMARY KEY (rowid=?)"],
        ["SEARCH profiles USING INDEX ix_profiles_deck_id_position (deck_id=? AND position>?)"],
    ]


def test_a_deck_that_was_deleted_meanwhile_is_missing(database: Database, deck: Deck) -> None:
    """Found by one request and deleted by another: neither copied nor replaced, and 404."""
    own = database.read_now(lambda c: drafts.any_deck(c, deck.slug))
    database.write_now(lambda c: c.execute(delete(profiles).where(profiles.c.deck_id == deck.id)))
    database.write_now(lambda c: c.execute(delete(decks).where(decks.c.id == deck.id)))
    with pytest.raises(Missing):
        database.write_now(lambda c: staging.begin(c, own, 1))
    with pytest.raises(Missing):
        database.read_now(lambda c: copies.copy_of(c, own, "", None, 1))
