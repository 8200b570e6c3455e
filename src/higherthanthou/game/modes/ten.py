"""Choosing the ten files of a day, and the mark that they are compared with."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from random import Random

from ..deal import NEAREST, Aim, stand_in
from ..errors import NobodyLeft

TURNS = 10
MIDDLE = (500, 800)
"""The mark is a score whose rank among the files corresponds to one of these on the 350 to 950 scale."""

TRIES = 20
"""This many marks are tried: when few files are left, there may be none at one end."""

Aiming = Callable[[int, int], Aim]
"""Where the file of a place, counted from 1, is wanted around a mark."""


def choose_ten(scores: Sequence[int], aiming: Aiming, rng: Random) -> tuple[int, list[int]]:
    """Choose the mark of a day and ten of the files that have these scores.

    Each is one of the nearest to the score that is aimed at for its place.

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
        mark = _mark(ranked, stand_in(rng.randint(*MIDDLE)))
        taken: list[int] = []
        for place in range(1, TURNS + 1):
            near = _nearest(ranked, aiming(place, mark), taken)
            if not near:
                break
            taken.append(rng.choice(near))
        else:
            return mark, [order[index] for index in taken]
    raise NobodyLeft("Too few files are left for the ten of a day.")


def _mark(ranked: Sequence[int], standing: float) -> int:
    """The score at a share of the files; if nobody is beyond it, the nearest with files on both sides."""
    first, after = bisect_right(ranked, ranked[0]), bisect_left(ranked, ranked[-1])
    place = round(standing * (len(ranked) - 1))
    return ranked[min(max(place, first), after - 1) if first < after else place]


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
