"""What players notice while a host uploads a file of 24 MB: how long their guesses take, with and without.

    python tests/bench/uploads.py [--rounds 3] [--megabytes 24] [--seconds 5] [--players 8] [--postgresql]

Each player sends the next guess when the last one is answered, and pauses for a moment. The file is noise: it is
taken and kept whole, refused when it is read, and removed. So this is the time of uploading, not of reading.
Another checkout is measured with its ``src`` as PYTHONPATH.
"""

import argparse
import asyncio
import atexit
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx2

sys.path.extend([str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)])
import guess

from databases import Postgres, setting
from live import Live
from posts import Wire, address_of, open_run

PAUSE = 0.02
"""Seconds that a player reads a file."""

HOST = "Anna"


async def play(live: Live, number: int, ended: asyncio.Event, took: list[float]) -> None:
    """Guess until the end, in one run after the other."""
    while not ended.is_set():
        path, cookie = await open_run(live.port, address=address_of(number))
        wire = Wire(live.port, cookie, address_of(number))
        for turn in range(1, 1000):
            began = time.perf_counter()
            answer = await wire.post(f"{path}/guesses", f"turn={turn}&guess=higher")
            took.append(time.perf_counter() - began)
            assert answer.status == 200, answer
            if ended.is_set() or b'data-testid="result"' in answer.body:
                break
            await asyncio.sleep(PAUSE)
        await wire.close()


async def measure(live: Live, players: int, seconds: float, file: bytes) -> tuple[list[float], float]:
    """How long each guess took, and the upload; without a file, of so many seconds."""
    ended, took = asyncio.Event(), list[float]()
    playing = [asyncio.create_task(play(live, number, ended, took)) for number in range(players)]
    await asyncio.sleep(0.5)
    took.clear()
    began = time.perf_counter()
    if file:
        await asyncio.to_thread(upload, live, file)
    else:
        await asyncio.sleep(seconds)
    lasted = time.perf_counter() - began
    ended.set()
    await asyncio.gather(*playing)
    return took, lasted


def upload(live: Live, file: bytes) -> None:
    """Upload as the host; the file is refused in the end."""
    with httpx2.Client(base_url=live.url, timeout=300) as client:
        signed = client.post("/host/sign-in", data={"name": HOST, "password": guess.PASSWORD})
        assert signed.status_code == 303, signed.text
        answer = client.post("/host/decks/import", files={"file": ("films.csv", file)})
        assert answer.status_code == 422, answer.text


def told(took: list[float]) -> str:
    """The median, the 99th percentile and the longest, in milliseconds."""
    cuts = statistics.quantiles(took, n=100)
    return f"{len(took):>7,}{cuts[49] * 1000:>9.1f}{cuts[98] * 1000:>9.1f}{max(took) * 1000:>9.1f}"


def postgresql() -> str:
    """A PostgreSQL that commits durably; it ends with this process."""
    server = Postgres(durable=True)
    atexit.register(server.stop)
    return setting(server.create())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--megabytes", type=int, default=24)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--players", type=int, default=8)
    parser.add_argument("--size", type=int, default=2000, help="of the deck that is played")
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = postgresql() if options.postgresql else ""
    guess.prepare(folder, options.size, url, HOST)
    noise = os.urandom(options.megabytes * 1024**2)
    limits = {
        "NEW_PLAYERS_PER_HOUR": "0",
        "RUNS_PER_MINUTE": "0",
        "DATABASE_URL": url,
        "TRUSTED_PROXY": "127.0.0.1",
    }
    print(f"{'':<28}guesses   median      p99     most   upload")
    with Live(folder, **limits) as live:
        found: dict[str, list[float]] = {"nobody uploads": [], "while a host uploads": []}
        uploads = []
        for _ in range(options.rounds):
            for name, with_it in zip(found, (b"", noise), strict=True):
                took, lasted = asyncio.run(measure(live, options.players, options.seconds, with_it))
                found[name] += took
                uploads += [lasted] if with_it else []
    for name, took in found.items():
        lasted = f"{statistics.median(uploads):>7.1f} s" if name.startswith("while") else ""
        print(f"{name:<28}{told(took)}{lasted}")


if __name__ == "__main__":
    main()
