"""The schema: what the migrations make is what the tables say, and an older database keeps its rows."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import VARCHAR, text
from sqlalchemy.engine import Connection
from sqlmodel import AutoString
from tests.store.runs.test_runs import Sitting

from databases import Worlds
from higherthanthou.game.deal import Side
from higherthanthou.game.errors import Refusal
from higherthanthou.game.names.alias import alias_key
from higherthanthou.store.decks import decks
from higherthanthou.store.engine import schema
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import players
from higherthanthou.store.tables import STILL, metadata

RECORD = '[["Bills", "Pays late", "file", "history", -30], ["Court", "None", "withheld", "history", 5]]'
OLD_ROWS = (
    "INSERT INTO decks VALUES (1, 'old', 'Old', 'citizens', 'sesame', 'citizen', 'score', '', 350, 950, 1, "
    "'{state}', 40, 0)",
    "INSERT INTO players VALUES (1, 'Calm Ladder', 'calmladder', 0, 640, 1, '{{}}', 0)",
)
OLD_RUN = (
    "INSERT INTO runs VALUES ('r', 1, 1, 1, 'streak', 640, 640, 2, 1, 1, 1, 2, 700, 0, 0, NULL)",
    "INSERT INTO guesses VALUES ('r', 1, 3, 'higher', 700, 640, 1, 0, 0)",
)


def test_the_migrations_make_the_tables(database: Database) -> None:
    """No column, index or constraint differs.

    SQLite does not tell that one index runs downwards, and does not look at how long a text may be.
    """

    def differences(connection: Connection) -> list[object]:
        types = {"compare_type": differs if connection.dialect.name == "sqlite" else True}
        found = compare_metadata(MigrationContext.configure(connection, opts=types), metadata)
        return [change for change in found if "ix_board_rows_best" not in repr(change)]

    assert database.read_now(differences) == []


def differs(
    _context: object, _inspected: object, _column: object, there: object, wanted: object
) -> bool | None:
    """Whether a type is another one; None leaves that to alembic."""
    return False if type(there) is VARCHAR and isinstance(wanted, AutoString) else None


Upgraded = Callable[[str], Database]


@pytest.fixture
def upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Upgraded]:
    """Makes a database of the first schema with a deck in a state, upgrades it, and hands it out."""
    opened: list[Database] = []

    def upgrade(state: str) -> Database:
        url = database_url(f"sqlite:///{tmp_path / 'old.db'}", tmp_path)
        with monkeypatch.context() as patched:
            patched.setattr(schema, "HEAD", "0001")
            old = Database(url)
            old.upgrade()
        fill(old, state)
        old.close()
        opened.append(Database(url))
        opened[0].upgrade()
        return opened[0]

    yield upgrade
    for database in opened:
        database.close()


def fill(database: Database, state: str) -> None:
    """A deck of 40, a player, and a run with a guess and a file on its desk, as the first version kept them."""

    def write(connection: Connection) -> None:
        for sql in OLD_ROWS:
            connection.exec_driver_sql(sql.format(state=state))
        for n in range(40):
            connection.exec_driver_sql(
                "INSERT INTO profiles VALUES (?, 1, ?, ?, 30, '', '', '', ?, '', '{}', '[]', '[]', ?)",
                (n + 1, 350 + 15 * n, f"Person {n + 1}", f"portrait{n}", RECORD),
            )
        for sql in OLD_RUN:
            connection.exec_driver_sql(sql)

    database.write_now(write)


def test_a_database_of_the_first_schema_is_upgraded_whole(upgraded: Upgraded) -> None:
    """Guesses get the names of their files, files their persons, and the run that was open is played on."""
    database = upgraded("published")
    rows = database.read_now(
        lambda c: c.exec_driver_sql("SELECT person, since, until, portrait FROM profiles").all()
    )
    assert len({person for person, *_ in rows}) == 40
    assert {(since, until) for _, since, until, _ in rows} == {(1, STILL)}
    names = database.read_now(lambda c: c.exec_driver_sql("SELECT name FROM guesses").scalars().all())
    assert names == ["Person 3"]
    deck = database.read_now(lambda connection: decks.find(connection, "old"))
    assert deck is not None
    assert (deck.version, deck.size) == (1, 40)
    sitting = Sitting(database, deck)
    sitting.player = 1
    after = sitting.guess("r", 2, Side.HIGHER)
    assert len(after.judged) == 2


NAMES = {
    "Calm Ladder": "calmladder",
    "मीना": "मन",
    "Zoë": "zoe",
    "각하": "\u1100\u1161\u11a8\u1112\u1161",
    "かぎ": "かき",
}
"""Names and the keys that they had before revision 0007."""

FIFTH = (
    "INSERT INTO decks (id, slug, title, theme, noun, label, unit, low, high, version, state, size, created_at) "
    "VALUES (1, 'old', 'Old', 'deck', 'citizen', 'score', '', 350, 950, 1, 'published', 1, 0)",
    "INSERT INTO profiles (id, deck_id, score, name, occupation, place, file_number, portrait, portrait_alt, look, facts, "
    "withheld, record, person) VALUES (1, 1, 500, 'Łucja', 'baker', 'Gdańsk', '', 'p', '', '{}', '[]', '[]', '[]', 'p')",
)  # fmt: skip


@pytest.fixture
def fifth(
    worlds: Worlds, backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A database of revision 0005, on either kind, with players and hosts of NAMES and a file."""
    sqlite = database_url(f"sqlite:///{tmp_path / 'fifth.db'}", tmp_path)
    url = sqlite if backend == "sqlite" else worlds.postgres.create()
    old = Database(url)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "HEAD", "0005")
        old.upgrade()

    def write(connection: Connection) -> None:
        for sql in FIFTH:
            connection.exec_driver_sql(sql)
        for number, (name, key) in enumerate(NAMES.items(), 1):
            row = {"id": number, "name": name, "key": key, "hidden": number == 2}
            connection.execute(text("INSERT INTO hosts VALUES (:id, :name, :key, '', 0)"), row)
            players = "INSERT INTO players (id, alias, alias_key, name_hidden, own_score, provisional, answers, created_at)"
            connection.execute(
                text(f"{players} VALUES (:id, :name, :key, :hidden, 640, true, '{{}}', 0)"), row
            )

    old.write_now(write)
    old.close()
    database = Database(url)
    yield database
    database.close()
    worlds.drop(url)


def test_no_migration_depends_on_what_the_game_does_today() -> None:
    """What a revision did stays what it did, whatever becomes of the rules since."""
    for version in (schema.MIGRATIONS / "versions").glob("*.py"):
        assert "higherthanthou" not in version.read_text(encoding="utf-8"), version.name


def test_names_of_an_older_database_are_compared_as_now(fifth: Database) -> None:
    """Each player and host has the key that a new one of the name would get, and files are searched."""
    fifth.upgrade()
    for table, columns in (("players", "alias, alias_key"), ("hosts", "name, name_key")):
        query = text(f"SELECT {columns} FROM {table}")
        keys = dict(map(tuple, fifth.read_now(lambda c, query=query: c.execute(query).all())))
        assert keys == {name: alias_key(name) for name in NAMES}
    sought = fifth.read_now(lambda c: c.execute(text("SELECT sought FROM profiles")).scalar())
    assert sought == "łucja\nbaker\ngdansk"
    made = fifth.write_now(lambda c: players.add_player(c, "somebody", 1, Random(1)))
    fifth.write_now(lambda c: players.rename(c, made, "मोना"))
    with pytest.raises(Refusal, match="has that alias"):
        fifth.write_now(lambda c: players.rename(c, made, "मीना"))


def test_an_alias_that_was_hidden_stays_hidden(fifth: Database) -> None:
    """Everywhere, as it was; the others are shown."""
    fifth.upgrade()
    query = text("SELECT player_id, deck_id, alias_key, instead FROM hidden_aliases")
    found = fifth.read_now(lambda c: [tuple(row) for row in c.execute(query)])
    assert found == [(2, 0, alias_key(list(NAMES)[1]), "")]


def test_an_old_draft_stays_one(upgraded: Upgraded) -> None:
    """It has never been published: its first version is still to come."""
    database = upgraded("draft")
    deck = database.read_now(lambda connection: decks.by_id(connection, 1))
    assert deck is not None
    assert (deck.version, deck.state) == (0, "draft")
    labels = database.read_now(lambda c: c.exec_driver_sql("SELECT labels FROM decks").scalar_one())
    assert "withheld: Court" in labels
