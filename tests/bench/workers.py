"""Guesses per second of one and of two workers on one PostgreSQL.

    python tests/bench/workers.py [--rounds 3] [--seconds 4] [--connections 16]

Each worker is a process with a port and a share of the connections of its own. Workers, PostgreSQL and the load
share all cores of the machine, none is bound to one: the ratio says what a second worker adds where it has to
take its time from the others, and is a lower bound for machines of its own.
"""

import argparse
import asyncio
import atexit
import os
import shutil
import signal
import statistics
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import guess

PORTS = {name: guess.free_port() for name in ("first", "second")}
EVERY_CORE = os.sched_getaffinity(0)


def start(folder: Path, url: str) -> None:
    """The workers, each with a folder of its own; they end with this process."""
    guess.PORTS.update(PORTS)
    for name in PORTS:
        (folder / name).mkdir()
        process = guess.serve(name, folder / name, url, EVERY_CORE)
        atexit.register(process.wait, 15)
        atexit.register(process.send_signal, signal.SIGTERM)


def load(posts: dict[str, list[list[list[str]]]], seconds: float) -> list[dict]:
    """Load all those workers at once; what each load found."""
    with ThreadPoolExecutor() as threads:
        found = list(threads.map(lambda name: guess.measure(name, posts[name], seconds, EVERY_CORE), posts))
    if any(each["failed"] for each in found):
        raise SystemExit("some guesses failed")
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--size", type=int, default=2000)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    start(folder, guess.postgresql(folder, options.size)[0])
    each = int(3000 * options.seconds / guess.TURNS / options.connections) + 1
    runs = iter(asyncio.run(guess.open_runs(2 * options.rounds * each * options.connections, "first")))
    rates: dict[int, list[float]] = {1: [], 2: []}
    tails: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(options.rounds):
        for workers in rates:
            share = options.connections // workers
            found = load(
                {name: guess.plan(runs, each, share) for name in list(PORTS)[:workers]}, options.seconds
            )
            times = [time for one in found for time in one["milliseconds"]]
            rates[workers].append(sum(one["count"] / one["seconds"] for one in found))
            tails[workers].append(statistics.quantiles(times, n=100)[98])
    print(f"{options.connections} connections, {options.rounds} rounds of {options.seconds} s")
    print("workers   per second   p99 ms")
    for workers, rate in rates.items():
        print(f"{workers:>7} {statistics.median(rate):12.0f} {statistics.median(tails[workers]):8.1f}")


if __name__ == "__main__":
    main()
