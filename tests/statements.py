"""Statements that SQLAlchemy has compiled, for all databases that the tests of a process open.

SQLAlchemy keeps them with an engine. A server has few engines for as long as it runs; a test has its own, and would
compile again all that it uses.
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
    """Let them share: SQLAlchemy asks whether a dialect is the same, which is now any of its class for that server."""
    kept: dict[type, LRUCache[Any, Any]] = {}
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        kept[kind] = LRUCache(MANY)
        kind.__eq__ = same  # type: ignore[method-assign]  # for the tests alone
        kind.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]  # goes with it

    def opened(*arguments: Any, **options: Any) -> Engine:
        engine = create_engine(*arguments, **options)
        engine._compiled_cache = kept[type(engine.dialect)]
        return engine

    for module in (sqlite, postgresql):
        module.create_engine = opened  # type: ignore[attr-defined]  # imported there by name


def same(one: Any, other: Any) -> bool:
    """Whether two dialects compile alike: of one class, and of one version of the server, which is None before they meet it."""
    return type(one) is type(other) and one.server_version_info == other.server_version_info
