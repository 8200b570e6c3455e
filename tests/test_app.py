"""What the application does by itself: the purge, every hour, and not while the clock jumps."""

import asyncio
from collections.abc import Callable

import pytest

from higherthanthou import app
from higherthanthou.store.database import Database
from higherthanthou.web.server import Server
from posts import run
from world import Clock

pytestmark = pytest.mark.sqlite
YEAR = 365 * 24 * 3600


def rounds(server: Server, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None]) -> int:
    """How often it looked for something to purge in a few short hours."""
    looked = asyncio.Queue[int]()
    monkeypatch.setattr(app, "HOUR", 0.01)
    monkeypatch.setattr(app, "SOON", 0.01)
    monkeypatch.setattr(app, "purge", lambda _connection, now: looked.put_nowait(now) or 0)

    async def watch() -> None:
        purging = asyncio.create_task(app._purge_now_and_then(server))
        for _ in range(20):
            await asyncio.sleep(0.01)
            meanwhile()
        purging.cancel()

    run(watch())
    return looked.qsize()


def test_it_purges_every_hour(server: Server, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clock that goes as clocks go."""
    assert rounds(server, monkeypatch, lambda: None) > 2


def test_it_purges_soon_after_the_start(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a crash has cut off is not there for an hour."""
    rounds_of_an_hour = rounds(server, monkeypatch, lambda: monkeypatch.setattr(app, "HOUR", 3600))
    assert rounds_of_an_hour >= 1


def test_it_does_not_while_the_clock_jumps(
    server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten years ahead would take everybody who plays: it may jump back."""
    assert rounds(server, monkeypatch, lambda: clock.sleep(10 * YEAR)) == 0
