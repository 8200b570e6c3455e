"""Short reads: the event loop runs them itself on SQLite, and a thread whatever would have it wait."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from threading import get_ident

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from databases import Worlds
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing, Unavailable
from higherthanthou.store.engine.sqlite import sqlite3

pytestmark = pytest.mark.sqlite

COUNT = text("SELECT count(*) FROM players")


@pytest.fixture
def looped(worlds: Worlds, tmp_path: Path) -> Iterator[Database]:
    """A database of one's own whose short reads are for the loop."""
    opened = Database(worlds.copy("sqlite", False, tmp_path), loop_writes=True)
    yield opened
    opened.close()


def where(connection: Connection) -> int:
    """The thread that reads."""
    connection.execute(COUNT)
    return get_ident()


def test_the_loop_runs_short_reads_and_no_others(looped: Database) -> None:
    """One that may take longer is for a thread."""

    async def read() -> tuple[int, int]:
        return await looped.read(where, short=True), await looped.read(where)

    short, usual = asyncio.run(read())
    assert short == get_ident()
    assert usual != get_ident()


def test_without_a_loop_of_its_own_all_are_for_threads(database: Database) -> None:
    """As in a worker of PostgreSQL."""
    assert asyncio.run(database.read(where, short=True)) != get_ident()


def test_what_is_durable_is_read_and_nothing_is_written(looped: Database) -> None:
    """Each read sees the latest state, also after one that raised; none can change anything."""

    def raises(connection: Connection) -> None:
        connection.execute(COUNT)
        raise Missing

    def writes(connection: Connection) -> None:
        connection.execute(text("DELETE FROM players"))

    async def read() -> None:
        before = await looped.read(lambda connection: connection.execute(COUNT).scalar(), short=True)
        with pytest.raises(Missing):
            await looped.read(raises, short=True)
        add = text("INSERT INTO erasures (player_id, erased_at) VALUES (1, 1)")
        await looped.write(lambda connection: connection.execute(add), short=True)
        count = text("SELECT count(*) FROM erasures")
        assert await looped.read(lambda connection: connection.execute(count).scalar(), short=True) == 1
        with pytest.raises(Unavailable):  # a thread may not either
            await looped.read(writes, short=True)
        assert await looped.read(lambda connection: connection.execute(COUNT).scalar(), short=True) == before

    asyncio.run(read())


def test_what_is_locked_is_left_to_a_thread(looped: Database) -> None:
    """A thread has the patience; the loop has none, and reads again the next time."""
    tries: list[int] = []

    def locked_at_first(connection: Connection) -> int:
        tries.append(get_ident())
        if len(tries) == 1:
            raise sqlite3.OperationalError("database is locked")
        return where(connection)

    assert asyncio.run(looped.read(locked_at_first, short=True)) == tries[1]
    assert len(set(tries)) == 2
    asyncio.run(looped.read(locked_at_first, short=True))
    assert len(tries) == 3


def test_the_loop_does_not_wait(looped: Database) -> None:
    """Its connection gives up at once."""

    def patience(connection: Connection) -> int:
        return int(connection.execute(text("PRAGMA busy_timeout")).scalar_one())

    assert asyncio.run(looped.read(patience, short=True)) == 0
    assert asyncio.run(looped.read(patience)) > 0


def test_after_the_end_nothing_of_it_is_open(looped: Database) -> None:
    """Whatever still reads then does so in a thread."""
    asyncio.run(looped.read(where, short=True))
    looped.close()
    assert looped._loop_reader is None
