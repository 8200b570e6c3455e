"""A deck on its way from the process that makes it: a line of what comes, then a line for each profile."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import BinaryIO

from ...game.deck_about import Head, column, label_of
from ...game.profile import Profile, Shown
from ...game.score import Model
from ...game.stars import GENERATED_STARS, THEME
from ..seeds.models import SeedError
from ..seeds.recipes import Recipe
from . import DeckFileError
from .roles import check_labels

Write = Callable[[Profile], list[object]]
"""How a profile is to be kept, which only the store knows."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes: the head of a deck, and how many profiles."""

    head: Head
    count: int


def recipe_head(recipe: Recipe, model: Model) -> Head:
    """The head of a generated deck. Any trait can be on the file, withheld, or in the record only.

    A deck that is scored by stars has no model that could explain its scores. SeedError if no deck file can
    have these facts.
    """
    asides = [column(Shown.FILE, aside.label) for aside in recipe.asides]
    labels = [column(shown, trait.label) for trait in model.traits for shown in Shown]
    rated = recipe.theme == THEME
    stars = [column(Shown.RECORD, GENERATED_STARS)] if rated else []
    columns = (*asides, *labels, *stars)
    try:
        check_labels(map(label_of, columns))
    except DeckFileError as error:
        raise SeedError(
            f"The theme {recipe.theme} with the model {model.key} makes no deck: {error}"
        ) from None
    return Head(
        recipe.title, "score", "", model.low, model.high, recipe.noun, recipe.theme,
        None if rated else recipe.model, columns,
    )  # fmt: skip


def send(stdout: BinaryIO, coming: Coming, written: Iterable[list[object]]) -> None:
    """Send a deck, one line after the other, each profile as it is to be kept."""
    stdout.write(_line(asdict(coming)))
    stdout.flush()
    stdout.writelines(map(_line, written))
    stdout.flush()


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def coming(line: bytes) -> Coming:
    """Read the first line."""
    said = json.loads(line)
    head = said.pop("head")
    return Coming(Head(**(head | {"labels": tuple(head["labels"])})), **said)


def written(line: bytes) -> list[object]:
    """Read a line that follows."""
    row: list[object] = json.loads(line)
    return row
