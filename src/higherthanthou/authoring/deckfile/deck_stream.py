"""A deck as lines between two processes: a header, then the values of one profile's row in each."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import BinaryIO

from ...game.deck_about import DeckAbout, column, label_of
from ...game.measure import Kind
from ...game.profile import Profile, Shown
from ...game.score import Model
from ...game.stars import GENERATED_STARS, THEME
from ..seeds.models import SeedError
from ..seeds.recipes import Recipe
from . import DeckFileError
from .roles import check_labels

ToValues = Callable[[Profile], list[object]]
"""Makes of a profile the values of its row, which only the store knows how to."""


@dataclass(frozen=True, slots=True)
class StreamHeader:
    """What a deck is about, and how many profiles follow."""

    head: DeckAbout
    count: int


def recipe_head(recipe: Recipe, model: Model) -> DeckAbout:
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
    return DeckAbout(
        recipe.title, "score", "", model.low, model.high, recipe.noun, recipe.theme,
        None if rated else recipe.model, columns,
    )  # fmt: skip


def send_deck(stdout: BinaryIO, header: StreamHeader, profiles: Iterable[list[object]]) -> None:
    """Send a deck: a line of what comes, then each profile as the values of its row."""
    stdout.write(_line(asdict(header)))
    stdout.flush()
    stdout.writelines(map(_line, profiles))
    stdout.flush()


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def read_header(line: bytes) -> StreamHeader:
    """Read the first line."""
    found = json.loads(line)
    head = found.pop("head")
    told = head | {"labels": tuple(head["labels"]), "kind": Kind(head["kind"])}
    return StreamHeader(DeckAbout(**told), **found)


def read_values(line: bytes) -> list[object]:
    """Read a line that follows: the values of a profile's row."""
    values: list[object] = json.loads(line)
    return values
