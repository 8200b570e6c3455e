"""The writer of a server: the event loop runs the short writes, its thread makes them durable.

Statements that take some microseconds each, run in a thread beside a busy event loop, have the two fight
for the interpreter at every one of them. So the loop runs the short writes that gathered itself, and hands
their transaction to the thread to be committed; meanwhile the next ones gather. Long writes run in the
thread as ever. Only one of the two has the connection at a time, and the loop waits neither for the thread
nor for another process: what it cannot run at once is left until the thread is done, or to the thread.
"""

from threading import Lock
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from .checkpoints import Checkpoints
from .jobs import Job, answer
from .sqlite import begin_write_at_once, commit, is_open
from .writer import BATCH, Writer, fail, run_all


class _Ran(list[Job[Any]]):
    """A batch that the loop has run, and what broke its transaction, if anything did."""

    error: BaseException | None = None

    def run(self, connection: Connection) -> None:
        """Run it; after an error the transaction is to be undone."""
        try:
            run_all(connection, self)
        except BaseException as error:
            self.error = error


class Relay(Writer):
    """A writer that shares its connection with one event loop, which has to close it."""

    def __init__(self, engine: Engine, room: int, checkpoints: Checkpoints) -> None:
        """Start the thread. ``checkpoints`` is told of the short writes, and closed with it."""
        self._checkpoints = checkpoints
        self._short: list[Job[Any]] = []
        self._lock = Lock()  # for the two words of who has the connection
        self._lent = False  # the loop has it, or the thread is to commit what the loop ran
        self._working = False  # the thread has it for long writes
        super().__init__(engine, room)

    def close(self) -> None:
        """Do what still waits, then stop; a second time does nothing."""
        self._gathered, self._short = [*self._gathered, *self._short], []
        super().close()
        self._checkpoints.close()

    def _gather(self, job: Job[Any]) -> None:
        (self._short if job.short else self._gathered).append(job)

    def _hand_over(self) -> None:
        """Give the thread the long writes, and run the short ones."""
        super()._hand_over()
        self._run_short()

    def _run_short(self) -> None:
        """On the loop: run the short writes that wait, once what it ran before is committed.

        While the thread has long writes to do, which may never end, the thread does these between them.
        """
        if not self._short:
            return
        if not self._borrow():
            if not self._lent:
                waiting, self._short = self._short, []
                self._queue.put(waiting)
            return
        mine, self._short = self._short[:BATCH], self._short[BATCH:]
        if self._begin():
            batch = _Ran(mine)
            batch.run(self._open())
            self._queue.put(batch)
        else:  # the thread has the patience
            self._lent = False
            self._queue.put(mine)

    def _begin(self) -> bool:
        try:
            return begin_write_at_once(self._open())
        except Exception:
            return False  # the thread meets the same, and tells

    def _borrow(self) -> bool:
        """Take the connection for the loop, if it is free; a long write that comes meanwhile is held."""
        with self._lock:
            if self._lent or self._working:
                return False
            self._lent = True
            return True

    def _work(self) -> None:
        """In the thread: commit what the loop ran, and do long writes while it has nothing to commit."""
        held: list[Job[Any]] = []
        while (given := self._queue.get()) is not None:
            if isinstance(given, _Ran):
                self._commit_ran(given)
                self._give_back(working=bool(held))
                answer(given, self._answer_on_loop)
            else:
                held += given
                if not self._take_back():
                    continue  # the batch that the loop runs comes next
            if held and self._do(held):
                return
            held = []

    def _give_back(self, working: bool) -> None:
        with self._lock:
            self._lent, self._working = False, working

    def _take_back(self) -> bool:
        with self._lock:
            self._working = not self._lent
            return self._working

    def _do(self, jobs: list[Job[Any]]) -> bool:
        """In the thread: do long writes; return whether these were the last."""
        closing = self._take_waiting(jobs)
        for start in range(0, len(jobs), BATCH):
            part = jobs[start : start + BATCH]
            self._commit(part)
            self._working = start + BATCH < len(jobs)
            answer(part, self._answer_on_loop)
        return closing

    def _commit_ran(self, batch: _Ran) -> None:
        """Commit; what the loop could not begin again, for want of patience, is begun here."""
        connection = self._open()
        if batch.error is not None and not is_open(connection):
            self._commit(batch)
            return
        try:
            if batch.error is not None:
                raise batch.error
            commit(connection)
        except BaseException as failure:
            self._undo()
            fail(batch, failure)
        else:
            self._checkpoints.wrote(len(batch))

    def _answer_on_loop(self, jobs: list[Job[Any]]) -> None:
        """Run what waits before answering, so that it becomes durable while the answers are written."""
        self._run_short()
        super()._answer_on_loop(jobs)
