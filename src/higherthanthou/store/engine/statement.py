"""A statement compiled once: SQLAlchemy Core on the SQLModel tables, run on the driver's own cursor.

Compiling, caching and unpacking take most of the time of a short statement; those that a guess
runs skip them. Values are numbers, strings and booleans, which need no conversion on the way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import ClauseElement, Insert, Select, Update, literal_column
from sqlalchemy.engine import Connection

Row: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The text for one kind of database, the values as its driver wants them, and those that never change."""

    sql: str
    given: Callable[[dict[str, Any]], Any]
    constants: dict[str, Any]


def _named(values: dict[str, Any]) -> dict[str, Any]:
    return values


def _in_order(names: list[str]) -> Callable[[dict[str, Any]], Any]:
    """What takes the values of these names, in that order."""
    return itemgetter(*names) if len(names) > 1 else lambda values: [values[name] for name in names]


def at_most(query: Select[Any], rows: int) -> Select[Any]:
    """The query with a limit that is written out.

    A limit that is bound makes an SQLite built with STAT4 plan the statement anew at every run (sqlite.org,
    sqlite3_prepare_v3), which takes longer than running it.
    """
    return query.limit(literal_column(str(rows))).offset(literal_column("0"))


class Statement:
    """A Core statement whose parameters are named with ``bindparam``, or literal and constant."""

    def __init__(self, core: ClauseElement) -> None:
        """Keep the statement; it is compiled at its first use, once for each kind of database."""
        self.core = core
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: dict[str, Any]) -> Any:
        """Run it with these values; return the driver's cursor."""
        compiled = self._compiled.get(connection.dialect.name) or self._compile(connection)
        if compiled.constants:
            values = compiled.constants | values
        driver: Any = connection.connection.dbapi_connection
        return driver.execute(compiled.sql, compiled.given(values))

    def many(self, connection: Connection, rows: list[dict[str, Any]]) -> None:
        """Run it for each of many rows."""
        compiled = self._compiled.get(connection.dialect.name) or self._compile(connection)
        driver: Any = connection.connection.dbapi_connection
        driver.cursor().executemany(compiled.sql, [compiled.given(row) for row in rows])

    def _compile(self, connection: Connection) -> _Compiled:
        text: Any = self.core.compile(dialect=connection.dialect)
        given = _in_order(text.positiontup) if text.positional else _named
        constants = {name: value for name, value in text.params.items() if value is not None}
        compiled = self._compiled[connection.dialect.name] = _Compiled(str(text), given, constants)
        return compiled

    def all(self, connection: Connection, **values: Any) -> list[Row]:
        """Every row, as plain tuples."""
        rows: list[Row] = self.run(connection, values).fetchall()
        return rows

    def first(self, connection: Connection, **values: Any) -> Row | None:
        """The first row, or None."""
        row: Row | None = self.run(connection, values).fetchone()
        return row

    def change(self, connection: Connection, **values: Any) -> int:
        """Run it for its effect; return the number of rows changed."""
        return int(self.run(connection, values).rowcount)


ONE_TRIP = frozenset({"postgresql"})
"""Where a statement may change several tables; SQLite neither can nor has a way to go."""


class Together:
    """Changes of which none reads what another has written: one trip to a database that is far away."""

    def __init__(self, first: Update, *others: Insert) -> None:
        """Several may share a parameter, by its name. If ``first`` changes nothing, all is to be undone."""
        parts = [part.cte(f"part_{number}") for number, part in enumerate(others)]
        self._at_once = Statement(first.add_cte(*parts))
        self._first, self._others = Statement(first), [Statement(part) for part in others]

    def change(self, connection: Connection, values: dict[str, Any]) -> int:
        """Run all of them with these values; return the number of rows that ``first`` changed."""
        if connection.dialect.name in ONE_TRIP:
            return int(self._at_once.run(connection, values).rowcount)
        changed = int(self._first.run(connection, values).rowcount)
        if changed:
            for part in self._others:
                part.run(connection, values)
        return changed
