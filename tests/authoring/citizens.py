"""A deck of citizens as it is shipped, with what the generator knew about each besides the file."""

from functools import lru_cache

import pytest

from higherthanthou.authoring.generating import people
from higherthanthou.authoring.generating.names import NameAndPlace, Names
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.profile import Profile

MODEL = load_model("sesame")
RECIPE = load_recipe("citizens")


@lru_cache
def citizens(size: int = 3000, seed: int = 1) -> tuple[Profile, ...]:
    """A deck of that seed."""
    return tuple(people.make_people(MODEL, RECIPE, size, seed))


@lru_cache
def citizens_with_names(size: int = 6000, seed: int = 1) -> tuple[tuple[Profile, NameAndPlace], ...]:
    """A deck of that seed, and beside each profile the name as it was drawn: with locale and sex."""
    drawn: list[NameAndPlace] = []

    class Overheard(Names):
        def draw(self, *told: object) -> NameAndPlace:
            drawn.append(super().draw(*told))  # type: ignore[arg-type]  # handed on as it came
            return drawn[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "Names", Overheard)
        made = tuple(people.make_people(MODEL, RECIPE, size, seed))
    return tuple(zip(made, drawn, strict=True))
