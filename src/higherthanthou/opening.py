"""Opening the database of the settings, for the server and for every command."""

from pathlib import Path

from .settings import Settings, data_folder
from .store.database import Database
from .store.engine import database_url


def database_path(settings: Settings) -> Path:
    """The file of the database, whether it is there or not."""
    return Path(database_url(settings.database_url, settings.data_dir).database or "")


def open_database(settings: Settings) -> Database:
    """The database of the settings, upgraded to the schema of this version."""
    folder = data_folder(settings)
    database = Database(database_url(settings.database_url, folder), settings.waiting_writes)
    try:
        database.upgrade()
    except BaseException:
        database.close()
        raise
    return database
