"""The check of a start on PostgreSQL: what would fail later is refused now, in a sentence."""

import asyncio
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import insert
from sqlalchemy.engine import URL, Connection

from databases import Worlds, setting
from higherthanthou.store.decks import decks
from higherthanthou.store.engine import postgresql_session
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import StoreError, Unavailable
from higherthanthou.store.notifications import start_check
from higherthanthou.store.notifications.start_check import check_sessions
from higherthanthou.store.tables import board_counts
from ledger import Ledger
from live import LiveFork
from pooler_proxy import pooler_proxy
from poolers import PgBouncer, needs_pgbouncer
from posts import run

ENOUGH = 60
"""Guesses that are played through a pooler."""


@pytest.fixture
def url(worlds: Worlds, tmp_path: Path) -> Iterator[URL]:
    """A database with the small world."""
    made = worlds.copy("postgresql", False, tmp_path)
    yield made
    worlds.drop(made)


def sessions(url: URL) -> list[tuple[str, ...]]:
    """The sessions in that database that are ours."""
    with psycopg.connect(setting(url)) as server:
        return server.execute(
            "SELECT state FROM pg_stat_activity WHERE datname = %s AND starts_with(application_name, 'higherthanthou')",
            [url.database],
        ).fetchall()


def test_a_server_with_room_passes_and_no_session_is_left(url: URL) -> None:
    """For a command, and for two workers."""
    check_sessions(url, 0)
    check_sessions(url, 2)
    assert run(_gone(url))


async def _gone(url: URL) -> bool:
    async with asyncio.timeout(60):
        while sessions(url):
            await asyncio.sleep(0.02)
    return True


def test_too_few_connections_are_refused_with_how_many_there_are(url: URL, worlds: Worlds) -> None:
    """As of a role with a limit, or of a server that is full."""
    worlds.postgres.execute("CREATE ROLE few LOGIN CONNECTION LIMIT 5")
    try:
        check_sessions(url.set(username="few"), 0)
        with pytest.raises(
            StoreError, match=r"gives 5 connections at once, and the game needs 24, 12 for each"
        ):
            check_sessions(url.set(username="few"), 2)
    finally:
        worlds.postgres.execute("DROP ROLE few")


def test_a_server_that_does_not_answer_is_passed_over(url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one whose machine hangs, named before the one that is there."""
    monkeypatch.setattr(start_check, "PATIENCE", 3)
    server = str(url.query.get("host") or url.host)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        ports = f"{silent.getsockname()[1]},{url.port or 5432}"
        query = {"host": f"127.0.0.1,{server}", "port": ports, "target_session_attrs": "primary"}
        check_sessions(url.set(host=None, port=None, query=query), 1)


def test_a_pooler_that_lets_clients_wait_is_refused_in_time(
    url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lets everybody in, and answers only as many as it has connections."""
    monkeypatch.setattr(start_check, "PATIENCE", 3)

    async def check() -> None:
        async with pooler_proxy(url, lends=5) as pooler:
            await asyncio.to_thread(check_sessions, pooler.url, 1)

    with pytest.raises(StoreError, match=r"gives 5 connections .* no connection was free for 3 seconds\.$"):
        run(check())


def test_a_pooler_that_lends_by_transaction_is_refused(url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was set by then: others would meet it in the connections that they are lent."""
    monkeypatch.setattr(start_check, "PATIENCE", 3)
    monkeypatch.setattr(start_check, "set_all", lambda _: pytest.fail("something was set"))

    async def check() -> None:
        async with pooler_proxy(url, deaf=True) as pooler:
            await asyncio.to_thread(check_sessions, pooler.url, 1)

    with pytest.raises(StoreError, match="pool_mode=session"):
        run(check())


def test_a_setting_that_is_not_kept_is_refused(url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is in between may have dropped it."""
    monkeypatch.setattr(start_check, "set_all", lambda _: [])
    with pytest.raises(StoreError, match="does not keep the setting lock_timeout=2500ms"):
        check_sessions(url, 1)


def test_who_has_to_wait_for_a_connection_is_told_in_time(url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a pooler that has none free any more; once it has, everything goes on by itself."""

    async def play() -> None:
        async with pooler_proxy(url) as pooler:
            database = await asyncio.to_thread(Database, pooler.url)
            for lends in (100, 0, 100):
                pooler.lends = lends
                monkeypatch.setattr(postgresql_session, "WAIT", 60 if lends else 0.3)
                await pooler.hang_up()
                work = (database.read(decks.published), database.write(add_row))
                done = await asyncio.wait_for(asyncio.gather(*work, return_exceptions=True), 60)
                told = [isinstance(answer, Unavailable) for answer in done]
                assert told == [lends == 0] * 2, done
            await asyncio.to_thread(database.close)

    monkeypatch.setattr("higherthanthou.store.engine.postgresql.PATIENCE", None)  # ours would hide it
    run(play())


def add_row(connection: Connection) -> None:
    """Write something."""
    connection.execute(insert(board_counts), {"board": os.urandom(8).hex(), "value": 0, "players": 0})


def test_the_start_of_a_server_says_what_is_wrong(url: URL, worlds: Worlds, tmp_path: Path) -> None:
    """Exit code 1, one line, no traceback; a command that needs two sessions has them."""
    worlds.postgres.execute("CREATE ROLE narrow SUPERUSER LOGIN")  # a limit does not hold for one
    worlds.postgres.execute("ALTER ROLE narrow NOSUPERUSER CONNECTION LIMIT 14")
    worlds.postgres.execute(f'ALTER DATABASE "{url.database}" OWNER TO narrow')
    try:
        done = command(tmp_path, url.set(username="narrow"), "serve", "--port", "0", "--workers", "2")
        assert done.returncode == 1
        assert re.fullmatch(r"The database \w+ gives 14 connections .*[.]\n", done.stderr), done.stderr
    finally:
        worlds.postgres.execute(f'ALTER DATABASE "{url.database}" OWNER TO {url.username}')
        worlds.postgres.execute("DROP ROLE narrow")


def command(folder: Path, url: URL, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the game on that database."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("HIGHERTHANTHOU_")
    }
    environment |= {"HIGHERTHANTHOU_DATA_DIR": str(folder), "HIGHERTHANTHOU_DATABASE_URL": setting(url)}
    return subprocess.run(
        [sys.executable, "-m", "higherthanthou", *words],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def bouncer(worlds: Worlds, url: URL, **settings: object) -> PgBouncer:
    """PgBouncer before that database."""
    server = worlds.postgres.server
    return PgBouncer(url, server.system_user if server else None, **settings)


@needs_pgbouncer
def test_the_game_is_played_through_pgbouncer_as_debian_configures_it(
    url: URL, worlds: Worlds, tmp_path: Path
) -> None:
    """In session mode: nothing acknowledged is lost, no guess fails, and who reads cannot write."""
    with bouncer(worlds, url) as pooler:
        with LiveFork(tmp_path, DATABASE_URL=setting(pooler.url), RUNS_PER_MINUTE="0") as live:
            ledger = Ledger(live)
            run(ledger._until_enough(ENOUGH, "stop"))
            assert (ledger.lost(), ledger.half_done()) == ([], 0)
            assert len(ledger.acknowledged) >= ENOUGH
        database = Database(pooler.url)
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            database.read_now(lambda c: c.connection.execute("CREATE TABLE written (id int)"))
        assert database.read_now(lambda c: c.exec_driver_sql("SHOW lock_timeout").scalar_one()) == "2500ms"
        database.close()


@needs_pgbouncer
@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"default_pool_size": 5}, "gives 5 connections at once"),
        ({"pool_mode": "transaction"}, "pool_mode=session"),
        ({"pool_mode": "transaction", "default_pool_size": 1}, "pool_mode=session"),
        ({"pool_mode": "transaction", "server_round_robin": 1}, "pool_mode=session"),
        ({"pool_mode": "statement"}, "pool_mode=session"),
    ],
    ids=lambda told: str(told),
)
def test_a_pgbouncer_that_would_fail_later_is_refused(
    url: URL, worlds: Worlds, settings: dict[str, object], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the start, before anything is set."""
    monkeypatch.setattr(start_check, "PATIENCE", 3)
    with bouncer(worlds, url, **settings) as pooler, pytest.raises(StoreError, match=sentence):
        check_sessions(pooler.url, 1)
