"""Records: the level of a person at every trait, in which words, and what of it the file shows."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from random import Random

from ...game.profile import Entry, Shown
from ...game.score import Model, Trait
from ...game.texts.wording import draw_text

ON_FILE = (4, 5, 6)
WITHHELD = (1, 2)
BLOCK, CANDIDATES = 200, 8
"""People are drawn in blocks of so many, each out of so many candidates."""

Levels = dict[str, int]
"""``{trait key: index of level}``"""


def draw_levels(model: Model, rng: Random) -> Iterator[Levels]:
    """The levels of one person after the other, without end.

    Of each block of candidates, sorted by score, one in eight is kept, and those are shuffled: a small
    deck has as many high and low scores as a big one, each candidate has the same chance, and no person's
    score tells anything of the next one's (systematic sampling).
    """
    while True:
        block = [draw_person(model, rng)[1] for _ in range(BLOCK * CANDIDATES)]
        block.sort(key=lambda levels: model.score(levels).total)
        sample = block[rng.randrange(CANDIDATES) :: CANDIDATES]
        rng.shuffle(sample)
        yield from sample


def draw_person(model: Model, rng: Random) -> tuple[float, Levels]:
    """The factor behind all traits of one person, from a standard normal distribution, and the levels.

    How common a level is comes from the model's shares, how traits go together from two factors, one
    common to all and one to each dimension (the factor Gaussian copula: Vasicek 1987, Li 2000).
    """
    own = (1 - model.general**2 - model.kindred**2) ** 0.5
    factor = rng.gauss(0, 1)
    general = model.general * factor
    kindred = {dimension.key: general + model.kindred * rng.gauss(0, 1) for dimension in model.dimensions}
    return factor, {
        trait.key: bisect_right(trait.limits, kindred[trait.dimension] + own * rng.gauss(0, 1))
        for trait in model.traits
    }


def draw_record(model: Model, levels: Mapping[str, int], rng: Random, words: Random) -> tuple[Entry, ...]:
    """Every trait as a fact in the model's order; what the file shows is drawn without looking at a level.

    A trait is on the file by its ``show`` (weighted sampling without replacement, Efraimidis, Spirakis 2006).
    Wordings are drawn by ``words``: another text in a model changes nobody's score.
    """
    by_chance = sorted(model.traits, key=lambda trait: rng.random() ** (1 / trait.show), reverse=True)
    on_file, withheld = rng.choice(ON_FILE), rng.choice(WITHHELD)
    shown = {trait.key: Shown.FILE for trait in by_chance[:on_file]}
    shown |= {trait.key: Shown.WITHHELD for trait in by_chance[on_file : on_file + withheld]}
    return tuple(_entry(t, levels[t.key], shown.get(t.key, Shown.RECORD), words) for t in model.traits)


def _entry(trait: Trait, level: int, shown: Shown, words: Random) -> Entry:
    found = trait.levels[level]
    return Entry(trait.label, draw_text(found.wordings, words), shown, trait.dimension, found.points)
