"""All that only PostgreSQL understands.

Every transaction sees one snapshot (repeatable read). Two that change the same row meet in an error of the
later one, which is then run again (pool.py); where reading a row decides what is written elsewhere, the
reading locks it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.pool import QueuePool

from ..tables.revisions import HEAD
from .errors import Full, Unavailable
from .postgresql_session import LIMITS, READ_ONLY, open_session

WRITERS = 4
"""Threads that write, and at most as many connections."""

PATIENCE: float | None = 3.0
"""Whoever waits for the database longer than so many seconds is told to come back."""

ERRORS: tuple[type[Exception], ...] = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    OperationalError,
    InterfaceError,
    NoneFree,
)
"""The database is away, stopping, full, or has undone a transaction: the fault of no single write."""

UNREADABLE: tuple[type[Exception], ...] = (psycopg.Error, DBAPIError)

BEGIN_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

COLLISIONS = {"40001", "40P01", "23505", "23503"}
"""Serialization failure, deadlock, and what somebody else has written or removed meanwhile."""

DISK_FULL, READ_ONLY_NOW = "53100", "25006"
UNSUPPORTED, CACHED_PLAN = "0A000", "cached plan must not change result type"
UPGRADE_LOCK, SEED_LOCK = 0x48545455, 0x48545456

NAME = "higherthanthou "
"""How sessions of every version are named; what follows is the schema of the version."""

OLDER = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name <> %(own)s
        AND (application_name = %(first)s OR starts_with(application_name, %(name)s))
"""

CLIENT = {
    "application_name": f"{NAME}{HEAD}",
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""What every connection is made with, besides what the URL says."""


def connect_options(url: URL) -> dict[str, Any]:
    """What the URL says, as psycopg takes it."""
    return dict(url.get_dialect()().create_connect_args(url)[1])


def write_engine(url: URL) -> Engine:
    """The engine of the writers."""
    return _engine(url, WRITERS, LIMITS)


def read_engine(url: URL, connections: int) -> Engine:
    """An engine whose connections cannot write."""
    return _engine(url, connections, READ_ONLY)


def _engine(url: URL, connections: int, settings: Mapping[str, str]) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        pool_timeout=PATIENCE,
        connect_args=CLIENT,
        use_native_hstore=False,  # no such column here; to ask is a fifth of an engine's first connection
    )

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, _: list[str], options: dict[str, Any]) -> object:
        return open_session(settings, options)

    return engine


def begin_write(connection: Connection) -> None:
    """Begin a transaction."""
    _driver(connection).execute("BEGIN ISOLATION LEVEL REPEATABLE READ")


def begin_upgrade(connection: Connection) -> None:
    """Begin a transaction that only one of those who upgrade is in at a time."""
    driver = _driver(connection)
    driver.execute("BEGIN ISOLATION LEVEL READ COMMITTED")  # to see what was upgraded while it waited
    driver.execute("SET LOCAL lock_timeout = 0")
    driver.execute("SET LOCAL statement_timeout = 0")
    driver.execute("SET LOCAL citus.multi_shard_modify_mode = 'sequential'")  # for Citus; others ignore it
    driver.execute(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")


def end_upgrade(connection: Connection) -> None:
    """Nothing is left of an upgrade but its transaction."""


@contextmanager
def changing_schema(engine: Engine) -> Iterator[Connection]:
    """A connection for changes of the schema, each durable by itself; nobody upgrades meanwhile."""
    with engine.connect() as connection:
        driver = _driver(connection)
        driver.execute("SET lock_timeout = 0")
        driver.execute("SET statement_timeout = 0")
        driver.execute(f"SELECT pg_advisory_lock({UPGRADE_LOCK})")
        try:
            yield connection
        finally:
            connection.invalidate()  # and with it the lock and what was set


def older_sessions(connection: Connection) -> int:
    """How many connections of servers and commands of another version are open."""
    named = {"own": CLIENT["application_name"], "name": NAME, "first": NAME.strip()}
    row = _driver(connection).execute(OLDER, named).fetchone()
    return int(row[0]) if row else 0


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Hold a lock of the whole database; whoever is gone has let go of it."""
    with engine.connect() as connection:
        driver = _driver(connection)
        driver.execute("SET lock_timeout = 0")
        driver.execute("SET statement_timeout = 0")
        driver.execute(f"SELECT pg_advisory_lock({SEED_LOCK})")
        try:
            yield
        finally:
            connection.invalidate()  # and with it the lock and what was set


def commit(connection: Connection) -> None:
    """Make the transaction durable."""
    _driver(connection).execute("COMMIT")


def rollback(connection: Connection) -> None:
    """Undo the transaction, unless its connection is gone."""
    driver = _driver(connection)
    if not driver.closed and driver.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
        driver.execute("ROLLBACK")


def _driver(connection: Connection) -> "psycopg.Connection[Any]":
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]  # psycopg is what we asked for
    return driver


def _state(error: BaseException) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlstate", None) or ""


def collided(error: BaseException) -> bool:
    """Whether the same write may well succeed if it is run again."""
    return _state(error) in COLLISIONS


def is_read_only(error: BaseException) -> bool:
    """Whether nobody can write there any more, such as when it has become a standby."""
    return _state(error) == READ_ONLY_NOW


def is_outdated(error: BaseException) -> bool:
    """Whether the session has prepared a statement for a column whose type a migration has changed since.

    psycopg does not prepare it anew, so that the session fails at every use; another session does not.
    """
    return _state(error) == UNSUPPORTED and CACHED_PLAN in str(error)


def is_gone(connection: Connection) -> bool:
    """Whether the connection broke."""
    return connection.closed or connection.invalidated or _driver(connection).closed


def integrity_problems(connection: Connection) -> list[str]:
    """PostgreSQL holds keys and references itself; nothing to look for here."""
    return []


def reason(error: BaseException) -> str:
    """What the database itself says is wrong: its first line, without the address before it."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    said = str(cause).splitlines()[0].rpartition("failed: ")[2].rstrip(".") if str(cause) else ""
    return said or "no answer"


def unavailable(error: BaseException) -> Unavailable:
    """What a failure of the database means to whoever asked."""
    return Full() if _state(error) == DISK_FULL else Unavailable()
