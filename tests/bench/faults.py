"""What breaks, and what is lost by it: nothing that was acknowledged.

    python tests/bench/faults.py [--kills 200] [--postgresql-kills 50] [--only NAME]

Eight players guess over real connections while the server, the database or the disk fails; afterwards every
acknowledged guess is looked up. Each part is bounded; ``--only`` runs one of them.
"""

import argparse
import asyncio
import contextlib
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))
from databases import Postgres, Worlds, setting
from ledger import Ledger
from live import Live
from posts import run

YEAR = 31_557_600
LIMITS = {"RUNS_PER_MINUTE": "100000"}
"""In force, but wide: these players open more than 60 runs a minute, as nobody who reads does."""


class House:
    """A folder, the small world in it on either kind of database, and the game served from it."""

    def __init__(self, backend: str, folder: Path | None = None) -> None:
        """Make the world; PostgreSQL commits as durably as it would for players."""
        self.backend = backend
        self.folder = folder or Path(tempfile.mkdtemp(prefix="faults-"))
        self.worlds = Worlds(Path(tempfile.mkdtemp(prefix="worlds-")))
        if backend == "postgresql":
            self.worlds._postgres = Postgres(durable=True)

    @contextlib.contextmanager
    def served(self, *program: str) -> Iterator[Live]:
        """The game, or a program that runs it, from a fresh copy of the world."""
        url = self.worlds.copy(self.backend, False, self.folder)
        program = program or ("-m", "higherthanthou")
        with Live(self.folder, program=program, DATABASE_URL=setting(url), **LIMITS) as live:
            yield live

    def close(self) -> None:
        """Clean up."""
        self.worlds.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.worlds._folder, ignore_errors=True)


def tell(name: str, ledger: Ledger, more: str = "") -> None:
    """A line of the table."""
    lost, half = len(ledger.lost()), ledger.half_done()
    print(f"{name:<34} {len(ledger.acknowledged):7} {lost:5} {half:5} {ledger.refused:8}  {more}", flush=True)
    assert lost == half == 0, name


def kills(backend: str, times: int) -> None:
    """Kill -9 under load, again and again."""
    house = House(backend)
    with house.served() as live:
        ledger = Ledger(live)
        back = [ledger.kill_and_start() for _ in range(times)]
        assert ledger.changed() == []
        tell(
            f"kill -9, {times} times, {backend}",
            ledger,
            f"back in {statistics.median(back):.1f} s, at most {max(back):.1f} s",
        )
    house.close()


def under_load(live: Live, ledger: Ledger, seconds: float, fault: Callable[[], None]) -> float:
    """Load for some seconds before, during and after a fault; return when the first guess after it was answered."""

    async def play() -> float:
        stop = asyncio.Event()
        players = [asyncio.create_task(ledger.play(cookie, stop)) for cookie in ledger.cookies]
        await asyncio.sleep(seconds)
        await asyncio.get_running_loop().run_in_executor(None, fault)
        mended, before = time.monotonic(), len(ledger.acknowledged)
        while len(ledger.acknowledged) == before and time.monotonic() - mended < 60:
            await asyncio.sleep(0.01)
        again = time.monotonic() - mended
        await asyncio.sleep(seconds)
        stop.set()
        await asyncio.gather(*players)
        return again

    return run(play())


def polite_ends(backend: str) -> None:
    """SIGTERM with a hundred requests in flight."""
    house = House(backend)
    with house.served() as live:
        ledger = Ledger(live, players=100)
        back = [ledger.kill_and_start("stop") for _ in range(5)]
        assert ledger.changed() == []
        tell(f"SIGTERM, 100 in flight, {backend}", ledger, f"back in {statistics.median(back):.1f} s")
    house.close()


def foreign_lock(seconds: float) -> None:
    """Somebody else holds the write lock of the SQLite file."""
    house = House("sqlite")
    with house.served() as live:
        ledger = Ledger(live)

        def lock() -> None:
            other = sqlite3.connect(house.folder / "game.db", isolation_level=None, timeout=10)
            other.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            other.execute("ROLLBACK")
            other.close()

        again = under_load(live, ledger, 1, lock)
        tell(f"foreign write lock, {seconds:g} s", ledger, f"goes on {again:.2f} s after it")
    house.close()


def wrong_clock(backend: str) -> None:
    """The clock jumps ten years ahead for 3 s, then to ten years ago for 3 s, and is put right."""
    house = House(backend)
    wrong_by = house.folder / "wrong-by"
    wrong_by.write_text("0")
    with house.served(str(Path(__file__).parent / "skewed.py"), str(wrong_by)) as live:
        ledger = Ledger(live)
        meanwhile: list[int] = []

        def jump() -> None:
            for years in (10, -10):
                before = len(ledger.acknowledged)
                _replace(wrong_by, str(years * YEAR))
                time.sleep(3)
                meanwhile.append(len(ledger.acknowledged) - before)
            _replace(wrong_by, "0")

        again = under_load(live, ledger, 1, jump)
        assert all(meanwhile)
        tell(
            f"clock 10 years off, {backend}", ledger,
            f"goes on {again:.2f} s after it; {meanwhile[0]} guesses ahead of time, {meanwhile[1]} behind",
        )  # fmt: skip
    house.close()


def _replace(path: Path, text: str) -> None:
    """Write it so that nobody ever reads half of it."""
    coming = path.with_suffix(".coming")
    coming.write_text(text)
    coming.rename(path)


def full_disk() -> None:
    """A file system of its own that is filled, and freed again; needs root."""
    mounted = Path(tempfile.mkdtemp(prefix="disk-"))
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(mounted)], check=False
    ).returncode:
        print("disk full and freed: cannot mount a file system here")
        return
    house = House("sqlite", mounted / "game")
    house.folder.mkdir()
    try:
        with house.served() as live:
            ledger = Ledger(live)

            def fill() -> None:
                with contextlib.suppress(OSError), (mounted / "rubbish").open("wb", buffering=0) as rubbish:
                    while True:
                        rubbish.write(b"x" * 65536)
                time.sleep(5)
                (mounted / "rubbish").unlink()

            again = under_load(live, ledger, 1, fill)
            tell("disk full for 5 s, and freed", ledger, f"goes on {again:.2f} s after it")
    finally:
        house.close()
        subprocess.run(["umount", "-l", str(mounted)], check=False)


def postgres_away(how: str) -> None:
    """PostgreSQL is frozen for 5 s, its connections are cut again and again, or it is stopped for 3 s and started."""
    house = House("postgresql")
    with house.served() as live:
        ledger = Ledger(live)
        postgres = house.worlds.postgres
        assert postgres.server is not None

        def freeze() -> None:
            processes = [psutil.Process(postgres.server.get_pid())]
            processes += processes[0].children(recursive=True)
            for process in processes:
                process.send_signal(signal.SIGSTOP)
            time.sleep(5)
            for process in processes:
                process.send_signal(signal.SIGCONT)

        def cut() -> None:
            for _ in range(50):
                postgres.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE starts_with(application_name, 'higherthanthou')"
                )
                time.sleep(0.1)

        def stop() -> None:
            postgres.stop_and_start(3)

        again = under_load(live, ledger, 1, {"frozen": freeze, "cut": cut, "stopped": stop}[how])
        tell(f"PostgreSQL {how}", ledger, f"goes on {again:.2f} s after it")
    house.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--postgresql-kills", type=int, default=50)
    parser.add_argument("--only")
    options = parser.parse_args()
    parts = {
        "term": lambda: polite_ends("sqlite"),
        "term-postgresql": lambda: polite_ends("postgresql"),
        "lock-1": lambda: foreign_lock(1),
        "lock-30": lambda: foreign_lock(30),
        "clock": lambda: wrong_clock("sqlite"),
        "clock-postgresql": lambda: wrong_clock("postgresql"),
        "disk": full_disk,
        "frozen": lambda: postgres_away("frozen"),
        "cut": lambda: postgres_away("cut"),
        "stopped": lambda: postgres_away("stopped"),
        "kill-postgresql": lambda: kills("postgresql", options.postgresql_kills),
        "kill": lambda: kills("sqlite", options.kills),
    }
    os.environ.pop("HIGHERTHANTHOU_DATABASE_URL", None)
    print(f"{'fault':<34} {'acked':>7} {'lost':>5} {'half':>5} {'refused':>8}")
    for name, part in parts.items():
        if options.only in (None, name):
            part()


if __name__ == "__main__":
    main()
