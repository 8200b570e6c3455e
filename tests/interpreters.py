"""Interpreters that benches start: new ones, or copies in a bench that is a copy itself, as in a test (forks.py)."""

import os
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from tempfile import TemporaryFile

import forks
from forks import Forked, Handed

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

    It is a new one also in a copy if its PYTHONPATH names what that has not, such as the sources of another commit.
    """
    if forks.copied and has_all(environment.get("PYTHONPATH", ""), folder or Path()):
        return ForkedPython(words, environment, folder, cores, stdin, stdout)
    return subprocess.Popen(
        [sys.executable, *words], env=environment, cwd=folder, stdin=stdin, stdout=stdout,
        preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,
    )  # fmt: skip


def has_all(paths: str, folder: Path) -> bool:
    """Whether a copy finds modules wherever this PYTHONPATH, in that folder, names a place of them."""
    here = {Path(place).resolve() for place in sys.path}
    return {(folder / place).resolve() for place in paths.split(os.pathsep) if place} <= here


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


class ForkedPython(Forked):
    """What a new interpreter would be with these words, ``-m`` and a module or a script first; it writes bytes."""

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        folder: Path | None,
        cores: Set[int],
        stdin: int,
        stdout: int,
    ) -> None:
        """Run that in a folder, on those cores or on any; ``stdin`` and ``stdout`` are as ``subprocess.Popen`` has them."""
        nothing = os.open(os.devnull, os.O_RDWR)
        written = nothing
        if stdout == subprocess.PIPE:
            out, written = os.pipe()
            self.stdout = os.fdopen(out, "rb")
        handed = Handed(nothing if stdin == subprocess.DEVNULL else stdin, written, 2)
        where = [str(folder or "."), " ".join(map(str, cores))]
        self._start("interpreters:interpret", [*where, *words], environment, handed)
        for file in {nothing, written}:
            os.close(file)


def interpret() -> None:
    """In a copy: go to that folder and those cores, and be the script or module that the words name."""
    folder, cores, *words = sys.argv[1:]
    os.chdir(folder)
    if cores:
        os.sched_setaffinity(0, set(map(int, cores.split())))
    be_main(words)


def be_main(words: Sequence[str]) -> None:
    """Be the script, or ``-m`` and the module, that these words name."""
    if words[0] == "-m":
        sys.argv = [*words[1:]]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = [*words]
        sys.path.insert(0, str(Path(words[0]).parent))
        runpy.run_path(words[0], run_name="__main__")
