"""Guests rate each other's calls, and whoever is rated low weighs less: the phones of "Nosedive"."""

from collections.abc import Mapping, Sequence
from random import Random

MIDDLE = 3.0
"""The mean of somebody whom nobody has rated yet, on a scale from one to five stars."""

CALLS_TO_RATE = 3


def weight(mean_stars: float, knob: int) -> float:
    """The weight of a guest's call. At a knob of 20, one star weighs 0.8 and five weigh 1.2."""
    return 1 + knob / 100 * (mean_stars - MIDDLE) / 2


def calls_to_rate(callers: Sequence[int], number: int, seed: str) -> tuple[int, ...]:
    """The numbers of the guests whose calls a guest rates: those who come next in an order drawn by the seed.

    So each of the callers is rated by three others, if there are four or more. One who did not call
    rates the first three.
    """
    order = sorted(callers)
    Random(seed).shuffle(order)  # the same order in every process
    if number in order:
        at = order.index(number)
        order = order[at + 1 :] + order[:at]
    return tuple(order[:CALLS_TO_RATE])


def mean_stars(stars: Mapping[int, Sequence[int]]) -> dict[int, float]:
    """The mean of the stars that each guest got; who got none is left out."""
    return {number: sum(given) / len(given) for number, given in stars.items() if given}
