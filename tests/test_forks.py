"""The processes of tests that are copies of one; see forks.py."""

import atexit
import os
import sys
import time
from multiprocessing import connection, forkserver
from threading import Event, Thread

import pytest

from forks import Forked
from higherthanthou.store.tables import new_player_id


def begun(function: str) -> Forked:
    """A copy that does this."""
    with open(os.devnull, "rb") as nothing:
        return Forked(f"{__name__}:{function}", [], os.environ, nothing.fileno())


def copied(function: str) -> list[str]:
    """The words that a copy says."""
    copy = begun(function)
    with copy.stdout, copy.stderr:
        said = copy.stdout.read().decode().split()
    assert copy.wait() == 0
    return said


def say(words: list[str]) -> None:
    """In a copy."""
    sys.stdout.write(" ".join(words))
    sys.stdout.flush()


def tell_modules() -> None:
    """In a copy: what it has imported."""
    say(list(sys.modules))


def tell_parent() -> None:
    """In a copy: what it is copied from."""
    say([str(os.getppid())])


def tell_parents() -> None:
    """In a copy: what it is copied from, and what a copy of its own is."""
    say([str(os.getppid()), *copied("tell_parent")])


def tell_id() -> None:
    """In a copy: the id of its first player."""
    say([str(new_player_id())])


def tell_at_exit() -> None:
    """In a copy: one word now, and one when it ends."""
    atexit.register(say, [" later"])
    say(["now"])


def test_two_copies_number_their_players_apart() -> None:
    """As two servers do; else each first player of a second one would be refused, and come again."""
    assert copied("tell_id") != copied("tell_id")


def test_a_copy_has_imported_the_game_before_it_begins() -> None:
    """Else each server and each task of the tests would import all of it by itself."""
    wanted = {"preloaded", "higherthanthou.serving", "higherthanthou.making.tasks", "uvloop"}
    assert wanted <= set(copied("tell_modules"))


def test_the_tasks_of_a_server_are_copies_of_the_same_process() -> None:
    """Else each server of the tests would start one that imports everything anew."""
    server, task = copied("tell_parents")
    assert server == task


def test_a_copy_does_what_is_registered_for_its_end() -> None:
    """As a new process would; else the servers that a bench ends at exit would stay."""
    assert copied("tell_at_exit") == ["now", "later"]


def test_a_copy_tells_how_it_ended_while_another_thread_starts_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each start asks of all copies whether they have ended; an exit code can be read once."""
    read, is_asked = forkserver.read_signed, Event()

    def read_slowly(sentinel: int) -> int:
        is_asked.set()
        time.sleep(0.1)
        return int(read(sentinel))

    first = begun("tell_parent")
    with first.stdout, first.stderr:
        assert connection.wait([first._process.sentinel], 30)
        monkeypatch.setattr(forkserver, "read_signed", read_slowly)
        asking = Thread(target=first.poll)
        asking.start()
        assert is_asked.wait(30)
        assert copied("tell_parent")
        asking.join()
        assert first.poll() == 0
