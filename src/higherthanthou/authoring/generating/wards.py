"""Two wards: people who behave alike, looked at unlike, and what came of a loan, which no record tells."""

from collections.abc import Iterator
from random import Random
from statistics import NormalDist
from typing import NamedTuple

from ...game.score import Model, Trait
from ..seeds.recipes import Recipe, Ward
from .records import CANDIDATES, Levels, draw_person

FORESIGHT = 0.75
"""How far the factor behind the traits tells whether somebody repays: the loading of that on it, 0 to 1."""

BLOCK = 150
"""So many of a ward are drawn at a time; the size of the shipped deck is a multiple of two of them."""

_normal = NormalDist()


class Resident(NamedTuple):
    """Somebody as the office has filed them: the ward, the levels on record, and whether they would repay."""

    ward: Ward
    levels: Levels
    repays: bool


def draw_residents(model: Model, recipe: Recipe, rng: Random) -> Iterator[Resident]:
    """One resident after the other, without end, as many of each ward, in an order by chance.

    Of each block of candidates of a ward, sorted by outcome and score, one in eight is kept: so a small deck
    has the shares and the spread of a big one (systematic sampling, as in ``draw_levels``).
    """
    while True:
        sample = [resident for ward in recipe.wards for resident in _sample(model, ward, rng)]
        rng.shuffle(sample)
        yield from sample


def _sample(model: Model, ward: Ward, rng: Random) -> list[Resident]:
    block = [_candidate(model, ward, rng) for _ in range(BLOCK * CANDIDATES)]
    block.sort(key=lambda one: (one.repays, model.score(one.levels).total))
    return block[rng.randrange(CANDIDATES) :: CANDIDATES]


def _candidate(model: Model, ward: Ward, rng: Random) -> Resident:
    general, levels = draw_person(model, rng)
    recorded = {t.key: _recorded(t, levels[t.key], ward, rng) for t in model.traits}
    return Resident(ward, recorded, _repays(general, ward, rng))


def _recorded(trait: Trait, level: int, ward: Ward, rng: Random) -> int:
    """The level that the office has on record: it learns of a misdeed only where it looks.

    One of which it does not learn leaves the first level that takes no points. A number is drawn for every
    trait, so that the wards differ in nothing but how often they are looked at.
    """
    looked = rng.random() < ward.looks
    if looked or trait.levels[level].points >= 0:
        return level
    return next((n for n, found in enumerate(trait.levels) if found.points >= 0), level)


def _repays(general: float, ward: Ward, rng: Random) -> bool:
    """Whether somebody repays, by the factor behind the traits and chance (one more trait of the copula)."""
    latent: float = FORESIGHT * general + (1 - FORESIGHT**2) ** 0.5 * rng.gauss(0, 1)
    return latent > _normal.inv_cdf(1 - ward.repays)
