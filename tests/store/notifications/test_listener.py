"""The listener: it hears all that is told, again after whatever broke, and says so where it would hear nothing."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
import uvloop
from sqlalchemy.engine import URL

from databases import Worlds, setting
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.errors import StoreError
from higherthanthou.store.notifications import listener
from higherthanthou.store.notifications.listener import Listener
from pooler_proxy import pooler_proxy
from posts import run

HANGS = 60
"""What has not happened after so many seconds never will."""


@pytest.fixture
def url(worlds: Worlds) -> Iterator[URL]:
    """An empty database."""
    made = worlds.postgres.create()
    yield made
    worlds.drop(made)


class Ears:
    """What a listener heard, each time it was called, and how often it began to listen."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.rounds: list[list[str]] = []
        self.begun = 0

    @property
    def heard(self) -> list[str]:
        """All payloads, in their order."""
        return [note for notes in self.rounds for note in notes]

    def begin(self) -> None:
        """It listens."""
        self.begun += 1


@asynccontextmanager
async def listening(url: URL, on_notes: Callable[[list[str]], None] | None = None) -> AsyncIterator[Ears]:
    """A listener at work on the channel ``room``."""
    ears = Ears()
    chore = asyncio.create_task(Listener(url, "room", on_notes or ears.rounds.append, ears.begin).run())
    try:
        await until(lambda: ears.begun == 1)
        yield ears
    finally:
        chore.cancel()
        await asyncio.gather(chore, return_exceptions=True)


async def until(true: Callable[[], bool]) -> None:
    """Wait for something to be true."""
    async with asyncio.timeout(HANGS):
        while not true():
            await asyncio.sleep(0.005)


async def tell(url: URL, *transactions: list[str]) -> None:
    """Tell these payloads, each list in a transaction of its own."""
    async with await psycopg.AsyncConnection.connect(setting(url), autocommit=True) as teller:
        for payloads in transactions:
            async with teller.transaction():
                for payload in payloads:
                    await teller.execute("SELECT pg_notify('room', %s)", [payload])


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_all_that_is_told_is_heard_in_its_order(
    url: URL, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    """Two hundred transactions of five: what comes in one packet comes together, and none is lost."""
    told = [[f"{n}.{m}" for m in range(5)] for n in range(200)]

    async def hear() -> Ears:
        async with listening(url) as ears:
            await tell(url, *told)
            await until(lambda: len(ears.heard) >= 1000)
            return ears

    with ThreadPoolExecutor(1) as thread, asyncio.Runner(loop_factory=loop) as runner:
        ears = thread.submit(runner.run, hear()).result()
    assert ears.heard == [payload for payloads in told for payload in payloads]
    assert all(ears.rounds)
    assert max(map(len, ears.rounds)) >= 5


def test_after_its_connection_was_cut_it_listens_again_and_says_so(url: URL, worlds: Worlds) -> None:
    """As when the server was started again: what was told meanwhile is what ``on_reconnect`` is for."""

    async def hear() -> list[str]:
        async with listening(url) as ears:
            for number in (1, 2, 3):
                cut(worlds, url)
                await until(lambda number=number: ears.begun == number + 1)
                await tell(url, [str(number)])
                await until(lambda number=number: len(ears.heard) == number)
            return ears.heard

    assert run(hear()) == ["1", "2", "3"]


def cut(worlds: Worlds, url: URL) -> None:
    """End every connection to a database."""
    query = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{url.database}'"
    worlds.postgres.execute(query)


def test_a_silent_connection_is_asked_whether_it_is_still_there(
    url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beats between notifications lose none, and do not count as a new connection."""
    monkeypatch.setattr(listener, "BEAT", 0.01)

    async def hear() -> Ears:
        async with listening(url) as ears:
            for number in range(20):
                await tell(url, [str(number), "and more"])
                await until(lambda number=number: len(ears.heard) == 2 * number + 2)
            return ears

    ears = run(hear())
    assert ears.heard[::2] == [str(number) for number in range(20)]
    assert ears.begun == 1


def test_a_fault_of_what_is_called_does_not_end_it(url: URL, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, and what comes next is heard."""
    heard: list[list[str]] = []

    def stumble(notes: list[str]) -> None:
        heard.append(notes)
        raise RuntimeError("stumbled")

    async def hear() -> None:
        async with listening(url, stumble) as ears:
            for number in (1, 2):
                await tell(url, [str(number)])
                await until(lambda number=number: len(heard) == number)
            assert ears.begun == 1

    run(hear())
    assert heard == [["1"], ["2"]]
    assert "stumbled" in caplog.text


def test_where_no_notification_arrives_it_refuses_in_a_sentence(
    url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As behind a pooler in transaction mode, where LISTEN is no error, and nothing is ever heard."""

    async def check() -> None:
        await Listener(url, "room", print, print).check()
        monkeypatch.setattr(listener, "HEARING_AT_THE_START", 0.3)
        async with pooler_proxy(url, deaf=True) as behind:
            await Listener(behind.url, "room", print, print).check()

    with pytest.raises(StoreError, match="HIGHERTHANTHOU_LISTEN_URL has to name the server itself"):
        run(check())


def test_a_listener_at_another_database_than_those_who_tell_refuses(
    url: URL, worlds: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing would ever be heard there."""
    other = worlds.postgres.create()
    run(Listener(url, "room", print, print, told_at=url).check())
    monkeypatch.setattr(listener, "HEARING_AT_THE_START", 0.3)
    with pytest.raises(StoreError, match="the same database"):
        run(Listener(other, "room", print, print, told_at=url).check())
    worlds.drop(other)


def test_while_it_hears_nothing_it_says_so_once_and_tries_again(
    url: URL, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """And never that it listens."""
    for name, seconds in (("HEARING", 0.1), ("PAUSE", 0.01), ("LONGEST_PAUSE", 0.01)):
        monkeypatch.setattr(listener, name, seconds)
    ears = Ears()

    async def try_again() -> None:
        async with pooler_proxy(url, deaf=True) as behind:
            chore = asyncio.create_task(Listener(behind.url, "room", ears.rounds.append, ears.begin).run())
            await until(lambda: "do not arrive" in caplog.text)
            await until(lambda: behind.connections > 6)  # of two each
            chore.cancel()
            await asyncio.gather(chore, return_exceptions=True)

    caplog.set_level(logging.WARNING)
    run(try_again())
    assert ears.begun == 0


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    """And never the password."""
    url = database_url(f"postgresql://me:hidden@/game?host={tmp_path}", tmp_path)
    with pytest.raises(StoreError) as refused:
        run(Listener(url, "room", print, print).check())
    assert str(refused.value).startswith("The database cannot be listened to: ")
    assert "hidden" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("channel", ["", "Room", "a b", "room;", "x" * 41, "1a"])
def test_a_channel_has_a_plain_name_in_small_letters(channel: str) -> None:
    """PostgreSQL would fold others silently, and nobody would hear."""
    with pytest.raises(ValueError, match="no name of a channel"):
        Listener(URL.create("postgresql+psycopg", database="game"), channel, print, print)
