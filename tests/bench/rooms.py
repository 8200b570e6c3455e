"""A room full of people: how soon every screen is current after a step, and what that costs.

    python tests/bench/rooms.py [--guests 300 1000] [--small 10] [--rounds 5] [--streams 1000] [--postgresql]

Guests join, each with a stream and a page of their own, as browsers have them: told of a step, a screen fetches
its page. All call within a second of being asked. A player who is in no room plays beside them, from a process of
its own: it must not wait for what hundreds of guests do in theirs. Then many streams that only listen: memory for
each, and CPU for each delivery. The same figures of a plain ASGI program that does nothing else were measured at
18 KB and 40 to 60 us (two cores, November 2026).
"""

import argparse
import asyncio
import multiprocessing
import shutil
import statistics
import sys
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))
from room_screens import Room

from databases import Worlds, setting
from forks import CONTEXT, start_original
from live import Live
from posts import Wire, run

PLAIN_KB, PLAIN_US = 18, 50
LIMITS = {
    "RUNS_PER_MINUTE": "0",
    "NEW_PLAYERS_PER_HOUR": "0",
    "STREAMS": "5000",
    "TRUSTED_PROXY": "127.0.0.1",
}


class Solo:
    """Somebody who is in no room plays in a process of their own until told to stop."""

    def __init__(self, live: Live) -> None:
        """Begin."""
        start_original()
        self._stop, self._times = CONTEXT.Event(), CONTEXT.Queue()
        self._process = CONTEXT.Process(target=play_alone, args=(live.port, self._stop, self._times))
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
    """A guess every 20 ms, in one run after the other; two at least."""
    wire, times = Wire(port, address="10.9.9.9"), []
    run_path, turn = "", 1
    while not stop.is_set() or len(times) < 2:
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


async def crowd(live: Live, rooms: int, guests: int, given: argparse.Namespace) -> None:
    """Play some rounds in rooms of that size, a player and other streams beside them; print what it took."""
    alone = Solo(live)
    await asyncio.sleep(given.alone)
    before = alone.stop()
    opened = [await Room.open(live, guests, 1000 * n) for n in range(rooms)]
    quiet = await Room.open(live, 1, 800_000)
    others = Listeners(live, quiet.code, max(0, given.streams - rooms * guests))
    await others.open()
    player = Solo(live)
    took, refused, cpu = [], 0, live.cpu_seconds()
    for number in range(1, given.rounds + 1):
        for times, failed in await asyncio.gather(*(room.round(number) for room in opened)):
            took += times
            refused += failed
    cpu = live.cpu_seconds() - cpu
    busy = sum(screen.busy for room in opened for screen in room.screens)
    beside = player.stop()
    others.close()
    await asyncio.gather(*(screen.leave() for room in [quiet, *opened] for screen in room.screens))
    each = 1e6 * cpu / (rooms * guests * given.rounds)
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
    parser.add_argument("--alone", type=float, default=5, help="seconds that a player has the server first")
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
                run(crowd(live, 1, guests, given))
            run(crowd(live, given.small, 30, given))
        worlds.drop(url)
    finally:
        worlds.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
