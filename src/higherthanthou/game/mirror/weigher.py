"""The best weigher of the shown facts: how likely a file is the higher one, by its points in each dimension.

It is learned from the deck's own files, dealt as the game deals them around an anchor: what is good at
guessing is not what the law weighs, since facts go together and some are under bars. It is learned at a few
anchors and goes straight from one to the next (linear interpolation) for those between.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from ..deal import LEAST_COMPARED, MOST_COMPARED, NEAREST, RAMP, SESAME, SPREAD, Scale, compared_at
from ..profile import Entry, Shown, points_by
from .logistic import Cases, dot, fit_logistic, solve

STEP = 50
"""Points of a dimension count in steps of this many; the anchors at which it is learned are as far apart."""

VARIED = 20
"""A gap is tried at so many lengths to either side of the target."""

PENALTY = 0.01

Points = tuple[float, ...]
"""What the facts on a file come to in each dimension, in steps."""

Weights = tuple[float, ...]
"""The constant, and the weight of a step of points in each dimension, as log odds of higher."""


class KnownFile(NamedTuple):
    """A file of the deck: its score, and the points of the facts that stand on it."""

    score: int
    points: Points


def shown_points(record: Sequence[Entry], dimensions: Sequence[str]) -> Points:
    """What the facts on a file come to in each of these dimensions, in steps."""
    points = points_by([entry for entry in record if entry.shown is Shown.FILE])
    return tuple([points.get(dimension, 0) / STEP for dimension in dimensions])


KNOTS = range(LEAST_COMPARED, MOST_COMPARED + 1, STEP)


def knots_around(anchor: int) -> tuple[int, int]:
    """The anchors at which the weigher is learned, below and above one; the same twice if it is one.

    Whoever was compared further out is taken to have been at the last of them.
    """
    anchor = compared_at(anchor)
    below = anchor // STEP * STEP
    return below, below if below == anchor else below + STEP


def learn_direction(files: Sequence[KnownFile]) -> Points:
    """How the dimensions count beside each other: least squares of the score on the points of all files.

    Around any anchor and at any gap the best log odds are the same sum of points, but for a constant and a
    slope, where points go straight with scores (linear discriminant analysis, Fisher 1936). So all files
    teach it, and it is surer than what the few of one anchor could teach.
    """
    columns = [(1.0, *file.points) for file in files]
    size = len(columns[0])
    products = [[sum([row[i] * row[j] for row in columns]) for j in range(size)] for i in range(size)]
    for i in range(size):
        products[i][i] += PENALTY
    along = [
        sum([row[i] * file.score for row, file in zip(columns, files, strict=True)]) for i in range(size)
    ]
    return tuple(solve(products, along)[1:])


def learn_weights(
    files: Sequence[KnownFile], direction: Points, anchor: int, scale: Scale = SESAME
) -> Weights:
    """The weights at an anchor, by logistic regression on which side dealt files stand (Cox 1958).

    ``files`` are those of a deck in any order, at least one; each counts as often as it would be dealt.
    """
    ranked = sorted(files)
    dealt = Counter(_dealt([file.score for file in ranked], anchor, scale))
    rows = [(1.0, dot(direction, ranked[place].points) / STEP) for place in dealt]
    stands = [float(ranked[place].score > anchor) for place in dealt]
    constant, slope = fit_logistic(Cases(rows, stands, list(dealt.values())), (PENALTY, PENALTY))
    return (constant, *[slope / STEP * weight for weight in direction])


def _dealt(scores: Sequence[int], anchor: int, scale: Scale) -> Iterator[int]:
    """The places of the files that are dealt around an anchor: at every gap of the ramp, on both sides.

    A gap varies as ``aim`` has it vary, and the file is any of the nearest on that side.
    """
    for thousandths, vary, side in product([gap for _, gap in RAMP], range(-VARIED, VARIED + 1), (1, -1)):
        gap = scale.points(thousandths) * (1 + SPREAD * vary / VARIED)
        room = scale.high - anchor if side > 0 else anchor - scale.low
        start = bisect_left(scores, anchor + side * min(gap, room))
        for place in range(max(0, start - NEAREST), min(len(scores), start + NEAREST)):
            if (scores[place] - anchor) * side > 0:
                yield place


def learn_weigher(files: Sequence[KnownFile]) -> "Weigher":
    """The weigher of a deck on our scale, from its files in any order, at least one."""
    direction = learn_direction(files)
    return Weigher({knot: learn_weights(files, direction, knot) for knot in KNOTS})


class Weigher(NamedTuple):
    """The weights at the anchors of a deck that somebody needs."""

    weights: Mapping[int, Weights]

    def log_odds(self, points: Points, anchor: int) -> float:
        """The log odds that a file with these points on it is higher than an anchor between known ones."""
        return dot((1.0, *points), self.at(anchor))

    def at(self, anchor: int) -> Weights:
        """The weights at an anchor."""
        anchor = compared_at(anchor)
        below, above = knots_around(anchor)
        share = (anchor - below) / STEP
        pairs = zip(self.weights[below], self.weights[above], strict=True)
        return tuple([low + (high - low) * share for low, high in pairs])
