"""The processes of tests that are copies of one; see forks.py."""

import os
import sys

from forks import Forked


def tell_modules() -> None:
    """In a copy: what it has imported."""
    sys.stdout.write(" ".join(sys.modules))
    sys.stdout.flush()


def test_a_copy_has_imported_the_game_before_it_begins() -> None:
    """Else each server and each task of the tests would import all of it by itself."""
    with open(os.devnull, "rb") as nothing:
        copy = Forked(f"{__name__}:tell_modules", [], os.environ, nothing.fileno())
    with copy.stdout, copy.stderr:
        said = copy.stdout.read().decode().split()
    assert copy.wait() == 0
    assert {"preloaded", "higherthanthou.serving", "higherthanthou.making.tasks", "uvloop"} <= set(said)
