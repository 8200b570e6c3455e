"""The schema: what the migrations make is what the tables say, and an older database keeps its rows."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection
from tests.store.test_runs import Sitting

from higherthanthou.game.deal import Side
from higherthanthou.store.database import Database
from higherthanthou.store.decks import Deck
from higherthanthou.store.tables import metadata


def test_the_migrations_make_the_tables(database: Database) -> None:
    """No column, index or constraint differs; SQLite does not tell that one index runs downwards."""

    def differences(connection: Connection) -> list[object]:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
        return [change for change in found if "ix_board_rows_best" not in repr(change)]

    assert database.read_now(differences) == []


def test_a_database_of_the_first_schema_gets_the_names_of_its_guesses(database: Database, deck: Deck) -> None:
    """The log of before is filled from the files."""
    sitting = Sitting(database, deck)
    shown = sitting.guess(sitting.start(), 1, Side.HIGHER)
    assert shown.last is not None

    def go_back(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE guesses DROP COLUMN name")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")

    database.write_now(go_back)
    database.close()
    opened = Database(database.url)
    opened.upgrade()
    names = opened.read_now(lambda c: c.exec_driver_sql("SELECT name FROM guesses").scalars().all())
    opened.close()
    assert names == [shown.last.name]
