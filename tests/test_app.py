"""What the application does by itself: the purge, every hour, and not while the clock jumps."""

import asyncio
import gc
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from asgi_client import AsgiClient
from higherthanthou import chores
from higherthanthou.app import build_app
from higherthanthou.garbage_collector import GC_THRESHOLDS
from higherthanthou.making.season_making import Seasons
from higherthanthou.store.engine.database import Database
from higherthanthou.web.server import Server
from posts import run
from world import Clock

pytestmark = pytest.mark.sqlite
YEAR = 365 * 24 * 3600
HANGS = 60


def rounds(
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    pauses: int,
    hour: float = 0,
    meanwhile: Callable[[], None] = lambda: None,
) -> int:
    """How often it looked for something to purge in so many pauses; ``meanwhile`` happens in each of them."""
    looked, asked = list[int](), count()

    async def watch() -> None:
        over = asyncio.Event()

        def monotonic() -> float:
            """Asked at the begin of each pause and at its end."""
            begun, at_end = divmod(next(asked), 2)
            if not at_end:
                meanwhile()
                if begun == pauses:
                    over.set()
            return time.monotonic()

        monkeypatch.setattr(chores, "monotonic", monotonic)
        purging = asyncio.create_task(chores._purge_now_and_then(server))
        await asyncio.wait_for(over.wait(), HANGS)
        purging.cancel()

    monkeypatch.setattr(chores, "HOUR", hour)
    monkeypatch.setattr(chores, "SOON", 0)
    monkeypatch.setattr(chores, "purge", lambda _connection, now: looked.append(now) or 0)
    run(watch())
    return len(looked)


def test_it_purges_every_hour(server: Server, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clock that goes as clocks go."""
    assert rounds(server, monkeypatch, 5) >= 5


def test_it_purges_soon_after_the_start(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a crash has cut off is not there for an hour."""
    assert rounds(server, monkeypatch, 1, hour=3600) == 1


def test_it_does_not_while_the_clock_jumps(
    server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten years ahead would take everybody who plays: it may jump back."""
    assert rounds(server, monkeypatch, 5, meanwhile=lambda: clock.sleep(10 * YEAR)) == 0


@pytest.mark.parametrize(("setting", "asked"), [("citizens", ["citizens"]), ("", [])])
def test_it_looks_whether_a_season_is_due(
    server: Server, monkeypatch: pytest.MonkeyPatch, setting: str, asked: list[str]
) -> None:
    """Soon after the start and then again; with the setting off it never does."""
    looked: list[str] = []

    async def jumped(server: Server, pause: int) -> bool:
        if len(pauses := [*waited, pause]) > 1:
            raise asyncio.CancelledError
        waited[:] = pauses
        return False

    async def look(seasons: object, database: Database, slug: str, *_: object) -> None:
        looked.append(slug)

    waited: list[int] = []
    monkeypatch.setattr(chores, "_clock_jumped", jumped)
    monkeypatch.setattr(Seasons, "turn_if_due", look)
    told = replace(server, settings=server.settings.model_copy(update={"season": setting}))
    with pytest.raises(asyncio.CancelledError):
        run(chores._turn_seasons(told))
    assert waited == [chores.SOON]
    assert looked == asked


def test_a_start_freezes_what_is_there_and_lets_the_collector_run_seldom(server: Server) -> None:
    """Otherwise it looks through all that was imported, in the middle of guesses."""
    before = gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)
    try:
        with AsgiClient(build_app(server)):
            assert (gc.get_threshold(), gc.get_freeze_count() > 10_000) == (GC_THRESHOLDS, True)
    finally:
        gc.set_threshold(*before)
