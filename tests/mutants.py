"""Mutation testing: puts small faults into the rules one by one, and counts how many the tests notice.

Run by hand (``make mutants``); it takes an hour or two. ``--count`` places are drawn from the modules below, by
``--seed``, and at each place one of the faults that cosmic-ray can put there. Each is tried in a copy of the checkout.
Survivors are printed; the exit code is 1 if more than one in twenty survives.
"""

import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SOURCE = "src/higherthanthou"
TESTED_BY = {
    "game/modes/*.py": "tests/game tests/store/runs/test_modes.py tests/web/play",
    "game/names/*.py": "tests/game tests/accounts",
    "game/*.py": "tests/game tests/store/runs/test_runs.py tests/store/runs/test_modes.py tests/web/play/test_runs.py",
    "store/runs/dealing.py": "tests/store/runs tests/store/days tests/store/hosts",
    "store/runs/candidates.py": "tests/store/runs tests/store/days tests/store/hosts tests/web/hosting/test_versions.py",
    "store/boards/boards.py": "tests/store/boards tests/store/upkeep tests/web/boards",
    "store/days/days.py": "tests/store/days tests/web/play/test_daily.py tests/web/play/test_modes.py",
    "store/players/privacy.py": "tests/store/players",
    "web/middleware/guards.py": "tests/web/middleware tests/web/http",
    "authoring/checking/*.py": "tests/authoring/checking",
}
"""Modules, and the tests that should notice a fault in them."""

COPIED = ("src", "tests", "templates", "static", "seed", "docs", "pyproject.toml", "README.md", "Makefile")
UNTOLD = (
    "ReplaceBinaryOperator_BitOr",
    "RemoveDecorator",
    "ReplaceComparisonOperator_Is_Eq",
    "ReplaceComparisonOperator_IsNot_NotEq",
)
"""Operators that mostly change annotations, or what is the same at run time: members of an enum are equal to no other."""

TOLD = 3000
"""So many characters of a failing test are printed."""

HANGS = 600
"""Seconds after which a mutant is taken to loop, and counts as noticed."""


class Mutant(NamedTuple):
    """One fault: the module, the operator, which of its occurrences, and its position in the text."""

    module: str
    operator: str
    occurrence: int
    start: tuple[int, int]


def every_mutant(pattern: str) -> Iterator[Mutant]:
    """All mutants of the modules that match a pattern."""
    from cosmic_ray.commands.init import _all_work_items

    for path in sorted((ROOT / SOURCE).glob(pattern)):
        for item in _all_work_items([path], {}):
            mutation = item.mutations[0]
            line = path.read_text(encoding="utf-8").splitlines()[mutation.start_pos[0] - 1]
            if not line.startswith("@") and not mutation.operator_name.partition("/")[2].startswith(UNTOLD):
                module = str(path.relative_to(ROOT))
                yield Mutant(module, mutation.operator_name, mutation.occurrence, mutation.start_pos)


def mutated(source: str, mutant: Mutant) -> str | None:
    """The source with the fault, None if the operator cannot put it there."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    changed: str | None = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
    return changed


def drawn(count: int, rng: Random) -> list[tuple[Mutant, str]]:
    """Draw ``count`` mutants, each at another place, with the tests that should notice them."""
    places: defaultdict[tuple[str, tuple[int, int]], list[Mutant]] = defaultdict(list)
    tests: dict[str, str] = {}
    for pattern, testing in TESTED_BY.items():
        for mutant in every_mutant(pattern):
            places[mutant.module, mutant.start].append(mutant)
            tests.setdefault(mutant.module, testing)
    chosen = rng.sample(sorted(places), min(count, len(places)))
    return [(rng.choice(places[place]), tests[place[0]]) for place in chosen]


def noticed(folder: Path, tests: str, told: bool = False) -> bool:
    """Whether the tests of a copy of the checkout fail; ``told`` prints the end of what they say."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "-k", "not postgresql", *tests.split()]
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=HANGS, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    failed = done.returncode != 0
    if failed and told:
        print(done.stdout[-TOLD:], file=sys.stderr)
    return failed


def copy_to(folder: Path) -> None:
    """Copy the parts of the checkout that the tests need."""
    for part in COPIED:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)


def survives(folder: Path, mutant: Mutant, tests: str) -> bool:
    """Try a mutant; print the change if no test fails."""
    path = folder / mutant.module
    source = path.read_text(encoding="utf-8")
    changed = mutated(source, mutant)
    if changed is None:
        return False
    path.write_text(changed, encoding="utf-8")
    unnoticed = not noticed(folder, tests)
    path.write_text(source, encoding="utf-8")
    if unnoticed:
        lines = difflib.unified_diff(source.splitlines(), changed.splitlines(), lineterm="", n=0)
        print(mutant.module, *list(lines)[2:], sep="\n", flush=True)
    return unnoticed


def main() -> int:
    """Draw mutants, try them, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    mutants = drawn(wanted.count, Random(wanted.seed))
    survived = 0
    with tempfile.TemporaryDirectory() as name:
        copy_to(Path(name))
        if failing := [
            tests
            for tests in sorted({tests for _, tests in mutants})
            if noticed(Path(name), tests, told=True)
        ]:
            print(f"These tests fail without any fault: {'; '.join(failing)}", file=sys.stderr)
            return 2
        for number, (mutant, tests) in enumerate(mutants, 1):
            survived += survives(Path(name), mutant, tests)
            print(f"{number} of {len(mutants)} tried, {survived} survived", file=sys.stderr, flush=True)
    print(f"{len(mutants)} mutants tried, {len(mutants) - survived} noticed, {survived} survived")
    return int(survived > len(mutants) / 20)


if __name__ == "__main__":
    sys.exit(main())
