"""Opens the configured database, for the server and for every command."""

import os
import signal
import sys
from pathlib import Path

from .clock import milliseconds
from .settings import Settings, data_folder
from .store.decks import deck_making, decks
from .store.engine.backend import database_url, is_shared
from .store.engine.database import Database
from .store.engine.errors import StoreError

KILLED = (
    "The making of the shipped decks was killed (signal {}), perhaps for want of memory; "
    "the next start begins it again."
)


def database_path(settings: Settings) -> Path | None:
    """The path of the SQLite file, which need not exist yet; None on PostgreSQL."""
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


def open_to_serve(settings: Settings, loop_writes: bool) -> Database:
    """The database with its decks, made if there are none, and without what a start that was cut off left."""
    path = database_path(settings)
    if path is not None and not path.exists():
        _make_apart(settings)
    database = open_database(settings, loop_writes)
    database.write_now(lambda connection: deck_making.discard_silent(connection, milliseconds()))
    if not database.read_now(decks.published):
        database.close()
        _make_apart(settings)
        database = open_database(settings, loop_writes)
    return database


def _make_apart(settings: Settings) -> None:
    """Have the database and the shipped decks made by a copy of this process, which has no threads yet.

    What that imports and leaves behind in memory is gone when it ends. Should this process end before it, it
    still holds the data folder. It says itself why it failed, or that it was stopped, unless it is killed.
    """
    heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        signal.signal(signal.SIGINT, heeded)
        if os.WIFSIGNALED(status):
            raise StoreError(KILLED.format(os.WTERMSIG(status)))
        if status:
            sys.exit(1)
        return
    signal.signal(signal.SIGINT, heeded)
    from .making.seeding import seed

    database = open_database(settings)
    try:
        seed(database)
    finally:
        database.close()
    os._exit(0)
