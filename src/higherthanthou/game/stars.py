"""Stars: how what players give becomes a score, and how little a flood of new players can move it.

The score of a rated file is its mean star on the scale of its deck: one star is the low end, five the high
one. The mean is shrunken: besides the stars given it holds ``PRIOR`` invented ratings of the middle, so that
few stars say little (the m-estimate: Cestnik, 1990). A deck begins with ``GENERATED`` ratings for each file.

Weights are whole thousandths of a rating. Somebody's stars weigh as much as that player has judged files, up
to ``GROWN`` of them; and the stars that a file gets on one day weigh no more than ``DAILY`` together. So
however many accounts somebody makes, a day moves a file by at most ``most_moved()`` points.
"""

from collections.abc import Sequence
from random import Random

from .deal import SESAME, Scale

THEME = "rated"
GENERATED_STARS = "Generated stars"
"""Decks of this theme are scored by stars; their records begin with those that were generated."""

FEWEST, MOST, MIDDLE = 1, 5, 3
WHOLE = 1000
"""The weight of one generated rating."""

GENERATED, PRIOR = 48, 4
FIRST = (GENERATED + PRIOR) * WHOLE
"""What the score of a file weighs before any player has given it a star."""

GROWN = 50
"""The stars of a player who has judged this many files have full weight."""

NEWCOMER = 20
"""The least that somebody's stars weigh."""

DAILY = 4 * WHOLE
"""What the stars of one day weigh together for one file, at most."""

SCATTER = 0.8
"""How far generated ratings of one file lie apart: the standard deviation, in stars."""


def score_of(stars: float, scale: Scale = SESAME) -> int:
    """The score of a mean of stars: 1 is the low end of the scale, 5 the high end."""
    return round(scale.low + (scale.high - scale.low) * (stars - FEWEST) / (MOST - FEWEST))


def stars_of(score: int, scale: Scale = SESAME) -> float:
    """The mean of stars that a score stands for."""
    return FEWEST + (MOST - FEWEST) * (score - scale.low) / (scale.high - scale.low)


def shrunken(ratings: Sequence[int], scale: Scale = SESAME) -> int:
    """The score that these ratings give, each of weight 1, together with those of the prior."""
    return score_of((sum(ratings) + PRIOR * MIDDLE) / (len(ratings) + PRIOR), scale)


def rescored(first_score: int, weight: int, stars: int, scale: Scale = SESAME) -> int:
    """The score after players' ratings of this weight and weighted sum of stars, both in thousandths."""
    return score_of((FIRST * stars_of(first_score, scale) + stars) / (FIRST + weight), scale)


def weight_of(judged: int, given_today: int) -> int:
    """The weight of the stars of a player who has judged that many, for a file given that much today."""
    own = max(NEWCOMER, WHOLE * min(judged, GROWN) // GROWN)
    return max(0, min(own, DAILY - given_today))


def most_moved(scale: Scale = SESAME) -> float:
    """The most points that the stars of one day can move a file: from one end, all at the other."""
    return (scale.high - scale.low) * DAILY / (FIRST + DAILY)


def told(ratings: Sequence[int]) -> str:
    """Ratings in words, from the best to the worst."""
    names = {5: "five", 4: "four", 3: "three", 2: "two", 1: "one"}
    counts = [(ratings.count(star), name) for star, name in names.items()]
    return ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for count, name in counts if count)


def generate(score: int, rng: Random, scale: Scale = SESAME) -> tuple[int, ...]:
    """The ratings that a file begins with, scattered about the stars that its score stands for.

    Each is drawn from a normal distribution and cut to whole stars.
    """
    drawn = (rng.gauss(stars_of(score, scale), SCATTER) for _ in range(GENERATED))
    return tuple(min(MOST, max(FEWEST, round(star))) for star in drawn)
