"""Every bench starts and ends well, in its smallest form: nobody runs them between one use and the next."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

import forks
from databases import Worlds, setting
from forks import CONTEXT, share_original, start_original
from interpreters import be_main
from live import LiveFork

BENCHES = Path(__file__).parent / "bench"
HANGS = 300
SHORT = ["--rounds", "1", "--seconds", "0.05", "--connections", "2", "--size", "110"]

SMALLEST = {
    "balance": ["--size", "600", "--guesses", "60", "--runs", "20"],
    "decks_walk": ["{folder}", "--visitors", "0"],
    "desk": SHORT,
    "faults": ["--only", "kill", "--kills", "1"],
    "growth": ["--profiles", "110", "--runs", "100", "--requests", "6", "--veteran", "50"],
    "guess": SHORT,
    "hosting": ["--size", "30", "--idle", "0", "--hostile", "1", "--pause", "0.2"],
    "lab": ["--size", "200", "--wards", "200", "--laws", "1"],
    "machines": ["--seconds", "0.1", "--players", "2", "--only", "failover"],
    "memory": ["--days", "2", "--month", "1", "--size", "300", "--streaks", "1", "--met", "20"],
    "mirror": ["--players", "2", "--size", "300", "--calls", "60", "--dealt", "100"],
    "modes": SHORT,
    "link_pictures": ["--rounds", "1"],
    "overload": ["--seconds", "0.2", "--players", "20", "--held", "3", "--longest", "0.2"],
    "replica": ["--rounds", "1", "--seconds", "0.5"],
    "rolling": ["--seconds", "0.3", "--players", "1", "--pause", "0.1", "--drained", "0.1"],
    "rooms_walk": ["{folder}"],
    "rooms": ["--guests", "3", "--small", "1", "--rounds", "1", "--streams", "5", "--alone", "0.2"],
    "screens": ["{folder}", "--url", "{url}", "--size", "phone"],
    "upgrade": ["--guesses", "100"],
    "tails": ["--players", "6", "--seeds", "1"],
    "texts": ["--players", "1", "--files", "110"],
    "uploads": ["--rounds", "1", "--megabytes", "1", "--seconds", "0.2", "--players", "2", "--size", "110"],
    "workers": ["--rounds", "1", "--seconds", "0.1", "--connections", "4", "--size", "110"],
    "years": ["--size", "600", "--years", "4", "--nights", "2"],
}
"""The smallest form of each bench that shows that it works; a new bench needs an entry here."""

PARTS = {"before", "endless", "floors", "litestream", "load", "peer", "readers", "room_screens", "skewed"}
"""What benches start or import; the peer and the wrong clock take too long for a test."""


LENT = {"rolling", "uploads", "workers"}
"""They are lent the PostgreSQL of the tests; the others that need one start it."""

NEEDED = {"machines": ("haproxy", "pgbouncer")}
"""Programs that are no packages of Python."""

ANEW = {"guess", "desk"}
"""They start the load, the floors, the endless game and themselves as a person's do: by new interpreters."""

ASK = """\
import runpy, sys
from pathlib import Path
tests, *benches = sys.argv[1:]
path = sys.path[1:]
for bench in benches:
    sys.argv, sys.path[:] = [bench, "--help"], [str(Path(bench).parent), *path]
    try:
        runpy.run_path(bench, run_name="__main__")
    except SystemExit as end:
        assert not end.code
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", "")).startswith(tests):
            del sys.modules[name]
"""
"""Asks each bench how it is used; what one imports of the tests, or adds to the path, the next one has not."""


class Done(NamedTuple):
    """How a bench ended, and what it printed."""

    code: int | None
    out: str
    err: str


@pytest.fixture
def folder() -> Iterator[Path]:
    """For what a bench leaves behind; its path is short, as browsers and PostgreSQL have sockets in it."""
    made = Path(tempfile.mkdtemp(prefix="b-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def url(request: pytest.FixtureRequest, world_file: Path, tmp_path: Path) -> Iterator[str]:
    """Where the game is served, for a bench that looks at one."""
    if "{url}" not in SMALLEST[request.getfixturevalue("bench")]:
        yield ""
        return
    shutil.copy(world_file, tmp_path / "higherthanthou.db")
    with LiveFork(tmp_path) as live:
        yield live.url


@pytest.fixture
def lent(bench: str, worlds: Worlds) -> dict[str, str]:
    """The variables that name a PostgreSQL to a bench which is lent one."""
    return {"TEST_DATABASE_URL": setting(worlds.postgres.url)} if bench in LENT else {}


def run(bench: str, arguments: list[str], folder: Path, lent: Mapping[str, str]) -> Done:
    """Run a bench; what it leaves behind is in that folder."""
    start_original()
    lent = {
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        **lent,
    }  # else that of the original, with the tests in it
    process = CONTEXT.Process(target=begin, args=(BENCHES / f"{bench}.py", arguments, folder, lent))
    process.start()
    process.join(HANGS)
    process.kill()
    out, err = ((folder / name).read_text(encoding="utf-8") for name in ("out", "err"))
    return Done(process.exitcode, out, err)


def begin(bench: Path, arguments: list[str], folder: Path, lent: dict[str, str]) -> None:
    """Be that bench, in a process that was forked for it."""
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder / name, os.O_CREAT | os.O_WRONLY), number)
    share_original()
    forks.copied = bench.stem not in ANEW
    os.environ |= {"TMPDIR": str(folder), **lent}
    tempfile.tempdir = None
    try:
        be_main([str(bench), *arguments])
    finally:
        atexit._run_exitfuncs()  # multiprocessing leaves them out


def test_no_bench_is_left_out() -> None:
    """One that is new is named here, and one that is gone is not."""
    assert {path.stem for path in BENCHES.glob("*.py")} == {*SMALLEST, *PARTS}


def test_each_bench_can_be_run_by_name() -> None:
    """With the path of a new interpreter: a copy has the tests in its own. One asks them all, as each would take a second."""
    benches = [str(BENCHES / f"{bench}.py") for bench in SMALLEST]
    command = [sys.executable, "-c", ASK, str(BENCHES.parent), *benches]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("usage: ") == len(benches)


@pytest.mark.parametrize("bench", SMALLEST)
def test_a_bench_ends_well(bench: str, url: str, folder: Path, lent: dict[str, str]) -> None:
    """It prints its table; the figures of so short a time mean nothing."""
    for program in NEEDED.get(bench, ()):
        if not shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
            pytest.skip(f"{program} is not installed")
    arguments = [argument.format(folder=folder / "pictures", url=url) for argument in SMALLEST[bench]]
    done = run(bench, arguments, folder, lent)
    assert done.code == 0, done.err
    assert "Traceback" not in done.err
    assert done.out or any((folder / "pictures").glob("*.png"))


@pytest.mark.skipif(bool(find_spec("fastapi")), reason="FastAPI is here, which nothing but this bench needs")
def test_the_peer_says_what_to_install(folder: Path) -> None:
    """Before anything is prepared."""
    done = run("guess", ["--peer"], folder, {})
    assert done.code == 2
    assert done.out == ""
    assert done.err.endswith("pip install fastapi\n")
    assert "Traceback" not in done.err
