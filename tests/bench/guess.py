"""Guesses per second of the real ``POST /runs/{run}/guesses``, as a ratio of the floors in the same run.

One server on one core, the load on the other, rounds of each in turn, medians of the rounds:

    python tests/bench/guess.py [--rounds 5] [--seconds 4] [--connections 16] [--size 2000] [--peer] [--postgresql]
                                [--against COMMIT]

``--peer`` adds FastAPI with a session per request, ``--postgresql`` the game on a PostgreSQL of its own.
A guess has everything in its path: cookie, judge, unseen draw, receipt, full fragment, durable commit.
Each player comes from an address of their own, so that the limits are in force, and nobody is refused.
Runs are opened before the clock starts; each is played for twelve turns (in this server a miss does
not end a run, so that every post is a guess that deals the next file) and then the next one is taken.

After that whole runs of players of several skills, on the game as it is served to everybody: with
compression and portraits, opening and the desk counted in; then what each kind of request and a first visit
cost. ``--against`` builds another commit beside it, and alternates; so does ``--postgresql``, of which the CPU is that
of the game alone.
"""

import argparse
import asyncio
import atexit
import json
import os
import shutil
import signal
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path
from urllib.request import urlopen

import uvloop

from higherthanthou.accounts.credentials import hash_password
from higherthanthou.clock import milliseconds
from higherthanthou.making.seeding import GenerateOptions, generate_deck
from higherthanthou.settings import Settings
from higherthanthou.storage import open_database
from higherthanthou.store.hosts import hosts

sys.path.insert(0, str(Path(__file__).parent.parent))
from browsing import journeys

from interpreters import Interpreter, run_python, start_python
from posts import address_of, open_run  # the tests' own client

HERE = Path(__file__).parent
TURNS = 12
PASSWORD = "seven herons at noon"
MORE = ("peer", "postgresql")
LATE = 120
"""A server that does not answer after so many seconds never will."""

NO_PEER = "--peer needs FastAPI, which nothing else here does: .venv/bin/python -m pip install fastapi"


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


PORTS = {kind: free_port() for kind in ("F1", "F2", "game")}


def prepare(folder: Path, size: int, url: str = "", host: str = "") -> None:
    """A database with a deck of that size, and perhaps with a host of that name."""
    database = open_database(Settings(data_dir=folder, database_url=url))
    generate_deck(database, GenerateOptions("citizens", size=size, seed=1, publish=True))
    if host:
        hashed = hash_password(PASSWORD)
        database.write_now(lambda connection: hosts.add(connection, host, hashed, milliseconds()))
    database.close()


async def open_runs(count: int, kind: str = "game") -> list[tuple[str, str]]:
    """So many runs, each of a newcomer, as they began; pairs of a run's path and its cookie."""
    turns = iter(range(count))
    opened = await asyncio.gather(*(_open(turns, PORTS[kind]) for _ in range(16)))
    return [pair for at_once in zip_longest(*opened) for pair in at_once if pair]


async def _open(turns: Iterator[int], port: int) -> list[tuple[str, str]]:
    return [await open_run(port, address=address_of(number)) for number in turns]


CORES = sorted(os.sched_getaffinity(0))
FIRST, SECOND = {CORES[0]}, {CORES[-1]}
"""The cores that the server and the load are bound to."""


def serve(kind: str, folder: Path, url: str = "", cores: set[int] = FIRST) -> Interpreter:
    """A server of that kind on those cores: a floor, the peer, or else the game."""
    if kind in ("F1", "F2"):
        command = ["floors.py", kind, str(folder / f"{kind}.db"), str(PORTS[kind])]
    elif kind == "peer":
        command = ["peer.py", str(folder / "peer.db"), str(PORTS[kind])]
    else:
        command = ["endless.py", str(folder), str(PORTS[kind]), url]
    process = start_python([str(HERE / command[0]), *command[1:]], cores=cores)
    wait_for(kind, process)
    return process


def wait_for(kind: str, process: Interpreter) -> None:
    """Wait until a server answers, whatever it says."""
    late = time.monotonic() + LATE
    while process.poll() is None and time.monotonic() < late:
        try:
            urlopen(f"http://127.0.0.1:{PORTS[kind]}/healthz", timeout=1)
        except OSError as error:
            if getattr(error, "code", None):
                return
            time.sleep(0.05)
        else:
            return
    process.kill()
    raise SystemExit(f"{kind} did not start")


def plan(
    runs: Iterator[tuple[str, str]], each: int, connections: int, turns: int = TURNS, more: str = ""
) -> list[list[list[str]]]:
    """What each of so many connections posts: that many runs, so many turns of each.

    Those played at the same time were opened one after the other, like the rows that the floors take.
    """
    played = [next(runs) for _ in range(each * connections)]
    return [[
        [f"{run}/guesses", cookie, f"turn={turn}&guess=higher{more}"]
        for run, cookie in played[number::connections] for turn in range(1, turns + 1)
    ] for number in range(connections)]  # fmt: skip


def measure(kind: str, posts: list[list[list[str]]], seconds: float, cores: set[int] = SECOND) -> dict:
    """One round of load from those cores."""
    load = json.dumps({"port": PORTS[kind], "seconds": seconds, "connections": posts})
    return json.loads(run_python([str(HERE / "load.py")], said=load.encode(), cores=cores))


def memory(process: Interpreter) -> float:
    """Resident memory in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--against", default="", metavar="COMMIT")
    options = parser.parse_args()
    if options.peer and not find_spec("fastapi"):
        parser.error(NO_PEER)
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    most = int(6000 * options.seconds * options.rounds / TURNS) + options.connections
    print(f"preparing {most} open runs on a deck of {options.size} ...", flush=True)
    PORTS.update({kind: free_port() for kind in MORE if getattr(options, kind)})
    prepare(folder, options.size)
    url, empty = postgresql(folder, options.size) if options.postgresql else ("", "")
    builds = journeys.start(folder, options.size, options.against, FIRST, empty)
    servers: dict[str, Interpreter] = {}
    found: dict[str, list[dict]] = {kind: [] for kind in PORTS}
    try:
        for kind in PORTS:
            far = kind == "postgresql"
            servers[kind] = serve(kind, folder / kind if far else folder, url if far else "")
        opened = asyncio.run(open_runs(most))
        others = asyncio.run(open_runs(most // 3 + options.connections, "postgresql")) if url else []
        each = len(opened) // options.rounds // options.connections
        for number in range(options.rounds):
            for kind in PORTS:
                runs, share = (others, each // 3) if kind == "postgresql" else (opened, each)
                mine = iter(runs[number * share * options.connections :])
                posts = plan(mine, share, options.connections)
                done = measure(kind, posts, options.seconds)
                if done["failed"]:
                    raise SystemExit(f"{kind} failed {done['failed']} of {done['count']} requests")
                found[kind].append(done)
        resident = memory(servers["game"])
    finally:
        for process in servers.values():
            process.send_signal(signal.SIGTERM)
            process.wait(15)
    rates = report(found, options, resident)
    os.sched_setaffinity(0, SECOND)
    shape = (options.rounds, options.seconds, options.connections, min(200, options.size // 10))
    journeys.report(uvloop.run(journeys.measure(builds, *shape)), rates)


def postgresql(folder: Path, size: int) -> tuple[str, str]:
    """A PostgreSQL that commits durably: a database with the same deck, and an empty one; it ends with us."""
    from databases import Postgres, setting

    server = Postgres(durable=True)
    atexit.register(server.stop)
    (folder / "postgresql").mkdir()
    url = setting(server.create())
    prepare(folder / "postgresql", size, url)
    return url, setting(server.create())


def report(found: dict[str, list[dict]], options: argparse.Namespace, resident: float) -> dict[str, float]:
    """Print the medians and the ratios; return the guesses a second of each."""
    rate = {k: statistics.median(r["count"] / r["seconds"] for r in rs) for k, rs in found.items()}
    tail = {
        k: statistics.median(statistics.quantiles(r["milliseconds"], n=100)[98] for r in rs)
        for k, rs in found.items()
    }
    print(
        f"\n{options.connections} connections, deck of {options.size}, {options.rounds} rounds of {options.seconds} s"
    )
    print("         per second   p99 ms   of F1   p99 of F1's")
    for kind in PORTS:
        print(
            f"{kind:<8} {rate[kind]:10.0f} {tail[kind]:8.1f} {rate[kind] / rate['F1']:7.2f} "
            f"{tail[kind] / tail['F1']:13.2f}"
        )
    print(f"game of F2: {rate['game'] / rate['F2']:.2f}; resident memory of the game {resident:.0f} MB")
    if "peer" in rate:
        print(f"game of the peer: {rate['game'] / rate['peer']:.1f}")
    return rate


if __name__ == "__main__":
    main()
