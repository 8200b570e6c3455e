"""Litestream as it runs beside the game or runs it, and what a database has that was restored from its replica."""

import contextlib
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil

from live import Live

LONGEST = 60
"""What Litestream has not done after so many seconds, it never will."""


class Replica:
    """A replica in a folder, and the process that fills it while it runs."""

    def __init__(self, program: str, database: Path, folder: Path) -> None:
        """Nothing is copied yet."""
        self.program, self.database, self.folder = program, database, folder
        self.log = (folder.parent / "litestream.log").open("ab")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to copy, and wait until something is there."""
        command = [self.program, "replicate", str(self.database), f"file://{self.folder}"]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        late = time.monotonic() + LONGEST
        while not self.kept() and time.monotonic() < late:
            time.sleep(0.05)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, if it runs."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(LONGEST)
            self.process = None

    def running(self, game: list[str]) -> list[str]:
        """The command by which Litestream runs the game."""
        return [
            self.program,
            "replicate",
            "-exec",
            shlex.join(game),
            str(self.database),
            f"file://{self.folder}",
        ]

    def restored(self) -> Path:
        """A database made of the replica."""
        path = self.folder.parent / "restored.db"
        for old in self.folder.parent.glob("restored.db*"):
            old.unlink()
        command = [self.program, "restore", "-o", str(path), f"file://{self.folder}"]
        subprocess.run(command, check=True, timeout=LONGEST, stdout=self.log, stderr=self.log)
        return path

    def kept(self) -> int:
        """The bytes of the replica."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())


class Executed(Live):
    """The game as Litestream runs it: if one of them ends, so does the other."""

    def __init__(self, replica: Replica, folder: Path, **settings: str) -> None:
        """Serve from that folder."""
        self._replica = replica
        super().__init__(folder, **settings)

    def _begin(self) -> subprocess.Popen[str]:
        command = self._replica.running([sys.executable, *self.program, "serve", "--port", self.wanted])
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=self._replica.log, text=True
        )

    def kill(self) -> None:
        """Kill the game, and wait for Litestream to end."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            process.kill()
        self._gone()


def is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        return bool(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def rows(path: Path) -> dict[str, set[tuple[object, ...]]]:
    """Every row of every table of ours; none of a table that cannot be read."""
    found: dict[str, set[tuple[object, ...]]] = {}
    with contextlib.closing(sqlite3.connect(path)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in (name for name in names if not name.startswith(("_litestream", "sqlite_"))):
            with contextlib.suppress(sqlite3.DatabaseError):  # it is damaged, and all of it missing
                found[name] = set(database.execute(f'SELECT * FROM "{name}"'))
    return found


def guesses_in(path: Path) -> set[tuple[str, int]]:
    """The guesses of a database as a ledger has them; none if it cannot be read."""
    with contextlib.closing(sqlite3.connect(path)) as database, contextlib.suppress(sqlite3.DatabaseError):
        found = database.execute("SELECT run_id, turn FROM guesses").fetchall()
        return {(f"/runs/{run}", turn) for run, turn in found}
    return set()
