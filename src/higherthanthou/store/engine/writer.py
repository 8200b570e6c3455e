"""The one way to write on SQLite: one thread owns the write connection and commits for everybody at once.

The thread takes every write that waits, runs one after the other, commits once, and only then answers
them all. A write that raises is undone alone; a commit that fails fails all of them.
"""

import asyncio
import logging
import queue
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from .errors import Stale, Unavailable
from .jobs import Job, Write, answer, answer_all
from .sqlite import ERRORS, begin_again, begin_write, changes, commit, rollback, savepoint, unavailable

T = TypeVar("T")

BATCH = 64
"""No more than this many writes share a commit, so that none waits long for the others."""

log = logging.getLogger(__name__)


class Writer:
    """The writer thread, with a bounded number of writes in front of it; ``waiting`` is how many."""

    def __init__(self, engine: Engine, room: int) -> None:
        """Start the thread. ``room`` bounds the writes that wait or are under way; more are refused."""
        self._engine = engine
        self._room = room
        self.waiting = 0
        self._connection: Connection | None = None
        self._gathered: list[Job[Any]] = []
        self._scheduled = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queue: queue.SimpleQueue[list[Job[Any]] | None] = queue.SimpleQueue()
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    async def write(self, fn: Write[T], short: bool = False) -> T:
        """Run ``fn`` in a transaction and return what it returned, once that is durable.

        ``short`` says that it takes a fraction of a millisecond.
        """
        loop = asyncio.get_running_loop()
        if self.waiting >= self._room or not self._thread.is_alive():
            raise Unavailable
        waiter: asyncio.Future[T] = loop.create_future()
        if loop is not self._loop:
            self._meet(loop)
        if not self._scheduled:
            self._scheduled = True
            loop.call_soon(self._hand_over)
        self._gather(Job(fn, waiter, loop, short))
        self.waiting += 1
        try:
            return await waiter
        finally:
            del waiter  # it leads to an error, and that to this frame

    def write_now(self, fn: Write[T]) -> T:
        """The same for code outside of an event loop."""
        return self.write_soon(fn).result()

    def write_soon(self, fn: Write[T]) -> "Future[T]":
        """The same for code that has something else to do meanwhile."""
        if not self._thread.is_alive():
            raise Unavailable
        waiter: Future[T] = Future()
        self._queue.put([Job(fn, waiter, None)])
        return waiter

    def close(self) -> None:
        """Do what still waits, then stop; a second time does nothing."""
        if self._thread.is_alive():
            self._hand_over()
            self._queue.put(None)
            self._thread.join()
            if self._connection is not None:
                self._connection.close()

    def _meet(self, loop: asyncio.AbstractEventLoop) -> None:
        """Another loop: what the one before was still to do, it will not."""
        self._loop, self._scheduled = loop, False

    def _gather(self, job: Job[Any]) -> None:
        self._gathered.append(job)

    def _hand_over(self) -> None:
        """Give the thread all that gathered while the event loop was busy.

        Handing over each write by itself would have the thread and the loop fight for the interpreter
        at every statement; measured, that halves the guesses per second.
        """
        self._scheduled = False
        gathered, self._gathered = self._gathered, []
        if gathered:
            self._queue.put(gathered)

    def _work(self) -> None:
        while (batch := self._queue.get()) is not None:
            closing = self._take_waiting(batch)
            for start in range(0, len(batch), BATCH):
                part = batch[start : start + BATCH]
                self._commit(part)
                answer(part, self._answer_on_loop)
            if closing:
                return

    def _take_waiting(self, batch: list[Job[Any]]) -> bool:
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

    def _commit(self, batch: list[Job[Any]]) -> None:
        """Run a batch in one transaction. Whatever keeps it from being durable is everybody's error."""
        try:
            connection = self._open()
            begin_write(connection)
            run_all(connection, batch)
            commit(connection)
        except BaseException as error:
            self._undo()
            fail(batch, error)

    def _undo(self) -> None:
        """Undo the transaction; a connection that cannot do even that is let go, and with it what is open."""
        connection = self._connection
        if connection is None:
            return
        try:
            rollback(connection)
        except Exception:
            log.exception("a transaction could not be undone")
            self._connection = None
            connection.invalidate()
            connection.close()

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _answer_on_loop(self, jobs: list[Job[Any]]) -> None:
        """Answer, and only now take them off the count: one whose waiter has gone still had to be done."""
        self.waiting -= len(jobs)
        answer_all(jobs)


def fail(batch: list[Job[Any]], error: BaseException) -> None:
    """Make what broke a transaction the error of everybody in it."""
    if isinstance(error, ERRORS):
        log.warning("a batch of %d writes was refused by the database: %s", len(batch), error)
        error = unavailable(error)
    else:
        log.error("a batch of writes failed", exc_info=error)
    for job in batch:
        job.error = error


def run_all(connection: Connection, batch: list[Job[Any]]) -> None:
    """Run the writes of a batch; one that raises leaves nothing behind.

    Most that raise have changed nothing; if that is because something else than what is there was kept, it
    is run once more, and reads. If one has changed something, all are undone and run again, each in a
    savepoint of its own: that takes a tenth of the time of a guess, too much to be the rule.
    """
    for job in batch:
        before = changes(connection)
        _run(connection, job)
        if isinstance(job.error, Stale) and changes(connection) == before:
            _run(connection, job)
        if job.error is not None and changes(connection) != before:
            break
    else:
        return
    begin_again(connection)
    for job in batch:
        with suppress(_Undone), savepoint(connection):
            _run(connection, job)
            if job.error is not None:
                raise _Undone


class _Undone(Exception):
    """A write has raised, and is undone."""


def _run(connection: Connection, job: Job[Any]) -> None:
    """Run a write, and keep what it returns or raises; a failure of the database itself is everybody's."""
    try:
        job.result, job.error = job.write(connection), None
    except ERRORS:
        raise
    except Exception as error:
        job.error = error
