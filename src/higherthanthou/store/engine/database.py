"""The open database: one way to write, and a few connections that can only read."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, suppress
from typing import Any, TypeVar

from anyio import CapacityLimiter
from sqlalchemy import Engine
from sqlalchemy.engine import URL, Connection

from ...threads import in_thread
from .backend import backend_of, is_shared
from .checkpoints import Checkpoints
from .errors import Unavailable
from .loop_writer import LoopWriter
from .schema import upgrade
from .sqlite import BEGIN_READ, read_engine, rollback
from .writer import Writer

T = TypeVar("T")

READERS, SLOW_READERS = 4, 2
"""So many read at a time, and so many more those things that take seconds."""


class LoopReader:
    """The connection by which one event loop reads what is short: to ask a thread takes longer.

    It has no patience: what is locked or broken is left to the threads.
    """

    def __init__(self, engine: Engine) -> None:
        """``engine`` is one whose connections can only read, and do not wait."""
        self._engine = engine
        self._connection: Connection | None = None

    def read(self, fn: Callable[[Connection], T]) -> T:
        """Run ``fn``; all that it reads is one state of the database."""
        connection = self._connection
        if connection is None:
            connection = self._connection = self._engine.connect()
        driver: Any = connection.connection.driver_connection
        driver.execute(BEGIN_READ)
        try:
            return fn(connection)
        finally:
            rollback(connection)

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()


class Database:
    """What the pages and commands hold: ``write(fn)`` and ``read(fn)``, ``fn`` taking a connection."""

    def __init__(self, url: URL, waiting_writes: int = 512, loop_writes: bool = False) -> None:
        """Open it. ``waiting_writes`` bounds the writes that wait; ``loop_writes`` is for one event loop.

        That loop runs short writes and reads itself, and has to close the database.
        """
        self.url = url
        self.backend = backend_of(url)
        self._engine = self.backend.write_engine(url)
        self._read_engine = self.backend.read_engine(url, READERS + SLOW_READERS)
        self._readers = CapacityLimiter(READERS)
        self._slow_readers = CapacityLimiter(SLOW_READERS)
        self._loop_reader: LoopReader | None = None
        if is_shared(url):
            from .pool import Pool  # only PostgreSQL needs it

            self._writer: Pool | Writer = Pool(self._engine, waiting_writes)
        else:
            self._loop_reader = LoopReader(read_engine(url, 1, patient=False)) if loop_writes else None
            self._writer = (
                LoopWriter(self._engine, waiting_writes, Checkpoints(self.backend.write_engine(url)))
                if loop_writes
                else Writer(self._engine, waiting_writes)
            )
        self.changes = 0
        """Grows with every write of this process but those of play: pages for everybody are made anew."""

    async def write(self, fn: Callable[[Connection], T], short: bool = False, play: bool = False) -> T:
        """Run ``fn`` in a transaction and return what it returned, once that is durable.

        ``short`` says that it takes a fraction of a millisecond; ``play`` that it is a move of a player, of
        which others may hear a second later.
        """
        try:
            return await self._writer.write(fn, short)
        finally:
            self.changes += not play

    def write_now(self, fn: Callable[[Connection], T]) -> T:
        """The same for code outside of an event loop."""
        try:
            return self._writer.write_now(fn)
        finally:
            self.changes += 1

    def write_soon(self, fn: Callable[[Connection], T]) -> Future[T]:
        """The same for code that has something else to do meanwhile, and writes what no page shows yet."""
        return self._writer.write_soon(fn)

    def alone(self) -> AbstractContextManager[None]:
        """Hold what only one process may do at a time; the others wait."""
        return self.backend.alone(self._read_engine)

    @property
    def waiting(self) -> int:
        """How many writes wait or are under way."""
        return self._writer.waiting

    def upgrade(self) -> None:
        """Create the schema, or bring it to this version; StoreError if the database is none of ours."""
        upgrade(self._engine, self.backend)

    def changing_schema(self) -> AbstractContextManager[Connection]:
        """A connection for changes of the schema, each durable by itself. On PostgreSQL only."""
        from . import postgresql  # only PostgreSQL needs it

        return postgresql.changing_schema(self._engine)

    async def read(self, fn: Callable[[Connection], T], short: bool = False) -> T:
        """Run ``fn`` on a read-only connection in a thread.

        ``short`` if it reads a few rows by their keys: where a loop runs the short writes, it runs that, too.
        """
        if short and self._loop_reader is not None:
            with suppress(*self.backend.ERRORS):  # a thread has the patience, and tells what is wrong
                return self._loop_reader.read(fn)
        if self.backend.PATIENCE is None:
            return await in_thread(self.read_now, fn, limiter=self._readers)
        try:
            async with asyncio.timeout(self.backend.PATIENCE):  # wait_for would keep what is raised
                return await in_thread(self.read_now, fn, limiter=self._readers, abandon_on_cancel=True)
        except TimeoutError:
            raise Unavailable from None

    async def read_slowly(self, fn: Callable[[Connection], T]) -> T:
        """The same for what takes seconds, such as reading a whole deck, so that nobody else waits for it."""
        return await in_thread(self.read_now, fn, limiter=self._slow_readers)

    def read_now(self, fn: Callable[[Connection], T]) -> T:
        """The same, here and now. All that ``fn`` reads is one state of the database."""
        try:
            try:
                return self._read(fn)
            except Exception as error:
                if not self.backend.is_outdated(error):
                    raise
                _let_go(self._read_engine)  # of every session that was there before
                return self._read(fn)
        except self.backend.ERRORS as error:
            raise self.backend.unavailable(error) from error

    def _read(self, fn: Callable[[Connection], T]) -> T:
        pool = self._read_engine.pool
        try:
            with self._read_engine.connect() as connection:
                connection.exec_driver_sql(self.backend.BEGIN_READ)
                try:
                    return fn(connection)
                finally:
                    self.backend.rollback(connection)
        finally:
            if self._read_engine.pool is not pool:  # nobody takes from it again what has come back just now
                pool.dispose()

    def close(self) -> None:
        """Finish what was accepted, then let go of the database; reads under way let go of theirs."""
        self._writer.close()
        self._engine.dispose()
        _let_go(self._read_engine)
        if self._loop_reader is not None:
            self._loop_reader.close()
            self._loop_reader = None


def _let_go(engine: Engine) -> None:
    """Close its connections. It has another pool before that, so that a read that ends now knows."""
    pool = engine.pool
    engine.dispose(close=False)
    pool.dispose()
