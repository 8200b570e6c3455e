"""PostgreSQL databases that one test after the other uses: every table gets the rows again that it began with.

To make a database and drop it costs more than most tests do with it. What a test has changed is told by the
counters of PostgreSQL, which a session adds to before it is gone. If more than rows has changed, or somebody is
still connected, the database is not used again. Not noticed are a subscription, a COMMENT ON DATABASE, and what a
session changes with ``track_counts`` off.
"""

from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

if TYPE_CHECKING:
    from databases import Postgres  # which imports this

USES = 40
"""After so many tests a database is made anew: what they deleted takes room until then."""

COUNTERS = """
    SELECT oid, relname, relnamespace = 'public'::regnamespace,
        pg_stat_get_tuples_inserted(oid) + pg_stat_get_tuples_updated(oid) + pg_stat_get_tuples_deleted(oid)
    FROM pg_class WHERE relkind = 'r' AND NOT relisshared
"""
"""Tables, whether they are the game's or say how those are made, and how many rows were ever changed in them.

A table that was emptied by TRUNCATE, or made or removed, is a change of rows of ``pg_class``; what ANALYZE found
out, one of ``pg_statistic``.
"""

AROUND = """
    SELECT datdba, datacl::text, datconnlimit, datallowconn, datistemplate,
        (SELECT string_agg(setconfig::text, '' ORDER BY setrole) FROM pg_db_role_setting WHERE setdatabase = oid),
        (SELECT count(*) FROM pg_class WHERE relkind = 'S')
    FROM pg_database WHERE datname = current_database()
"""
"""What is set for a database as a whole; and sequences, of which the game has none."""

CONNECTED = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend'
"""

Rows = Mapping[str, bytes]
"""The rows of each table, as COPY writes them; nothing for one that is empty."""


class State(NamedTuple):
    """What a database looks like from outside: its counters, those of its catalogs, and its settings."""

    rows: dict[str, int]
    schema: dict[int, int]
    around: tuple[object, ...]


class Recycled:
    """A database with one session that stays open, from which its rows are put back."""

    def __init__(self, session: "psycopg.Connection[Any]", rows: Rows | None = None) -> None:
        """``rows`` are those it begins with, if known already: ``self.rows``."""
        self._session = session
        self._session.execute("SET session_replication_role = replica")  # rows may refer to some that follow
        self._left = USES
        self._state = self._look()
        self.rows = rows if rows is not None else {name: self._read(name) for name in self._state.rows}

    def restore(self) -> bool:
        """Put back what was changed; False if the database cannot be used again."""
        self._left -= 1
        try:
            return self._left > 0 and self._is_free() and self._put_back(self._look())
        except psycopg.Error:  # a test has cut the session, or stopped the server
            return False

    def close(self) -> None:
        """End the session."""
        self._session.close()

    def _is_free(self) -> bool:
        return self._session.execute(CONNECTED).fetchone() == (0,)

    def _look(self) -> State:
        counters = self._session.execute(COUNTERS).fetchall()
        around = self._session.execute(AROUND).fetchone() or ()
        rows = {name: count for _, name, ours, count in counters if ours}
        return State(rows, {oid: count for oid, _, ours, count in counters if not ours}, around)

    def _put_back(self, state: State) -> bool:
        if state[1:] != self._state[1:] or state.rows.keys() != self._state.rows.keys():
            return False
        changed = [name for name, count in state.rows.items() if count != self._state.rows[name]]
        with self._session.transaction():
            for name in changed:
                self._session.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
                self._write(name)
        self._session.execute("SELECT pg_stat_force_next_flush()")
        self._state = self._look()
        return True

    def _read(self, name: str) -> bytes:
        with self._session.cursor().copy(copying(name, "TO STDOUT")) as copy:
            return b"".join(copy)

    def _write(self, name: str) -> None:
        if self.rows[name]:
            with self._session.cursor().copy(copying(name, "FROM STDIN")) as copy:
                copy.write(self.rows[name])


class Lender:
    """The databases of one world, each lent to one test at a time."""

    def __init__(self, postgres: "Postgres", template: str) -> None:
        """Copies of a template are lent; none is made yet."""
        self._postgres = postgres
        self._template = template
        self._rows: Rows | None = None
        self._lent: dict[str | None, Recycled] = {}
        self._back: deque[tuple[URL, Recycled]] = deque()

    def lend(self) -> URL:
        """A database that was used before, or a new one.

        The one that came back last has to wait: its sessions may need a moment to end.
        """
        return self._reused() or self._new()

    def take_back(self, url: URL) -> None:
        """What was lent may be lent again; nobody may use it from now on."""
        self._back.append((url, self._lent.pop(url.database)))

    def has(self, url: URL) -> bool:
        """Whether that database is lent, or waits to be."""
        return url.database in {*self._lent, *(waiting.database for waiting, _ in self._back)}

    def close(self) -> None:
        """End the sessions; the databases go with their server."""
        for recycled in [*self._lent.values(), *(recycled for _, recycled in self._back)]:
            recycled.close()

    def _reused(self) -> URL | None:
        while len(self._back) > 1:
            url, recycled = self._back.popleft()
            if recycled.restore():
                self._lent[url.database] = recycled
                return url
            recycled.close()
            with suppress(psycopg.errors.WrongObjectType):  # a template; it goes with the server
                self._postgres.drop(url)
        return None

    def _new(self) -> URL:
        url = self._postgres.create(self._template)
        recycled = Recycled(self._postgres.connect(url), self._rows)
        self._rows = recycled.rows
        self._lent[url.database] = recycled
        return url


def copying(name: str, where: str) -> sql.Composed:
    """The COPY of a table."""
    return sql.SQL("COPY {} " + where).format(sql.Identifier(name))
