"""The writer of a server: the event loop runs the short writes, its thread makes them durable.

Statements that take some microseconds each, run in a thread beside a busy event loop, have the two fight
for the interpreter at every one of them. So the loop runs the short writes that gathered itself, and hands
their transaction to the thread to be committed; meanwhile the next ones gather. Long writes run in the
thread as ever. Only one of the two has the connection at a time (``holder.py`` has the states), and the loop
waits neither for the thread nor for another process:

- Nobody has the connection: the loop borrows it and runs the short writes that wait, 64 at most.
- The thread commits what the loop ran: short writes wait until it says so.
- The thread runs long writes, which may take any time: it gets the short writes as well.
- Another process holds the lock of the database: the thread gets the short writes, and waits for the lock.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from .checkpoints import Checkpoints
from .holder import Handover, Holder
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


class LoopWriter(Writer):
    """A writer that shares its connection with one event loop, which has to close it."""

    def __init__(self, engine: Engine, room: int, checkpoints: Checkpoints) -> None:
        """Start the thread. ``checkpoints`` is told of the short writes, and closed with it."""
        self._checkpoints = checkpoints
        self._short: list[Job[Any]] = []
        self._hands = Handover()
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
        """On the loop: run the short writes that wait, or leave them to the thread.

        Those that find the thread about to commit stay, and are run when it has. Those that find it at long
        writes go into its queue, also if it has just done the last: nobody would come back for them.
        """
        if not self._short:
            return
        if self._hands.borrow():
            self._run(self._taken(BATCH))
        elif self._hands.holder is not Holder.COMMIT:
            self._queue.put(self._taken(len(self._short)))

    def _taken(self, most: int) -> list[Job[Any]]:
        """So many of the short writes, which wait no more."""
        taken, self._short = self._short[:most], self._short[most:]
        return taken

    def _run(self, mine: list[Job[Any]]) -> None:
        """Run short writes on the connection that the loop has borrowed, and have them committed."""
        if self._begin():
            batch = _Ran(mine)
            batch.run(self._open())
            self._hands.hand_on()
            self._queue.put(batch)
        else:  # the thread has the patience
            self._hands.give_back()
            self._queue.put(mine)

    def _begin(self) -> bool:
        try:
            return begin_write_at_once(self._open())
        except Exception:
            return False  # the thread meets the same, and tells

    def _work(self) -> None:
        """In the thread: commit what the loop ran, and do long writes while it has nothing to commit."""
        held: list[Job[Any]] = []
        while (given := self._queue.get()) is not None:
            if isinstance(given, _Ran):
                self._commit_ran(given)
                self._hands.committed(more=bool(held))
                answer(given, self._answer_on_loop)
            else:
                held += given
                if not self._hands.take():
                    continue  # the batch that the loop runs comes next
            if held and self._do(held):
                return
            held = []

    def _do(self, jobs: list[Job[Any]]) -> bool:
        """In the thread: do long writes; return whether these were the last."""
        closing = self._take_waiting(jobs)
        for start in range(0, len(jobs), BATCH):
            part = jobs[start : start + BATCH]
            self._commit(part)
            if start + BATCH >= len(jobs):
                self._hands.release()
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
