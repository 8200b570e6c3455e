"""What grows with a deck or with what others play, and how fast: counted in steps of the database."""

from collections.abc import Callable
from itertools import count
from random import Random

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from higherthanthou.game.deal import Side
from higherthanthou.game.modes import MODES
from higherthanthou.store.decks import deck_making
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.decks.profile_row import values_of
from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import drafts
from higherthanthou.store.players import players
from higherthanthou.store.runs import deciding, opening
from higherthanthou.store.runs.dealing import RuleInputs
from higherthanthou.store.runs.desks import Desk, desk
from higherthanthou.store.tables import STILL, decks, profiles, runs
from world import NOW, make_deck, make_people

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
    own = drafts.any_deck(connection, slug)
    return counted(connection, lambda: drafts.publish(connection, own))


def counted(connection: Connection, work: Callable[[], object]) -> int:
    """How many steps, in units of EACH, some work takes."""
    driver, done = connection.connection.dbapi_connection, count()
    assert driver is not None
    driver.set_progress_handler(lambda: next(done) < 0, EACH)
    try:
        work()
    finally:
        driver.set_progress_handler(None, 1)
    return next(done)


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


def play(connection: Connection, deck: Deck, player: int, later: int) -> Desk:
    """A run that ends at its first file; a guess that comes at once keeps it from ranking."""
    rng = Random(5)
    run_id = opening.start(connection, player, deck, MODES["streak"], RuleInputs(NOW, rng, 300)).run_id
    query = select(runs.c.file_score, runs.c.anchor).where(runs.c.id == run_id)
    score, anchor = connection.execute(query).one()
    missed = Side.LOWER if score > anchor else Side.HIGHER
    return deciding.decide(connection, player, run_id, 1, missed, RuleInputs(NOW + later, rng, 300)).desk


@pytest.mark.sqlite
@pytest.mark.parametrize("later", [1000, 0], ids=["ranked", "unranked"])
def test_a_result_takes_no_longer_when_others_have_played_much(
    database: Database, deck: Deck, later: int
) -> None:
    """Three thousand runs of somebody else on the deck add nothing to what the end of a run asks."""
    found: list[int] = []

    def work(connection: Connection) -> None:
        mine, others = (
            players.add_player(connection, name, NOW, Random(name)) for name in ("mine", "others")
        )
        ended = play(connection, deck, mine, later)
        assert ended.ranked == (later > 0)
        row = connection.execute(select(runs).where(runs.c.id == ended.run_id)).mappings().one()
        for many in (3, 3000):
            more = [dict(row) | {"id": f"{n} of {many}", "player_id": others} for n in range(many)]
            connection.execute(insert(runs), more)
            found.append(counted(connection, lambda: desk(connection, mine, ended.run_id)))

    database.write_now(work)
    assert found[1] < found[0] + 20, found
