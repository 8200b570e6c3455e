"""Makes the ten files of each day ahead, in child processes."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy.engine import Connection

from .. import child_process
from ..game.errors import Refusal
from ..game.modes import Mode
from ..game.modes.daily import day_of
from ..store.days import days
from ..store.decks import decks
from ..store.decks.decks import Deck
from ..store.engine.database import Database
from ..threads import in_thread

AHEAD = 3_600_000
"""How long before a day begins its ten are made, in milliseconds."""

AT_ONCE = 10
"""Decks for which one subprocess makes the files; takes some seconds."""

MEMORY, SECONDS, LONGEST = 512 * 1024**2, 60, 8 * 1024**2
PAUSE = 60_000
"""How long to wait before a failed deck is tried again, in milliseconds."""

UNKNOWN = "This deck has no daily: files like its own cannot be made here any more."

Due = tuple[Deck, int]
"""A deck, and a day whose ten files it lacks."""

Wanted = Callable[[Connection], list[Due]]

log = logging.getLogger(__name__)


class Dailies:
    """The dailies that this process makes: several decks at a time, and after a failure one by one.

    A deck that failed is retried later; the others do not wait for it.
    """

    def __init__(self) -> None:
        """Start with nothing under way."""
        self._lock = asyncio.Lock()
        self._not_before: dict[int, int] = {}
        self._cannot: set[int] = set()

    def has_none(self, deck: Deck) -> bool:
        """Whether a deck is known to have no daily, because no files can be made for it."""
        return deck.id in self._cannot

    def offers(self, mode: Mode, deck: Deck) -> bool:
        """Whether to offer a mode for a deck."""
        return mode.suits(deck) and not (mode.daily and self.has_none(deck))

    async def make_due(self, database: Database, now: int) -> None:
        """Make today's ten, and in the last hour of a day (UTC) tomorrow's, for every deck without them."""
        await self._make(database, now, partial(days.missing, wanted={day_of(now), day_of(now + AHEAD)}))

    async def make_today(self, database: Database, now: int, slug: str) -> None:
        """Make today's ten for one deck, unless it has them; waits until they are there.

        Refusal if they cannot be made at all.
        """

        def wanted(connection: Connection) -> list[Due]:
            deck, today = decks.find(connection, slug), day_of(now)
            if deck is None or deck.archived or not deck.made or days.drawn(connection, deck, today):
                return []
            return [(deck, today)]

        due = await database.read(wanted)
        if due:
            await self._make(database, now, wanted)
            if self.has_none(due[0][0]):
                raise Refusal(UNKNOWN)

    async def _make(self, database: Database, now: int, wanted: Wanted) -> None:
        async with self._lock:
            due = await database.read(wanted)  # another task may have made some
            due = [(deck, day) for deck, day in due if self._may(deck, now)]
            for begin in range(0, len(due), AT_ONCE):
                await self._make_some(database, now, due[begin : begin + AT_ONCE])

    def _may(self, deck: Deck, now: int) -> bool:
        return not self.has_none(deck) and now >= self._not_before.get(deck.id, now)

    async def _make_some(self, database: Database, now: int, due: list[Due]) -> None:
        try:
            made = await in_thread(_made_apart, [deck for deck, _ in due])
        except (child_process.Refused, child_process.TooHard) as error:
            if len(due) > 1:
                for one in due:
                    await self._make_some(database, now, [one])
                return
            [(deck, _)] = due
            self._not_before[deck.id] = now + PAUSE
            log.warning("the files of the daily of %s could not be made: %s", deck.slug, error)
            return
        for (deck, day), found in zip(due, made, strict=True):
            if found is None:
                self._cannot.add(deck.id)
                log.warning("the deck %s has no daily: its theme or locale is unknown", deck.slug)
                continue
            mark, ten = found
            try:
                await database.write(partial(days.keep, deck=deck, day=day, mark=mark, ten=ten))
            except Refusal as refusal:
                self._cannot.add(deck.id)
                log.warning("the deck %s has no daily: %s", deck.slug, refusal)


def _made_apart(wanted: Sequence[Deck]) -> list[tuple[int, list[list[object]]] | None]:
    """A mark and ten files for each deck; None if its theme, locale or score model no longer exists."""
    orders = json.dumps([[deck.theme, deck.locale or "", deck.model or ""] for deck in wanted]).encode()
    told = child_process.whole("days", stdin=orders, memory=MEMORY, seconds=SECONDS, at_most=LONGEST)
    return [json.loads(line) for line in told.splitlines()]
