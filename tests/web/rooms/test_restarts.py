"""A room outlives its server: killed in the middle of a round, started again later; and it spans several workers."""

import asyncio
from collections.abc import Mapping
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from databases import Worlds, setting
from event_stream import EventStream
from higherthanthou.clock import milliseconds
from live import Live, LiveFork, comes
from posts import Wire, run

GUESTS, CALLS_EACH = 12, 8
MINUTE = 60_000
Call = tuple[str, int]


async def opened(live: Live, terms: str = "") -> tuple[Wire, str]:
    """The wire of the opener of a room, who is guest number 1, and the room."""
    wire = Wire(live.port)
    answer = await wire.post("/rooms", f"deck=citizens&rounds=3&reasons=yes{terms}", htmx=False)
    wire.cookie = answer.cookie
    return wire, answer.location


async def step(wire: Wire, path: str, seq: int, to: str) -> None:
    """Take a step."""
    assert (await wire.post(f"{path}/steps", f"seq={seq}&to={to}", htmx=False)).status == 303


async def post(live: Live, cookie: str, path: str, body: str) -> int:
    """Send a form on a connection of its own; the status."""
    wire = Wire(live.port, cookie)
    status = (await wire.post(path, body, htmx=False)).status
    await wire.close()
    return status


async def asked(live: Live, terms: str) -> tuple[str, str]:
    """The cookie of the opener of a room whose first file is asked, and the room."""
    opener, path = await opened(live, terms)
    await step(opener, path, 0, "asking")
    await opener.close()
    return opener.cookie, path


class Caller:
    """A guest who changes the call all the time: ``kept`` is the last one acknowledged, ``sent`` the last sent."""

    def __init__(self, live: Live, path: str) -> None:
        """Outside the room."""
        self.wire, self.path, self.number = Wire(live.port), path, 0
        self.kept: Call | None = None
        self.sent: Call | None = None
        self.has_called = asyncio.Event()

    async def call(self) -> None:
        """Call until the server is gone."""
        try:
            for number in count(1):
                self.sent = ("higher" if number % 2 else "lower", number % 3)
                body = f"round=1&guess={self.sent[0]}&reason={self.sent[1]}"
                assert (await self.wire.post(f"{self.path}/calls", body, htmx=False)).status == 303
                self.kept = self.sent
                if number == CALLS_EACH:
                    self.has_called.set()
        except (OSError, EOFError):
            await self.wire.close()


def test_a_server_that_is_killed_in_a_round_has_every_acknowledged_call(live: Live) -> None:
    """And goes on: the room is where it was, the file can be called on, and the round is closed with all calls."""

    async def play() -> list[Caller]:
        opener, path = await opened(live)
        callers = [Caller(live, path) for _ in range(GUESTS)]
        for number, caller in enumerate(callers, 2):
            caller.number = number
            caller.wire.cookie = (await caller.wire.post(f"{path}/guests", "", htmx=False)).cookie
        await step(opener, path, 0, "asking")
        calling = [asyncio.create_task(caller.call()) for caller in callers]
        all_have = asyncio.gather(*(caller.has_called.wait() for caller in callers))
        await asyncio.wait([all_have, *calling], return_when=asyncio.FIRST_COMPLETED)  # or one has failed
        all_have.cancel()
        await asyncio.to_thread(live.kill)
        await asyncio.gather(*calling)
        await asyncio.to_thread(live.start, live.port)
        stored = {number: (guess, reason) for number, guess, reason in live.sql(CALLS)}
        for caller in callers:
            assert stored[caller.number] in (caller.kept, caller.sent)
        cookie = callers[0].wire.cookie
        late, again = Wire(live.port, cookie), Wire(live.port, opener.cookie)
        assert (await late.post(f"{path}/calls", "round=1&guess=lower&reason=2", htmx=False)).status == 303
        await step(again, path, 1, "shown")
        assert len(live.sql(CALLS)) == GUESTS
        await asyncio.gather(
            late.close(), again.close(), opener.close(), *(one.wire.close() for one in callers)
        )
        return callers

    assert all(caller.kept for caller in run(play()))


CALLS = (
    "SELECT g.number, c.guess, c.reason FROM room_calls c JOIN room_guests g "
    "ON g.room_id = c.room_id AND g.player_id = c.player_id"
)


def test_a_deadline_that_passed_while_no_server_ran_gives_ten_seconds(live: Live) -> None:
    """Nobody comes back to a file that was closed behind their back."""
    cookie, path = run(asked(live, "&seconds=600"))
    live.kill()
    live.sql(f"UPDATE rooms SET deadline_at = {milliseconds() - MINUTE}")
    began = milliseconds()
    live.start(live.port)
    assert comes(lambda: live.sql("SELECT deadline_at FROM rooms")[0][0] > began)
    [(deadline, state)] = live.sql("SELECT deadline_at, state FROM rooms")
    assert state == "asking"
    assert began + 9_000 < deadline < milliseconds() + 11_000
    assert run(post(live, cookie, f"{path}/calls", "round=1&guess=higher")) == 303
    assert live.sql("SELECT count(*) FROM room_calls") == [(1,)]
    assert comes(lambda: live.sql("SELECT state FROM rooms") == [("shown",)])


def test_two_workers_are_one_room(worlds: Worlds, tmp_path: Path, limits: Mapping[str, str]) -> None:
    """On PostgreSQL, screens of both are told of each step, and the walls of each call, wherever it was made."""
    url = worlds.copy("postgresql", False, tmp_path)
    with ExitStack() as stack:
        stack.callback(worlds.drop, url)
        live = stack.enter_context(LiveFork(tmp_path, workers=2, DATABASE_URL=setting(url), **limits))
        # The last statement of the listener's proof that it hears: from then on it does.
        listening = (
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'UNLISTEN%'"
        )
        assert comes(lambda: len(live.sql(listening)) == 2)
        cookie, path = run(asked(live, ""))
        walls = [stack.enter_context(EventStream(live.port, f"{path}/events?screen=wall")) for _ in range(12)]
        assert run(post(live, cookie, f"{path}/calls", "round=1&guess=higher")) == 303
        assert all(told(wall, "1 of 1") for wall in walls)
        assert run(post(live, cookie, f"{path}/steps", "seq=1&to=shown")) == 303
        assert all(told(wall, "2") for wall in walls)


def told(stream: EventStream, data: str) -> bool:
    """Whether that is said before the stream ends."""
    while (said := stream.next()) is not None:
        if said.get("data") == data:
            return True
    return False
