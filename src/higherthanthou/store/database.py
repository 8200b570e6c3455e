"""The open database: one writer, and a few connections that can only read."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy.engine import URL, Connection

from .engine import DATABASE_ERRORS, READERS, SLOW_READERS, read_engine, unavailable, write_engine
from .schema import upgrade
from .writer import Writer

T = TypeVar("T")


class Database:
    """What the pages and commands hold: ``write(fn)`` and ``read(fn)``, ``fn`` taking a connection."""

    def __init__(self, url: URL, waiting_writes: int = 512) -> None:
        """Open it. ``waiting_writes`` bounds the queue of the writer."""
        self.url = url
        self._engine = write_engine(url)
        self._read_engine = read_engine(url)
        self._readers = CapacityLimiter(READERS)
        self._slow_readers = CapacityLimiter(SLOW_READERS)
        self._writer = Writer(self._engine, waiting_writes)
        self.write = self._writer.write
        self.write_now = self._writer.write_now
        self.write_soon = self._writer.write_soon

    def upgrade(self) -> None:
        """Create the schema, or bring it to this version; StoreError if the file is none of ours."""
        upgrade(self._engine)

    async def read(self, fn: Callable[[Connection], T]) -> T:
        """Run ``fn`` on a read-only connection in a thread."""
        return await to_thread.run_sync(self.read_now, fn, limiter=self._readers)

    async def read_slowly(self, fn: Callable[[Connection], T]) -> T:
        """The same for what takes seconds, such as reading a whole deck, so that nobody else waits for it."""
        return await to_thread.run_sync(self.read_now, fn, limiter=self._slow_readers)

    def read_now(self, fn: Callable[[Connection], T]) -> T:
        """The same, here and now. All that ``fn`` reads is one state of the database."""
        try:
            with self._read_engine.connect() as connection:
                connection.exec_driver_sql("BEGIN")
                try:
                    return fn(connection)
                finally:
                    connection.exec_driver_sql("ROLLBACK")
        except DATABASE_ERRORS as error:
            raise unavailable(error) from error

    def close(self) -> None:
        """Finish what was accepted, then let go of the file."""
        self._writer.close()
        self._engine.dispose()
        self._read_engine.dispose()
