"""The game as its users run it, of this checkout or of another commit: a process, its database, its processor time."""

import asyncio
import atexit
import itertools
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Iterable
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import urlopen

import psutil

from interpreters import run_python, start_python
from live import GAME
from posts import address_of

from .browser import Browser
from .player import DECK, Key, Player, read_key

ROOT = Path(__file__).parents[3]
SETTINGS = {
    "SECRET": "x" * 32,
    "TRUSTED_PROXY": "127.0.0.1",
    "READING_MS": "0",
}
"""Players here are quicker than people, and are to be ranked all the same."""

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
QUIET_SECONDS = 60
LOCK, PINNED = "requirements.lock", re.compile(r"^(([a-z][\w.-]*)==[^\\\n]+)", re.MULTILINE)
addresses = map(address_of, itertools.count(1 << 20))
"""Of newcomers: each has its own, so that the limits are in force and nobody is refused."""


def extracted(commit: str, folder: Path) -> Path:
    """The sources of another commit, in a folder of their own, with what they need and is not installed here."""
    folder.mkdir()
    packed = subprocess.run(["git", "-C", ROOT, "archive", commit], capture_output=True)
    if packed.returncode:
        raise SystemExit(f"there is no commit {commit} in {ROOT}")
    subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
    there, here = (PINNED.findall((root / LOCK).read_text()) for root in (folder, ROOT))
    missing = [pin for pin, name in there if name not in {name for _, name in here}]
    if missing:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder / "src"]
        subprocess.run([*install, *missing], check=True)
    return folder


class Build:
    """A served build; it ends with this process."""

    def __init__(
        self, name: str, sources: Path, folder: Path, size: int, cores: set[int], url: str = ""
    ) -> None:
        """Serve those sources from that data folder, with a deck of that size, on those cores.

        With the URL of another database, what the folder holds is brought there first.
        """
        self.name = name
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HIGHERTHANTHOU_")}
        named = {f"HIGHERTHANTHOU_{key}": value for key, value in SETTINGS.items()}
        self._environment = kept | named | {"HIGHERTHANTHOU_DATA_DIR": str(folder)}
        self._environment["PYTHONPATH"] = str(sources / "src")
        self._folder = folder
        if not (folder / "higherthanthou.db").exists():
            self._run(
                "deck",
                "generate",
                "--theme",
                DECK,
                "--slug",
                DECK,
                "--size",
                str(size),
                "--seed",
                "1",
                "--publish",
            )
        if url:
            self._run("db", "backup", "all.db")
            self._environment["HIGHERTHANTHOU_DATABASE_URL"] = url
            self._run("db", "restore", "all.db", "--replace")
        self.key: Key = read_key(folder / "higherthanthou.db")
        self._serve(cores)

    def _run(self, *command: str) -> None:
        run_python([*GAME, *command], self._environment, self._folder)

    def _serve(self, cores: set[int]) -> None:
        command = [*GAME, "serve", "--port", "0"]
        process = start_python(command, self._environment, self._folder, cores, stdout=subprocess.PIPE)
        atexit.register(process.wait, 15)
        atexit.register(process.send_signal, signal.SIGTERM)
        assert process.stdout is not None
        found = ADDRESS.search(process.stdout.readline().decode())
        if not found:
            raise SystemExit(f"{self.name} did not start")
        self.port = int(found[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._process = psutil.Process(process.pid)
        urlopen(f"{self.url}/healthz", timeout=QUIET_SECONDS).close()

    def wait_until_quiet(self) -> None:
        """Wait while a process of it makes the files of the next daily."""
        late = time.monotonic() + QUIET_SECONDS
        while self._process.children(recursive=True) and time.monotonic() < late:
            time.sleep(0.1)

    def cpu(self) -> float:
        """Seconds that all its processes had a processor for themselves, to the nanosecond."""
        processes = [self._process, *self._process.children(recursive=True)]
        return sum(time.clock_gettime(clock_of(process.pid)) for process in processes)

    async def spent(self, work: Awaitable[Any]) -> float:
        """Do something; return how many seconds of its processor that took."""
        before = self.cpu()
        await work
        return self.cpu() - before

    def resident(self) -> float:
        """Resident memory in MB."""
        return self._process.memory_info().rss / 2**20

    def browser(self) -> Browser:
        """A newcomer's browser."""
        return Browser(self.port, next(addresses))

    async def players(self, count: int, skill: float, rng: Random) -> list[Player]:
        """So many players who have been here before."""
        made = [Player(self.browser(), self.key, skill, rng) for _ in range(count)]
        for some in _batches(made, 16):
            await asyncio.gather(*(player.open_run() for player in some))
        return made


def _batches(players: list[Player], size: int) -> Iterable[list[Player]]:
    return (players[start : start + size] for start in range(0, len(players), size))


def clock_of(pid: int) -> int:
    """The clock of a process's time on processors, as clock_getcpuclockid(3) finds it; Python has only one's own."""
    return (~pid << 3) | 2
