"""The writer of a server: while its thread makes one batch durable, the event loop runs the next one.

Statements that take some microseconds each, run in a thread beside a busy event loop, have the two fight
for the interpreter at every one of them. So short writes that gathered while a batch was being committed
are run on the event loop itself, in a transaction that the thread has begun for them, and only the commit
goes back to the thread. Long writes, and short ones when nothing is under way, run in the thread as ever.
"""

import asyncio
import queue
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from .jobs import Job, answer
from .sqlite import ERRORS, begin_write, commit, rollback
from .writer import BATCH, Writer, fail, run_job


class _Ran(NamedTuple):
    """A batch that the loop has run, and what broke its transaction, if anything did."""

    jobs: list[Job[Any]]
    error: BaseException | None


class Relay(Writer):
    """A writer that shares its connection with one event loop, which has to close it."""

    def __init__(self, engine: Engine, room: int) -> None:
        """Start the thread."""
        self._short: list[Job[Any]] = []
        self._under_way = False  # the loop's word: the thread has short writes, and will say when it is done
        self._begun = False  # the thread's word: there is a transaction for the loop
        self._ran: queue.SimpleQueue[_Ran] = queue.SimpleQueue()
        self._closing = False
        self._lock = Lock()
        super().__init__(engine, room)

    def close(self) -> None:
        """Do what still waits, then stop; a second time does nothing."""
        with self._lock:
            self._closing = True
        self._run_next()
        self._gathered, self._short = [*self._gathered, *self._short], []
        super().close()

    def _meet(self, loop: asyncio.AbstractEventLoop) -> None:
        """Another loop: let the thread go on, if it waits for the one before."""
        super()._meet(loop)
        self._run_next()
        self._under_way = False

    def _gather(self, job: Job[Any]) -> None:
        (self._short if job.short else self._gathered).append(job)

    def _hand_over(self) -> None:
        """Give the thread what gathered; short writes only if it has none of them under way."""
        super()._hand_over()
        if self._short and not self._under_way:
            self._under_way = True
            mine, self._short = self._short[:BATCH], self._short[BATCH:]
            self._queue.put(mine)

    def _finish(self, batch: list[Job[Any]]) -> None:
        """In the thread: answer, and commit what the loop runs for as long as short writes wait."""
        answer(batch, self._answer_on_loop)
        loop = next((job.loop for job in batch if job.short), None)
        if loop is None:
            return
        while self._begin_for_loop():
            if not self._tell(loop, begun=True):
                return
            batch, error = self._ran.get()
            self._commit_ran(batch, error)
            answer(batch, self._answer_on_loop)
        self._tell(loop, begun=False)

    def _begin_for_loop(self) -> bool:
        """Begin a transaction for the short writes that wait, unless others wait for the thread."""
        with self._lock:
            if self._closing or not self._short or not self._queue.empty():
                return False
            try:
                begin_write(self._open())
            except ERRORS:
                return False  # they come to the thread, which is told why
            self._begun = True
            return True

    def _tell(self, loop: asyncio.AbstractEventLoop, begun: bool) -> bool:
        """Have the loop go on; return whether it can."""
        try:
            loop.call_soon_threadsafe(self._run_next if begun else self._rest)
        except RuntimeError:  # it is closed, and nobody waits any more
            if begun:
                rollback(self._open())
            return False
        return True

    def _run_next(self) -> None:
        """On the loop: run the short writes that wait in the transaction that was begun for them."""
        if not self._begun:
            return
        self._begun = False
        mine, self._short = self._short[:BATCH], self._short[BATCH:]
        self._ran.put(_Ran(mine, _run_all(self._open(), mine)))

    def _rest(self) -> None:
        """On the loop: the thread has nothing of ours any more."""
        self._under_way = False
        self._hand_over()

    def _commit_ran(self, batch: list[Job[Any]], error: BaseException | None) -> None:
        connection = self._open()
        try:
            if error is not None:
                raise error
            commit(connection)
        except BaseException as failure:
            rollback(connection)
            fail(batch, failure)


def _run_all(connection: Connection, batch: list[Job[Any]]) -> BaseException | None:
    """Run a batch; return what broke the transaction, which then is to be undone."""
    try:
        for job in batch:
            run_job(connection, job)
    except BaseException as error:
        return error
    return None
