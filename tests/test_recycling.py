"""A PostgreSQL database that was used before is as one that was just made; see recycling.py."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL

import recycling
from databases import Postgres, Worlds
from higherthanthou.store.tables import metadata
from live import comes
from recycling import Lender

VALUES = {"boolean": "true", "jsonb": "'[]'", "json": "'[]'", "bytea": "'x'", "character varying": "'x'"}
"""What a row of a test has in a column of that type; in any other, a one."""

COLUMNS = """
    SELECT column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND column_default IS NULL
"""

TABLES = (*metadata.tables, "alembic_version")

Rows = dict[str, list[tuple[str]]]


@pytest.fixture
def postgres(worlds: Worlds) -> Postgres:
    """The server of the tests."""
    if worlds.postgres.server is None:
        pytest.skip("databases of the server of TEST_DATABASE_URL are made anew for each test")
    return worlds.postgres


@pytest.fixture
def lender(postgres: Postgres, worlds: Worlds) -> Iterator[Lender]:
    """Lends the wide world, which has rows in every table that a deck has."""
    made = Lender(postgres, str(worlds.world("postgresql", wide=True).database))
    yield made
    made.close()


@pytest.fixture
def url(postgres: Postgres, lender: Lender) -> URL:
    """One of its databases, which a test has; it was lent again after a session that changed nothing."""
    lent = lender.lend()
    with session_in(postgres, lent) as session:
        session.execute("SELECT 1")
    assert lent_again(lender, lent)
    return lent


def lent_again(lender: Lender, url: URL) -> bool:
    """Give it back; whether it is the next one that waits no longer."""
    lender.take_back(url)
    lender.take_back(lender.lend())  # another one, which now has to wait
    return lender.lend() == url


@contextmanager
def session_in(postgres: Postgres, url: URL) -> Iterator["psycopg.Connection[Any]"]:
    """A session, which at the end of the block is cut, and gone from the server, too."""
    with closing(postgres.connect(url)) as session:
        pid = session.info.backend_pid
        yield session
    with postgres.connect(postgres.url) as beside:
        left = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
        assert comes(lambda: beside.execute(left, [pid]).fetchone() == (0,))


def rows_of(postgres: Postgres, url: URL) -> Rows:
    """Every row of every table."""
    with session_in(postgres, url) as session:
        return {
            name: session.execute(
                sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(name))
            ).fetchall()
            for name in TABLES
        }


@pytest.fixture
def made(postgres: Postgres, worlds: Worlds) -> Rows:
    """The same of a database that was just made."""
    new = postgres.create(str(worlds.world("postgresql", wide=True).database))
    rows = rows_of(postgres, new)
    postgres.drop(new)
    return rows


def insert_into(session: "psycopg.Connection[tuple[str, str]]", table: str) -> None:
    """Add a row."""
    columns = session.execute(COLUMNS, [table]).fetchall()
    session.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns),
            sql.SQL(", ").join(sql.SQL(VALUES.get(kind, "1")) for _, kind in columns),
        )
    )


def test_every_table_has_its_rows_again(postgres: Postgres, lender: Lender, url: URL, made: Rows) -> None:
    """Rows that were added, changed and deleted, in every table, more than once."""
    assert rows_of(postgres, url) == made
    for _ in range(3):
        with session_in(postgres, url) as session:
            session.execute("SET session_replication_role = replica")  # nobody looks after references
            session.execute("UPDATE profiles SET name = 'Nobody'")
            for name in TABLES:
                first = "DELETE FROM {0} WHERE ctid = (SELECT min(ctid) FROM {0})"
                session.execute(sql.SQL(first).format(sql.Identifier(name)))
                insert_into(session, name)
        changed = rows_of(postgres, url)
        assert not [name for name in made if changed[name] == made[name]]
        assert lent_again(lender, url)
        assert rows_of(postgres, url) == made


def test_what_was_undone_leaves_nothing(postgres: Postgres, lender: Lender, url: URL, made: Rows) -> None:
    """A session that is cut in the middle of a transaction."""
    with session_in(postgres, url) as session:
        session.execute("BEGIN")
        session.execute("DELETE FROM profiles")
    assert lent_again(lender, url)
    assert rows_of(postgres, url) == made


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (id bigint)",
        "CREATE SEQUENCE more",
        "CREATE INDEX more ON profiles (score, name)",
        "CREATE SCHEMA more",
        "ALTER TABLE profiles ADD COLUMN more bigint",
        "ALTER TABLE profiles ALTER COLUMN name DROP NOT NULL",
        "DROP TABLE room_calls",
        "TRUNCATE profiles CASCADE",
        "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "GRANT SELECT ON profiles TO PUBLIC",
        "SELECT lo_create(0)",
        'ALTER DATABASE "{}" SET lock_timeout = 1',
        'ALTER DATABASE "{}" CONNECTION LIMIT 20',
        'ALTER DATABASE "{}" IS_TEMPLATE true',
        "ANALYZE profiles",
    ],
)
def test_a_database_of_which_more_than_rows_has_changed_is_not_used_again(
    postgres: Postgres, lender: Lender, url: URL, statement: str
) -> None:
    """It is another one that the next test gets."""
    with session_in(postgres, url) as session:
        session.execute(statement.format(url.database).encode())
    assert not lent_again(lender, url)


def test_no_statistics_are_gathered_unless_a_test_does(postgres: Postgres, url: URL) -> None:
    """Those of the planner, by autovacuum."""
    with session_in(postgres, url) as session:
        assert session.execute("SHOW autovacuum").fetchone() == ("off",)


def test_a_database_to_which_somebody_is_connected_is_not_used_again(
    postgres: Postgres, lender: Lender, url: URL
) -> None:
    """Such as a server that goes on."""
    with session_in(postgres, url):
        assert not lent_again(lender, url)


def test_after_a_server_was_stopped_its_databases_are_made_anew(
    postgres: Postgres, lender: Lender, url: URL
) -> None:
    """The counters may not have outlived it."""
    postgres.stop_and_start(0)
    assert not lent_again(lender, url)


def test_a_database_is_made_anew_after_some_tests(lender: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is deleted takes room."""
    monkeypatch.setattr(recycling, "USES", 3)
    url = lender.lend()
    assert [lent_again(lender, url) for _ in range(3)] == [True, True, False]


def test_what_is_lent_or_waits_is_not_dropped(postgres: Postgres, worlds: Worlds, tmp_path: Path) -> None:
    """However its URL is written."""
    with worlds.lent("postgresql", True, tmp_path) as database:
        url = database.url.update_query_dict({"connect_timeout": "9"})
        with pytest.raises(AssertionError, match="is lent"):
            worlds.drop(url)
    with pytest.raises(AssertionError, match="is lent"):
        worlds.drop(url)
    with session_in(postgres, url) as session:
        assert session.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


def test_what_another_process_may_serve_is_never_used_again(
    postgres: Postgres, worlds: Worlds, tmp_path: Path
) -> None:
    """A client that outlives its test finds no database."""
    copy = worlds.copy("postgresql", False, tmp_path)
    worlds.drop(copy)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        postgres.connect(copy)
