"""All that only SQLite understands."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from .errors import Full, Unavailable

try:
    from pysqlite3 import dbapi2 as sqlite3  # a newer SQLite than most systems have
except ImportError:
    import sqlite3

BUSY_MILLISECONDS = 2500
PAGE_CACHE_KIB = 16 * 1024

ERRORS: tuple[type[Exception], ...] = (OperationalError, sqlite3.OperationalError)
"""The database is locked, full, away or broken: the fault of no single write."""

UNREADABLE: tuple[type[Exception], ...] = (sqlite3.DatabaseError, DatabaseError)
"""The file is no database, or none of ours."""


def write_engine(url: URL) -> Engine:
    """The engine of the one writer: durable commits, transactions begun by hand."""
    engine = _engine(url, connections=1)
    event.listen(engine, "connect", _prepare_writer)
    return engine


def read_engine(url: URL, connections: int, patient: bool = True) -> Engine:
    """An engine whose connections cannot write; those that are not ``patient`` wait for no lock."""
    path = Path(url.database or "").resolve().as_uri()
    engine = _engine(URL.create("sqlite", database=path, query={"mode": "ro", "uri": "true"}), connections)
    event.listen(engine, "connect", _prepare_reader if patient else _prepare_quick_reader)
    return engine


def _engine(url: URL, connections: int) -> Engine:
    return create_engine(
        url,
        module=sqlite3,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        connect_args={"check_same_thread": False, "cached_statements": 256},
    )


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """WAL where this SQLite keeps every commit in it, else the rollback journal.

    Releases 3.7.0 to 3.51.2 can lose commits or corrupt a WAL file when several connections write
    and checkpoint; fixed in 3.51.3, 3.50.7 and 3.44.6 (sqlite.org, release notes).
    """
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return "wal" if fixed else "persist"


def _prepare_writer(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        f"journal_mode={journal_mode()}",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"cache_size=-{PAGE_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reader(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_quick_reader(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA busy_timeout=0")
    connection.execute("PRAGMA query_only=ON")


BEGIN_READ = "BEGIN"

PATIENCE: float | None = None
"""Nobody gives up waiting for a file: the busy timeout sees to that."""


def begin_write(connection: Connection) -> None:
    """Begin a transaction that holds the write lock from the start: a deferred one could not wait for it."""
    _wait_at_most(connection, BUSY_MILLISECONDS)
    _driver(connection).execute("BEGIN IMMEDIATE")


def begin_write_at_once(connection: Connection) -> bool:
    """The same without any waiting; False if another process holds the lock."""
    _wait_at_most(connection, 0)
    try:
        _driver(connection).execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


def _wait_at_most(connection: Connection, milliseconds: int) -> None:
    """Have the connection wait so long for a lock; what is set already is not set again for every batch."""
    if connection.info.get("patience") != milliseconds:
        _driver(connection).execute(f"PRAGMA busy_timeout={milliseconds}")
        connection.info["patience"] = milliseconds


def begin_again(connection: Connection) -> None:
    """Undo all of the transaction and begin another, with the patience of the one before."""
    rollback(connection)
    _driver(connection).execute("BEGIN IMMEDIATE")


def is_open(connection: Connection) -> bool:
    """Whether a transaction is open."""
    return bool(_driver(connection).in_transaction)


def changes(connection: Connection) -> int:
    """How many rows this connection has changed since it was opened."""
    return int(_driver(connection).total_changes)


def begin_upgrade(connection: Connection) -> None:
    """Begin a transaction in which tables can be made anew; whoever holds the write lock upgrades alone.

    References are not looked at meanwhile, so that what is referenced can be made anew, too (sqlite.org,
    lang_altertable.html, section 7).
    """
    _driver(connection).execute("PRAGMA foreign_keys=OFF")
    try:
        begin_write(connection)
    except BaseException:
        end_upgrade(connection)
        raise


def end_upgrade(connection: Connection) -> None:
    """Look at references again, however the upgrade went."""
    _driver(connection).execute("PRAGMA foreign_keys=ON")


def older_sessions(connection: Connection) -> int:
    """No other server has a file open: the lock of the data folder sees to that."""
    return 0


def alone(engine: Engine) -> AbstractContextManager[None]:
    """Only one process serves a file: that of the data folder's lock."""
    return nullcontext()


def commit(connection: Connection) -> None:
    """Make the transaction durable. Without WAL that waits for those who read."""
    if journal_mode() != "wal":
        _wait_at_most(connection, BUSY_MILLISECONDS)
    _driver(connection).execute("COMMIT")


def checkpoint(connection: Connection) -> None:
    """Copy what the log holds into the database, as far as nobody has to be waited for."""
    _driver(connection).execute("PRAGMA wal_checkpoint(PASSIVE)")


def rollback(connection: Connection) -> None:
    """Undo the transaction, unless the failure has ended it already."""
    if is_open(connection):
        _driver(connection).execute("ROLLBACK")


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """Undo what is done within if it raises; a failure of the database itself is left to the transaction."""
    driver = _driver(connection)
    driver.execute("SAVEPOINT one")
    try:
        yield
    except ERRORS:
        raise
    except BaseException:
        driver.execute("ROLLBACK TO one")
        driver.execute("RELEASE one")
        raise
    driver.execute("RELEASE one")


def _driver(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection: what a batch begins and ends with skips everything in between."""
    driver: sqlite3.Connection = connection.connection.driver_connection
    return driver


def integrity_problems(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with the file; an empty list if nothing."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    orphans = [
        f"{row[0]} has a row without its {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return [line for line in found if line != "ok"] + orphans + list(_no_numbers(connection))


def _no_numbers(connection: Connection) -> Iterator[str]:
    """Where something else stands in a column of whole numbers of files or runs: SQLite takes anything."""
    for table in ("profiles", "runs"):
        described = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
        names = [row[1] for row in described if "INT" in row[2].upper()]
        if not names:
            continue
        quoted = ['"{}"'.format(name.replace('"', '""')) for name in names]
        odd = ", ".join(f"sum(typeof({name}) NOT IN ('integer', 'null'))" for name in quoted)
        counted = connection.exec_driver_sql(f"SELECT {odd} FROM {table}").one()  # noqa: S608  # names of the schema
        for name, count in zip(names, counted, strict=True):
            if count:
                yield f"{table} has {count} rows in which {name} is no number"


def is_outdated(error: BaseException) -> bool:
    """SQLite prepares a statement anew when the schema has changed."""
    return False


def reason(error: BaseException) -> str:
    """What the database itself says is wrong."""
    return str(error.orig if isinstance(error, DatabaseError) else error)


def unavailable(error: BaseException) -> Unavailable:
    """What a failure of the database means to whoever asked."""
    cause = error.orig if isinstance(error, OperationalError) else error
    full = isinstance(cause, sqlite3.Error) and getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL"
    return Full() if full else Unavailable()
