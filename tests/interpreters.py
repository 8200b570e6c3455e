"""Interpreters that benches start: new ones, or copies in a bench that is a copy itself, as in a test (forks.py)."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from tempfile import TemporaryFile

import forks
from forks import Forked, ForkedPython

Cores = Set[int]
Interpreter = subprocess.Popen[bytes] | Forked


def start_python(
    words: Sequence[str],
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
    cores: Cores = frozenset(),
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
) -> Interpreter:
    """Python with these words, in that folder, on those cores or on any. ``stdin`` is an open file, ``stdout`` may be a pipe.

    A copy has the sources of the tests, whatever its PYTHONPATH is.
    """
    if forks.copied:
        return ForkedPython(words, environment, folder, cores, stdin, stdout)
    return subprocess.Popen(
        [sys.executable, *words], env=environment, cwd=folder, stdin=stdin, stdout=stdout,
        preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,
    )  # fmt: skip


def run_python(
    words: Sequence[str],
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
    cores: Cores = frozenset(),
    said: bytes = b"",
) -> bytes:
    """What it writes when it is told that; CalledProcessError if it does not end well."""
    with TemporaryFile() as source:
        source.write(said)
        source.seek(0)
        process = start_python(words, environment, folder, cores, source.fileno(), subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout as output:
        written: bytes = output.read()
    code = process.wait()
    if code:
        raise subprocess.CalledProcessError(code, list(words), written)
    return written
