"""Checkpoints of SQLite: what its write-ahead log holds is copied into the database beside the commits.

By itself SQLite copies in the commit that makes the log a thousand pages long, and whoever waits for that
commit waits for the copying as well. Here a thread with a connection of its own does it before: a passive
checkpoint waits for nobody, and nobody for it (sqlite.org, wal.html). Under more load than it keeps up with,
SQLite copies by itself as ever, so that there comes a moment in which all is copied and the log begins anew.
"""

import logging
from threading import Event, Thread

from sqlalchemy import Engine

from .sqlite import ERRORS, checkpoint

EVERY = 64
"""After so many writes the log is worth a checkpoint; a guess takes 3 pages of it, to open a run 10."""

PAUSE = 0.25
"""Seconds between two checkpoints: a page that is written again and again is not copied each time."""

log = logging.getLogger(__name__)


class Checkpoints:
    """The thread that copies."""

    def __init__(self, engine: Engine) -> None:
        """Start it; it waits until enough was written."""
        self._engine = engine
        self._written = 0
        self._enough = Event()
        self._closing = Event()
        self._thread = Thread(target=self._work, name="checkpoints", daemon=True)
        self._thread.start()

    def wrote(self, writes: int) -> None:
        """So many more are durable."""
        self._written += writes
        if self._written >= EVERY:
            self._written = 0
            self._enough.set()

    def close(self) -> None:
        """Stop, after the copying that is under way."""
        self._closing.set()
        self._enough.set()
        self._thread.join()
        self._engine.dispose()

    def _work(self) -> None:
        while self._enough.wait() and not self._closing.is_set():
            self._enough.clear()
            try:
                with self._engine.connect() as connection:
                    checkpoint(connection)
            except ERRORS as error:
                log.warning("a checkpoint was refused by the database: %s", error)
            self._closing.wait(PAUSE)
