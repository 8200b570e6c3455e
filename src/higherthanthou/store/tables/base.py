"""What all tables share: the metadata, kinds of numbers, and ids that tell nothing."""

import secrets
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table
from sqlmodel import SQLModel

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

BIG = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit number; SQLite makes a table's own row id only of a column called INTEGER."""

ID_BITS = 62


def new_id() -> int:
    """A row id that tells neither order nor number."""
    return secrets.randbits(ID_BITS) + 1


def new_public_id() -> str:
    """128 random bits for a URL, as 22 characters."""
    return secrets.token_urlsafe(16)


def columns(table: Table, names: str) -> tuple[Column[Any], ...]:
    """The columns of a table by their names, which are separated by spaces."""
    return tuple([table.c[name] for name in names.split()])
