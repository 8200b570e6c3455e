"""Work in a process of its own, with bounds on its memory and time, so that nobody else waits for it.

``python -m higherthanthou.apart TASK ARGUMENTS`` is that process. It inherits no setting and no open file.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import IO

TASKS = {
    "generate": "authoring.generate",
}
"""Each is a module with ``work(arguments, stdin, stdout)``, which returns an exit code."""

MEBIBYTE = 1024 * 1024
LINE = 1024 * 1024
KEPT_VARIABLES = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "COVERAGE_PROCESS_START")


class TooHard(Exception):
    """The work took too much memory or time, or its process died."""


def lines(task: str, *arguments: str, given: Path | None, memory: int, seconds: int) -> Iterator[bytes]:
    """What the task writes, line by line, reading the file that it is given; ``memory`` in MiB.

    The process ends with the generator. Raises TooHard if it did not come to its end by itself.
    """
    with _process(task, arguments, given, memory, seconds) as process:
        assert process.stdout is not None
        yield from iter(lambda: process.stdout.readline(LINE), b"")  # type: ignore[union-attr]  # it is a pipe
        if process.wait() != 0:
            raise TooHard


def whole(task: str, *arguments: str, given: Path | None, memory: int, seconds: int, most: int) -> bytes:
    """All that the task writes, at most so many bytes."""
    with _process(task, arguments, given, memory, seconds) as process:
        assert process.stdout is not None
        said = process.stdout.read(most + 1)
        if len(said) > most or process.wait() != 0:
            raise TooHard
        return said


@contextmanager
def _process(
    task: str, arguments: tuple[str, ...], given: Path | None, memory: int, seconds: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A process at work on a task; it is dead when this is left, or when its time is over."""
    command = [sys.executable, "-m", __name__, f"{memory}", f"{seconds}", task]
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    with _opened(given) as stdin:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [*command, *arguments], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=kept, start_new_session=True,
        )  # fmt: skip
    late = Timer(seconds, process.kill)
    late.daemon = True
    late.start()
    try:
        yield process
    finally:
        late.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def _opened(given: Path | None) -> Iterator[IO[bytes] | int]:
    """What the process reads: a file, or nothing."""
    if given is None:
        yield subprocess.DEVNULL
    else:
        with given.open("rb") as file:
            yield file


def bound(memory: int, seconds: int) -> None:
    """Keep this process within so many MiB and seconds of work, and from writing files."""
    import resource

    limits = {
        resource.RLIMIT_AS: memory * MEBIBYTE,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def main() -> int:
    """Do the task that the command names; what goes wrong is told by the exit code alone."""
    memory, seconds, task, *arguments = sys.argv[1:]
    sys.dont_write_bytecode = True
    bound(int(memory), int(seconds))
    module = import_module(f".{TASKS[task]}", __package__)
    with suppress(MemoryError, BrokenPipeError):
        code: int = module.work(arguments, sys.stdin.buffer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return code
    return 1


if __name__ == "__main__":
    os._exit(main())
