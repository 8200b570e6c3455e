"""Runs the game as a real server: a process on a loopback port, on a copy of a world."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import Any, Self

import psutil
import psycopg

import forks
from forks import Forked, ForkedCommand

GAME = ("-m", "higherthanthou")
START_SECONDS = 120
"""How long a start or a stop may take, in seconds, even on a busy machine."""


class Live:
    """A running game, which stops what it started; in a bench that is a copy, as in a test, it is a copy, too."""

    def __init__(
        self,
        folder: Path,
        workers: int = 1,
        program: tuple[str, ...] = GAME,
        **settings: str,
    ) -> None:
        """Serve from this data folder. Settings are named without their prefix."""
        self.folder, self.workers, self.program = folder, workers, program
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("HIGHERTHANTHOU_")}
        self.environment |= {f"HIGHERTHANTHOU_{name}": value for name, value in settings.items()}
        self.environment["HIGHERTHANTHOU_DATA_DIR"] = str(folder)
        self.start()

    def start(self, port: int = 0) -> float:
        """Start the process and read its address from its output; return how many seconds it took.

        ``port`` is for a server that comes back where browsers know it; otherwise it is any free one.
        """
        self.wanted = str(port)
        began = time.monotonic()
        self.process = self._begin()
        assert self.process.stdout is not None
        late = Timer(START_SECONDS, self.process.kill)
        late.start()
        found, said = None, ""
        while found is None and (line := self.process.stdout.readline()):
            found, said = re.search(r"http://127\.0\.0\.1:(\d+)", line), said + line
        late.cancel()
        assert found, f"the server did not start: {said!r}"
        self.port = int(found[1])
        self.url = f"http://127.0.0.1:{self.port}"
        return time.monotonic() - began

    def _begin(self) -> subprocess.Popen[str] | Forked:
        if forks.copied and self.program == GAME:
            return ForkedCommand(self._words(), self.environment)
        command = [sys.executable, *self.program, *self._words()]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def _words(self) -> list[str]:
        workers = ["--workers", str(self.workers)] if self.workers > 1 else []
        return ["serve", "--port", self.wanted, *workers]

    def cpu_seconds(self) -> float:
        """The CPU time that the process has used."""
        spent = psutil.Process(self.process.pid).cpu_times()
        return float(spent.user + spent.system)

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement on the game's database from another connection; return its rows."""
        url = self.environment.get("HIGHERTHANTHOU_DATABASE_URL", "")
        if url.startswith("postgresql"):
            with psycopg.connect(url) as server:
                found = server.execute(statement)
                return found.fetchall() if found.description else []
        connection = sqlite3.connect(
            url.removeprefix("sqlite:///") or self.folder / "higherthanthou.db", timeout=10
        )
        try:
            with connection:
                return connection.execute(statement).fetchall()
        finally:
            connection.close()

    def kill(self) -> None:
        """Kill it at once (SIGKILL)."""
        self.process.send_signal(signal.SIGKILL)
        self._gone()

    def stop(self) -> None:
        """Stop it gracefully."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self._gone()

    def _gone(self) -> None:
        try:
            self.process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def __enter__(self) -> Self:
        """Return itself, to be used in a with statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()


class LiveFork(Live):
    """The same, as a copy of a process that has imported everything: as good for whatever is not about starting."""

    def _begin(self) -> Forked:
        return ForkedCommand(self._words(), self.environment)


def comes(there: Callable[[], bool]) -> bool:
    """Whether what another process does becomes true within half a minute; nothing tells when, so it is asked."""
    deadline = time.monotonic() + 30
    while not there():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
