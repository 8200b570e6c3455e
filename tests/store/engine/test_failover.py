"""A primary with a synchronous standby: what is acknowledged is on both, and the game finds the one that writes."""

import asyncio
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.engine import URL, Connection

from clusters import Node, together, wheels
from databases import setting
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import StoreError, Unavailable
from higherthanthou.store.notifications.start_check import check_sessions
from higherthanthou.store.tables import board_counts
from posts import run

HANGS = 60
"""What has not happened after so many seconds never will."""

PLAYERS = 6


@pytest.fixture
def nodes() -> Iterator[tuple[Node, Node]]:
    """A primary, and its standby."""
    programs = wheels()
    primary, standby = Node("primary", programs), Node("standby", programs)
    try:
        primary.begin()
        standby.follow(primary)
        yield primary, standby
    finally:
        primary.remove()
        standby.remove()


class Notes:
    """Rows that are added without end, and those of them that were acknowledged."""

    def __init__(self) -> None:
        """None yet."""
        self.acknowledged: set[int] = set()
        self.refused = 0
        self._numbers = count()

    async def add(self, database: Database) -> None:
        """Until it is cancelled."""
        while True:
            number = next(self._numbers)
            try:
                await database.write(lambda c, number=number: self._insert(c, number))
            except Unavailable:
                self.refused += 1
                await asyncio.sleep(0.02)
            else:
                self.acknowledged.add(number)

    @staticmethod
    def _insert(connection: Connection, number: int) -> None:
        connection.execute(insert(board_counts), {"board": "test", "value": number, "players": 0})

    async def more(self) -> None:
        """Wait for thirty more."""
        enough = len(self.acknowledged) + 30
        await until(lambda: len(self.acknowledged) >= enough)


async def until(true: Callable[[], bool]) -> None:
    """Wait for something to be true."""
    async with asyncio.timeout(HANGS):
        while not true():
            await asyncio.sleep(0.01)


def stored(database: Database) -> set[int]:
    """The numbers that are in the database."""
    query = "SELECT value FROM board_counts WHERE board = 'test'"
    return set(database.read_now(lambda c: c.exec_driver_sql(query).scalars().all()))


def test_what_was_acknowledged_survives_the_primary(nodes: tuple[Node, Node]) -> None:
    """Kill -9 and a promotion, found by either way to say which server is wanted.

    Before that the standby is away for a while. Alone it is refused at the start, in a sentence.
    """
    primary, standby = nodes
    check_sessions(as_set(together(standby, primary)), 1)
    with pytest.raises(StoreError, match="is a standby, to which nobody can write"):
        check_sessions(as_set(together(standby, primary, target_session_attrs="any")), 1)
    urls = [together(primary, standby), together(primary, standby, target_session_attrs="read-write")]
    opened = [Database(as_set(url)) for url in urls]
    opened[0].upgrade()
    notes = Notes()

    async def play() -> None:
        players = [asyncio.create_task(notes.add(opened[n % 2])) for n in range(PLAYERS)]
        await notes.more()
        await asyncio.to_thread(standby.kill)
        refused = notes.refused
        await until(lambda: notes.refused >= refused + PLAYERS)  # each of them waited for the standby in vain
        await asyncio.to_thread(standby.start)
        await notes.more()
        await asyncio.to_thread(primary.kill)
        await asyncio.to_thread(standby.promote)
        await notes.more()
        for player in players:
            player.cancel()
        await asyncio.gather(*players, return_exceptions=True)

    run(play())
    for database in opened:
        assert notes.acknowledged <= stored(database)
        database.close()


def as_set(url: URL) -> URL:
    """The URL as the setting of that text is read."""
    return database_url(setting(url), Path())
