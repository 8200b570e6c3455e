"""Which database: an SQLite file, or PostgreSQL. What each understands is in a module of its own."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.engine import URL, Connection

from . import sqlite
from .errors import StoreError, Unavailable

POSTGRESQL = "postgresql+psycopg"
SCHEMES = ("postgresql://", "postgres://")


class Backend(Protocol):
    """What a module offers that knows one kind of database.

    ``ERRORS`` are those of the database itself and the fault of no single write, ``UNREADABLE`` whatever a
    database that is none of ours may raise. A transaction that only reads begins with ``BEGIN_READ`` and sees
    one state of the database. Nobody waits for it longer than ``PATIENCE``, in seconds.
    """

    @property
    def ERRORS(self) -> tuple[type[Exception], ...]: ...  # noqa: N802  # a constant of the module
    @property
    def UNREADABLE(self) -> tuple[type[Exception], ...]: ...  # noqa: N802  # a constant of the module
    @property
    def BEGIN_READ(self) -> str: ...  # noqa: N802  # a constant of the module
    @property
    def PATIENCE(self) -> float | None: ...  # noqa: N802  # a constant of the module

    def write_engine(self, url: URL, /) -> Engine: ...
    def read_engine(self, url: URL, connections: int, /) -> Engine: ...
    def begin_upgrade(self, connection: Connection, /) -> None: ...
    def end_upgrade(self, connection: Connection, /) -> None: ...
    def older_sessions(self, connection: Connection, /) -> int: ...
    def commit(self, connection: Connection, /) -> None: ...
    def rollback(self, connection: Connection, /) -> None: ...
    def alone(self, engine: Engine, /) -> AbstractContextManager[None]: ...
    def integrity_problems(self, connection: Connection, /) -> list[str]: ...
    def is_outdated(self, error: BaseException, /) -> bool: ...
    def reason(self, error: BaseException, /) -> str: ...
    def unavailable(self, error: BaseException, /) -> Unavailable: ...


def database_url(text: str, data_dir: Path) -> URL:
    """The URL of the database; without one, the file ``higherthanthou.db`` in the data folder."""
    if not text:
        return URL.create("sqlite", database=str(data_dir / "higherthanthou.db"))
    if text.startswith(SCHEMES):
        from .postgresql_url import postgresql_url  # what it imports is needed by nobody else

        return postgresql_url(text)
    path = text.removeprefix("sqlite:///")
    if path == text or not path or "?" in path or path.startswith((":", "file:")):
        raise StoreError(
            "HIGHERTHANTHOU_DATABASE_URL must name an SQLite file, sqlite:///data/game.db, or PostgreSQL, "
            "postgresql://user:password@host/database."
        )
    return URL.create("sqlite", database=path)


def listen_url(text: str, database: URL) -> URL | None:
    """Where the notifications of a database are heard; None on SQLite, where there is only one process."""
    if not text:
        return database if is_shared(database) else None
    if not text.startswith(SCHEMES):
        raise StoreError(
            "HIGHERTHANTHOU_LISTEN_URL must name PostgreSQL, postgresql://user:password@host/database."
        )
    if not is_shared(database):
        raise StoreError("HIGHERTHANTHOU_LISTEN_URL is for PostgreSQL, and the database is an SQLite file.")
    from .postgresql_url import postgresql_url  # what it imports is needed by nobody else

    return postgresql_url(text, "HIGHERTHANTHOU_LISTEN_URL")


def is_shared(url: URL) -> bool:
    """Whether several processes may write to it at once."""
    return url.drivername == POSTGRESQL


def backend_of(url: URL) -> Backend:
    """The module that knows this database."""
    if not is_shared(url):
        return sqlite
    from . import postgresql  # what it imports is needed by nobody else

    return postgresql
