"""Bringing the database to the schema of this version."""

from pathlib import Path

from sqlalchemy import Engine, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import column, table

from .engine import DATABASE_ERRORS, begin_write, rollback
from .errors import StoreError

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
REVISIONS = sorted(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
HEAD = REVISIONS[-1]

_version = table("alembic_version", column("version_num"))


def upgrade(engine: Engine) -> None:
    """Create or upgrade the schema in one transaction; two starts at once run it once."""
    try:
        with engine.connect() as connection:
            begin_write(connection)
            try:
                _migrate(connection)
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                rollback(connection)
                raise
    except DATABASE_ERRORS as error:
        raise StoreError(f"The database cannot be opened for writing: {error.args[0]}.") from error


def revision_of(connection: Connection) -> str | None:
    """The revision of the schema that is there, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(select(_version.c.version_num)).scalar_one())


def _migrate(connection: Connection) -> None:
    revision = revision_of(connection)
    if revision == HEAD:
        return
    if revision is not None and revision not in REVISIONS:
        raise StoreError(f"The database has schema {revision}, unknown to this version; use a newer one.")
    from alembic import command  # takes half a second to import, and is seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
