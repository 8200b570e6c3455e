"""What the server does when too much is asked of it: sheds, stays quick for those whom it takes, and comes back.

    python tests/bench/overload.py [--seconds 8] [--players 900] [--held 500] [--longest 60] [--only NAME]

Overload: the sustainable rate is measured with 16 connections; then three times as many guesses a second are sent
on a schedule, whoever is answered or not. Held connections: 500 that say nothing, 500 with half a head, 500 with
half a body, 500 that do not read, while a bystander plays. Monsters: bodies, cookies and heads far over the limits.
"""

import argparse
import asyncio
import contextlib
import os
import shutil
import socket
import statistics
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from random import Random

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))
from databases import Worlds, setting
from ledger import Ledger
from live import Live
from posts import Answer, Wire, address_of, run

LIMITS = {"TRUSTED_PROXY": "127.0.0.1", "RUNS_PER_MINUTE": "100000"}
"""In force, each player having an address; but these open more than 60 runs a minute, as nobody who reads does."""


def tail(times: list[float]) -> float:
    """The 99th percentile."""
    return statistics.quantiles(times, n=100)[98] if len(times) > 1 else 0.0


ARRIVED = count()


class Crowd:
    """Players on connections of their own, each with an open run, who guess when they are told to."""

    def __init__(self, live: Live, ledger: Ledger) -> None:
        """Nobody yet."""
        self.live, self.ledger, self.rng = live, ledger, Random(5)
        self.idle: list[tuple[Wire, str, int]] = []
        self.times: list[float] = []
        self.shed = self.broken = self.unasked = 0

    async def gather(self, players: int) -> None:
        """Bring them in, some at a time."""
        for first in range(0, players, 40):
            await asyncio.gather(*(self._arrive() for _ in range(min(40, players - first))))

    async def _arrive(self) -> None:
        wire = Wire(self.live.port, address=address_of(next(ARRIVED)))
        answer = await wire.post("/runs", "deck=citizens&mode=streak", htmx=False)
        wire.cookie = answer.cookie
        self.idle.append((wire, answer.location, 1))

    async def one(self) -> None:
        """One guess of somebody who is free; with nobody free it is not even asked."""
        if not self.idle:
            self.unasked += 1
            return
        wire, path, turn = self.idle.pop()
        try:
            if path or (path := await self._open(wire)):
                path, turn = await self._guess(wire, path, turn)
        except (OSError, EOFError):
            self.broken += 1
            await wire.close()
        self.idle.append((wire, path, turn))

    async def _open(self, wire: Wire) -> str:
        """The path of another run; empty if that was shed, and is to be asked again."""
        answer = await wire.post("/runs", "deck=citizens&mode=streak", htmx=False)
        self._shed_unless(answer, 303)
        return answer.location

    async def _guess(self, wire: Wire, path: str, turn: int) -> tuple[str, int]:
        """Guess; return the run and the turn that come next, no run if this one is over."""
        began = time.perf_counter()
        answer = await wire.post(
            f"{path}/guesses", f"turn={turn}&guess={self.rng.choice(('higher', 'lower'))}"
        )
        if self._shed_unless(answer, 200):
            return path, turn
        self.times.append(time.perf_counter() - began)
        self.ledger.acknowledged[path, turn] = ""
        return ("", 1) if b'data-testid="result"' in answer.body else (path, turn + 1)

    def _shed_unless(self, answer: Answer, status: int) -> bool:
        """Whether it was shed, as it should be; if not, it has that status."""
        if answer.status == status:
            return False
        assert answer.status == 503, answer.status
        assert answer.retry_after
        self.shed += 1
        return True

    async def at_rate(self, rate: float, seconds: float) -> None:
        """So many guesses a second, on schedule."""
        tasks, began = set(), time.perf_counter()
        for number in range(int(rate * seconds)):
            wait = began + number / rate - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            task = asyncio.create_task(self.one())
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        await asyncio.gather(*tasks)

    def told(self) -> str:
        """And begin anew."""
        said = f"{len(self.times):6} taken, p99 {1000 * tail(self.times):6.0f} ms, longest {1000 * max(self.times, default=0):6.0f} ms, {self.shed:6} shed, {self.broken} broken, {self.unasked} unasked"
        self.times, self.shed, self.broken, self.unasked = [], 0, 0, 0
        return said


def overload(live: Live, seconds: float, players: int) -> None:
    """Three times the sustainable rate."""
    ledger = Ledger(live, players=1)

    async def all_of_it() -> None:
        crowd = Crowd(live, ledger)
        await crowd.gather(players)

        async def busy(until: float) -> None:
            while time.perf_counter() < until:
                await crowd.one()

        begins = min(3, seconds)
        until = time.perf_counter() + begins
        await asyncio.gather(*(busy(until) for _ in range(16)))
        sustainable = len(crowd.times) / begins
        print(f"sustainable, this client and 16 at a time: {sustainable:.0f} a second; {crowd.told()}")
        await crowd.at_rate(3 * sustainable, seconds)
        print(f"three times that for {seconds:g} s:  {crowd.told()}")
        for second in range(min(5, round(seconds))):
            await crowd.at_rate(sustainable / 4, 1)
            print(f"second {second + 1} after it:  {crowd.told()}", flush=True)

    run(all_of_it())
    lost = ledger.lost()
    print(f"{len(ledger.acknowledged)} acknowledged, {len(lost)} lost, {ledger.half_done()} half done")
    assert not lost


HALVES = {
    "silent": b"",
    "half a head": b"POST /runs HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "half a body": b"POST /runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60\r\n\r\ndeck=",
    "not reading": b"GET /static/x/vendor/htmx-4.0.1.min.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 40,
}


def held(live: Live, many: int, longest: float) -> None:
    """Connections that go nowhere, and somebody who plays beside them."""
    process = psutil.Process(live.process.pid)

    def still_open() -> int:
        return sum(one.status == "ESTABLISHED" for one in process.net_connections("tcp"))

    async def hold(sent: bytes) -> socket.socket:
        """A connection whose answer nobody reads."""
        wire = socket.create_connection(("127.0.0.1", live.port), timeout=10)
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        wire.sendall(sent)
        return wire

    async def kind(name: str) -> None:
        crowd = Crowd(live, beside)
        await crowd.gather(1)
        before, began = still_open(), time.perf_counter()
        wires = [await hold(HALVES[name]) for _ in range(many)]
        looked, left = began, many
        while left > many // 100 and time.perf_counter() - began < longest:
            await crowd.one()
            await asyncio.sleep(0.1)
            if time.perf_counter() - looked > 1:
                looked, left = time.perf_counter(), still_open() - before
        for wire in wires:
            wire.close()
        print(
            f"{many} {name:<12} closed after {time.perf_counter() - began:4.1f} s; bystander: {crowd.told()}",
            flush=True,
        )

    beside = Ledger(live, players=1)
    for name in HALVES:
        run(kind(name))


def monsters(live: Live) -> None:
    """A body of 300 MB, a cookie of 16 MB, 2,000 headers: refused before they cost memory."""
    head = b"POST /runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"

    def memory() -> float:
        return int(Path(f"/proc/{live.process.pid}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024

    async def send(begin: bytes, chunk: bytes, times: int) -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
        writer.write(begin)
        sent = 0
        with contextlib.suppress(OSError):
            for _ in range(times):
                writer.write(chunk)
                await asyncio.wait_for(writer.drain(), 5)
                sent += len(chunk)
        status = (await asyncio.wait_for(reader.read(64), 5)).split(b"\r\n")[0].decode() or "closed"
        writer.transport.abort()
        return f"{status}, after {sent / 1024**2:.1f} MB"

    for name, begin, chunk, times in (
        ("body of 300 MB, announced", head + b"Content-Length: 314572800\r\n\r\n", b"x" * 65536, 4800),
        (
            "body of 300 MB, in chunks",
            head + b"Transfer-Encoding: chunked\r\n\r\n",
            b"10000\r\n" + b"x" * 65536 + b"\r\n",
            4800,
        ),
        ("cookie of 16 MB", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: player=", b"x" * 65536, 256),
        (
            "2,000 headers",
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
            b"X-Header-Of-Many: something of forty bytes!\r\n",
            2000,
        ),
    ):
        before, said = memory(), ""
        with contextlib.suppress(ConnectionError, TimeoutError):
            said = run(send(begin, chunk, times))
        print(f"{name:<28} {said or 'closed'}; {memory() - before:+.1f} MB", flush=True)


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--players", type=int, default=900)
    parser.add_argument("--held", type=int, default=500)
    parser.add_argument("--longest", type=float, default=60)
    parser.add_argument("--only")
    options = parser.parse_args()
    os.environ.pop("HIGHERTHANTHOU_DATABASE_URL", None)
    folder = Path(tempfile.mkdtemp(prefix="overload-"))
    worlds = Worlds(folder)
    (folder / "game").mkdir()
    url = worlds.copy("sqlite", False, folder / "game")
    try:
        with Live(folder / "game", DATABASE_URL=setting(url), **LIMITS) as live:
            parts = {
                "monsters": lambda: monsters(live),
                "overload": lambda: overload(live, options.seconds, options.players),
                "held": lambda: held(live, options.held, options.longest),
            }
            for name, part in parts.items():
                if options.only in (None, name):
                    part()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
