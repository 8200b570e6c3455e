"""A write that waits to be done, and how its answer gets back to whoever waits for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Generic, TypeVar

from sqlalchemy.engine import Connection

T = TypeVar("T")
Write = Callable[[Connection], T]


class Job(Generic[T]):
    """A write, who waits for it, and what it came to."""

    __slots__ = ("error", "loop", "result", "short", "waiter", "write")

    def __init__(
        self,
        write: Write[T],
        waiter: "asyncio.Future[T] | Future[T]",
        loop: asyncio.AbstractEventLoop | None,
        short: bool = False,
    ) -> None:
        """``loop`` is the event loop that the waiter belongs to, None if it is waited for in a thread."""
        self.short = short
        self.write = write
        self.waiter = waiter
        self.loop = loop
        self.result: T | None = None
        self.error: BaseException | None = None

    def answer(self) -> None:
        """Tell the one who waits, once; on the event loop if that is where it waits.

        An error leads to the frames that ran this job, so the job must not lead to the error any more: what
        the caller held would stay until somebody looks for cycles.
        """
        waiter, error = self.waiter, self.error
        del self.waiter, self.error
        if waiter.cancelled():
            return
        if error is not None:
            waiter.set_exception(error)
        else:
            waiter.set_result(self.result)  # type: ignore[arg-type]  # the write ran, so this is a T


def answer(jobs: list[Job[Any]], on_loop: Callable[[list[Job[Any]]], None]) -> None:
    """Answer everybody: those on an event loop together, by ``on_loop`` there, with one wake-up."""
    for loop in {job.loop for job in jobs}:
        mine = [job for job in jobs if job.loop is loop]
        if loop is None:
            answer_all(mine)
        else:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(on_loop, mine)


def answer_all(jobs: list[Job[Any]]) -> None:
    """Tell each of those who wait."""
    for job in jobs:
        job.answer()
