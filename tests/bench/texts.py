"""How soon does a player meet a text again? Players who judge 300 files of each deck, and what they read there.

    python tests/bench/texts.py [--players 400] [--files 300] [--against COMMIT]

A line of the table is a model: its wordings, those that are moulds, and the forms that they become; how much of what
stands on the last hundred files was never read before, as a text and, counting a mould as one, as a joke; after how
many files a text comes again, at the median; and how much of what is read was read within the last sixty files.
Facts that the files show are counted; those under bars, which the verdict uncovers, count as read. Files come by
chance from the whole deck. ``--against`` puts the models of another commit beside these.
"""

import argparse
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from higherthanthou.authoring.generating.records import draw_levels, draw_record
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import themes
from higherthanthou.game.profile import Shown
from higherthanthou.game.score import Model, parse_model

ROOT = Path(__file__).parents[2]
LAST, RECENT = 100, 60
Read = tuple[str, str, bool]
"""The label and the text of a fact, and whether the file showed it before the guess."""


class Figures(NamedTuple):
    """What the table says of what players read."""

    new: float
    new_jokes: float
    distance: float
    recent: float


def reading(model: Model, files: int, rng: Random) -> Iterator[list[Read]]:
    """What a player reads on so many files."""
    for levels in islice(draw_levels(model, rng), files):
        record = draw_record(model, levels, rng, rng)
        yield [
            (entry.label, entry.text, entry.shown is Shown.FILE)
            for entry in record
            if entry.shown is not Shown.RECORD
        ]


def distances(
    files: Iterable[list[Read]], jokes: dict[tuple[str, str], object]
) -> Iterator[tuple[int, int | None]]:
    """Of each fact shown the number of its file, and how many files ago its joke was read; None if never."""
    met: dict[object, int] = {}
    for number, read in enumerate(files, 1):
        for label, text, on_file in read:
            joke = jokes[label, text]
            if on_file:
                yield number, number - met[joke] if joke in met else None
            met[joke] = number


def measure(model: Model, players: int, files: int) -> Figures:
    """Read so many files as so many players."""
    texts: dict[tuple[str, str], object] = {}
    moulds: dict[tuple[str, str], object] = {}
    for trait in model.traits:
        for wording in (wording for level in trait.levels for wording in level.wordings):
            for form in wording.forms():
                texts[trait.label, form] = trait.label, form
                moulds[trait.label, form] = trait.label, wording
    ago, jokes = [], []
    for player in range(players):
        read = list(reading(model, files, Random(player)))
        ago += distances(read, texts)
        jokes += distances(read, moulds)
    again = [since for _, since in ago if since is not None]
    return Figures(
        _new(ago, files), _new(jokes, files), median(again), sum(n <= RECENT for n in again) / len(ago)
    )


def _new(ago: list[tuple[int, int | None]], files: int) -> float:
    late = [since for number, since in ago if number > files - LAST]
    return late.count(None) / len(late)


def line(name: str, model: Model, players: int, files: int) -> str:
    """A line of the table."""
    wordings = [wording for t in model.traits for level in t.levels for wording in level.wordings]
    forms = sum(len(wording.forms()) for wording in wordings)
    found = measure(model, players, files)
    return (
        f"{name:<28}{len(wordings):>9}{sum(one.is_mould for one in wordings):>8}{forms:>8}"
        f"{found.new:>8.0%}{found.new_jokes:>8.0%}{found.distance:>10.0f}{found.recent:>9.0%}"
    )


def model_at(commit: str, key: str) -> Model:
    """The model as another commit has it."""
    shown = subprocess.run(
        ["git", "-C", ROOT, "show", f"{commit}:seed/models/{key}.toml"], capture_output=True, text=True
    )
    if shown.returncode:
        raise SystemExit(f"there is no model {key} at {commit} in {ROOT}")
    return parse_model(tomllib.loads(shown.stdout))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--players", type=int, default=400)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--against", default="", metavar="COMMIT")
    options = parser.parse_args()
    last = f"new in the last {LAST} of {options.files}"
    print(f"{'':<28}{'':>25}{last:>27}\n{'':<28}{'wordings':>9}{'moulds':>8}{'forms':>8}", end="")
    print(f"{'texts':>8}{'jokes':>8}{'again':>10}{f'last {RECENT}':>9}")
    for recipe in themes():
        if options.against:
            before = model_at(options.against, recipe.model)
            print(line(f"{recipe.theme}, {options.against}", before, options.players, options.files))
        print(line(recipe.theme, load_model(recipe.model), options.players, options.files))


if __name__ == "__main__":
    main()
