"""Tasks that the game has no use for: ``PROGRAM`` of the tests of ``child_process``."""

import os
import resource
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from higherthanthou import child_process


def echo(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """What comes in goes out, after the arguments."""
    for argument in arguments:
        stdout.write(f"{argument}\n".encode())
    stdout.write(stdin.read())
    return 0


def count(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """A line for each number, without end."""
    number = 0
    while True:
        stdout.write(b"%d\n" % number)
        stdout.flush()
        number += 1


def hog(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Ask for as many bytes as the argument says."""
    stdout.write(b"%d\n" % len(bytes(int(arguments[0]))))
    return 0


def wait(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Say the own number and do nothing, for ever."""
    stdout.write(b"%d\n" % os.getpid())
    stdout.flush()
    while True:
        signal.pause()


def spin(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Say the own number and keep busy, for ever."""
    stdout.write(b"%d\n" % os.getpid())
    stdout.flush()
    while True:
        pass


def refuse(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Write a line, then refuse with the argument as the sentence."""
    stdout.write(b"one\n")
    raise child_process.Refused(arguments[0])


def chatter(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Write more to stderr than a pipe holds, as a library may."""
    os.write(2, b"warning " * 100_000)
    stdout.write(b"done\n")
    return 0


def crash(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """End as a library with a hole in it would."""
    os.kill(os.getpid(), signal.SIGSEGV)
    return 0


def fail(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Raise an error whose message is a secret."""
    raise ValueError("the answer of file 7 is 640")


def look(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Tell what the process may do and what it was given."""
    for name in ("CORE", "FSIZE", "NOFILE", "CPU", "AS"):
        stdout.write(f"{name}={resource.getrlimit(getattr(resource, f'RLIMIT_{name}'))[0]}\n".encode())
    for variable in os.environ:
        stdout.write(f"variable={variable}\n".encode())
    stdout.write(f"leader={os.getsid(0) == os.getpid()}\npath={sys.path[0]}\n".encode())
    return 0


def descriptors(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Tell which of the descriptors of the arguments are open."""
    for number in map(int, arguments):
        try:
            os.fstat(number)
        except OSError:
            continue
        stdout.write(b"%d\n" % number)
    return 0


def scribble(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Try to write a file where the argument says."""
    try:
        Path(arguments[0]).write_bytes(b"here")
    except OSError:
        stdout.write(b"could not\n")
    return 0


if __name__ == "__main__":
    child_process.TASKS.update(
        (task.__name__, f"__main__:{task.__name__}")
        for task in (echo, count, hog, wait, spin, refuse, chatter, crash, fail, look, descriptors, scribble)
    )
    sys.exit(child_process.main())
