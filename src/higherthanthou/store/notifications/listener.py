"""Hearing what other processes tell by PostgreSQL's NOTIFY, on one connection for as long as we run."""

import asyncio
import logging
import re
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from ..engine.errors import StoreError
from ..engine.postgresql import CLIENT, connect_options, reason

PATIENCE = 3.0
"""A server that has not done something small after so many seconds is given up."""

HEARING, HEARING_AT_THE_START = 1.5, 10.0
"""Seconds until a notification has to arrive."""

BEAT = 20.0
"""After so many seconds without a notification the server is asked whether it is still there."""

PAUSE, LONGEST_PAUSE = 0.1, 5.0
"""Seconds before it connects again: up to twice as long each time, and left to chance."""

DEAF = (
    "PostgreSQL's notifications do not arrive, as behind a pooler that lends connections by transaction; "
    "HIGHERTHANTHOU_LISTEN_URL has to name the server itself, and the same database."
)

log = logging.getLogger(__name__)


class Deaf(Exception):
    """What was told on the channel was not heard."""


FAULTS = (psycopg.Error, OSError, TimeoutError, Deaf)


class Listener:
    """Listens on one channel of the database, on the event loop that runs it."""

    def __init__(
        self,
        url: URL,
        channel: str,
        on_notes: Callable[[list[str]], None],
        on_reconnect: Callable[[], None],
        told_at: URL | None = None,
    ) -> None:
        """``url`` is of a PostgreSQL, ``channel`` a name in small letters, digits and ``_``.

        ``on_notes`` gets the payloads that arrived together, one or more. ``on_reconnect`` is called whenever
        it listens, again or for the first time: what was told before was not heard. Both are called on the
        loop, and must not wait. ``told_at`` is where those who tell connect, if that is another address.
        """
        if not re.fullmatch("[a-z][a-z0-9_]{0,39}", channel):
            raise ValueError(f"{channel!r} is no name of a channel")
        self._options = connect_options(url) | CLIENT
        self._told_at = connect_options(told_at or url) | CLIENT
        self._channel = channel
        self._on_notes = on_notes
        self._on_reconnect = on_reconnect
        self._rng = Random()  # for pauses alone

    async def check(self) -> None:
        """Listen for a moment; StoreError with a sentence if nothing would be heard."""
        try:
            async with self._listening(HEARING_AT_THE_START):
                return
        except Deaf:
            raise StoreError(DEAF) from None
        except FAULTS as error:
            raise StoreError(f"The database cannot be listened to: {reason(error)}.") from error

    async def run(self) -> None:
        """Listen until it is cancelled; if the connection breaks, make another one."""
        longest = PAUSE
        while True:
            try:
                async with self._listening(HEARING) as connection:
                    longest = PAUSE
                    self._call(self._on_reconnect)
                    while True:
                        await self._hear(connection)
            except FAULTS as error:
                if longest == PAUSE:  # said once
                    log.warning("the database cannot be listened to: %s", _told(error))
            await asyncio.sleep(longest * self._rng.uniform(0.5, 1))
            longest = min(2 * longest, LONGEST_PAUSE)

    async def _hear(self, connection: "psycopg.AsyncConnection[Any]") -> None:
        notes = await _round(connection, BEAT)
        if notes:
            self._call(self._on_notes, [note.payload for note in notes])
        else:
            async with asyncio.timeout(PATIENCE):
                await connection.execute("SELECT 1")

    def _call(self, told: Callable[..., None], *arguments: list[str]) -> None:
        try:
            told(*arguments)
        except Exception:
            log.exception("what was heard on the channel %s was not acted upon", self._channel)

    @asynccontextmanager
    async def _listening(self, hearing: float) -> "AsyncIterator[psycopg.AsyncConnection[Any]]":
        """A connection that is known to hear; what is told meanwhile is before ``on_reconnect``."""
        connection = await _connect(self._options)
        try:
            async with asyncio.timeout(PATIENCE + hearing):
                await connection.execute(f"LISTEN {self._channel}")
                await self._prove(connection, hearing)
            yield connection
        finally:
            await connection.close()

    async def _prove(self, connection: "psycopg.AsyncConnection[Any]", hearing: float) -> None:
        """Have another connection tell this one something; raise Deaf if it is not heard.

        One that tells itself something hears it even where it would hear nothing from others.
        """
        proof = f"{self._channel}_{secrets.token_hex(8)}"
        await connection.execute(f"LISTEN {proof}")
        teller = await _connect(self._told_at)
        try:
            await teller.execute(f"NOTIFY {proof}")
        finally:
            await teller.close()
        heard: list[str] = []
        while proof not in heard:
            heard = [note.channel for note in await _round(connection, hearing)]
            if not heard:
                raise Deaf
        await connection.execute(f"UNLISTEN {proof}")


async def _connect(options: dict[str, Any]) -> "psycopg.AsyncConnection[Any]":
    return await psycopg.AsyncConnection.connect(**options, autocommit=True)


async def _round(connection: "psycopg.AsyncConnection[Any]", seconds: float) -> list[psycopg.Notify]:
    """All notifications that arrive together, once there are any; none after so many seconds.

    To leave the loop before its end would lose those that came in the same packet.
    """
    return [note async for note in connection.notifies(timeout=seconds, stop_after=1)]


def _told(error: BaseException) -> str:
    return DEAF if isinstance(error, Deaf) else f"{reason(error)}."
