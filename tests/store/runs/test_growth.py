"""What a publication asks of the one writer grows with the deck and no faster: counted in steps of the database."""

from itertools import count

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from higherthanthou.store.decks import deck_making
from higherthanthou.store.decks.profile_row import values_of
from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import drafts
from higherthanthou.store.tables import STILL, decks, profiles
from world import make_deck, make_people

EACH = 100
"""So many steps between two counts."""


def fill(connection: Connection, slug: str, theme: str, size: int) -> int:
    """An imported draft of so many files; return the id of its deck."""
    row = make_deck(slug, slug, 0, 1000, theme)
    row.locale, row.model = None, None
    connection.execute(insert(decks), [row.model_dump() | {"state": "draft", "size": size}])
    [person] = map(values_of, make_people(2)[:1])
    made = ({**deck_making.made_for_a_day(row.id, person), "since": 1, "until": STILL} for _ in range(size))
    connection.execute(insert(profiles), list(made))
    return row.id


def edit(connection: Connection, deck_id: int, size: int) -> None:
    """Edit every file of a published deck, and add as many."""
    [person] = map(values_of, make_people(2)[:1])
    ours = select(profiles.c.person).where(profiles.c.deck_id == deck_id)
    persons = connection.execute(ours).scalars().all()
    connection.execute(update(profiles).where(profiles.c.deck_id == deck_id).values(until=2))
    new = [
        deck_making.made_for_a_day(deck_id, person) | {"since": 2, "until": STILL} for _ in range(2 * size)
    ]
    connection.execute(
        insert(profiles), [row | {"person": p} for row, p in zip(new, persons, strict=False)] + new[size:]
    )
    connection.execute(update(decks).where(decks.c.id == deck_id).values(edited=True))


def steps(connection: Connection, slug: str) -> int:
    """How many steps, in units of EACH, it takes to publish."""
    driver, counted = connection.connection.dbapi_connection, count()
    assert driver is not None
    own = drafts.any_deck(connection, slug)
    driver.set_progress_handler(lambda: next(counted) < 0, EACH)
    try:
        drafts.publish(connection, own)
    finally:
        driver.set_progress_handler(None, 1)
    return next(counted)


@pytest.mark.sqlite
@pytest.mark.parametrize("theme", ["own", "rated"])
def test_publishing_a_large_imported_draft_stays_linear(database: Database, theme: str) -> None:
    """Four times the files take some four times the steps: of a first version, and of one with edits."""
    first, second = [], []
    for size in (700, 2800):
        slug = f"large-{size}"

        def work(connection: Connection, slug: str = slug, size: int = size) -> int:
            deck_id = fill(connection, slug, theme, size)
            first.append(steps(connection, slug))
            edit(connection, deck_id, size)
            second.append(steps(connection, slug))
            kept = select(func.count()).where(profiles.c.deck_id == deck_id, profiles.c.reserve)
            return connection.execute(kept).scalar_one()

        assert size / 2 < database.write_now(work) < size
    assert first[1] < 6 * first[0], first
    assert second[1] < 6 * second[0], second
