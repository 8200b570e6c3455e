"""A room full of people: how soon every screen is current after a step, and what that costs.

    python tests/bench/rooms.py [--guests 300 1000] [--small 10] [--rounds 5] [--streams 1000] [--postgresql]

Guests join, each with a stream and a page of their own, as browsers have them: told of a step, a screen fetches
its page. All call within a second of being asked. A player who is in no room plays beside them, from a process of
its own: it must not wait for what hundreds of guests do in theirs. Then many streams that only listen: memory for each, and CPU for each delivery. The same figures of a plain ASGI program that does
nothing else were measured at 18 KB and 40 to 60 us (two cores, November 2026).
"""

import argparse
import asyncio
import multiprocessing
import random
import shutil
import statistics
import sys
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))
from databases import Worlds, setting
from live import Live
from posts import Answer, Wire, address_of, run

PLAIN_KB, PLAIN_US = 18, 50
FRAGMENT = ("HX-Request: true", "HX-Request-Type: partial", "Accept-Encoding: gzip")
LIMITS = {
    "RUNS_PER_MINUTE": "0",
    "NEW_PLAYERS_PER_HOUR": "0",
    "STREAMS": "5000",
    "TRUSTED_PROXY": "127.0.0.1",
}
BUSY, RETRY = 503, 2
"""A screen that is told that the server is busy asks again, after so many seconds."""

ALONE = 5
"""So many seconds a player has the server alone before a room opens."""

GONE = 30
"""Seconds after which a screen that is not current never will be."""


class Phone(Wire):
    """A connection that is made again where the server has closed it, as a browser does; all it posts is posted once."""

    async def _ask(self, method: str, path: str, lines: list[str], body: str) -> Answer:
        try:
            return await super()._ask(method, path, lines, body)
        except OSError:
            await self.close()
            return await super()._ask(method, path, lines, body)


class Screen:
    """A guest: a stream, and a connection for pages and calls. ``seq`` is that of the page on the screen."""

    def __init__(self, live: Live, code: str, number: int) -> None:
        """Nobody yet."""
        self.code, self.wire, self.seq = code, Phone(live.port, address=address_of(number)), -1
        self.current: dict[int, float] = {}
        self.busy = 0
        self.arrived = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def enter(self, cookie: str = "") -> None:
        """Come in, or come as the opener with the cookie."""
        self.wire.cookie = cookie
        answer = await self.wire.post(f"/rooms/{self.code}/guests", "", htmx=False)
        self.wire.cookie = self.wire.cookie or answer.cookie
        self._task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.wire.port)
        head = f"GET /rooms/{self.code}/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: player={self.wire.cookie}\r\n\r\n"
        writer.write(head.encode())
        try:
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    await self._look(int(line[4:]))
        finally:
            writer.close()

    async def _look(self, told: int) -> None:
        """Fetch the page, as the browser does when it is told."""
        while (answer := await self.wire.get(f"/rooms/{self.code}?seq={self.seq}", FRAGMENT)).status == BUSY:
            self.busy += 1
            await asyncio.sleep(RETRY)
        assert answer.status in (200, 204), answer.status
        self.seq = told
        self.current[told] = time.perf_counter()
        self.arrived.set()

    async def until(self, seq: int) -> None:
        """Wait until the screen shows a change."""
        while self.seq < seq:
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), GONE)

    async def call(self, number: int) -> Answer:
        """Call on the file of a round, within a second."""
        await asyncio.sleep(random.random())
        return await self.wire.post(f"/rooms/{self.code}/calls", f"round={number}&guess=higher")

    async def leave(self) -> None:
        """Close everything."""
        if self._task is not None:
            self._task.cancel()
        await self.wire.close()


class Room:
    """A room with its guests; the first of them opened it."""

    def __init__(self, code: str, screens: list[Screen]) -> None:
        """All are in."""
        self.code, self.screens, self.seq = code, screens, 0

    @classmethod
    async def open(cls, live: Live, guests: int, first: int) -> "Room":
        """Open a room of a player's own and fill it, some at a time."""
        opener = Wire(live.port, address=address_of(first))
        answer = await opener.post("/rooms", "deck=citizens&rounds=30", htmx=False)
        code = answer.location.rpartition("/")[2]
        screens = [Screen(live, code, first + number) for number in range(guests)]
        await screens[0].enter(answer.cookie)
        await opener.close()
        for start in range(1, guests, 50):
            await asyncio.gather(*(screen.enter() for screen in screens[start : start + 50]))
        await asyncio.gather(*(screen.until(0) for screen in screens))
        return cls(code, screens)

    async def step(self, to: str) -> list[float]:
        """Take a step; the seconds from it until each screen was current."""
        began = time.perf_counter()
        answer = await self.screens[0].wire.post(
            f"/rooms/{self.code}/steps", f"seq={self.seq}&to={to}", False
        )
        assert answer.status == 303, answer.status
        self.seq += 1
        await asyncio.gather(*(screen.until(self.seq) for screen in self.screens))
        return [screen.current[self.seq] - began for screen in self.screens]

    async def round(self, number: int) -> tuple[list[float], int]:
        """Ask, call, show; how long screens took, and how many calls were refused."""
        took = await self.step("asking")
        answers = await asyncio.gather(*(screen.call(number) for screen in self.screens))
        took += await self.step("shown")
        return took, sum(answer.status != 200 for answer in answers)


class Solo:
    """Somebody who is in no room plays in a process of their own until told to stop."""

    def __init__(self, live: Live) -> None:
        """Begin."""
        spawned = multiprocessing.get_context("spawn")
        self._stop, self._times = spawned.Event(), spawned.Queue()
        self._process = spawned.Process(target=play_alone, args=(live.port, self._stop, self._times))
        self._process.start()

    def stop(self) -> list[float]:
        """End; the seconds that each guess took."""
        self._stop.set()
        times: list[float] = self._times.get()
        self._process.join()
        return times


def play_alone(port: int, stop: Event, times: "multiprocessing.Queue[list[float]]") -> None:
    """Play until then, and hand over how long each guess took."""
    times.put(asyncio.run(solo(port, stop)))


async def solo(port: int, stop: Event) -> list[float]:
    """A guess every 20 ms, in one run after the other."""
    wire, times = Wire(port, address="10.9.9.9"), []
    run_path, turn = "", 1
    while not stop.is_set():
        if not run_path:
            answer = await wire.post("/runs", "deck=citizens&mode=streak", htmx=False)
            wire.cookie = wire.cookie or answer.cookie
            run_path, turn = answer.location, 1
        began = time.perf_counter()
        answer = await wire.post(f"{run_path}/guesses", f"turn={turn}&guess=higher")
        times.append(time.perf_counter() - began)
        turn += 1
        if answer.status != 200 or b'data-testid="result"' in answer.body:
            run_path = ""
        await asyncio.sleep(0.02)
    await wire.close()
    return times


def tail(times: list[float], share: int = 99) -> float:
    """A percentile in milliseconds."""
    return 1000 * statistics.quantiles(times, n=100)[share - 1] if len(times) > 1 else 0.0


class Listeners:
    """Streams of a room in which nothing happens."""

    def __init__(self, live: Live, code: str, number: int) -> None:
        """None is open yet."""
        self.live, self.code, self.number = live, code, number
        self.wires: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def open(self) -> None:
        """Open them, and read the first event of each."""
        for _ in range(self.number):
            self.wires.append(await asyncio.open_connection("127.0.0.1", self.live.port))
        for _, writer in self.wires:
            writer.write(f"GET /rooms/{self.code}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        await self.hear(0)

    async def hear(self, seq: int) -> None:
        """Wait until all were told of a change."""
        await asyncio.gather(*(reader.readuntil(f"data: {seq}\n\n".encode()) for reader, _ in self.wires))

    def close(self) -> None:
        """Close them."""
        for _, writer in self.wires:
            writer.close()


async def crowd(live: Live, rooms: int, guests: int, rounds: int, streams: int) -> None:
    """Play some rounds in rooms of that size, a player and other streams beside them; print what it took."""
    alone = Solo(live)
    await asyncio.sleep(ALONE)
    before = alone.stop()
    opened = [await Room.open(live, guests, 1000 * n) for n in range(rooms)]
    quiet = await Room.open(live, 1, 800_000)
    others = Listeners(live, quiet.code, max(0, streams - rooms * guests))
    await others.open()
    player = Solo(live)
    took, refused, cpu = [], 0, live.cpu_seconds()
    for number in range(1, rounds + 1):
        for times, failed in await asyncio.gather(*(room.round(number) for room in opened)):
            took += times
            refused += failed
    cpu = live.cpu_seconds() - cpu
    busy = sum(screen.busy for room in opened for screen in room.screens)
    beside = player.stop()
    others.close()
    await asyncio.gather(*(screen.leave() for room in [quiet, *opened] for screen in room.screens))
    each = 1e6 * cpu / (rooms * guests * rounds)
    print(
        f"| {rooms} x {guests} | {tail(took, 50):.0f} ms | {tail(took):.0f} ms | {1000 * max(took):.0f} ms | "
        f"{each:.0f} us | {refused}, {busy} | {tail(before):.1f} -> {tail(beside):.1f} ms "
        f"({tail(beside) / tail(before):.2f}) |",
        flush=True,
    )


async def idle(live: Live, streams: int, steps: int) -> None:
    """Streams that only listen: memory for each, CPU for each delivery."""
    room = await Room.open(live, 1, 900_000)
    process = psutil.Process(live.process.pid)
    empty = process.memory_info().rss
    listeners = Listeners(live, room.code, streams)
    await listeners.open()
    each = (process.memory_info().rss - empty) / streams / 1024
    cpu, last = live.cpu_seconds(), []
    for step in range(1, steps + 1):
        began = time.perf_counter()
        await room.step("asking")
        await listeners.hear(step)
        last.append(time.perf_counter() - began)
    delivery = 1e6 * (live.cpu_seconds() - cpu) / (streams * steps)
    listeners.close()
    await room.screens[0].leave()
    print(
        f"{streams} idle streams: {each:.0f} KB each ({each / PLAIN_KB:.2f} of plain ASGI), {delivery:.0f} us of CPU "
        f"a delivery ({delivery / PLAIN_US:.2f}), the last one told {1000 * statistics.median(last):.0f} ms after the step\n",
        flush=True,
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--guests", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--small", type=int, default=10, help="rooms of 30")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    worlds = Worlds(folder)
    try:
        url = worlds.copy("postgresql" if given.postgresql else "sqlite", False, folder)
        with Live(folder, DATABASE_URL=setting(url), **LIMITS) as live:
            run(idle(live, given.streams, 10))
            print(
                "| rooms x guests | screen current p50 | p99 | last | CPU a guest and round | calls refused, pages asked again | solo p99 |"
            )
            print("|---|---|---|---|---|---|---|")
            for guests in given.guests:
                run(crowd(live, 1, guests, given.rounds, given.streams))
            run(crowd(live, given.small, 30, given.rounds, given.streams))
        worlds.drop(url)
    finally:
        worlds.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
