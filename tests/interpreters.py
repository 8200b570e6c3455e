"""Interpreters that benches start: new ones, or copies in a bench that is a copy itself, as in a test (forks.py)."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile

import forks
from forks import Forked, ForkedPython

Interpreter = subprocess.Popen[bytes] | Forked


def start_python(
    words: Sequence[str],
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
) -> Interpreter:
    """Python with these words, in that folder. ``stdin`` is an open file, and ``stdout`` may be a pipe.

    A copy has the sources of the tests, whatever its PYTHONPATH is.
    """
    if forks.copied:
        return ForkedPython(words, environment, folder, stdin, stdout)
    command = [sys.executable, *words]
    return subprocess.Popen(command, env=environment, cwd=folder, stdin=stdin, stdout=stdout)


def run_python(
    words: Sequence[str],
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
    said: bytes = b"",
    cores: set[int] | None = None,
) -> bytes:
    """What it writes, on those cores, when it is told that; CalledProcessError if it does not end well."""
    with TemporaryFile() as source:
        source.write(said)
        source.seek(0)
        process = start_python(words, environment, folder, source.fileno(), subprocess.PIPE)
    if cores:
        os.sched_setaffinity(process.pid, cores)
    assert process.stdout is not None
    with process.stdout as output:
        written: bytes = output.read()
    code = process.wait()
    if code:
        raise subprocess.CalledProcessError(code, list(words), written)
    return written
