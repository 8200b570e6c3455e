"""Every bench starts and ends well, in its smallest form: nobody runs them between one use and the next."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from live import Live

BENCHES = Path(__file__).parent / "bench"
HANGS = 300
SHORT = ["--rounds", "1", "--seconds", "0.1", "--connections", "2", "--size", "110"]

SMALLEST = {
    "balance": ["--size", "600", "--guesses", "60", "--runs", "20"],
    "decks_walk": ["{folder}", "--visitors", "0"],
    "desk": SHORT,
    "faults": ["--only", "kill", "--kills", "1"],
    "growth": ["--profiles", "1000", "--runs", "100", "--requests", "6", "--veteran", "50"],
    "guess": SHORT,
    "hosting": ["--size", "30", "--idle", "0", "--hostile", "1"],
    "modes": SHORT,
    "overload": ["--seconds", "0.2", "--players", "20", "--held", "3", "--longest", "0.2"],
    "screens": ["{folder}", "--url", "{url}", "--size", "phone"],
    "workers": SHORT,
    "years": ["--size", "600", "--years", "4", "--nights", "2"],
}
"""Whoever adds a bench says here how little of it is enough to see that it works."""

PARTS = {"endless", "floors", "load", "peer", "skewed"}
"""What benches start; the peer and the wrong clock take too long for a test."""


@pytest.fixture
def url(request: pytest.FixtureRequest, world_file: Path, tmp_path: Path) -> Iterator[str]:
    """Where the game is served, for a bench that looks at one."""
    if "{url}" not in SMALLEST[request.getfixturevalue("bench")]:
        yield ""
        return
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "higherthanthou.db").write_bytes(world_file.read_bytes())
    with Live(folder) as live:
        yield live.url


def run(bench: str, arguments: list[str], folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a bench; what it leaves behind is in that folder."""
    command = [sys.executable, str(BENCHES / f"{bench}.py"), *arguments]
    return subprocess.run(
        command,
        env=os.environ | {"TMPDIR": str(folder)} | more,
        capture_output=True,
        text=True,
        timeout=HANGS,
    )


def test_no_bench_is_left_out() -> None:
    """One that is new is named here, and one that is gone is not."""
    assert {path.stem for path in BENCHES.glob("*.py")} == {*SMALLEST, *PARTS}


@pytest.mark.parametrize("bench", SMALLEST)
def test_a_bench_ends_well(bench: str, url: str, tmp_path: Path) -> None:
    """It prints its table; the figures of so short a time mean nothing."""
    arguments = [argument.format(folder=tmp_path / "pictures", url=url) for argument in SMALLEST[bench]]
    done = run(bench, arguments, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout or any((tmp_path / "pictures").glob("*.png"))


@pytest.mark.skipif(bool(find_spec("fastapi")), reason="FastAPI is here, which nothing but this bench needs")
def test_the_peer_says_what_to_install(tmp_path: Path) -> None:
    """Before anything is prepared."""
    done = run("guess", ["--peer"], tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.endswith("pip install fastapi\n")
    assert "Traceback" not in done.stderr
