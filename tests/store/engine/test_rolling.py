"""A schema that is upgraded while servers of an older version are connected: only if they can go on with it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect, select
from sqlalchemy.engine import URL, Connection

from databases import Worlds, setting
from higherthanthou.store.engine import schema
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import StoreError
from higherthanthou.store.engine.postgresql import CLIENT
from higherthanthou.store.engine.statement import Statement
from higherthanthou.store.tables import players
from higherthanthou.store.tables.revisions import HEAD, MIGRATIONS

PREPARED = 40
"""After so many runs each session has prepared a statement."""

OLD, ROLLED = "0009", "0012"
"""A schema whose next one drops a column, and one with which servers of the one before go on."""


@pytest.fixture
def url(worlds: Worlds) -> Iterator[URL]:
    """An empty database on PostgreSQL."""
    made = worlds.postgres.create()
    yield made
    worlds.drop(made)


@pytest.fixture
def upgrade(url: URL, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str | None]:
    """Brings it to a schema, as the version with that schema would; returns the schema it then has."""

    def to(head: str) -> str | None:
        with monkeypatch.context() as patched:
            patched.setattr(schema, "HEAD", head)
            database = Database(url)
            try:
                database.upgrade()
            finally:
                found = database.read_now(schema.revision_of)
                database.close()
        return found

    return to


@pytest.mark.parametrize("named", ["higherthanthou", "higherthanthou 0009"])
def test_servers_that_could_not_go_on_have_to_be_stopped_first(
    url: URL, upgrade: Callable[[str], str | None], named: str
) -> None:
    """It says which schema and how many connections; nothing is changed until they are gone."""
    assert upgrade(OLD) == OLD
    with psycopg.connect(setting(url), application_name=named):
        with pytest.raises(StoreError, match=r"Schema 0010 changes .* \(connections: 1\)\. Stop every"):
            upgrade(HEAD)
        with psycopg.connect(setting(url)) as other:
            assert other.execute("SELECT name_hidden FROM players").fetchall() == []
    assert upgrade(HEAD) == HEAD


def test_servers_that_can_go_on_may_stay(url: URL, upgrade: Callable[[str], str | None]) -> None:
    """Where tables are only added; and those of other programs, or of this version, are no servers of an older one."""
    before = schema.REVISIONS[schema.REVISIONS.index(ROLLED) - 1]
    assert upgrade(before) == before
    with psycopg.connect(setting(url), application_name="higherthanthou"):
        assert upgrade(ROLLED) == ROLLED
    database = Database(url)
    assert "uploads" in database.read_now(lambda c: inspect(c).get_table_names())
    database.close()


def test_the_docs_say_of_every_schema_whether_servers_go_on() -> None:
    """Of the earliest ones in one line: they have to be stopped."""
    page = (Path(__file__).parents[3] / "docs" / "self-hosting.md").read_text(encoding="utf-8")
    table = page.partition("| to schema |")[2].partition("\n\n")[0]
    lines = re.findall(r"^\| ([\d, ]+|older) \| (go on|have to be stopped)", table, re.M)
    told = {schema: said == "go on" for schemas, said in lines for schema in schemas.split(", ")}
    assert told.pop("older") is False
    rolling = {
        path.stem[:4]: bool(re.search(r"^rolling = True$", path.read_text(encoding="utf-8"), re.M))
        for path in (MIGRATIONS / "versions").glob("[0-9]*.py")
    }
    assert told == {revision: rolling[revision] for revision in rolling if revision >= min(told)}
    assert not any(rolling[revision] for revision in rolling if revision < min(told))


@pytest.mark.parametrize("named", ["psql", str(CLIENT["application_name"])])
def test_sessions_of_others_do_not_count(url: URL, upgrade: Callable[[str], str | None], named: str) -> None:
    """Of another program, or of a server that starts at the same moment."""
    assert upgrade(OLD) == OLD
    with psycopg.connect(setting(url), application_name=named):
        assert upgrade(HEAD) == HEAD


def test_a_type_that_was_changed_meanwhile_is_no_error(url: URL) -> None:
    """What sessions have prepared for the type before is prepared again in others, to read and to write."""
    database = Database(url)
    database.upgrade()
    scores = Statement(select(players.c.own_score))

    def read(connection: Connection) -> list[tuple[int]]:
        return list(scores.run(connection, {}).fetchall())

    for _ in range(PREPARED):
        assert database.read_now(read) == []
        assert database.write_now(read) == []
    with psycopg.connect(setting(url), autocommit=True) as other:
        other.execute("ALTER TABLE players ALTER own_score TYPE bigint")
    for _ in range(PREPARED):
        assert database.read_now(read) == []
        assert database.write_now(read) == []
    database.close()
