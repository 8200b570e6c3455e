"""Distributes the tables of a PostgreSQL with the Citus extension over its machines.

Rows of players go to the shard of their player, what everybody counts up is spread, and each machine has all
other tables whole. Citus accepts a reference between two tables only while both are distributed, so
references are dropped before and made again after, each in a statement of its own. Every step is durable by
itself: what was cut off goes on where it stopped when the command is run again.
"""

from collections.abc import Iterator

from sqlalchemy import ForeignKeyConstraint, Table, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.schema import AddConstraint

from ..engine.backend import is_shared
from ..engine.database import Database
from ..engine.errors import StoreError
from ..tables import metadata
from ..tables.distribution import along_with, distributed_by, in_order

NOT_POSTGRESQL = "Only a PostgreSQL with the Citus extension can be distributed, and this database is SQLite."
NO_CITUS = "This PostgreSQL has no Citus extension: CREATE EXTENSION citus adds it, if Citus is installed."
RESTORE_BEFORE = "This database is distributed: restore into one that is not yet, then distribute that."
DONE = "This database is distributed already."

_citus = text("SELECT 1 FROM pg_extension WHERE extname = 'citus'")
_known = text(
    "SELECT relname FROM pg_dist_partition JOIN pg_class ON pg_class.oid = logicalrelid "
    "WHERE partmethod = 'h' OR repmodel = 't'"
)
"""Spread by a hash, or whole on every machine. Citus also notes tables that one machine alone has: a new one
that refers to a whole one is noted like that by itself (partmethod n, repmodel s)."""
_whole = text("SELECT create_reference_table(CAST(:name AS regclass))")
_spread = text(
    "SELECT create_distributed_table("
    "CAST(:name AS regclass), CAST(:column AS text), colocate_with => CAST(:beside AS text))"
)
_clear = text("SELECT truncate_local_data_after_distributing_table(CAST(:name AS regclass))")


def refuse_if_distributed(database: Database) -> None:
    """StoreError if a restore would have to replace what is spread over machines, which Citus refuses."""
    if is_shared(database.url) and database.read_now(_distributed):
        raise StoreError(RESTORE_BEFORE)


def _distributed(connection: Connection) -> set[str]:
    """The names of the tables that are distributed."""
    if connection.execute(_citus).first() is None:
        return set()
    return set(connection.execute(_known).scalars()) & set(metadata.tables)


def distribute(database: Database) -> Iterator[str]:
    """Distribute what is not distributed yet; tell of each table, once it is.

    Raises:
        StoreError: The database is none that can be distributed, is distributed already, or has refused.
    """
    if not is_shared(database.url):
        raise StoreError(NOT_POSTGRESQL)
    try:
        with database.changing_schema() as connection:
            yield from _distribute(connection)
    except database.backend.UNREADABLE as error:
        said = database.backend.reason(error)
        raise StoreError(f"The database was not distributed whole: {said}. Run this again then.") from error


def _distribute(connection: Connection) -> Iterator[str]:
    if connection.execute(_citus).first() is None:
        raise StoreError(NO_CITUS)
    known = _distributed(connection)
    waiting = [table for table in in_order() if table.name not in known]
    if not waiting and next(_missing(connection), None) is None:
        raise StoreError(DONE)
    _drop_references(connection, {table.name for table in waiting})
    for table in waiting:
        yield _place(connection, table)
    for constraint in list(_missing(connection)):
        connection.execute(AddConstraint(constraint))


def _place(connection: Connection, table: Table) -> str:
    """Distribute a table with its rows; what is left of them where they were is cleared away."""
    column, named = distributed_by(table), {"name": table.name}
    if column is None:
        connection.execute(_whole, named)
    else:
        connection.execute(_spread, named | {"column": column.name, "beside": along_with(table)})
    connection.execute(_clear, named)
    return f"{table.name}: on every machine" if column is None else f"{table.name}: by {column.name}"


def _drop_references(connection: Connection, names: set[str]) -> None:
    """Drop every reference from or to some tables."""
    for table in metadata.sorted_tables:
        for key in inspect(connection).get_foreign_keys(table.name):
            if names & {table.name, key["referred_table"]}:
                connection.execute(text(f'ALTER TABLE "{table.name}" DROP CONSTRAINT "{key["name"]}"'))


def _missing(connection: Connection) -> Iterator[ForeignKeyConstraint]:
    """The references that tables should have and have not."""
    for table in metadata.sorted_tables:
        there = [key["constrained_columns"] for key in inspect(connection).get_foreign_keys(table.name)]
        for constraint in sorted(table.foreign_key_constraints, key=lambda one: list(one.column_keys)):
            if constraint.column_keys not in there:
                yield constraint
