"""Checkpoints: the log is copied beside the commits, and neither waits for the other."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from databases import Worlds
from higherthanthou.store.engine import sqlite
from higherthanthou.store.engine.checkpoints import EVERY, Checkpoints
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.sqlite import sqlite3
from posts import run

pytestmark = pytest.mark.skipif(sqlite.journal_mode() != "wal", reason="this SQLite keeps no log")

MARK = "a board that nobody else has"
PATIENCE = 120
"""Seconds that a thread is given for what it does in milliseconds."""


@pytest.fixture
def database(worlds: Worlds, tmp_path: Path) -> Iterator[Database]:
    """A database of one's own, as a server opens it."""
    opened = Database(worlds.copy("sqlite", False, tmp_path), loop_writes=True)
    yield opened
    opened.close()


def note(connection: Connection) -> None:
    """A write whose text is found again in the file."""
    sqlite._driver(connection).execute(
        "INSERT INTO board_counts (board, value, shard, players) VALUES (?, abs(random()), 0, 1)", (MARK,)
    )


def copied(database: Database) -> bool:
    """Whether the text has come from the log into the file."""
    return MARK.encode() in Path(database.url.database or "").read_bytes()


def within_patience(happened: Callable[[], bool]) -> bool:
    """Whether it happens."""
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


async def write(database: Database, times: int) -> None:
    """So many short writes, one after the other."""
    for _ in range(times):
        await database.write(note, short=True)


def test_the_log_is_copied_after_so_many_writes(database: Database) -> None:
    """And not before: a page that is written again and again is copied once."""
    run(write(database, EVERY - 1))
    assert not copied(database)
    run(write(database, 1))
    assert within_patience(lambda: copied(database))


def test_a_commit_does_not_wait_for_a_reader_of_the_log(database: Database) -> None:
    """Somebody who reads keeps the log from being copied to its end; writes go on, and the rest is copied later."""
    run(write(database, 1))
    with closing(sqlite3.connect(database.url.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM board_counts").fetchone()
        run(write(database, 2 * EVERY))
        assert reader.execute("SELECT count(*) FROM board_counts").fetchone() == before
    run(write(database, EVERY))
    assert within_patience(lambda: copied(database))


def test_one_that_fails_is_not_the_last(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full or a file that is locked for a while."""
    refused, connect = [], Engine.connect

    def first_refused(engine: Engine) -> object:
        if not refused:
            refused.append(engine)
            raise sqlite3.OperationalError("disk I/O error")
        return connect(engine)

    checkpoints = Checkpoints(sqlite.write_engine(database.url))
    with monkeypatch.context() as patched:
        patched.setattr(Engine, "connect", first_refused)
        checkpoints.wrote(EVERY)
        assert within_patience(lambda: bool(refused))
    run(write(database, 1))
    assert not copied(database)
    checkpoints.wrote(EVERY)
    assert within_patience(lambda: copied(database))
    checkpoints.close()


def test_closing_ends_the_thread(database: Database) -> None:
    """Whether it ever had anything to do or not, and a second time."""
    checkpoints = Checkpoints(sqlite.write_engine(database.url))
    checkpoints.close()
    checkpoints.close()
    assert not checkpoints._thread.is_alive()
