"""Bringing the database to the schema of this version."""

from pathlib import Path

from sqlalchemy import Engine, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import column, table

from ..tables import metadata
from .backend import Backend
from .errors import StoreError

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
REVISIONS = sorted(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
HEAD = REVISIONS[-1]

_version = table("alembic_version", column("version_num"))


def upgrade(engine: Engine, backend: Backend) -> None:
    """Create or upgrade the schema in one transaction; two starts at once run it once."""
    try:
        with engine.connect() as connection:
            backend.begin_upgrade(connection)
            try:
                _migrate(connection)
                backend.commit(connection)
            except BaseException:
                backend.rollback(connection)
                raise
            finally:
                backend.end_upgrade(connection)
    except backend.UNREADABLE as error:
        raise StoreError.unusable(engine.url.database, backend.reason(error)) from error


def revision_of(connection: Connection) -> str | None:
    """The revision of the schema that is there, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(select(_version.c.version_num)).scalar_one_or_none())


def _migrate(connection: Connection) -> None:
    revision = revision_of(connection)
    if revision == HEAD:
        missing = set(metadata.tables) - set(inspect(connection).get_table_names())
        if missing:
            raise StoreError(f"The database is none of this game: it has no table {min(missing)}.")
        return
    if revision is not None and revision not in REVISIONS:
        raise StoreError(f"The database has schema {revision}, unknown to this version; use a newer one.")
    from alembic import command  # takes half a second to import, and is seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
