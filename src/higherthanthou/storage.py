"""Opens the configured database, for the server and for every command."""

import gc
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from .clock import milliseconds
from .settings import Settings, data_folder
from .store.decks import deck_making, decks
from .store.engine.backend import database_url, is_shared
from .store.engine.database import Database
from .store.engine.errors import StoreError

KILLED = "The process that makes the first decks was ended by {}. Start again; what is half made is replaced."


def database_path(settings: Settings) -> Path | None:
    """The path of the SQLite file, which need not exist yet; None on PostgreSQL."""
    url = database_url(settings.database_url, settings.data_dir)
    return None if is_shared(url) else Path(url.database or "")


def open_database(settings: Settings, loop_writes: bool = False, workers: int | None = 0) -> Database:
    """The database of the settings, upgraded to this version; ``loop_writes`` as in ``Database``.

    Refused if it has no room for that many workers, unless somebody has checked that: ``workers`` is None.
    """
    url = database_url(settings.database_url, data_folder(settings))
    if is_shared(url) and workers is not None:
        from .store.notifications.start_check import check_sessions  # only PostgreSQL needs it

        check_sessions(url, workers)
    database = Database(url, settings.waiting_writes, loop_writes)
    try:
        database.upgrade()
    except BaseException:
        database.close()
        raise
    return database


def open_to_serve(settings: Settings, workers: int) -> Database:
    """The database with its decks, for so many workers.

    Decks are made if there are none; what a start that was cut off left is removed.
    """
    path = database_path(settings)
    if path is not None and not path.exists():
        _make_apart(settings)
    database = open_database(settings, workers == 1, workers)
    database.write_now(lambda connection: deck_making.discard_silent(connection, milliseconds()))
    if not database.read_now(decks.published):
        database.close()
        _make_apart(settings)
        database = open_database(settings, workers == 1, None)
    return database


def _make_apart(settings: Settings) -> None:
    """Have the database and the shipped decks made by a copy of this process, which has no threads.

    What that imports and leaves behind in memory is gone when it ends. Should this process be killed before
    it, it still holds the data folder; SIGTERM ends both. It says itself why it failed, or that Ctrl-C ended
    it; if it was killed, that is a StoreError here.
    """
    heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = os.fork()
    if child:
        status = _ended(child)
        signal.signal(signal.SIGINT, heeded)
        if os.WIFSIGNALED(status):
            _end_like_it(os.WTERMSIG(status))
        if status:
            sys.exit(1)
        return
    signal.signal(signal.SIGINT, heeded)
    gc.enable()  # decks leave garbage, unlike a start
    from .making.seeding import seed

    database = open_database(settings)
    try:
        seed(database)
    finally:
        database.close()
    os._exit(0)


def _ended(child: int) -> int:
    """How a child process ended, once it has; SIGTERM is passed on to it."""
    heeded = signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    try:
        return os.waitpid(child, 0)[1]
    finally:
        signal.signal(signal.SIGTERM, heeded)


def _end_like_it(number: int) -> NoReturn:
    """End by SIGTERM if that ended a child process; StoreError if another signal did."""
    if number == signal.SIGTERM:
        os.kill(os.getpid(), number)
    raise StoreError(KILLED.format(signal.Signals(number).name))
