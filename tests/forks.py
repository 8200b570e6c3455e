"""Processes that are copies of one that has imported the game: a start of theirs costs next to nothing.

Started by the interpreter itself, a server takes most of a second of a processor, and a task a quarter. Of each
kind there are tests that do it: test_cli.py, test_storage.py, test_child_process.py, web/test_workers.py, e2e/.
"""

import atexit
import itertools
import multiprocessing
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import connection, forkserver, reduction
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from typing import IO, Any

import psutil

from higherthanthou import child_process
from higherthanthou.store.tables import ids

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    [
        "__main__",
        "forks",
        "preloaded",
        "databases",
        "ledger",
        "posts",
        "uvloop",
        "sqlalchemy.dialects.postgresql.psycopg",
    ]
)

copied = False
"""Whether this process is a copy that shares the original."""

_asking = Lock()
"""Held while it is asked how copies ended; each start here asks that of all that were started before.

An exit code can be read once. Of two threads that ask at the same moment, one would set 255 (python/cpython
issue 130895, open in Python 3.14).
"""


def start_original() -> None:
    """Start what is copied, once. Before Python 3.14 it knows no ``sys.path`` of ours, and passes over what it misses."""
    import pytest  # a copy needs none

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
        forkserver._forkserver.ensure_running()


class Forked:
    """Such a process, as ``subprocess.Popen`` would have it."""

    def __init__(
        self, main: str, arguments: Sequence[str], environment: Mapping[str, str], stdin: int
    ) -> None:
        """Call a function, named ``module:function``, with these words in ``sys.argv``; its outputs are pipes."""
        (out, its_out), (err, its_err) = os.pipe(), os.pipe()
        self.stdout: IO[Any] = os.fdopen(out, "rb")
        self.stderr: IO[Any] = os.fdopen(err, "rb")
        self._start(main, arguments, environment, Handed(stdin, its_out, its_err))
        os.close(its_out)
        os.close(its_err)

    def _start(
        self, main: str, arguments: Sequence[str], environment: Mapping[str, str], handed: "Handed"
    ) -> None:
        start_original()
        self._process = CONTEXT.Process(
            target=become, args=(main, list(arguments), dict(environment), handed)
        )
        with _asking:
            self._process.start()
        self.pid = int(self._process.pid or 0)

    def poll(self) -> int | None:
        """How it ended, if it did."""
        with _asking:
            return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, when it has; meanwhile another thread may end it."""
        connection.wait([self._process.sentinel], timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("a fork", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Unless it has ended, also just now."""
        with suppress(ProcessLookupError):
            if self.poll() is None:
                os.kill(self.pid, number)

    def kill(self) -> None:
        """At once."""
        self.send_signal(signal.SIGKILL)


def run_forked(
    main: str, arguments: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Let such a process do its work; it says little. What it leaves open is gone with it."""
    with open(os.devnull, "rb") as nothing:
        process = Forked(main, arguments, environment, nothing.fileno())
    with process.stdout, process.stderr:
        out, err = process.stdout.read().decode(), process.stderr.read().decode()
    return subprocess.CompletedProcess([main, *arguments], process.wait(60), out, err)


class ForkedCommand(Forked):
    """The command of the game, which writes text; what it says on stderr, it says there."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """Run it with these words."""
        out, its_out = os.pipe()
        self.stdout = os.fdopen(out)
        with open(os.devnull, "rb") as nothing:
            handed = Handed(nothing.fileno(), its_out, 2)
            self._start("higherthanthou.cli:main", arguments, environment, handed)
        os.close(its_out)


@dataclass
class Handed:
    """The open files that become those of a process with the numbers 0, 1 and 2."""

    stdin: int
    stdout: int
    stderr: int

    def __getstate__(self) -> dict[str, Any]:
        """On their way to another process."""
        return {name: reduction.DupFd(file) for name, file in vars(self).items()}

    def take(self) -> None:
        """Have them, in that process."""
        for number, file in enumerate((self.stdin, self.stdout, self.stderr)):
            os.dup2(file.detach(), number)  # type: ignore[attr-defined]
        sys.stdin = os.fdopen(0, closefd=False)


def become(main: str, arguments: list[str], environment: dict[str, str], handed: Handed) -> None:
    """Be that process, to its end; the tasks that it starts are forked, too."""
    handed.take()
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["higherthanthou", *arguments]
    share_original()
    module, _, function = main.partition(":")
    try:
        sys.exit(getattr(import_module(module), function)())
    finally:
        atexit._run_exitfuncs()  # multiprocessing leaves them out


def share_original() -> None:
    """In a copy: servers, workers and tasks that it starts are copied from what it is copied from.

    It draws for itself where ids begin, as a new process does.
    """
    from uvicorn import _subprocess  # a process of tests that is no copy serves nothing

    global copied
    copied = True
    ids.PLACE, ids._numbers = secrets.randbits(4), itertools.count(secrets.randbits(32))
    child_process._start = start_task
    _subprocess.spawn = Workers  # type: ignore[assignment]  # of a context it is asked for no more
    forkserver._forkserver.ensure_running = lambda: None  # type: ignore[method-assign]  # it does run


class Workers:
    """The context in which uvicorn starts workers. What these count is not added up: that is settled by an import."""

    @staticmethod
    def Process(target: Callable[..., None], kwargs: Mapping[str, Any]) -> BaseProcess:  # noqa: N802  # its name there
        """A copy that is not started yet."""
        return CONTEXT.Process(target=be_worker, args=(dict(os.environ), target), kwargs=kwargs)


def be_worker(environment: Mapping[str, str], work: Callable[..., None], **handed: Any) -> None:
    """Be a worker; the tasks that it starts are forked, too."""
    os.environ.clear()
    os.environ.update(environment)
    share_original()
    work(**handed)


def start_task(command: list[str], source: IO[bytes] | int) -> Forked:
    """What ``child_process`` starts for a task."""
    words = command[len(child_process.PROGRAM) :]
    with open(os.devnull, "rb") as nothing:
        stdin = (nothing if isinstance(source, int) else source).fileno()
        return Forked("higherthanthou.child_process:main", words, child_process._environment(), stdin)


def cpu_seconds() -> float:
    """How much of a processor the copies that have ended, and what they are copies of, have had until now."""
    number = forkserver._forkserver._forkserver_pid
    if number is None:
        return 0
    return sum(psutil.Process(number).cpu_times()[:4])
