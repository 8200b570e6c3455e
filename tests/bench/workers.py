"""Guesses per second of one and of two workers on one PostgreSQL.

    python tests/bench/workers.py [--rounds 3] [--seconds 4] [--connections 16]

Each worker is a process with a port and a share of the connections of its own. Workers, PostgreSQL and the load
share all cores of the machine, none is bound to one: the ratio says what a second worker adds where it has to
take its time from the others, and is a lower bound for machines of its own.
"""

import argparse
import asyncio
import atexit
import json
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import guess

PORTS = {"first": 8111, "second": 8112}


def start(folder: Path, url: str, name: str) -> subprocess.Popen[bytes]:
    """A worker on any core."""
    own = folder / name
    own.mkdir()
    command = [sys.executable, str(guess.HERE / "endless.py"), str(own), str(PORTS[name]), url]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    atexit.register(process.wait, 15)
    atexit.register(process.send_signal, signal.SIGTERM)
    guess.wait_for(name, process)
    return process


def load(plans: list[dict]) -> tuple[float, list[float]]:
    """Load all workers of the plans at once; guesses per second, and the milliseconds that each took."""
    loads = [
        subprocess.Popen(
            [sys.executable, str(guess.HERE / "load.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in plans
    ]
    for process, plan in zip(loads, plans, strict=True):
        assert process.stdin is not None
        process.stdin.write(json.dumps(plan).encode())
        process.stdin.close()
    found = [json.loads(process.stdout.read()) for process in loads if process.stdout is not None]
    for process in loads:
        process.wait()
    if any(each["failed"] for each in found):
        raise SystemExit("some guesses failed")
    return (
        sum(each["count"] / each["seconds"] for each in found),
        [time for each in found for time in each["milliseconds"]],
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = guess.postgresql(folder, 2000)
    guess.PORTS.clear()
    guess.PORTS.update(PORTS)
    for name in PORTS:
        start(folder, url, name)
    each = int(3000 * options.seconds / guess.TURNS / options.connections) + 1
    runs = iter(asyncio.run(guess.open_runs(2 * options.rounds * each * options.connections, "first")))
    print(f"{options.connections} connections, {options.rounds} rounds of {options.seconds} s")
    print("workers   per second   p99 ms")
    found: dict[int, list[tuple[float, list[float]]]] = {1: [], 2: []}
    for _ in range(options.rounds):
        for workers, rounds in found.items():
            plans = [
                {
                    "port": port,
                    "seconds": options.seconds,
                    "connections": [
                        [
                            [f"{run}/guesses", cookie, f"turn={turn}&guess=higher"]
                            for run, cookie in [next(runs) for _ in range(each)]
                            for turn in range(1, guess.TURNS + 1)
                        ]
                        for _ in range(options.connections // workers)
                    ],
                }
                for port in list(PORTS.values())[:workers]
            ]
            rounds.append(load(plans))
    for workers, rounds in found.items():
        rate = statistics.median(rate for rate, _ in rounds)
        tail = statistics.median(statistics.quantiles(times, n=100)[98] for _, times in rounds)
        print(f"{workers:>7} {rate:12.0f} {tail:8.1f}")


if __name__ == "__main__":
    main()
