"""The one way to write on PostgreSQL: a few threads and as many connections, a transaction for each write.

A thread takes the connection that was used last, whose statements are prepared. A thread without work closes
those that nobody needs: a quiet server has one.
Two writes that collide are both right and both done: the later one is run again, after a pause that
grows and is left to chance. Whoever waits for longer than the patience of the database is told to come
back; what was not begun by then is not done.
"""

import asyncio
import logging
import queue
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from random import Random
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from . import postgresql
from .errors import Stale, Unavailable
from .jobs import Job, Write, answer, answer_all

T = TypeVar("T")

PAUSE, LONGEST_PAUSE = 0.002, 0.1
"""Seconds before a write is run again: at most twice as long each time."""

PERSISTENT = 60.0
"""For so many seconds a write is run again that nobody on the event loop waits for."""

QUIET = 1.0
"""Seconds between two warnings: while the database is away, every write would be one."""

SPARED = 60.0
"""After so many seconds without work a thread closes a connection."""

CLOSING = 10.0
"""So long the threads are waited for at the end, in seconds; a frozen database must not keep us."""

log = logging.getLogger(__name__)


class Pool:
    """The writing threads, with a bounded number of writes in front of them; ``waiting`` is how many."""

    def __init__(self, engine: Engine, room: int) -> None:
        """Start the threads. ``room`` bounds the writes that wait or are under way; more are refused."""
        self._engine = engine
        self._room = room
        self.waiting = 0
        self._rng = Random()  # for pauses alone
        self._quiet_until = 0.0
        self._queue: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._idle: deque[Connection] = deque()
        self._threads = [
            Thread(target=self._work, name=f"writer {n}", daemon=True) for n in range(postgresql.WRITERS)
        ]
        for thread in self._threads:
            thread.start()

    async def write(self, fn: Write[T], short: bool = False) -> T:
        """Run ``fn`` in a transaction and return what it returned, once that is durable."""
        loop = asyncio.get_running_loop()
        if self.waiting >= self._room or not self._is_open():
            raise Unavailable
        waiter: asyncio.Future[T] = loop.create_future()
        self.waiting += 1
        self._queue.put(Job(fn, waiter, loop))
        try:
            async with asyncio.timeout(postgresql.PATIENCE):
                return await waiter
        except TimeoutError:
            raise Unavailable from None
        finally:
            del waiter  # it leads to an error, and that to this frame

    def write_now(self, fn: Write[T]) -> T:
        """The same for code outside of an event loop."""
        return self.write_soon(fn).result()

    def write_soon(self, fn: Write[T]) -> "Future[T]":
        """The same for code that has something else to do meanwhile."""
        if not self._is_open():
            raise Unavailable
        waiter: Future[T] = Future()
        self._queue.put(Job(fn, waiter, None))
        return waiter

    def close(self) -> None:
        """Do what still waits, then stop; a second time does nothing."""
        if not self._is_open():
            return
        threads, self._threads = self._threads, []
        for _ in threads:
            self._queue.put(None)
        deadline = time.monotonic() + CLOSING
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        while (connection := self._last_used()) is not None:
            connection.close()

    def _is_open(self) -> bool:
        return bool(self._threads)

    def _work(self) -> None:
        while (job := self._next()) is not None:
            if not job.waiter.cancelled():
                self._keep(self._do(job, self._last_used()))
            answer([job], self._answer_on_loop)
            del job  # with all that it leads to, before a wait that may be long

    def _next(self) -> Job[Any] | None:
        while True:
            try:
                return self._queue.get(timeout=SPARED)
            except queue.Empty:
                self._spare()

    def _spare(self) -> None:
        """Close the connection that was used the longest ago; the last one stays."""
        with suppress(IndexError):
            if len(self._idle) > 1:
                _drop(self._idle.popleft())

    def _last_used(self) -> Connection | None:
        with suppress(IndexError):
            return self._idle.pop()
        return None

    def _keep(self, connection: Connection | None) -> None:
        if connection is not None:
            self._idle.append(connection)

    def _answer_on_loop(self, jobs: list[Job[Any]]) -> None:
        self.waiting -= len(jobs)
        answer_all(jobs)

    def _do(self, job: Job[Any], connection: Connection | None) -> Connection | None:
        """Run one write, if need be more than once; return the connection if it can be used again."""
        patience = postgresql.PATIENCE if job.loop is not None else PERSISTENT
        deadline = time.monotonic() + (patience or 0)
        pause = PAUSE
        while True:
            try:
                connection = self._begin(connection)
                job.result = _transact(connection, job)
                return connection
            except BaseException as error:
                connection = _usable(connection, error)
                if _passes(error) and time.monotonic() + pause < deadline:
                    time.sleep(pause * self._rng.random())
                    pause = min(2 * pause, LONGEST_PAUSE)
                    continue
                job.error = self._told(error)
                return connection

    def _begin(self, connection: Connection | None) -> Connection:
        """Begin a transaction, on another connection if this one broke while nothing was done on it."""
        if connection is not None:
            try:
                postgresql.begin_write(connection)
                return connection
            except postgresql.ERRORS:
                _drop(connection)
        connection = self._engine.connect()
        try:
            postgresql.begin_write(connection)
        except BaseException:
            _drop(connection)
            raise
        return connection

    def _told(self, error: BaseException) -> BaseException:
        """What whoever waits is told of an error."""
        refused = postgresql.collided(error) or postgresql.is_read_only(error)
        if refused or isinstance(error, postgresql.ERRORS):
            self._warn(postgresql.reason(error))
            return postgresql.unavailable(error)
        return error

    def _warn(self, reason: str) -> None:
        if time.monotonic() >= self._quiet_until:
            self._quiet_until = time.monotonic() + QUIET
            log.warning("a write was refused by the database: %s", reason)


def _passes(error: BaseException) -> bool:
    """Whether the same write may well succeed if it is run again."""
    return isinstance(error, Stale) or postgresql.collided(error) or postgresql.is_outdated(error)


def _transact(connection: Connection, job: Job[T]) -> T:
    """Run the write in the transaction that has begun, and make it durable."""
    try:
        result = job.write(connection)
    except BaseException:
        if not postgresql.is_gone(connection):
            postgresql.rollback(connection)
        raise
    postgresql.commit(connection)
    return result


def _usable(connection: Connection | None, error: BaseException) -> Connection | None:
    """The connection, unless it broke, is outdated or leads to where nobody can write: then it is dropped."""
    useless = postgresql.is_read_only(error) or postgresql.is_outdated(error)
    if connection is not None and (useless or postgresql.is_gone(connection)):
        _drop(connection)
        return None
    return connection


def _drop(connection: Connection) -> None:
    """End a connection that broke, perhaps not for the first time, or that nobody needs."""
    if not connection.closed:
        connection.invalidate()
        connection.close()
