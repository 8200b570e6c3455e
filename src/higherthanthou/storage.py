"""Opening the database of the settings, for the server and for every command."""

from pathlib import Path

from .settings import Settings, data_folder
from .store.engine.backend import database_url, is_shared
from .store.engine.database import Database


def database_path(settings: Settings) -> Path | None:
    """The file of the database, whether it is there or not; None if it is in no file of ours."""
    url = database_url(settings.database_url, settings.data_dir)
    return None if is_shared(url) else Path(url.database or "")


def open_database(settings: Settings, loop_writes: bool = False) -> Database:
    """The database of the settings, upgraded to this version; ``loop_writes`` as in ``Database``."""
    folder = data_folder(settings)
    database = Database(database_url(settings.database_url, folder), settings.waiting_writes, loop_writes)
    try:
        database.upgrade()
    except BaseException:
        database.close()
        raise
    return database
