"""Work in a process of its own: what is heavy or was sent by strangers costs the server nothing."""

import fcntl
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, BinaryIO

TASKS = {
    "generate": "higherthanthou.making.tasks:make_deck",
    "days": "higherthanthou.making.tasks:make_days",
    "import": "higherthanthou.making.tasks:import_deck",
    "picture": "higherthanthou.authoring.pictures.decoding:work",
}
"""``{task: module:function}``; a function takes (arguments, stdin, stdout) and returns the exit code."""

PROGRAM: tuple[str, ...] = ("-m", "higherthanthou.child_process")
LONGEST_LINE = 1024 * 1024
PIPE = 1024 * 1024
"""So many bytes may a task be ahead of its reader."""

LONGEST_SENTENCE = 1000
OPEN_FILES = 64
INHERITED = ("PATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""Variables that Python may need to start; no other goes to the child, and none that holds a secret."""

REFUSED, NO_MEMORY = 3, 4
"""Exit codes of the child; stderr then holds one short sentence, and is too short to fill a pipe."""

Work = Callable[[list[str], BinaryIO, BinaryIO], int]
Source = bytes | BinaryIO | Path | None


class TooHard(Exception):
    """The work ran out of memory or time, or its process died."""


class Refused(Exception):
    """The work turned down what it was given; ``str(refused)`` is one sentence that says why."""


def lines(
    task: str, *arguments: str, stdin: Source, memory: int, seconds: int
) -> Generator[bytes, None, None]:
    """What a task writes, line by line as it is written; blocks, and makes the task wait for a slow reader.

    Args:
        task: One of ``TASKS``.
        arguments: What the task is told.
        stdin: What the task reads: bytes, a file, or a file opened at the place to read from.
        memory: The most address space of the process, in bytes.
        seconds: The most time, of the processor and of the clock, the reader's time included.

    Raises:
        Refused: The task refused its input, maybe after some lines.
        TooHard: The task ran out of memory or time, or its process died or did not start; maybe after
            some lines.
    """
    with _child(task, arguments, stdin, memory, seconds) as process:
        output = _pipe(process.stdout)
        while line := output.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise TooHard("The work wrote a line that is too long.")
            yield line
        _finish(process)


def whole(task: str, *arguments: str, stdin: Source, memory: int, seconds: int, at_most: int) -> bytes:
    """All that a task writes, at most so many bytes; the rest is as for ``lines``."""
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
    """A running child; at the deadline, and whatever ends the block, it is killed and no zombie is left."""
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
    """A child of its own session, which a Ctrl-C in the server's terminal does not reach."""
    try:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter, and words of ours
            [sys.executable, "-P", *command],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,
        )
    except OSError as error:
        raise TooHard(f"No process could be started: {error.strerror}.") from None
    with suppress(OSError, AttributeError):  # only Linux has it; without it the child waits more often
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
    """Stdin as a file of the system: unlike a pipe it needs nobody to feed it."""
    if stdin is None:
        yield subprocess.DEVNULL
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
    """The file with its descriptor where the reader is to start; Python's own place is ahead or behind."""
    file.flush()
    os.lseek(file.fileno(), place, os.SEEK_SET)
    return file


def _environment() -> dict[str, str]:
    """Just enough to start Python and find this very package."""
    places = [str(Path(__file__).resolve().parent.parent), os.environ.get("PYTHONPATH", "")]
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, places))}


def _finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for the child, which has closed its output, and raise what it came to."""
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
    """The child: set the limits, do the task, say in one sentence on stderr why if it did not get done."""
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
        # The message may quote what a stranger sent, so only its kind is told.
        say(type(error).__name__)
        return 1
    return code


def _limit(memory: int, seconds: int) -> None:
    """Limits of the system, which hold even when the parent is gone."""
    signal.alarm(seconds + 1)
    limits = {"CPU": seconds, "CORE": 0, "NOFILE": OPEN_FILES, "FSIZE": 0, "AS": memory}
    for name, most in limits.items():
        # macOS has no limit of address space that can be set.
        with suppress(ValueError, OSError):  # a limit that is lower already stays
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def _own_stderr() -> Callable[[str], None]:
    """Keep stderr for one sentence: what libraries write there goes nowhere, so it can never block."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)

    def say(sentence: str) -> None:
        os.write(kept, sentence[:LONGEST_SENTENCE].encode())

    return say


if __name__ == "__main__":
    # Tasks raise the errors of the module that they import, which is not this one but its twin.
    sys.exit(import_module("higherthanthou.child_process").main())
