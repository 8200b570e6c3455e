"""PostgreSQL under fault: what collides is done again, what is away is said in time, and nothing is done twice."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from threading import Barrier

import psutil
import psycopg
import pytest
from sqlalchemy import column, func, insert, select, text, update
from sqlalchemy.engine import Connection

from databases import Postgres, Worlds
from higherthanthou.caches.bounded_cache import BoundedCache
from higherthanthou.game.deal import Side
from higherthanthou.game.deck_about import DeckAbout
from higherthanthou.game.modes import MODES
from higherthanthou.store.decks import deck_making, decks, profiles
from higherthanthou.store.engine import pool, postgresql
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import StoreError, Unavailable
from higherthanthou.store.engine.postgresql import WRITERS
from higherthanthou.store.players import players
from higherthanthou.store.runs import deciding, judged_files, opening, run_cache
from higherthanthou.store.runs.dealing import RuleInputs
from higherthanthou.store.runs.desks import Desk
from higherthanthou.store.tables import DeckRow, board_counts
from higherthanthou.store.tables import decks as deck_rows
from higherthanthou.store.tables import runs as run_rows
from live import comes
from posts import run
from world import NOW

HANGS = 60
"""What has not happened after so many seconds never will."""

AT_ONCE = 8


@pytest.fixture
def database(worlds: Worlds, tmp_path: Path) -> Iterator[Database]:
    """A database of one's own on PostgreSQL, with the small world in it."""
    url = worlds.copy("postgresql", False, tmp_path)
    opened = Database(url)
    yield opened
    opened.close()
    worlds.drop(url)


def note(connection: Connection, value: int) -> int:
    """Add a row."""
    connection.execute(insert(board_counts), {"board": "test", "value": value, "players": 0})
    return value


def count_up(connection: Connection) -> int:
    """Read a number, and write it one higher: what is lost where two do so at once."""
    mine = (board_counts.c.board == "test") & (board_counts.c.value == 0)
    number = connection.execute(select(board_counts.c.players).where(mine)).scalar_one()
    connection.execute(update(board_counts).where(mine).values(players=number + 1))
    return int(number) + 1


def counted(database: Database) -> int:
    """That number."""
    mine = (board_counts.c.board == "test") & (board_counts.c.value == 0)
    return database.read_now(lambda c: c.execute(select(board_counts.c.players).where(mine)).scalar_one())


def test_no_update_is_lost_where_all_read_and_write_one_row(database: Database) -> None:
    """Two hundred writes that each read and then write: done again until each has counted."""
    database.write_now(lambda c: note(c, 0))

    async def all_at_once() -> list[int]:
        return [
            number
            for _ in range(200 // AT_ONCE)
            for number in await asyncio.gather(*(database.write(count_up) for _ in range(AT_ONCE)))
        ]

    assert sorted(run(all_at_once())) == list(range(1, 201))
    assert counted(database) == 200


def test_writes_one_after_the_other_have_one_session(database: Database) -> None:
    """A quiet server has no more of them open than it needs."""
    sessions = {
        database.write_now(lambda c: c.execute(select(func.pg_backend_pid())).scalar_one()) for _ in range(8)
    }
    assert len(sessions) == 1


def test_sessions_of_a_burst_of_writes_are_closed_when_all_is_quiet(
    worlds: Worlds, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """All but one: another program may need them, or the reads of this one."""
    monkeypatch.setattr(pool, "SPARED", 0.05)
    url = worlds.copy("postgresql", wide=False, folder=tmp_path)
    database, together = Database(url), Barrier(WRITERS)
    who = select(func.pg_backend_pid())

    def wait_for_all(c: Connection) -> int:
        together.wait(30)
        return int(c.execute(who).scalar_one())

    waiting = [database.write_soon(wait_for_all) for _ in range(WRITERS)]
    sessions = {write.result() for write in waiting}
    assert len(sessions) == WRITERS
    left = select(func.count()).select_from(text("pg_stat_activity")).where(column("pid").in_(sessions))
    assert comes(lambda: database.read_now(lambda c: c.execute(left).scalar_one()) == 1)
    assert database.write_now(lambda c: c.execute(who).scalar_one()) in sessions
    database.close()
    worlds.drop(url)


def test_a_session_that_ends_before_its_transaction_begins_is_let_go(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would go back by itself, with a traceback in the log."""
    begun: list[Connection] = []

    def begin(connection: Connection) -> None:
        begun.append(connection)
        raise psycopg.OperationalError("the connection is lost")

    with monkeypatch.context() as patch:
        patch.setattr(postgresql, "begin_write", begin)
        with pytest.raises(Unavailable):
            database.write_now(lambda c: note(c, 0))
    assert [connection.closed for connection in begun] == [True]
    database.write_now(lambda c: note(c, 0))


def test_no_session_asks_for_a_type_that_the_game_has_not(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLAlchemy would look for hstore on the first connection of each engine."""
    asked: list[str] = []
    monkeypatch.setattr(psycopg.types.TypeInfo, "fetch", lambda _connection, name: asked.append(name))
    database.write_now(lambda c: note(c, 0))
    database.read_now(lambda c: c.execute(select(board_counts)).all())
    assert not asked


def test_a_deadlock_is_done_again(database: Database) -> None:
    """Two writes that lock two rows in opposite order: both are done."""
    database.write_now(lambda c: (note(c, 0), note(c, 1)))
    both = Barrier(2)

    def lock(first: int, second: int):
        tries: list[int] = []

        def write(connection: Connection) -> None:
            tries.append(1)
            for value in (first, second):
                here = (board_counts.c.board == "test") & (board_counts.c.value == value)
                connection.execute(
                    update(board_counts).where(here).values(players=board_counts.c.players + 1)
                )
                if value == first and len(tries) == 1:
                    both.wait(5)

        return write

    waiting = [database.write_soon(lock(0, 1)), database.write_soon(lock(1, 0))]
    for one in waiting:
        one.result(30)
    assert counted(database) == 2


def test_two_that_read_before_either_writes_open_one_run(database: Database) -> None:
    """Play pressed twice: both have seen that no run is open when the first of them opens one."""
    rng = Random(3)
    player = database.write_now(lambda c: players.add_player(c, "a token", NOW, rng))
    both = Barrier(2)

    def press():
        tries: list[int] = []

        def write(connection: Connection) -> str:
            tries.append(1)
            deck = decks.find(connection, "citizens")  # from here on the transaction sees one state
            assert deck is not None
            if len(tries) == 1:
                both.wait(5)
            return opening.start(connection, player, deck, MODES["streak"], RuleInputs(NOW, rng, 300)).run_id

        return write

    pressed = [database.write_soon(press()) for _ in range(2)]
    assert len({one.result(30) for one in pressed}) == 1
    assert database.read_now(lambda c: c.exec_driver_sql("SELECT count(*) FROM runs").scalar_one()) == 1


@pytest.mark.parametrize("twice", [False, True], ids=["two", "one-twice"])
def test_decks_that_are_begun_at_once_are_told_apart_by_their_id(database: Database, twice: bool) -> None:
    """Both see that the slug is free before either takes it: two decks have two slugs, one sent twice has one."""
    rows = [decks.new_deck("Twins", DeckAbout(), 5, NOW) for _ in range(2)]
    if twice:
        rows[1].id = rows[0].id
    seen = Barrier(2)

    def begin(connection: Connection, row: DeckRow, tries: list[int]) -> tuple[str, bool]:
        connection.execute(select(deck_rows.c.id)).all()
        tries.append(1)
        if len(tries) == 1:
            seen.wait(30)
        return deck_making.begin_once(connection, row)

    waiting = [database.write_soon(partial(begin, row=row, tries=[])) for row in rows]
    found = [done.result() for done in waiting]
    assert sorted(added for _, added in found) == [not twice, True]
    assert len({slug for slug, _ in found}) == (1 if twice else 2)


def test_a_guess_takes_four_trips_and_one_for_each_file_nobody_had(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who comes next, and all that is written, and that file; neither desk nor log is read again."""
    rng = Random(3)
    player = database.write_now(lambda c: players.add_player(c, "a token", NOW, rng))

    def start(connection: Connection) -> str:
        deck = decks.find(connection, "citizens")
        assert deck is not None
        return opening.start(connection, player, deck, MODES["streak"], RuleInputs(NOW, rng, 300)).run_id

    def guess(turn: int) -> Desk:
        """Judge a file rightly."""
        query = select(run_rows.c.file_score > run_rows.c.anchor)
        side = Side.HIGHER if database.read_now(lambda c: c.execute(query).scalar_one()) else Side.LOWER
        inputs = RuleInputs(NOW + 1000 * turn, rng, 300)
        decided = database.write_now(lambda c: deciding.decide(c, player, run_id, turn, side, inputs))
        judged_files.keep(run_id, player, decided.desk.judged)
        assert decided.next_run is not None
        run_cache.keep(decided.next_run)
        database.read_now(lambda c: profiles.open_file(c, decided.next_run.stored.profile_id))
        return decided.desk

    run_id = database.write_now(start)
    guess(1)
    monkeypatch.setattr(profiles, "_known", BoundedCache(__name__, 9))
    ran: list[str] = []
    execute = psycopg.Connection.execute

    def note_it(driver: psycopg.Connection, query: str, *more: object) -> psycopg.Cursor:
        ran.append(query.split()[0])
        return execute(driver, query, *more)

    monkeypatch.setattr(psycopg.Connection, "execute", note_it)
    guess(2)
    assert ran[1:6] == ["BEGIN", "SELECT", "WITH", "SELECT", "COMMIT"]
    ran.clear()
    monkeypatch.setattr(profiles, "_known", BoundedCache(__name__, 9))
    monkeypatch.setattr(profiles, "_opened", BoundedCache(__name__, 9))
    guess(3)
    assert ran[1:7] == ["BEGIN", "SELECT", "SELECT", "WITH", "SELECT", "COMMIT"]


def test_two_starts_at_once_make_the_schema_once(worlds: Worlds) -> None:
    """An empty database, and three that upgrade it."""
    url = worlds.postgres.create()
    opened = [Database(url) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        for upgraded in [threads.submit(one.upgrade) for one in opened]:
            upgraded.result()
    assert (
        opened[0].read_now(lambda c: c.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar_one())
        == 1
    )
    for one in opened:
        one.close()
    worlds.drop(url)


def test_a_connection_that_was_cut_between_two_writes_is_replaced(database: Database, worlds: Worlds) -> None:
    """As when the server was started again: nobody is told, and nothing is lost."""
    for value in range(20):
        if value % 5 == 0:
            cut(worlds.postgres, str(database.url.database))
        assert database.write_now(lambda c, value=value: note(c, value)) == value
    query = "SELECT count(*) FROM board_counts WHERE board = 'test'"
    cut(worlds.postgres, str(database.url.database))
    assert database.read_now(lambda c: c.exec_driver_sql(query).scalar_one()) == 20


def test_a_connection_that_is_cut_in_a_write_undoes_it_and_says_so(
    database: Database, worlds: Worlds
) -> None:
    """Before its commit: Unavailable, nothing of it is there, and the next one is done."""

    def broken(connection: Connection) -> None:
        note(connection, 1)
        cut(worlds.postgres, str(database.url.database))

    with pytest.raises(Unavailable):
        database.write_now(broken)
    assert database.write_now(lambda c: note(c, 1)) == 1


def test_an_outage_is_told_in_the_log_now_and_then(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what the database says, and not once for each write that it refuses."""
    monkeypatch.setattr(pool, "QUIET", 3600)

    def refused(connection: Connection) -> None:
        raise psycopg.OperationalError("no room at the inn")

    for _ in range(20):
        with pytest.raises(Unavailable):
            database.write_now(refused)
    assert [one.getMessage() for one in caplog.records] == [
        "a write was refused by the database: no room at the inn"
    ]


def test_where_nobody_can_write_any_more_that_is_said_and_another_connection_is_made(
    database: Database, worlds: Worlds
) -> None:
    """As when the server has become a standby: Unavailable, and no fault of the write."""
    name = database.url.database
    database.write_now(lambda c: note(c, 0))
    worlds.postgres.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    cut(worlds.postgres, str(name))
    for _ in range(2 * WRITERS):
        with pytest.raises(Unavailable):
            database.write_now(lambda c: note(c, 1))
    assert counted(database) == 0
    worlds.postgres.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
    for value in range(2 * WRITERS):
        assert database.write_now(lambda c, value=value: note(c, 2 + value)) == 2 + value


def cut(postgres: Postgres, name: str) -> None:
    """End every connection to a database."""
    postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


def test_a_frozen_server_is_said_in_time_and_service_resumes(database: Database, worlds: Worlds) -> None:
    """Writes and reads are refused within the patience; afterwards everything goes on by itself."""
    server = worlds.postgres.server
    if server is None:
        pytest.skip("the server of TEST_DATABASE_URL is not ours to freeze")
    database.write_now(lambda c: note(c, 0))
    processes = [psutil.Process(server.get_pid())]
    processes += processes[0].children(recursive=True)

    async def refused() -> list[BaseException | int]:
        reading = database.read(lambda c: c.exec_driver_sql("SELECT 1").scalar_one())
        return await asyncio.gather(database.write(count_up), reading, return_exceptions=True)

    for process in processes:
        process.send_signal(signal.SIGSTOP)
    try:
        answers = run(
            asyncio.wait_for(refused(), HANGS)
        )  # it stays frozen: without patience it waits for ever
        assert all(isinstance(answer, Unavailable) for answer in answers)
    finally:
        for process in processes:
            process.send_signal(signal.SIGCONT)
    done = database.write_now(count_up)
    assert done in (1, 2)  # what nobody was answered may have been done, once
    assert counted(database) == done


def test_a_server_that_was_stopped_and_started_is_used_again(database: Database, worlds: Worlds) -> None:
    """Writes are refused meanwhile, by every thread that writes, and all of them go on afterwards."""
    if worlds.postgres.server is None:
        pytest.skip("the server of TEST_DATABASE_URL is not ours to stop")
    database.write_now(lambda c: note(c, 0))
    with ThreadPoolExecutor(1) as thread:
        stopped = thread.submit(worlds.postgres.stop_and_start, 1)
        refused = 0
        while not stopped.done():
            try:
                database.write_now(count_up)
            except Unavailable:
                refused += 1
        stopped.result()
    assert refused > 0
    before = counted(database)

    async def many() -> list[int]:
        return await asyncio.gather(*(database.write(count_up) for _ in range(20)))

    assert sorted(run(many())) == list(range(before + 1, before + 21))
    assert all(thread.is_alive() for thread in database._writer._threads)


def test_another_run_of_pytest_leaves_the_server_to_this_one(worlds: Worlds, tmp_path: Path) -> None:
    """It closes the folder above all runs to other users, such as the one that a root's server runs as."""
    if worlds.postgres.server is None:
        pytest.skip("the server of TEST_DATABASE_URL is not ours to stop")
    other = tmp_path / "test_other.py"
    other.write_text("def test_with_a_folder(tmp_path):\n    assert tmp_path.exists()\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "/dev/null", str(other)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout
    worlds.postgres.stop_and_start(0)
    worlds.postgres.execute("SELECT 1")


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    """And never the password."""
    url = database_url(f"postgresql://me:hidden@/game?host={tmp_path}", tmp_path)
    database = Database(url)
    with pytest.raises(StoreError) as refused:
        database.upgrade()
    database.close()
    assert str(refused.value).startswith("The database game cannot be used: ")
    assert "hidden" not in str(refused.value)
    assert "\n" not in str(refused.value)
