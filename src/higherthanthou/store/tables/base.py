"""Shared by all tables: the metadata and the type of big integers."""

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table
from sqlmodel import SQLModel

SQLModel.model_config["defer_build"] = True  # validators take time and memory, and tables check nothing

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# Of an index over some rows, tables name the rows for SQLite alone. What PostgreSQL is told is in the
# migrations, and a word of it here would load its dialect, 2 MB, on SQLite too.

BIG = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit integer. SQLite uses a primary key as row id only if its type is INTEGER."""


def columns(table: Table, names: str) -> tuple[Column[Any], ...]:
    """The columns of a table, by their names separated by spaces."""
    return tuple([table.c[name] for name in names.split()])
