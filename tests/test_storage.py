"""The first start: the database and its decks are made by another process, which leaves nothing behind in this one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import first_start as first_start_module
from forks import run_forked
from higherthanthou.settings import Settings
from higherthanthou.storage import open_database
from higherthanthou.store.decks import decks


def first_start(folder: Path) -> subprocess.CompletedProcess[str]:
    """Open what is served from a data folder, with decks of thirty."""
    return subprocess.run(
        [sys.executable, first_start_module.__file__, ""],
        env=os.environ | {"HIGHERTHANTHOU_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def forked_start(folder: Path, instead: str) -> subprocess.CompletedProcess[str]:
    """The same in a process that has imported everything, where ``instead`` happens before each deck is made."""
    environment = os.environ | {"HIGHERTHANTHOU_DATA_DIR": str(folder)}
    return run_forked("first_start:main", [instead], environment)


def test_decks_are_made_at_the_first_start_and_what_that_takes_is_gone_after_it(tmp_path: Path) -> None:
    """Six decks, and neither Alembic nor Faker in the process that serves."""
    done = first_start(tmp_path)
    assert (done.returncode, done.stdout) == (0, "6\nFalse False\n"), done.stderr
    assert "Drawing up Citizens" in done.stderr


def test_a_database_without_decks_is_given_them(tmp_path: Path) -> None:
    """As one on PostgreSQL is at first, or one whose first start was cut off."""
    open_database(Settings(data_dir=tmp_path)).close()
    assert first_start(tmp_path).stdout == "6\nFalse False\n"


@pytest.mark.parametrize(
    "instead",
    [
        "raise RuntimeError('no room')",
        f"import os; os.kill(os.getppid(), {signal.SIGINT}); os.kill(os.getpid(), {signal.SIGINT})",
        f"import os; os.kill(os.getpid(), {signal.SIGKILL})",
    ],
    ids=["failed", "stopped", "killed"],
)  # fmt: skip
def test_a_first_start_that_fails_says_so_once(tmp_path: Path, instead: str) -> None:
    """Ctrl-C in a terminal reaches both processes; nothing is left of a deck."""
    done = forked_start(tmp_path, instead)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    database = open_database(Settings(data_dir=tmp_path))
    assert database.read_now(decks.every) == ()
    database.close()


def test_sigterm_ends_a_first_start_and_what_makes_its_decks(tmp_path: Path) -> None:
    """It reaches one process, which passes it on; whoever waits for the output would wait for both."""
    instead = f"import os, time; os.kill(os.getppid(), {signal.SIGTERM}); time.sleep(60)"
    done = forked_start(tmp_path, instead)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGTERM, "", "")


def test_a_server_loads_nothing_that_it_may_never_use() -> None:
    """What makes and draws decks and pictures, what draws progress bars and QR codes, pages of hosts and rooms."""
    heavy = ("faker", "dicebear", "jsonschema", "PIL", "rich", "segno", "sqlalchemy.dialects.postgresql")
    heavy += tuple(
        f"higherthanthou.{name}" for name in ("authoring.tables", "authoring.deckfile", "web.hosting")
    )
    heavy += tuple(f"higherthanthou.web.{name}" for name in ("importing", "rooms.phones", "rooms.hosts"))
    loaded = f"import sys, higherthanthou.serving\nprint([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "[]\n"
