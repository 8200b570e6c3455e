"""The writer: durable before it answers, one savepoint each, refusing when it must, losing nothing."""

import asyncio
import re
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import InternalError

from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Full, Unavailable
from higherthanthou.store.engine.sqlite import journal_mode, sqlite3
from higherthanthou.store.tables import board_counts
from posts import run


def note(value: int, fail: bool = False):  # a write
    """A write that adds a row, and may then raise."""

    def write(connection: Connection) -> int:
        connection.execute(insert(board_counts), {"board": "test", "value": value, "players": 1})
        if fail:
            raise KeyError(value)
        return value

    return write


def count(database: Database) -> int:
    """How many rows those writes left."""
    return database.read_now(lambda c: c.execute(select(func.count()).select_from(board_counts)).scalar_one())


def test_a_write_that_raises_is_undone_alone(database: Database) -> None:
    """The others of its batch stand."""

    async def both() -> list[object]:
        writes = [database.write(note(n, fail=n % 3 == 0)) for n in range(30)]
        return await asyncio.gather(*writes, return_exceptions=True)

    results = run(both())
    assert [r for r in results if isinstance(r, int)] == [n for n in range(30) if n % 3]
    assert sum(isinstance(r, KeyError) for r in results) == 10
    assert count(database) == 20


@pytest.mark.sqlite
def test_waiting_writes_share_a_commit(database: Database) -> None:
    """Fifty writes that wait together take far fewer than fifty transactions."""
    commits: list[str] = []
    started, go = Event(), Event()

    def first(connection: Connection) -> None:
        connection.connection.driver_connection.set_trace_callback(
            lambda sql: commits.append(sql) if sql == "COMMIT" else None
        )
        started.set()
        go.wait(10)

    async def many() -> None:
        loop = asyncio.get_running_loop()
        held = asyncio.ensure_future(database.write(first))
        await loop.run_in_executor(None, started.wait, 10)
        writes = [asyncio.ensure_future(database.write(note(n))) for n in range(50)]
        await asyncio.sleep(0)
        go.set()
        await asyncio.gather(held, *writes)

    run(many())
    assert len(commits) == 2
    assert count(database) == 50


def test_a_full_queue_is_refused_at_once(world_file: Path, tmp_path: Path) -> None:
    """The queue is bounded; what does not fit is told to come again."""
    database = Database(database_url(f"sqlite:///{tmp_path}/full.db", tmp_path), waiting_writes=3)
    started, go = Event(), Event()

    def block(_connection: Connection) -> None:
        started.set()
        go.wait(10)

    async def crowd() -> list[object]:
        held = asyncio.ensure_future(database.write(block))
        await asyncio.get_running_loop().run_in_executor(None, started.wait, 10)
        rest = [asyncio.ensure_future(database.write(lambda _c: 1)) for _ in range(5)]
        await asyncio.sleep(0)
        go.set()
        return await asyncio.gather(held, *rest, return_exceptions=True)

    results = run(crowd())
    database.close()
    assert sum(isinstance(r, Unavailable) for r in results) == 3
    assert results.count(1) == 2


@pytest.mark.sqlite
def test_a_foreign_lock_is_answered_as_busy_and_nothing_is_lost(database: Database, monkeypatch) -> None:
    """While somebody else holds the file: Unavailable; afterwards service resumes by itself."""
    path = str(database.url.database)
    database.write_now(lambda c: c.exec_driver_sql("PRAGMA busy_timeout=50"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        database.write_now(note(1))
    other.execute("ROLLBACK")
    other.close()
    assert database.write_now(note(1)) == 1
    assert count(database) == 1


@pytest.mark.sqlite
def test_a_full_disk_is_told_apart_and_recovers(database: Database) -> None:
    """The page limit of SQLite stands in for a disk without room."""
    pages = database.write_now(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
    database.write_now(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(Full):
        fill(database)
    database.write_now(lambda c: c.exec_driver_sql("PRAGMA max_page_count=1000000"))
    assert database.write_now(note(1)) == 1


def fill(database: Database) -> None:
    """Write rows until there is no room; bounded."""
    for start in range(0, 100_000, 1000):
        rows = [{"board": "x" * 60, "value": start + n, "players": 1} for n in range(1000)]
        database.write_now(partial(Connection.execute, statement=insert(board_counts), parameters=rows))


def test_reading_connections_cannot_write(database: Database) -> None:
    """Its connection is read-only; a GET has no way to change anything."""
    with pytest.raises((Unavailable, InternalError)) as refused:
        database.read_now(note(1))
    assert re.search("read-?only", f"{refused.value} {refused.value.__cause__}")
    assert count(database) == 0


@pytest.mark.sqlite
def test_every_commit_reaches_the_disk(database: Database) -> None:
    """Synchronous is FULL, and WAL is used only where SQLite is known to keep every commit in it."""
    assert database.write_now(lambda c: c.exec_driver_sql("PRAGMA synchronous").scalar_one()) == 2
    assert (
        database.write_now(lambda c: c.exec_driver_sql("PRAGMA journal_mode").scalar_one()) == journal_mode()
    )


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "persist"), ((3, 44, 5), "persist"), ((3, 44, 6), "wal"), ((3, 45, 0), "persist"),
     ((3, 50, 7), "wal"), ((3, 51, 2), "persist"), ((3, 51, 3), "wal"), ((3, 52, 0), "wal")],
)  # fmt: skip
def test_the_journal_goes_by_the_release(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], mode: str
) -> None:
    """Releases that can lose a commit in WAL use the rollback journal."""
    assert journal_mode(version) == mode


def test_closing_finishes_what_was_accepted(world_file: Path, tmp_path: Path, database: Database) -> None:
    """Writes that wait are done before the thread stops; later ones are refused; closing twice is fine."""

    async def close_under_load() -> list[int]:
        writes = [asyncio.ensure_future(database.write(note(n))) for n in range(40)]
        await asyncio.sleep(0)
        await asyncio.get_running_loop().run_in_executor(None, database.close)
        return await asyncio.gather(*writes)

    assert run(close_under_load()) == list(range(40))
    database.close()
    with pytest.raises(Unavailable):
        database.write_now(note(99))
