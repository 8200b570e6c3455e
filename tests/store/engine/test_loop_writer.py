"""The event loop runs short writes while a batch is made durable, with the promises of the writer."""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from databases import Worlds
from higherthanthou.store.engine import loop_writer, sqlite
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Full, Stale, Unavailable
from higherthanthou.store.engine.sqlite import sqlite3
from higherthanthou.store.tables import board_counts
from posts import run

HANGS = 60
"""What has not happened after so many seconds never will."""

MANY = 2000


@pytest.fixture
def database(worlds: Worlds, tmp_path: Path) -> Iterator[Database]:
    """A database of one's own with a loop writer."""
    opened = Database(worlds.copy("sqlite", False, tmp_path), loop_writes=True)
    yield opened
    opened.close()


def note(value: int, where: list[int] | None = None, fail: bool = False):
    """A write that adds a row, notes the thread that ran it, and may then raise."""

    def write(connection: Connection) -> int:
        if where is not None:
            where.append(threading.get_ident())
        connection.execute(insert(board_counts), {"board": "test", "value": value, "players": 1})
        if fail:
            raise KeyError(value)
        return value

    return write


def count(path: Path) -> int:
    """How many rows somebody else finds."""
    with sqlite3.connect(path) as other:
        return int(other.execute("SELECT count(*) FROM board_counts WHERE board = 'test'").fetchone()[0])


async def in_waves(
    database: Database,
    writes: int,
    where: list[int] | None = None,
    answered: Callable[[int], object] = lambda value: None,
) -> list[object]:
    """Sixteen at a time, each of whom begins a moment after the one before was answered, as players do."""
    numbers, results, rng = iter(range(writes)), [], Random(3)

    async def player() -> None:
        for number in numbers:
            await asyncio.sleep(rng.random() * 0.002)
            try:
                results.append(await database.write(note(number, where, fail=number % 7 == 0), short=True))
                answered(number)
            except KeyError as error:
                results.append(error)

    await asyncio.gather(*(player() for _ in range(16)))
    return results


def test_under_load_the_loop_runs_its_part_and_all_are_durable(database: Database) -> None:
    """Each is answered once, when others can read it, and one that raises is undone alone.

    A batch that the loop could not begin, as another connection had the file at that moment, is the thread's.
    """
    where: list[int] = []
    path = Path(str(database.url.database))

    async def play(look: Callable[[int], object]) -> list[object]:
        answered = await in_waves(database, MANY, where, look)
        assert where.count(threading.get_ident()) > 0.95 * len(where)
        return answered

    with closing(sqlite3.connect(path, check_same_thread=False)) as other:
        one = "SELECT count(*) FROM board_counts WHERE board = 'test' AND value = ?"
        found: list[int] = []
        answered = run(play(lambda value: found.extend(other.execute(one, (value,)).fetchone())))
    assert found == [1] * len(found)
    assert sorted(one for one in answered if isinstance(one, int)) == [n for n in range(MANY) if n % 7]
    assert count(path) == len(found)


def test_long_writes_have_their_turn_between_short_ones(database: Database) -> None:
    """And so have those of other threads; none of them runs on the loop."""
    long: list[int] = []

    async def play() -> None:
        short = asyncio.ensure_future(in_waves(database, MANY))
        for number in range(20):
            await database.write(note(10**6 + number, long))
            from_thread = database.write_soon(note(2 * 10**6 + number, long))
            await asyncio.wrap_future(from_thread)
        assert not short.done()
        await short
        assert threading.get_ident() not in long

    run(play())
    assert count(Path(str(database.url.database))) == 40 + sum(n % 7 > 0 for n in range(MANY))


def test_short_writes_have_their_turn_between_long_ones(database: Database) -> None:
    """Two who write without a pause, as two decks in the making, do not keep a player from the database."""
    enough, done = threading.Event(), []

    def long(connection: Connection) -> None:
        done.append(1)
        enough.wait(0.01)

    def keep_writing() -> None:
        while not enough.is_set():
            database.write_soon(long).result()

    async def play() -> list[int]:
        return [await asyncio.wait_for(database.write(note(value), short=True), HANGS) for value in range(20)]

    makers = [threading.Thread(target=keep_writing) for _ in range(2)]
    for maker in makers:
        maker.start()
    try:
        assert run(play()) == list(range(20))
        assert len(done) < 20 * 6  # each waits for those under way, not for an accident
    finally:
        enough.set()
        for maker in makers:
            maker.join()


def test_a_short_write_behind_a_long_one_of_a_thread_is_answered(database: Database) -> None:
    """Though the end of the long one concerns nobody on the loop."""
    begun, go = threading.Event(), threading.Event()

    def long(connection: Connection) -> None:
        begun.set()
        go.wait(10)

    async def play() -> int:
        database.write_soon(long)
        await asyncio.to_thread(begun.wait)
        behind = asyncio.ensure_future(database.write(note(1), short=True))
        for _ in range(5):  # it finds the connection taken
            await asyncio.sleep(0)
        go.set()
        return await asyncio.wait_for(behind, HANGS)

    assert run(play()) == 1


@pytest.mark.parametrize("undoes", [True, False])
@pytest.mark.parametrize("short", [True, False])
def test_a_rollback_that_fails_does_not_end_the_service(
    database: Database, monkeypatch: pytest.MonkeyPatch, undoes: bool, short: bool
) -> None:
    """Whoever waits is told, and the next write is done; what was to be undone is."""

    def broken(connection: Connection) -> None:
        if undoes:
            sqlite.rollback(connection)
        raise sqlite3.OperationalError("disk I/O error")

    async def play() -> list[int]:
        with monkeypatch.context() as patched:
            for module in ("loop_writer", "writer"):
                patched.setattr(f"higherthanthou.store.engine.{module}.commit", broken)
            patched.setattr("higherthanthou.store.engine.writer.rollback", broken)
            with pytest.raises(Unavailable):
                await asyncio.wait_for(database.write(note(1), short=short), HANGS)
        return [
            await asyncio.wait_for(database.write(note(2), short=True), HANGS),
            await asyncio.wait_for(database.write(note(3)), HANGS),
        ]

    assert run(play()) == [2, 3]
    assert count(Path(str(database.url.database))) == 2


def test_what_the_loop_cannot_begin_again_is_begun_by_the_thread(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process that takes the lock in between costs nobody a guess."""
    where: list[int] = []
    refused: list[Connection] = []

    def taken_once(connection: Connection) -> None:
        if refused:
            return sqlite.begin_again(connection)
        refused.append(connection)
        sqlite.rollback(connection)
        raise sqlite3.OperationalError("database is locked")

    async def play() -> list[object]:
        writes = [database.write(note(n, where, fail=n == 3), short=True) for n in range(6)]
        return await asyncio.wait_for(asyncio.gather(*writes, return_exceptions=True), HANGS)

    monkeypatch.setattr("higherthanthou.store.engine.writer.begin_again", taken_once)
    answered = run(play())
    assert [one for one in answered if isinstance(one, int)] == [0, 1, 2, 4, 5]
    assert isinstance(answered[3], KeyError)
    assert len(set(where)) == 2
    assert count(Path(str(database.url.database))) == 5


def test_one_made_upon_what_is_no_longer_so_is_run_again_by_itself(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has changed nothing, and the others of its batch are not run twice."""
    where: list[int] = []
    tries = iter([True, False])

    def stale(connection: Connection) -> int:
        if next(tries):
            raise Stale
        return note(7)(connection)

    async def play() -> list[int]:
        others = [database.write(note(n, where), short=True) for n in range(3)]
        return await asyncio.gather(*others, database.write(stale, short=True))

    monkeypatch.setattr("higherthanthou.store.engine.writer.begin_again", None)
    assert run(play()) == [0, 1, 2, 7]
    assert len(where) == 3
    assert count(Path(str(database.url.database))) == 4


def test_one_that_stays_so_is_refused(database: Database) -> None:
    """Nothing of it is kept, and whoever asked may ask again."""

    def stale(connection: Connection) -> None:
        raise Stale

    with pytest.raises(Unavailable):
        run(database.write(stale, short=True))


def test_closing_under_load_finishes_what_was_accepted(database: Database) -> None:
    """What was accepted is answered; later writes are refused; closing twice is fine."""

    async def close_under_load() -> tuple[int, int]:
        writes = [asyncio.ensure_future(database.write(note(n), short=True)) for n in range(300)]
        await asyncio.wait(writes, return_when=asyncio.FIRST_COMPLETED)
        more = [asyncio.ensure_future(database.write(note(1000 + n), short=True)) for n in range(50)]
        await asyncio.sleep(0)
        database.close()
        answered = await asyncio.gather(*writes, *more, return_exceptions=True)
        return sum(isinstance(one, int) for one in answered), len(answered)

    done, asked = run(close_under_load())
    assert done == asked == count(Path(str(database.url.database)))
    database.close()
    with pytest.raises(Unavailable):
        database.write_now(note(5000))


def test_a_broken_transaction_is_everybodys_error_and_the_next_one_goes_on(database: Database) -> None:
    """A disk that is full while the loop runs its part: 507 for all in it, nothing half done."""
    pages = database.write_now(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
    database.write_now(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}"))

    def large(connection: Connection) -> int:
        rows = [{"board": os.urandom(30).hex(), "value": n, "players": 1} for n in range(40)]
        connection.execute(insert(board_counts), rows)
        return 1

    async def fill() -> list[object]:
        async def player() -> list[object]:
            return [
                (await asyncio.gather(database.write(large, short=True), return_exceptions=True))[0]
                for _ in range(20)
            ]

        return [answer for one in await asyncio.gather(*(player() for _ in range(8))) for answer in one]

    answered = run(fill())
    kinds = {type(one) for one in answered}
    assert kinds <= {int, Full}
    assert Full in kinds
    database.write_now(lambda c: c.exec_driver_sql("PRAGMA max_page_count=1000000"))
    rows = database.read_now(lambda c: c.execute(select(func.count()).select_from(board_counts)).scalar_one())
    assert rows == 40 * answered.count(1)
    assert run(in_waves(database, 50)).count(1) == 1


@pytest.fixture
def lock(database: Database) -> Iterator[sqlite3.Connection]:
    """Somebody else, who holds the lock to write."""
    other = sqlite3.connect(str(database.url.database), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_a_foreign_lock_does_not_hold_up_the_loop(
    database: Database, lock: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits not a millisecond, and does other things meanwhile: here it is the loop that ends the lock."""
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 60_000)
    tried: list[tuple[bool, int]] = []

    def begin(connection: Connection) -> bool:
        begun = sqlite.begin_write_at_once(connection)
        tried.append((begun, connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()))
        return begun

    monkeypatch.setattr(loop_writer, "begin_write_at_once", begin)

    async def locked() -> list[object]:
        writes = [asyncio.ensure_future(database.write(note(n), short=True)) for n in range(20)]
        for _ in range(20):
            await asyncio.sleep(0)
        lock.execute("ROLLBACK")
        return list(await asyncio.gather(*writes, return_exceptions=True))

    assert run(locked()) == list(range(20))
    assert tried[0] == (False, 0)


def test_a_foreign_lock_refuses_what_waits_and_service_resumes(
    database: Database, lock: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it is held; what was refused is not done later."""
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 200)

    async def locked() -> list[object]:
        writes = (database.write(note(n), short=True) for n in range(20))
        return list(await asyncio.gather(*writes, return_exceptions=True))

    assert all(isinstance(one, Unavailable) for one in run(locked()))
    lock.execute("ROLLBACK")
    assert run(in_waves(database, 50)).count(1) == 1
