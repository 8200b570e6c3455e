"""Statements that SQLAlchemy has compiled, for all databases that the tests of a process open.

A server has one database, and compiles each statement once. A test has one of its own, and would compile all that it uses.
"""

from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from higherthanthou.store.engine import postgresql, sqlite

MANY = 5000
"""So many are kept, of each kind of database."""


def share() -> None:
    """Let them share: SQLAlchemy asks whether a dialect is the same, which is now any of its class."""
    kept: dict[type, LRUCache[Any, Any]] = {}
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        kept[kind] = LRUCache(MANY)
        kind.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]
        kind.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]

    def opened(*arguments: Any, **options: Any) -> Engine:
        engine = create_engine(*arguments, **options)
        engine._compiled_cache = kept[type(engine.dialect)]
        return engine

    for module in (sqlite, postgresql):
        module.create_engine = opened  # type: ignore[attr-defined]
