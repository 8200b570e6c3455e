"""People: a surface by chance and a record by the score model. Only the record makes a score."""

from collections.abc import Iterator
from random import Random, SystemRandom

from ..game.profile import BARS, Profile, Shown
from ..game.score import Model
from .names import Names
from .portrait import choose_look, describe
from .recipes import OLDEST, YOUNGEST, Recipe
from .records import Levels, draw_levels, draw_record

LETTERS = "ABCDEFGHKLMNPRSTUVWXYZ"


def make_people(model: Model, recipe: Recipe, size: int, seed: int | None) -> Iterator[Profile]:
    """So many people, always the same for a seed and a release of Faker; None draws a seed of the system's.

    Two streams of chance that know nothing of each other: the surface is name, age, place, occupation,
    file number and look, the record is the facts and with them the score. So no part of the surface can
    tell anything of a score, whatever the model.
    """
    seed = SystemRandom().getrandbits(64) if seed is None else seed
    surface, depth = Random(f"{seed}/surface"), Random(f"{seed}/record")
    names, levels = Names(recipe.locales, seed), draw_levels(model, depth)
    return (_person(model, recipe, names, next(levels), surface, depth) for _ in range(size))


def _person(
    model: Model, recipe: Recipe, names: Names, levels: Levels, surface: Random, depth: Random
) -> Profile:
    age = min(OLDEST, YOUNGEST + int(surface.betavariate(1.4, 1.9) * (OLDEST - YOUNGEST + 1)))
    named = names.draw(surface)
    look = choose_look(age, surface, beard=not named.woman)
    record = draw_record(model, levels, depth)
    withheld = sum(entry.shown is Shown.WITHHELD for entry in record)
    return Profile(
        name=named.name,
        score=model.score(levels).total,
        age=age,
        occupation=surface.choice([o.title for o in recipe.occupations if o.youngest <= age <= o.oldest]),
        place=named.place,
        file_number=new_file_number(surface),
        look=look,
        portrait_alt=describe(look),
        record=record,
        bars=tuple(depth.randint(1, BARS) for _ in range(withheld)),
    )


def new_file_number(rng: Random) -> str:
    """A number for the corner of a file, by chance."""
    return f"{rng.randrange(10, 100)}{rng.choice(LETTERS)}-{rng.randrange(10_000):04}"
