"""Makes a deck anew, as its next version: in a child process of low priority, and in small writes."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Generator
from contextlib import closing
from functools import partial
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection

from .. import child_process
from ..clock import milliseconds
from ..game.errors import Refusal
from ..store.decks.deck_making import new_row
from ..store.engine.database import Database
from ..store.hosts import drafts, staging, turning
from ..store.hosts.drafts import OwnDeck
from ..store.hosts.turning import Claim
from ..threads import in_thread
from .fill_jobs import BROKEN
from .progress import bar

if TYPE_CHECKING:
    from ..authoring.deckfile.deck_stream import StreamHeader

MEMORY, SECONDS = 512 * 1024**2, 900
BATCH = 100
"""Files in a write, a few milliseconds of the writer's time."""

PAUSE, LATE = 0.05, 0.01
"""How long to rest before each write, and how late the event loop may wake from that, in seconds."""

WAITING, TRIES = 4, 600
"""Writes that may wait at a quiet moment, and how often to look for one before giving up."""

OTHER_SCALE = "The score model of this deck has another range now, so no more files like its own can be made."
BUSY = "The server is busy; a new season is made when it is not."

Lines = Generator[bytes, None, None]
Batch = list[dict[str, Any]]

log = logging.getLogger(__name__)


class Seasons:
    """The seasons that this process makes of one deck; why it could not is logged once."""

    def __init__(self) -> None:
        """Nothing was logged yet."""
        self._logged = ""

    async def turn_if_due(
        self, database: Database, slug: str, now: Callable[[], int], quiet: Callable[[], Awaitable[None]]
    ) -> int | None:
        """Make a deck of the house anew if a month has begun since its last season; return the version.

        ``quiet`` waits for a moment in which nobody is kept waiting by a write; Refusal if there is none.
        """
        deck = await database.read(partial(turning.due, slug=slug, now=now()))
        if deck is None:
            if await database.read(partial(turning.has_no_season, slug=slug)):
                await database.write(partial(turning.begin_first, slug=slug, now=now()))
            return None
        try:
            version = await _make(database, deck, now, quiet)
        except (Refusal, child_process.Refused, child_process.TooHard) as error:
            if str(error) != self._logged:
                log.warning("the next season of the deck %s was not made: %s", slug, error)
            self._logged = str(error)
            return None
        self._logged = ""
        return version


async def quiet_moment(database: Database) -> None:
    """Rest, until the event loop wakes in time and hardly any write waits. Refusal after half a minute."""
    for _ in range(TRIES):
        before = monotonic()
        await asyncio.sleep(PAUSE)
        if monotonic() - before - PAUSE < LATE and database.waiting <= WAITING:
            return
    raise Refusal(BUSY)


async def _make(
    database: Database, deck: OwnDeck, now: Callable[[], int], quiet: Callable[[], Awaitable[None]]
) -> int | None:
    await quiet()
    claim = await database.write(partial(turning.claim, deck=deck, now=now()))
    if claim is None:
        return None
    try:
        with closing(_generated(deck)) as lines:
            header = await in_thread(_header, deck, lines)
            done = 0
            while batch := await in_thread(_batch, deck, lines, done):
                await quiet()
                await database.write(partial(_add, claim=claim, batch=batch, now=now()))
                done += len(batch)
        await quiet()
        return await database.write(partial(_turn, claim=claim, header=header, now=now()))
    except Exception:
        await database.write(partial(staging.discard, deck_id=claim.stage))
        raise


def turn_now(database: Database, slug: str) -> int:
    """Make a deck anew now, for the command line, with a progress bar; return the new version. Blocks."""
    deck = database.read_now(partial(drafts.any_deck, slug=slug))
    claim = database.write_now(partial(turning.claim, deck=deck, now=milliseconds()))
    if claim is None:
        raise Refusal(turning.UNDER_WAY)
    try:
        with closing(_generated(deck)) as lines, bar() as progress:
            header, done = _header(deck, lines), 0
            task = progress.add_task(f"Drawing up {deck.deck.title}", total=header.count)
            while batch := _batch(deck, lines, done):
                database.write_now(partial(_add, claim=claim, batch=batch, now=milliseconds()))
                done += len(batch)
                progress.update(task, completed=done)
        return database.write_now(partial(_turn, claim=claim, header=header, now=milliseconds()))
    except BaseException as error:
        database.write_now(partial(staging.discard, deck_id=claim.stage))
        if isinstance(error, child_process.Refused | child_process.TooHard):
            raise Refusal(str(error)) from None
        raise


def _generated(deck: OwnDeck) -> Lines:
    """As many new files as the deck has, by the same recipe, with a seed of the system's."""
    about = deck.deck
    recipe = about.theme, about.locale or "", about.model or "", str(about.size), ""
    return child_process.lines("season", *recipe, stdin=None, memory=MEMORY, seconds=SECONDS)


def _header(deck: OwnDeck, lines: Lines) -> "StreamHeader":
    from ..authoring.deckfile.deck_stream import read_header  # a server needs it once a month

    first = next(lines, None)
    if first is None:
        raise Refusal(BROKEN)
    header = read_header(first)
    if (header.head.low, header.head.high) != deck.deck.scale:
        raise Refusal(OTHER_SCALE)
    return header


def _batch(deck: OwnDeck, lines: Lines, done: int) -> Batch:
    """The rows of the next files, after so many that are done."""
    values = map(json.loads, islice(lines, BATCH))
    return [new_row(deck.deck.id, n, deck.deck.size, one) for n, one in enumerate(values, done)]


def _add(connection: Connection, claim: Claim, batch: Batch, now: int) -> None:
    staging.add(connection, claim.stage, claim.deck, batch, now)


def _turn(connection: Connection, claim: Claim, header: "StreamHeader", now: int) -> int:
    return turning.turn(connection, claim, header.head, header.count, now)
