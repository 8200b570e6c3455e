"""Decks in the making: filled in the background from another process, watched, and cancelled."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial

from ..authoring.deckfile.deck_stream import written
from ..child_process import Refused, TooHard
from ..game.errors import Refusal
from ..store.decks import deck_making
from ..store.engine.database import Database
from ..store.engine.errors import Unavailable
from ..store.tables import DeckRow

AT_ONCE = 2
"""So many decks are made at a time; this leaves the players their share of the machine."""

BUSY = "Two other decks are being made at the moment; please try again when they are done."
BROKEN = "The making broke off; nothing of it was kept."
PATIENCE = 1.5
"""A deck that is made in less than so many seconds needs no page of its progress."""


class Busy(Refusal):
    """There is no room for another deck at the moment."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(BUSY)


class Making:
    """A deck that is being made: how far it is, and what came of it."""

    def __init__(self, deck_id: int, host_id: int, total: int) -> None:
        """Nothing is done yet."""
        self.deck_id, self.host_id, self.total = deck_id, host_id, total
        self.done = 0
        self.cancelled = False
        self.future: Future[None] = Future()

    @property
    def ended(self) -> bool:
        """Whether it is over, well or badly."""
        return self.future.done()

    async def settle(self) -> None:
        """Wait a little while, in case it is over soon."""
        await asyncio.wait([asyncio.wrap_future(self.future)], timeout=PATIENCE)


class Makings:
    """The decks that this server is making."""

    def __init__(self) -> None:
        """None yet; the threads are started when they are needed."""
        self._threads = ThreadPoolExecutor(AT_ONCE, "making")
        self._under_way: dict[int, Making] = {}
        self._coming = 0

    @contextmanager
    def room(self) -> Iterator[None]:
        """A place for one more, until its making is started; Busy if none is left."""
        if self._coming + sum(not making.ended for making in self._under_way.values()) >= AT_ONCE:
            raise Busy
        self._coming += 1
        try:
            yield
        finally:
            self._coming -= 1

    def start(
        self, database: Database, now: Callable[[], int], row: DeckRow, lines: Iterator[bytes]
    ) -> Making:
        """Fill a deck that was begun from the lines of its profiles, ``row.size`` of them."""
        assert row.host_id is not None
        making = Making(row.id, row.host_id, row.size)
        self._under_way = {key: old for key, old in self._under_way.items() if not old.ended}
        self._under_way[row.id] = making
        making.future = self._threads.submit(_fill, database, now, making, lines)
        return making

    def of(self, deck_id: int) -> Making | None:
        """The making of a deck, if this server is at it."""
        return self._under_way.get(deck_id)

    def close(self) -> None:
        """Break off what is under way."""
        for making in list(self._under_way.values()):
            making.cancelled = True
        self._threads.shutdown(wait=True, cancel_futures=True)


def _fill(database: Database, now: Callable[[], int], making: Making, lines: Iterator[bytes]) -> None:
    """Fill a deck; it is there whole or not at all."""
    try:
        _add_all(database, now, making, lines)
        if making.done != making.total:
            raise Refusal(BROKEN)
        database.write_now(partial(deck_making.finish, deck_id=making.deck_id, state="draft"))
    except BaseException as error:
        with suppress(Unavailable):  # then it is cleared away when it has been silent for long
            database.write_now(partial(deck_making.discard, deck_id=making.deck_id))
        if not isinstance(error, (Refusal, Refused, TooHard, Unavailable)):
            raise
    finally:
        close = getattr(lines, "close", None)
        if close:
            close()


def _add_all(database: Database, now: Callable[[], int], making: Making, lines: Iterator[bytes]) -> None:
    """Add every profile; the next batch is read while the one before is written."""
    under_way: Future[None] | None = None
    sent = 0
    for batch in deck_making.batches(map(written, lines)):
        if making.cancelled:
            raise Refusal(deck_making.CANCELLED)
        if under_way is not None:
            under_way.result()
            making.done = sent
        add = partial(deck_making.add, deck_id=making.deck_id, first=sent, size=making.total)
        under_way = database.write_soon(partial(add, written=batch, now=now()))
        sent += len(batch)
    if under_way is not None:
        under_way.result()
        making.done = sent
