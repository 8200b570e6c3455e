"""Backup and restore: every row of every table, in an SQLite file, even if the game uses PostgreSQL.

Tables of what is gone within the hour are left empty: spreadsheets that wait, and tries to sign in.

A backup is a consistent snapshot, taken while the game goes on. A backup and a restore also move a game
from SQLite to PostgreSQL, or back.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Table, delete, exists, insert, inspect, select
from sqlalchemy.engine import URL, Connection

from ..engine.database import Database
from ..engine.errors import StoreError, Unavailable
from ..engine.schema import revision_of
from ..players.players import erase
from ..tables import (
    erasures,
    host_sessions,
    hosts,
    metadata,
    players,
    sessions,
    sign_in_tries,
    upload_pieces,
    uploads,
)
from ..tables.revisions import REVISIONS
from .distributing import refuse_if_distributed

PASSING = {sign_in_tries, uploads, upload_pieces}
"""Tables whose rows are kept for an hour, and so in no backup."""

ROWS = 500
"""Rows copied at a time."""


def backup(database: Database, path: Path) -> int:
    """Write everything to a new file, whole or not at all; return the number of rows."""
    coming = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        if path.exists():
            raise StoreError(f"There is something at {path} already.")
        coming.touch()
        with _file(coming) as file:
            _prepare(file, path)
            rows = database.read_now(
                lambda connection: file.write_now(lambda other: _copy(connection, other))
            )
        os.replace(coming, path)
    except OSError as error:
        raise _not_written(path, error.strerror) from None
    finally:
        with suppress(OSError):  # it was renamed, or never created
            coming.unlink()
    return rows


def restore(database: Database, path: Path) -> int:
    """Replace everything by a backup; return the number of rows.

    Players who were erased since the backup are erased again. Nobody stays signed in: the cookies that were
    valid when the backup was made may be in other hands.
    """
    refuse_if_distributed(database)
    with TemporaryDirectory() as folder, _file(_copied(path, folder)) as file:
        _must_be_sound(file, path)
        _must_fit(file, path)
        return file.read_now(lambda source: database.write_now(lambda target: _replace(source, target)))


def _prepare(file: Database, path: Path) -> None:
    """Create the tables in a new file; errors name the path that it will get."""
    try:
        file.upgrade()
    except StoreError as error:
        raise _not_written(path, file.backend.reason(error.__cause__ or error)) from None


def _not_written(path: Path, reason: str | None) -> StoreError:
    return StoreError(f"The backup cannot be written to {path}: {reason}.")


def _copied(path: Path, folder: str) -> Path:
    """Copy a backup, so that the copy can be upgraded."""
    try:
        if not path.is_file():
            raise StoreError(f"There is no backup at {path}.")
        return Path(shutil.copy(path, folder))
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from None


def _must_fit(file: Database, path: Path) -> None:
    """Upgrade a copy to the schema of this version; refuse it if its tables or columns then differ."""
    revision = file.read_now(revision_of)
    if revision not in REVISIONS:
        raise StoreError(f"{path} has schema {revision}, unknown to this version; use a newer one.")
    try:
        file.upgrade()
    except StoreError:
        raise _broken(path) from None
    difference = file.read_now(_difference)
    if difference:
        raise StoreError(f"{path} does not fit this version: its table {difference}.")


def _difference(connection: Connection) -> str | None:
    """Name the first column that is missing or unknown."""
    there = inspect(connection)
    for table in metadata.sorted_tables:
        found, ours = {column["name"] for column in there.get_columns(table.name)}, set(table.c.keys())
        if ours - found:
            return f"{table.name} has no column {min(ours - found)}"
        if found - ours:
            return f"{table.name} has a column {min(found - ours)} that the game does not know"
    return None


def _broken(path: Path) -> StoreError:
    return StoreError(f"{path} is no backup of this game, or a broken one.")


def _must_be_sound(file: Database, path: Path) -> None:
    """Refuse a file that is broken or not a database of this game: it would replace everything by nothing."""
    try:
        revision = file.read_now(revision_of)
        problems = file.read_now(file.backend.integrity_problems)
    except Unavailable:
        revision, problems = None, []
    except file.backend.UNREADABLE:
        revision, problems = None, []
    if revision is None or problems:
        raise _broken(path)


def is_empty(connection: Connection) -> bool:
    """Whether there are no players and no hosts whose data a restore would replace."""
    return not any(
        connection.execute(select(exists().where(table.c.id > 0))).scalar() for table in (players, hosts)
    )


@contextmanager
def _file(path: Path) -> Iterator[Database]:
    file = Database(URL.create("sqlite", database=str(path)))
    try:
        yield file
    finally:
        file.close()


def _copy(source: Connection, target: Connection) -> int:
    lasting = [table for table in metadata.sorted_tables if table not in PASSING]
    return sum(_copy_table(source, target, table) for table in lasting)


def _copy_table(source: Connection, target: Connection, table: Table) -> int:
    count = 0
    found = source.execution_options(stream_results=True).execute(select(table))
    for rows in found.mappings().partitions(ROWS):
        target.execute(insert(table), [dict(row) for row in rows])
        count += len(rows)
    return count


def _replace(source: Connection, target: Connection) -> int:
    erased = {row.player_id: row.erased_at for row in target.execute(select(erasures))}
    for table in reversed(metadata.sorted_tables):
        target.execute(delete(table))
    count = _copy(source, target)
    for table in (sessions, host_sessions):
        target.execute(delete(table))
    known = set(target.execute(select(erasures.c.player_id)).scalars())
    since = {player_id: at for player_id, at in erased.items() if player_id not in known}
    for player_id, at in since.items():
        erase(target, player_id, at)
    return count
