"""Runs heavy or untrusted work in a subprocess, so that it cannot slow or crash the server."""

import fcntl
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from io import BytesIO, FileIO
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, BinaryIO

TASKS = {
    "generate": "higherthanthou.making.tasks:make_deck",
    "season": "higherthanthou.making.tasks:make_season",
    "days": "higherthanthou.making.tasks:make_days",
    "import": "higherthanthou.making.tasks:import_deck",
    "table": "higherthanthou.authoring.table_task:work",
    "picture": "higherthanthou.authoring.pictures.decoding:work",
    "link pictures": "higherthanthou.authoring.link_pictures.drawing:work",
}
"""``{task: module:function}``; a function takes (arguments, stdin, stdout) and returns the exit code."""

PROGRAM: tuple[str, ...] = ("-m", "higherthanthou.child_process")
LONGEST_LINE = 1024 * 1024
PIPE = 1024 * 1024
"""Size of the output pipe: how many bytes a task can be ahead of its reader."""

LONGEST_SENTENCE = 1000
OPEN_FILES = 64
INHERITED = ("PATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""Variables that Python may need to start. The child gets no others, so no secrets."""

REFUSED, NO_MEMORY = 3, 4
"""Exit codes of the child. Stderr then holds one sentence, short enough never to fill the pipe."""

Work = Callable[[list[str], BinaryIO, BinaryIO], int]
Source = bytes | BinaryIO | FileIO | Path | None


class TooHard(Exception):
    """The task ran out of memory or time, or its process died."""


class Refused(Exception):
    """The task refused its input; ``str(refused)`` is one sentence that says why."""


def lines(
    task: str, *arguments: str, stdin: Source, memory: int, seconds: int
) -> Generator[bytes, None, None]:
    """The output of a task, line by line as it is written. Blocks; a slow reader makes the task wait.

    Args:
        task: One of ``TASKS``.
        arguments: The arguments of the task.
        stdin: The input of the task: bytes, a path, an open file, read from its current position, or the end
            of a pipe without a buffer.
        memory: Limit of address space, in bytes.
        seconds: Limit of CPU time and of elapsed time, including the time that the reader takes.

    Raises:
        Refused: The task refused its input, possibly after some lines.
        TooHard: The task ran out of memory or time, or its process died or did not start; possibly
            after some lines.
    """
    with _child(task, arguments, stdin, memory, seconds) as process:
        output = _pipe(process.stdout)
        while line := output.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise TooHard("The work wrote a line that is too long.")
            yield line
        _finish(process)


def whole(task: str, *arguments: str, stdin: Source, memory: int, seconds: int, at_most: int) -> bytes:
    """The whole output of a task; TooHard beyond ``at_most`` bytes. The rest is as for ``lines``."""
    with _child(task, arguments, stdin, memory, seconds) as process:
        output = _pipe(process.stdout).read(at_most + 1)
        if len(output) > at_most:
            raise TooHard(f"The work wrote more than {at_most} bytes.")
        _finish(process)
    return output


@contextmanager
def _child(
    task: str, arguments: tuple[str, ...], stdin: Source, memory: int, seconds: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A running child. It is killed and reaped at the deadline and when the block ends, however it ends."""
    with _opened(stdin) as source:
        process = _start([*PROGRAM, str(memory), str(seconds), task, *arguments], source)
    timer = Timer(seconds, _end, [process])
    timer.daemon = True
    try:
        timer.start()
        yield process
    finally:
        timer.cancel()
        _end(process)
        _pipe(process.stdout).close()
        _pipe(process.stderr).close()


def _start(command: list[str], source: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """Start the child in a session of its own, so that Ctrl-C in the server's terminal does not reach it."""
    try:
        process = subprocess.Popen(  # noqa: S603  # our interpreter, our arguments
            [sys.executable, "-P", *command],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,
        )
    except OSError as error:
        raise TooHard(f"No process could be started: {error.strerror}.") from None
    with suppress(OSError, AttributeError):  # Linux only; elsewhere the child waits more often
        fcntl.fcntl(_pipe(process.stdout), fcntl.F_SETPIPE_SZ, PIPE)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


@contextmanager
def _opened(stdin: Source) -> Iterator[IO[bytes] | int]:
    """Stdin as a real file, which needs no thread to feed it; of a pipe, its end, which the caller feeds."""
    if stdin is None:
        yield subprocess.DEVNULL
    elif isinstance(stdin, FileIO):
        yield stdin
    elif isinstance(stdin, Path):
        with stdin.open("rb") as file:
            yield file
    elif isinstance(stdin, bytes | BytesIO):
        with TemporaryFile() as file:
            file.write(stdin if isinstance(stdin, bytes) else stdin.read())
            yield _at_its_place(file, 0)
    else:
        yield _at_its_place(stdin, stdin.tell())


def _at_its_place(file: IO[bytes], place: int) -> IO[bytes]:
    """Move the descriptor to where the child starts to read; Python's buffer hides its real position."""
    file.flush()
    os.lseek(file.fileno(), place, os.SEEK_SET)
    return file


def _environment() -> dict[str, str]:
    """Just enough to start Python and import this package."""
    places = [str(Path(__file__).resolve().parent.parent), os.environ.get("PYTHONPATH", "")]
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, places))}


def _finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for the child, which has closed its output; raise if it failed."""
    code = process.wait()
    said = _pipe(process.stderr).read(4 * LONGEST_SENTENCE).decode(errors="replace").strip()
    if code == REFUSED:
        raise Refused(said)
    if code == NO_MEMORY:
        raise TooHard("The work needs more memory than it may take.")
    if code in (-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGALRM):
        raise TooHard("The work takes longer than it may.")
    if code:
        raise TooHard(f"The work ended with code {code}. {said}".strip())


def main() -> int:
    """In the child: set the limits and run the task; on failure, write one sentence to stderr."""
    memory, seconds, task, *arguments = sys.argv[1:]
    _limit(int(memory), int(seconds))
    say = _own_stderr()
    try:
        module, _, function = TASKS[task].partition(":")
        work: Work = getattr(import_module(module), function)
        code = work(arguments, sys.stdin.buffer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except Refused as refused:
        say(str(refused))
        return REFUSED
    except MemoryError:
        return NO_MEMORY
    except Exception as error:
        # The message may quote untrusted input, so only the type of the error is written.
        say(type(error).__name__)
        return 1
    return code


def _limit(memory: int, seconds: int) -> None:
    """Set limits that the operating system enforces, even after the parent has died."""
    signal.alarm(seconds + 1)
    limits = {"CPU": seconds, "CORE": 0, "NOFILE": OPEN_FILES, "FSIZE": 0, "AS": memory}
    for name, most in limits.items():
        # macOS cannot limit address space.
        with suppress(ValueError, OSError):  # a lower limit stays
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def _own_stderr() -> Callable[[str], None]:
    """Keep stderr for one sentence; what libraries write there goes to /dev/null, so it cannot block."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)

    def say(sentence: str) -> None:
        os.write(kept, sentence[:LONGEST_SENTENCE].encode())

    return say


if __name__ == "__main__":
    # Tasks import this module by its name and raise its errors; ``__main__`` is another copy of it.
    sys.exit(import_module("higherthanthou.child_process").main())
