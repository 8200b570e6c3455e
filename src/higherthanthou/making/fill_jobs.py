"""Jobs that fill new decks in the background, from what a child process sends or another deck has."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from ..child_process import Refused, TooHard
from ..game.errors import Refusal
from ..store.decks import deck_making
from ..store.engine.database import Database
from ..store.engine.errors import Unavailable
from ..store.tables import DeckRow

AT_ONCE = 2
"""Decks made at a time, so few that players keep their share of the machine."""

BUSY = "Two other decks are being made at the moment; please try again when they are done."
BROKEN = "The making broke off; nothing of it was kept."
PATIENCE = 1.5
"""Seconds to wait for a deck before the host is sent to the progress page instead."""


class Busy(Refusal):
    """As many decks as allowed are being made already."""

    def __init__(self) -> None:
        """A refusal with a fixed sentence."""
        super().__init__(BUSY)


class FillJob:
    """The filling of one deck: how far it is, and whether it is over."""

    def __init__(self, deck_id: int, total: int) -> None:
        """Start with no files made; ``total`` is how many there will be."""
        self.deck_id, self.total = deck_id, total
        self.done = 0
        self.cancelled = False
        self.future: Future[None] = Future()

    @property
    def ended(self) -> bool:
        """Whether it has finished or failed."""
        return self.future.done()

    async def settle(self) -> None:
        """Wait for the end, at most ``PATIENCE`` seconds."""
        await asyncio.wait([asyncio.wrap_future(self.future)], timeout=PATIENCE)


class FillJobs:
    """The jobs of this server; a few run at a time."""

    def __init__(self) -> None:
        """Start empty; threads are started when needed."""
        self._threads = ThreadPoolExecutor(AT_ONCE, "fill")
        self._jobs: dict[int, FillJob] = {}
        self._reserved = 0

    @contextmanager
    def room(self) -> Iterator[None]:
        """A place for one more job until it is started; Busy if none is left."""
        if self._reserved + sum(not job.ended for job in self._jobs.values()) >= AT_ONCE:
            raise Busy
        self._reserved += 1
        try:
            yield
        finally:
            self._reserved -= 1

    def start(
        self,
        database: Database,
        now: Callable[[], int],
        row: DeckRow,
        people: Iterator[Any],
        add: Callable[..., None] = deck_making.add,
    ) -> FillJob:
        """Start to fill a deck whose row exists with ``row.size`` people; ``add`` knows how to add them."""
        job = FillJob(row.id, row.size)
        self._jobs = {key: old for key, old in self._jobs.items() if not old.ended}
        self._jobs[row.id] = job
        job.future = self._threads.submit(_fill, database, now, job, people, add)
        return job

    def of(self, deck_id: int) -> FillJob | None:
        """The job that fills a deck, if this server has it."""
        return self._jobs.get(deck_id)

    def close(self) -> None:
        """Cancel whatever is under way, and wait for it to stop."""
        for job in list(self._jobs.values()):
            job.cancelled = True
        self._threads.shutdown(wait=True, cancel_futures=True)


def _fill(
    database: Database, now: Callable[[], int], job: FillJob, people: Iterator[Any], add: Callable[..., None]
) -> None:
    """Fill a deck, whole or not at all."""
    try:
        _add_all(database, now, job, people, add)
        if job.done != job.total:
            raise Refusal(BROKEN)
        database.write_now(partial(deck_making.finish, deck_id=job.deck_id, state="draft"))
    except BaseException as error:
        with suppress(Unavailable):  # then it is removed later, as one that makes no progress
            database.write_now(partial(deck_making.discard, deck_id=job.deck_id))
        if not isinstance(error, (Refusal, Refused, TooHard, Unavailable)):
            raise
    finally:
        close = getattr(people, "close", None)
        if close:
            close()


def _add_all(
    database: Database, now: Callable[[], int], job: FillJob, people: Iterator[Any], add: Callable[..., None]
) -> None:
    """Add every profile; the next batch is read while the previous one is written."""
    under_way: Future[None] | None = None
    sent = 0
    for batch in deck_making.batches(people):
        if job.cancelled:
            raise Refusal(deck_making.CANCELLED)
        if under_way is not None:
            under_way.result()
            job.done = sent
        placed = partial(add, deck_id=job.deck_id, first=sent, size=job.total)
        under_way = database.write_soon(partial(placed, rows=batch, now=now()))
        sent += len(batch)
    if under_way is not None:
        under_way.result()
        job.done = sent
