"""Task of a child process: the ten files of a day, new people who are in no version of the deck."""

import json
from random import Random, SystemRandom
from typing import BinaryIO

from ...game.deal import SESAME, Scale
from ...game.modes import MODES
from ...game.modes.ten import choose_ten
from ...game.profile import Profile
from ...game.quantiles import quantiles_from
from ...game.score import Model
from ..deckfile.deck_stream import ToValues
from ..seeds.models import SeedError, load_model
from ..seeds.recipes import Recipe, load_recipe
from .people import make_people

CANDIDATES = 1000
"""The ten are chosen out of so many new people, a quarter of a second's work."""


def work(stdin: BinaryIO, stdout: BinaryIO, to_values: ToValues) -> int:
    """Answer orders, a list of [theme, locale, model]: for each a line with a mark and ten files, or null."""
    for theme, locale, model in json.load(stdin):
        stdout.write(json.dumps(_answer(theme, locale, model, to_values)).encode() + b"\n")
    return 0


def _answer(theme: str, locale: str, model: str, to_values: ToValues) -> list[object] | None:
    """A mark and ten files, or None if there is no such theme, locale or model any more."""
    try:
        recipe = load_recipe(theme, locale or None, model or None)
        mark, ten = make_ten(recipe, load_model(recipe.model), SystemRandom())
    except SeedError:
        return None
    return [mark, [to_values(person) for person in ten]]


def make_ten(
    recipe: Recipe, model: Model, rng: Random, candidates: int = CANDIDATES
) -> tuple[int, list[Profile]]:
    """A mark, and ten people around it of whom nobody has heard."""
    scale, daily = Scale(model.low, model.high), MODES["daily"]
    people = list(make_people(model, recipe, candidates, rng.getrandbits(64)))
    scores = [person.score for person in people]
    quantiles = None if scale == SESAME else quantiles_from(sorted(scores))
    mark, ten = choose_ten(scores, lambda place, mark: daily.aim(place, mark, rng, scale, quantiles), rng)
    return mark, [people[index] for index in ten]
