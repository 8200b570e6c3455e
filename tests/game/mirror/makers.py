"""Calls for tests of the mirror: files by chance, and players who weigh them."""

from random import Random

from higherthanthou.game.mirror.called import Called
from higherthanthou.game.mirror.logistic import dot, probability
from higherthanthou.game.mirror.weigher import Points

KEYS = ("history", "fulfilment", "behaviour")
BEST = (1.5, 1.5, 1.5)


def make_calls(
    count: int, weights: Points = BEST, seed: int = 1, bias: float = 0.0, smile: float = 0.0
) -> list[Called]:
    """The calls of a player with these weights, where BEST would be right most often."""
    rng = Random(seed)
    return [_call(rng, weights, bias, smile) for _ in range(count)]


def _call(rng: Random, weights: Points, bias: float, smile: float) -> Called:
    points = tuple([rng.choice((-0.8, -0.4, 0.0, 0.4, 0.8)) for _ in BEST])
    surface = (rng.choice((-1, 0, 1)), rng.choice((-1, 1)), rng.choice((-1, 1)), rng.choice((-1, 0, 1)))
    odds = dot(points, BEST)
    stood = rng.random() < probability(odds)
    higher = rng.random() < probability(dot(points, weights) + bias + smile * surface[0])
    gap = rng.choice((30, 75, 100, 200))
    labels = tuple([key.capitalize() for key, worth in zip(KEYS, points, strict=True) if worth])
    return Called(points, odds, higher, stood, gap, surface, labels)
