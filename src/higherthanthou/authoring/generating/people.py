"""People: a surface by chance and a record by the score model. Only the record makes a score."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random, SystemRandom
from typing import NamedTuple

from ...game.deal import Scale
from ...game.profile import BARS, Entry, Profile, Shown
from ...game.score import Model
from ...game.stars import GENERATED_STARS, THEME, generate, shrunken, told
from ..pictures.emblem import Look, choose_emblem
from ..pictures.portrait import choose_look, describe
from ..seeds.recipes import OLDEST, YOUNGEST, Recipe
from .names import NameAndPlace, Names
from .records import Levels, draw_levels, draw_record
from .wards import Resident, draw_residents

Record = tuple[Entry, ...]
LETTERS = "ABCDEFGHKLMNPRSTUVWXYZ"


class Surface(NamedTuple):
    """What is seen of somebody before any fact is read; a firm has no age."""

    named: NameAndPlace
    age: int | None
    occupation: str
    file_number: str
    look: Look


class Chances(NamedTuple):
    """Streams of chance that know nothing of each other: what is seen, facts with a score, wordings."""

    surface: Random
    record: Random
    words: Random


def make_people(model: Model, recipe: Recipe, size: int, seed: int | None) -> Iterator[Profile]:
    """So many people, always the same for a seed and a release of Faker; None draws a seed of the system's.

    The surface is name, age, place, occupation, file number and look, the record is the facts and with them
    the score, and each has a stream of chance of its own. So no part of the surface can tell anything of a
    score, whatever the model; and other wordings in a model leave every score as it is.
    """
    seed = SystemRandom().getrandbits(64) if seed is None else seed
    chances = Chances(*(Random(f"{seed}/{stream}") for stream in Chances._fields))
    names = Names(recipe.locales, seed)
    if recipe.wards:
        residents = draw_residents(model, recipe, chances.record)
        return (_resident(model, recipe, names, next(residents), chances) for _ in range(size))
    levels = draw_levels(model, chances.record)
    return (_person(model, recipe, names, next(levels), chances) for _ in range(size))


def _resident(model: Model, recipe: Recipe, names: Names, resident: Resident, chances: Chances) -> Profile:
    """Somebody who lives in a ward, as the office has them on record."""
    person = _person(model, recipe, names, resident.levels, chances)
    return replace(person, place=resident.ward.place, outcome=resident.repays)


def _person(model: Model, recipe: Recipe, names: Names, levels: Levels, chances: Chances) -> Profile:
    chance, depth, words = chances
    draw_surface = _surface_of_firm if recipe.names == "firms" else _surface_of_person
    surface = draw_surface(recipe, names, chance)
    asides = [Entry(aside.label, chance.choice(aside.texts), Shown.FILE) for aside in recipe.asides]
    record, score = draw_record(model, levels, depth, words), model.score(levels).total
    if recipe.theme == THEME:
        record, score = _rated(record, score, Scale(model.low, model.high), depth)
    withheld = sum(entry.shown is Shown.WITHHELD for entry in record)
    return Profile(
        name=surface.named.name,
        score=score,
        age=surface.age,
        occupation=surface.occupation,
        place=surface.named.place,
        file_number=surface.file_number,
        look=surface.look,
        portrait_alt=describe(surface.look),
        record=(*asides, *record),
        bars=tuple(depth.randint(1, BARS) for _ in range(withheld)),
    )


def _rated(record: Record, pleasing: int, scale: Scale, depth: Random) -> tuple[Record, int]:
    """The record and the score of somebody whom so pleasing a file has earned generated stars."""
    ratings = generate(pleasing, depth, scale)
    stars = Entry(GENERATED_STARS, told(ratings), Shown.RECORD)
    return (*(entry._replace(dimension=None) for entry in record), stars), shrunken(ratings, scale)


def _surface_of_person(recipe: Recipe, names: Names, chance: Random) -> Surface:
    age = min(OLDEST, YOUNGEST + int(chance.betavariate(1.4, 1.9) * (OLDEST - YOUNGEST + 1)))
    named = names.draw(chance)
    look = _look(recipe, age, not named.woman, chance)
    jobs = [o.title for o in recipe.occupations if o.youngest <= age <= o.oldest]
    return Surface(named, age, chance.choice(jobs), new_file_number(chance), look)


def _surface_of_firm(recipe: Recipe, names: Names, chance: Random) -> Surface:
    trade = chance.choice(recipe.occupations).title
    named = names.draw_firm(trade, chance)
    return Surface(named, None, trade, new_file_number(chance), _look(recipe, None, True, chance))


def _look(recipe: Recipe, age: int | None, beard: bool, chance: Random) -> Look:
    if recipe.pictures == "emblems":
        return choose_emblem(chance)
    return choose_look(age, chance, beard)


def new_file_number(rng: Random) -> str:
    """A number for the corner of a file, by chance."""
    return f"{rng.randrange(10, 100)}{rng.choice(LETTERS)}-{rng.randrange(10_000):04}"
