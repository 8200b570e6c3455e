"""No cache goes unnoticed: all are registered, bounded, written down, and forgotten with their players."""

import ast
import importlib
import re
from pathlib import Path

import pytest

from higherthanthou.caches import sizes
from higherthanthou.caches.cached import cached
from higherthanthou.caches.registry import every, forget_players
from higherthanthou.web.http.limits import Limits
from higherthanthou.web.server import Server

TOP = Path(__file__).parent.parent.parent
SOURCE = TOP / "src" / "higherthanthou"
ROW = re.compile(r"^\| [^|]+ \| `([a-z_/]+\.py)` \| ([\d,]+) \| (yes|no) \|$", re.M)

FOR_ONE_READING = {"authoring/deckfile/csvfile.py", "authoring/deckfile/jsonrows.py"}
"""Here a cache is made for the reading of one file, in a process of its own, and goes with it."""

GROWS = {"dict", "list", "set", "deque", "defaultdict", "OrderedDict", "Counter", "WeakValueDictionary"}


def path_of(module: str) -> str:
    """The file of a module below the package."""
    return f"{module.partition('.')[2].replace('.', '/')}.py"


def test_every_cache_is_written_down_with_its_size(server: Server) -> None:
    """The table of docs/architecture.md is made of what is registered, and of nothing else."""
    for path in SOURCE.rglob("*.py"):
        if "migrations" not in path.parts and path.stem != "__main__":
            importlib.import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
    assert isinstance(server.limits, Limits)
    found = {
        (path_of(cache.module), cache.most, cache.forget is not None)
        for _, cache in every()
        if cache.module.startswith("higherthanthou.")
    }
    written = [
        (path, int(most.replace(",", "")), of_players == "yes")
        for path, most, of_players in ROW.findall((TOP / "docs" / "architecture.md").read_text())
    ]
    assert len(written) == len(set(written))
    of_addresses = ("web/http/moving_window.py", sizes.COUNTED, False)
    assert set(written) == found - {of_addresses}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.stem)
def test_nobody_keeps_anything_but_in_a_cache(path: Path) -> None:
    """No module remembers what functions returned by other means, or has a container that could grow."""
    name = path.relative_to(SOURCE).as_posix()
    if name.startswith("caches/"):
        return
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "functools" and name not in FOR_ONE_READING:
            assert not {alias.name for alias in node.names} & {"lru_cache", "cache"}
        assert not isinstance(node, ast.Global)
    for node in tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.Dict | ast.List | ast.Set):
            assert getattr(value, "keys", None) or getattr(value, "elts", None), f"{name}:{node.lineno}"
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            assert value.func.id not in GROWS or value.args, f"{name}:{node.lineno}"


def test_what_is_of_some_player_goes_with_any() -> None:
    """What a function returned is not told apart by players; what is of nobody stays."""
    asked: list[str] = []

    def ask(name: str) -> str:
        asked.append(name)
        return name

    of_players, of_nobody = cached(2, of_players=True)(ask), cached(2)(ask)
    for _ in range(2):
        of_players("a")
        of_nobody("b")
    assert asked == ["a", "b"]
    forget_players({7})
    of_players("a")
    of_nobody("b")
    assert asked == ["a", "b", "a"]


def test_a_function_is_asked_again_for_what_was_used_longest_ago() -> None:
    """A full cache stays as large as it is."""
    asked: list[int] = []
    kept = cached(2)(asked.append)
    for number in (1, 2, 1, 3, 1, 2):
        kept(number)
    assert asked == [1, 2, 3, 2]


def test_a_cache_is_registered_for_as_long_as_it_is_held() -> None:
    """One that was made for a while leaves nothing behind."""
    before = len(every())
    kept = cached(2)(str)
    assert len(every()) == before + 1
    del kept
    assert len(every()) == before
