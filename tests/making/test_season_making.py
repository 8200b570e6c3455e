"""A deck is made anew when a month begins: once, whole or not at all, and runs go on in the season before."""

import asyncio
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

import pytest
from sqlalchemy import func, select

import forks
from higherthanthou import child_process
from higherthanthou.game.errors import Refusal
from higherthanthou.making import season_making, tasks
from higherthanthou.making.season_making import BATCH, Seasons, turn_now
from higherthanthou.store.decks import decks, seasons
from higherthanthou.store.decks.deck_making import SILENT
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import drafts
from higherthanthou.store.tables import STILL, profiles
from higherthanthou.store.tables import decks as deck_rows
from world import Clock

SIZE = 160
MONTH = 31 * 24 * 3600
DAY = 24 * 3600


@pytest.fixture(autouse=True)
def tasks_are_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are copies of a process that has imported all they need."""
    monkeypatch.setattr(child_process, "_start", forks.start_task)


async def at_once() -> None:
    """No moment is too busy."""


def check(database: Database, clock: Clock, slug: str = "citizens") -> int | None:
    """One look of a server whether a season is due."""
    return asyncio.run(Seasons().turn_if_due(database, slug, clock, at_once))


def found(database: Database, slug: str = "citizens") -> Deck:
    """The deck as it is now."""
    deck = database.read_now(lambda c: decks.find(c, slug))
    assert deck is not None
    return deck


def persons(database: Database, version: int) -> set[str]:
    """Who is in a version of the deck."""
    here = profiles.c.deck_id == found(database).id, profiles.c.since <= version, profiles.c.until > version
    return set(database.read_now(lambda c: c.execute(select(profiles.c.person).where(*here)).scalars().all()))


def stages(database: Database) -> int:
    """How many decks are in the making."""
    making = select(func.count()).select_from(deck_rows).where(deck_rows.c.state == "making")
    return database.read_now(lambda c: c.execute(making).scalar_one())


def test_a_deck_is_made_anew_when_a_month_begins(database: Database, clock: Clock) -> None:
    """Other people by the same recipe, as many; the version before keeps its own; once a month."""
    assert check(database, clock) is None
    clock.sleep(9 * DAY)  # the last day of the month
    assert check(database, clock) is None
    clock.sleep(DAY)
    assert check(database, clock) == 2
    assert check(database, clock) is None
    deck, first, second = found(database), persons(database, 1), persons(database, 2)
    assert (deck.version, deck.size, deck.state) == (2, SIZE, "published")
    assert (len(first), len(second), first & second) == (SIZE, SIZE, set())
    assert [s.version for s in database.read_now(lambda c: seasons.of_deck(c, deck.id))] == [1, 2]
    assert stages(database) == 0
    assert not drafts_differ(database)


def drafts_differ(database: Database) -> bool:
    """Whether the draft is another than what is published."""
    own = database.read_now(lambda c: drafts.any_deck(c, "citizens"))
    return own.edited or own.count != SIZE


def test_several_servers_make_one_season(database: Database, clock: Clock) -> None:
    """Whoever claims it first makes it; nothing of the others is left."""
    check(database, clock)
    clock.sleep(MONTH)

    async def all_at_once() -> list[int | None]:
        return await asyncio.gather(
            *(Seasons().turn_if_due(database, "citizens", clock, at_once) for _ in range(3))
        )

    versions = asyncio.run(all_at_once())
    assert sorted(versions, key=str) == [2, None, None]
    assert (len(persons(database, 2)), stages(database)) == (SIZE, 0)
    everyone = select(func.count()).select_from(profiles)
    assert database.read_now(lambda c: c.execute(everyone).scalar_one()) == 2 * SIZE


class Killed(BaseException):
    """What stands for kill -9: nothing is tidied up."""


def test_a_server_that_is_killed_in_between_leaves_the_old_season(database: Database, clock: Clock) -> None:
    """Nothing is half published; another server waits until the claim is silent, and begins anew."""
    check(database, clock)
    clock.sleep(MONTH)
    moments = iter([False, False, True])

    async def killed_at_the_third() -> None:
        if next(moments):
            raise Killed

    with pytest.raises(Killed):
        asyncio.run(Seasons().turn_if_due(database, "citizens", clock, killed_at_the_third))
    assert (found(database).version, found(database).size, stages(database)) == (1, SIZE, 1)
    assert check(database, clock) is None
    clock.sleep(SILENT / 1000 + 1)
    assert check(database, clock) == 2
    assert (len(persons(database, 2)), stages(database)) == (SIZE, 0)


def test_a_busy_server_makes_no_season(database: Database, clock: Clock, caplog: Any) -> None:
    """It tries again later; why is logged once, and what was made so far is gone."""
    check(database, clock)
    clock.sleep(MONTH)
    moments = iter([False, False, True, True])

    async def busy_at_the_third() -> None:
        if next(moments):
            raise Refusal(season_making.BUSY)

    made = Seasons()
    for _ in range(2):
        assert asyncio.run(made.turn_if_due(database, "citizens", clock, busy_at_the_third)) is None
    assert caplog.text.count(season_making.BUSY) == 1
    assert (found(database).version, stages(database)) == (1, 0)


def test_edits_are_not_thrown_away(database: Database, clock: Clock, caplog: Any) -> None:
    """A deck with unpublished edits keeps its season until they are published."""
    check(database, clock)
    clock.sleep(MONTH)
    database.write_now(lambda c: drafts.mark_edited(c, drafts.any_deck(c, "citizens")))
    assert check(database, clock) is None
    assert "edits that are not published" in caplog.text
    with pytest.raises(Refusal, match="edits that are not published"):
        turn_now(database, "citizens")
    database.write_now(lambda c: drafts.publish(c, drafts.any_deck(c, "citizens")))
    assert check(database, clock) == 3


def test_a_deck_that_changes_meanwhile_is_left_as_it_is(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who changed it keeps the change, and nothing of the season is left."""
    monkeypatch.setattr(season_making, "_generated", changing(database, season_making._generated))
    with pytest.raises(Refusal, match="changed while its next season was made"):
        turn_now(database, "citizens")
    assert (found(database).version, stages(database)) == (1, 0)


def changing(database: Database, generated: Any) -> Any:
    """The making of files, in the midst of which the deck is edited."""

    def edited(deck: Any) -> Iterator[bytes]:
        lines = generated(deck)
        yield from islice(lines, BATCH)
        database.write_now(lambda c: drafts.mark_edited(c, drafts.any_deck(c, "citizens")))
        yield from lines

    return edited


def test_only_decks_of_the_house_turn_by_themselves(wide_database: Database, clock: Clock) -> None:
    """Neither an imported deck nor a host's nor one that is not there; the command makes a host's anew."""
    mine = deck_rows.update().where(deck_rows.c.slug == "matches").values(host_id=7)
    wide_database.write_now(lambda c: c.exec_driver_sql(HOST))
    wide_database.write_now(lambda c: c.execute(mine))
    for _ in range(2):
        for slug in ("goals", "matches", "nobody"):
            assert check(wide_database, clock, slug) is None
        clock.sleep(MONTH)
    assert {found(wide_database, slug).version for slug in ("goals", "matches")} == {1}
    with pytest.raises(Refusal, match="was imported"):
        turn_now(wide_database, "goals")


HOST = (
    "INSERT INTO hosts (id, name, name_key, password_hash, created_at, operator) "
    "VALUES (7, 'h', 'h', '', 0, false)"
)


def test_its_files_are_made_when_nothing_else_is_to_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that makes them has the lowest priority before it begins."""
    niced: list[int] = []
    monkeypatch.setattr("os.nice", niced.append)
    monkeypatch.setattr(tasks, "make_deck", lambda *_: len(niced))
    assert tasks.make_season([], BytesIO(), BytesIO()) == 1
    assert niced == [19]


def test_a_quiet_moment_is_waited_for(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """While writes wait there is none, and after some time that is said."""
    monkeypatch.setattr(season_making, "PAUSE", 0)
    monkeypatch.setattr(season_making, "LATE", 3600)
    waiting = iter([5, 5, 4])
    monkeypatch.setattr(Database, "waiting", property(lambda _: next(waiting)))
    asyncio.run(season_making.quiet_moment(database))
    assert not list(waiting)
    monkeypatch.setattr(Database, "waiting", 5)
    with pytest.raises(Refusal, match="busy"):
        asyncio.run(season_making.quiet_moment(database))


def test_rows_of_the_season_before_end_with_it(database: Database) -> None:
    """They stay for the runs that met them, and no later version has them."""
    turn_now(database, "citizens")
    ends = select(profiles.c.since, profiles.c.until).distinct()
    assert set(map(tuple, database.read_now(lambda c: c.execute(ends).all()))) == {(1, 2), (2, STILL)}
