"""A deck on its way from the process that makes it: a line of what comes, then a line for each profile."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import BinaryIO

from ..game.head import Head, column
from ..game.profile import Entry, Profile, Shown
from ..game.score import Model
from .recipes import Recipe


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes: the head of a deck, and how many profiles."""

    head: Head
    count: int


def recipe_head(recipe: Recipe, model: Model) -> Head:
    """The head of a generated deck. Any trait can be on the file, withheld, or in the record only."""
    labels = tuple(column(shown, trait.label) for trait in model.traits for shown in Shown)
    return Head(
        recipe.title, "score", "", model.low, model.high, recipe.noun, recipe.theme, recipe.model, labels
    )


def send(stdout: BinaryIO, coming: Coming, people: Iterable[Profile] = ()) -> None:
    """Write a deck, one line after the other."""
    stdout.write(_line(asdict(coming)))
    stdout.flush()
    for person in people:
        stdout.write(_line([getattr(person, field) for field in Profile.__dataclass_fields__]))
    stdout.flush()


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def coming(line: bytes) -> Coming:
    """Read the first line."""
    said = json.loads(line)
    head = said.pop("head")
    return Coming(Head(**(head | {"labels": tuple(head["labels"])})), **said)


def profile(line: bytes) -> Profile:
    """Read a line that follows."""
    name, score, age, occupation, place, number, look, alt, record, bars, picture_alt = json.loads(line)
    entries = tuple(
        Entry(label, text, Shown(shown), key, points) for label, text, shown, key, points in record
    )
    return Profile(name, score, age, occupation, place, number, look, alt, entries, tuple(bars), picture_alt)
