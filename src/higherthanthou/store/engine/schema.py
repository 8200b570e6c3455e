"""Bringing the database to the schema of this version."""

from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import column, table

from ..tables import metadata
from ..tables.revisions import HEAD, MIGRATIONS, REVISIONS
from .backend import Backend
from .errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

IN_USE = (
    "Schema {} changes what servers of an older version use, and some still run (connections: {}). "
    "Stop every server of the older version, then start this one again."
)

_version = table("alembic_version", column("version_num"))


def upgrade(engine: Engine, backend: Backend) -> None:
    """Create or upgrade the schema in one transaction; two starts at once run it once."""
    try:
        with engine.connect() as connection:
            backend.begin_upgrade(connection)
            try:
                _migrate(connection, backend)
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


def _migrate(connection: Connection, backend: Backend) -> None:
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
    if revision is not None:
        _refuse_if_in_use(config, revision, backend.older_sessions(connection))
    command.upgrade(config, HEAD)


def _refuse_if_in_use(config: "Config", revision: str, sessions: int) -> None:
    """StoreError if servers of an older version are connected, and cannot go on with the new schema.

    They could with the migrations that say so: ``rolling`` in a module of ``migrations/versions``.
    """
    from alembic.script import ScriptDirectory

    pending = ScriptDirectory.from_config(config).iterate_revisions(HEAD, revision)
    breaking = [one.revision for one in pending if not getattr(one.module, "rolling", False)]
    if sessions and breaking:
        raise StoreError(IN_USE.format(min(breaking), sessions))
