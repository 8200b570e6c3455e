"""Opens the configured database, for the server and for every command."""

from pathlib import Path

from .settings import Settings, data_folder
from .store.engine.backend import database_url, is_shared
from .store.engine.database import Database


def database_path(settings: Settings) -> Path | None:
    """The path of the SQLite file, which need not exist yet; None on PostgreSQL."""
    url = database_url(settings.database_url, settings.data_dir)
    return None if is_shared(url) else Path(url.database or "")


def open_database(settings: Settings, relay: bool = False) -> Database:
    """Open the configured database and upgrade its schema; ``relay`` is as in ``Database``."""
    folder = data_folder(settings)
    database = Database(database_url(settings.database_url, folder), settings.waiting_writes, relay)
    try:
        database.upgrade()
    except BaseException:
        database.close()
        raise
    return database
