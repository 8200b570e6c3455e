"""The one way to write: a single thread owns the write connection and commits for everybody at once.

The thread takes every write that waits, runs each in a savepoint of its own, commits once, and only
then answers them all. A write that raises is undone alone; a commit that fails fails all of them.
"""

import asyncio
import logging
import queue
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from .engine import DATABASE_ERRORS, begin_write, commit, rollback, savepoint, unavailable
from .errors import Unavailable

T = TypeVar("T")
Write = Callable[[Connection], T]

BATCH = 64
"""No more than this many writes share a commit, so that none waits long for the others."""

log = logging.getLogger(__name__)


class _Job(Generic[T]):
    """A write, who waits for it, and what it came to."""

    __slots__ = ("error", "loop", "result", "waiter", "write")

    def __init__(
        self, write: Write[T], waiter: "asyncio.Future[T] | Future[T]", loop: asyncio.AbstractEventLoop | None
    ) -> None:
        self.write = write
        self.waiter = waiter
        self.loop = loop
        self.result: T | None = None
        self.error: BaseException | None = None

    def answer(self) -> None:
        """Tell the one who waits; on the event loop if that is where it waits."""
        if self.waiter.cancelled():
            return
        if self.error is not None:
            self.waiter.set_exception(self.error)
        else:
            self.waiter.set_result(self.result)  # type: ignore[arg-type]  # the write ran, so this is a T


class Writer:
    """The writer thread, with a bounded number of writes in front of it."""

    def __init__(self, engine: Engine, room: int) -> None:
        """Start the thread. ``room`` bounds the writes that wait or are under way; more are refused."""
        self._engine = engine
        self._room = room
        self._waiting = 0
        self._connection: Connection | None = None
        self._gathered: list[_Job[Any]] = []
        self._queue: queue.SimpleQueue[list[_Job[Any]] | None] = queue.SimpleQueue()
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    async def write(self, fn: Write[T]) -> T:
        """Run ``fn`` in a transaction and return what it returned, once that is durable."""
        loop = asyncio.get_running_loop()
        if self._waiting >= self._room or not self._thread.is_alive():
            raise Unavailable
        waiter: asyncio.Future[T] = loop.create_future()
        if not self._gathered:
            loop.call_soon(self._hand_over)
        self._gathered.append(_Job(fn, waiter, loop))
        self._waiting += 1
        return await waiter

    def write_now(self, fn: Write[T]) -> T:
        """The same for code outside of an event loop."""
        return self.write_soon(fn).result()

    def write_soon(self, fn: Write[T]) -> "Future[T]":
        """The same for code that has something else to do meanwhile."""
        if not self._thread.is_alive():
            raise Unavailable
        waiter: Future[T] = Future()
        self._queue.put([_Job(fn, waiter, None)])
        return waiter

    def close(self) -> None:
        """Do what still waits, then stop; a second time does nothing."""
        if self._thread.is_alive():
            self._hand_over()
            self._queue.put(None)
            self._thread.join()
            if self._connection is not None:
                self._connection.close()

    def _hand_over(self) -> None:
        """Give the thread all that gathered while the event loop was busy.

        Handing over each write by itself would have the thread and the loop fight for the interpreter
        at every statement; measured, that halves the guesses per second.
        """
        gathered, self._gathered = self._gathered, []
        if gathered:
            self._queue.put(gathered)

    def _work(self) -> None:
        while (batch := self._queue.get()) is not None:
            closing = self._take_waiting(batch)
            for start in range(0, len(batch), BATCH):
                part = batch[start : start + BATCH]
                self._commit(part)
                self._answer(part)
            if closing:
                return

    def _take_waiting(self, batch: list[_Job[Any]]) -> bool:
        """Add the writes that wait to the batch; return whether the end of the queue was met."""
        while len(batch) < BATCH:
            try:
                more = self._queue.get_nowait()
            except queue.Empty:
                return False
            if more is None:
                return True
            batch.extend(more)
        return False

    def _commit(self, batch: list[_Job[Any]]) -> None:
        """Run a batch in one transaction. Whatever keeps it from being durable is everybody's error."""
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            begin_write(self._connection)
            try:
                for job in batch:
                    _run(self._connection, job)
                commit(self._connection)
            except BaseException:
                rollback(self._connection)
                raise
        except DATABASE_ERRORS as error:
            log.warning("a batch of %d writes was refused by the database: %s", len(batch), error)
            for job in batch:
                job.error = unavailable(error)
        except BaseException as error:
            log.exception("a batch of writes failed")
            for job in batch:
                job.error = error

    def _answer(self, batch: list[_Job[Any]]) -> None:
        """Answer everybody: those on the event loop together, with one wake-up."""
        for loop in {job.loop for job in batch}:
            mine = [job for job in batch if job.loop is loop]
            if loop is None:
                _answer_all(mine)
            else:
                with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                    loop.call_soon_threadsafe(self._answer_on_loop, mine)

    def _answer_on_loop(self, jobs: list[_Job[Any]]) -> None:
        """Answer, and only now take them off the count: one whose waiter has gone still had to be done."""
        self._waiting -= len(jobs)
        _answer_all(jobs)


def _run(connection: Connection, job: _Job[Any]) -> None:
    """Run one write in a savepoint; a write that raises leaves nothing behind."""
    try:
        with savepoint(connection):
            job.result = job.write(connection)
    except DATABASE_ERRORS:
        raise
    except Exception as error:
        job.error = error


def _answer_all(jobs: list[_Job[Any]]) -> None:
    for job in jobs:
        job.answer()
