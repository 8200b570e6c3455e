"""Guesses per second of every mode beside those of ``streak``, and of the rated deck: one server, rounds in turn.

    python tests/bench/modes.py [--rounds 5] [--seconds 3] [--connections 16]

Each run is judged for seven turns, so that no post opens a result; streaks and chains do not end with a miss.
"""

import argparse
import asyncio
import atexit
import itertools
import shutil
import signal
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from guess import PORTS, measure, plan, serve

from higherthanthou.making.seeding import GenerateOptions, generate_deck
from higherthanthou.settings import Settings
from higherthanthou.storage import open_database

sys.path.insert(0, str(Path(__file__).parent.parent))
from posts import address_of, open_run

TURNS = 7
ARRIVED = itertools.count()
GAMES = {
    "streak": ("citizens", "streak"),
    "chain": ("citizens", "chain"),
    "daily": ("citizens", "daily"),
    "year": ("citizens", "year"),
    "match": ("matches", "match"),
    "rated": ("rated", "streak"),
}
MORE = {"year": "&stake=10", "match": "&like=pass"}


async def open_runs(count: int, deck: str, mode: str) -> list[tuple[str, str]]:
    """So many runs, each of a newcomer; pairs of a run's path and its cookie."""

    async def some(turns: Iterator[int]) -> list[tuple[str, str]]:
        return [await open_run(PORTS["game"], "", deck, mode, address_of(n)) for n in turns]

    turns = iter([next(ARRIVED) for _ in range(count)])
    return [pair for found in await asyncio.gather(*(some(turns) for _ in range(16))) for pair in found]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--size", type=int, default=2000)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = open_database(Settings(data_dir=folder))
    for theme in ("citizens", "matches", "rated"):
        generate_deck(database, GenerateOptions(theme, size=options.size, seed=1, publish=True))
    database.close()
    each = int(3500 * options.seconds / TURNS / options.connections) + 1
    server = serve("game", folder)
    rates: dict[str, list[float]] = {name: [] for name in GAMES}
    failed = 0
    try:
        for _ in range(options.rounds):
            for name, (deck, mode) in GAMES.items():
                opened = iter(asyncio.run(open_runs(each * options.connections, deck, mode)))
                posts = plan(opened, each, options.connections, TURNS, MORE.get(mode, ""))
                done = measure("game", posts, options.seconds)
                rates[name].append(done["count"] / done["seconds"])
                failed += done["failed"]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(15)
    medians = {name: statistics.median(found) for name, found in rates.items()}
    print(
        f"{options.connections} connections, {options.rounds} rounds of {options.seconds} s, {failed} failed"
    )
    print("         per second   of streak   rounds")
    for name, rate in medians.items():
        of = rate / medians["streak"]
        print(f"{name:<8} {rate:10.0f} {of:11.2f}   {' '.join(f'{one:.0f}' for one in rates[name])}")


if __name__ == "__main__":
    main()
