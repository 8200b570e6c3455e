"""Choosing the ten files of a day, and the mark that they are compared with."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from random import Random

from ..deal import NEAREST, Aim, Scale, aim, stand_in
from ..errors import NobodyLeft

TURNS = 10
MIDDLE = (500, 800)
"""The mark is a score whose rank among the files corresponds to one of these on the 350 to 950 scale."""

TRIES = 20
"""This many marks are tried: when few files are left, there may be none at one end."""

Gap = Callable[[int], int]


def choose_ten(scores: Sequence[int], scale: Scale, gap: Gap, rng: Random) -> tuple[int, list[int]]:
    """Choose the mark of a day and ten of the files that have these scores.

    Each is one of the nearest to the score that the coin and ``gap(place)``, in points, aim at.

    Returns:
        The mark, and the ten as indices of ``scores`` in the order of their places.

    Raises:
        NobodyLeft: There is no mark with enough files on both sides.
    """
    order = list(range(len(scores)))
    rng.shuffle(order)  # equal scores in random order
    order.sort(key=scores.__getitem__)
    ranked = [scores[index] for index in order]
    for _ in range(TRIES if ranked else 0):
        mark = ranked[stand_in(rng.randint(*MIDDLE), len(ranked))]
        taken: list[int] = []
        for place in range(1, TURNS + 1):
            near = _nearest(ranked, aim(gap(place), mark, rng, scale), taken)
            if not near:
                break
            taken.append(rng.choice(near))
        else:
            return mark, [order[index] for index in taken]
    raise NobodyLeft("Too few files are left for the ten of a day.")


def _nearest(ranked: Sequence[int], wanted: Aim, taken: Sequence[int]) -> list[int]:
    """The nearest files above and below the score aimed at that are not taken."""
    start, reach = bisect_left(ranked, wanted.target), NEAREST + len(taken)
    above = range(start, min(start + reach, len(ranked)))
    below = range(start - 1, max(start - 1 - reach, -1), -1)
    near: list[int] = []
    for side in (above, below):
        free = [i for i in side if i not in taken and wanted.low <= ranked[i] <= wanted.high]
        near += free[:NEAREST]
    return near
