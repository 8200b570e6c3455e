"""Stars: how players' ratings become a score, and why a flood of new accounts can hardly move it.

The score of a rated file is its mean rating on the scale of its deck: one star is the low end, five the
high end. The mean is shrunken: it includes ``PRIOR`` invented ratings of the middle, so that few ratings
count for little (the m-estimate: Cestnik, 1990). Each file of a deck begins with ``GENERATED`` ratings.

Weights are whole thousandths of a rating. The weight of a player's stars grows with the files that the
player has judged, up to ``GROWN``, and all stars that a file gets on one day together weigh at most
``DAILY``. So one day moves a file by at most ``most_moved()`` points, however many accounts somebody makes.
"""

from collections.abc import Sequence
from random import Random

from .deal import SESAME, Scale

THEME = "rated"
GENERATED_STARS = "Generated stars"
"""Decks of the theme are scored by stars; their records begin with a fact of this label."""

FEWEST, MOST, MIDDLE = 1, 5, 3
WHOLE = 1000
"""The weight of one generated rating."""

GENERATED, PRIOR = 48, 4
FIRST = (GENERATED + PRIOR) * WHOLE
"""The weight of a file's score before any player has rated it."""

GROWN = 50
"""The stars of a player who has judged this many files have full weight."""

NEWCOMER = 20
"""The smallest weight of a player's stars."""

DAILY = 4 * WHOLE
"""The largest total weight of the stars that a file gets on one day."""

SCATTER = 0.8
"""The standard deviation of the generated ratings of a file, in stars."""


def score_of(stars: float, scale: Scale = SESAME) -> int:
    """Convert a mean rating to a score: 1 star is the low end of the scale, 5 the high end."""
    return round(scale.low + (scale.high - scale.low) * (stars - FEWEST) / (MOST - FEWEST))


def stars_of(score: int, scale: Scale = SESAME) -> float:
    """Convert a score to the mean rating that it stands for."""
    return FEWEST + (MOST - FEWEST) * (score - scale.low) / (scale.high - scale.low)


def shrunken(ratings: Sequence[int], scale: Scale = SESAME) -> int:
    """The score of these ratings, each of weight 1, together with the prior."""
    return score_of((sum(ratings) + PRIOR * MIDDLE) / (len(ratings) + PRIOR), scale)


def rescored(first_score: int, weight: int, stars: int, scale: Scale = SESAME) -> int:
    """The score after players' ratings with this total weight and weighted sum of stars, in thousandths."""
    return score_of((FIRST * stars_of(first_score, scale) + stars) / (FIRST + weight), scale)


def weight_of(judged: int, given_today: int) -> int:
    """The weight of the stars of a player who has judged that many, for a file given that much today."""
    own = max(NEWCOMER, WHOLE * min(judged, GROWN) // GROWN)
    return max(0, min(own, DAILY - given_today))


def most_moved(scale: Scale = SESAME) -> float:
    """The most points that one day's stars can move a file: one at an end, rated at the other."""
    return (scale.high - scale.low) * DAILY / (FIRST + DAILY)


def told(ratings: Sequence[int]) -> str:
    """Ratings in words, best first, such as "2 fives, 1 four"."""
    names = {5: "five", 4: "four", 3: "three", 2: "two", 1: "one"}
    counts = [(ratings.count(star), name) for star, name in names.items()]
    return ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for count, name in counts if count)


def generate(score: int, rng: Random, scale: Scale = SESAME) -> tuple[int, ...]:
    """The ratings that a file begins with, scattered about the stars that its score stands for.

    Each is drawn from a normal distribution and cut to whole stars.
    """
    drawn = (rng.gauss(stars_of(score, scale), SCATTER) for _ in range(GENERATED))
    return tuple(min(MOST, max(FEWEST, round(star))) for star in drawn)
