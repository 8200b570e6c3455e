"""A deck of citizens as it is shipped, with what the generator knew about each besides the file."""

import sys
from functools import lru_cache
from itertools import islice

import pytest

from higherthanthou.authoring.generating import people
from higherthanthou.authoring.generating.names import NameAndPlace, Names
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.profile import Profile

MODEL = load_model("sesame")
RECIPE = load_recipe("citizens")


class Drawn:
    """The citizens of a seed as far as they are drawn: a larger deck begins as a smaller one does."""

    def __init__(self, seed: int) -> None:
        """None is drawn yet."""
        names: list[NameAndPlace] = []

        class Overheard(Names):
            def draw(self, *told: object) -> NameAndPlace:
                names.append(super().draw(*told))  # type: ignore[arg-type]  # handed on as it came
                return names[-1]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(people, "Names", Overheard)
            self._coming = people.make_people(MODEL, RECIPE, sys.maxsize, seed)
        self._people, self._names = list[Profile](), names

    def first(self, size: int) -> list[tuple[Profile, NameAndPlace]]:
        """So many, and beside each profile the name as it was drawn: with locale and sex."""
        self._people += islice(self._coming, max(0, size - len(self._people)))
        return list(zip(self._people[:size], self._names[:size], strict=True))


drawn = lru_cache(Drawn)


@lru_cache
def citizens(size: int = 3000, seed: int = 1) -> tuple[Profile, ...]:
    """A deck of that seed."""
    return tuple(profile for profile, _ in drawn(seed).first(size))


@lru_cache
def citizens_with_names(size: int = 6000, seed: int = 1) -> tuple[tuple[Profile, NameAndPlace], ...]:
    """A deck of that seed with the names."""
    return tuple(drawn(seed).first(size))
