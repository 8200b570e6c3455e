"""Readers: simulated players who read the facts of a file, and how sure each of them is of the side.

Five kinds. The one who tosses a coin reads nothing. The casual one gives every fact the same weight and misreads
levels, the good one knows the weights and misreads little; both do so anew at each meeting. The best weighs the
shown facts exactly, the weigher by a regression that was learned on another deck. All but the first know that the
coin is fair, so that they compare what they read with what they would read, in the mean, of somebody who stands
exactly at the own score. No human was asked: casual and good are models of noise.
"""

import math
import statistics
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from higherthanthou.game.profile import Profile, Shown
from higherthanthou.game.score import Model

CASUAL, GOOD = 2.8, 0.9
"""By how many levels the two misread a fact, as a standard deviation."""


class Line(NamedTuple):
    """What somebody of a score reads in the mean, ``start + slope * score``, and how it spreads about that."""

    start: float
    slope: float
    spread: float

    def sure(self, read: float, anchor: int, gap: int) -> float:
        """How likely the file is the higher one, both being that far away and as likely before."""
        odds = 2 * self.slope * gap * (read - self.start - self.slope * anchor) / self.spread**2
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


class Shows(NamedTuple):
    """What can be read on a file: so many facts, their mean level from -2 to 2, their points, by trait."""

    count: int
    level: float
    points: int
    step: float
    by_trait: tuple[tuple[str, int], ...]


class Traits:
    """The levels that points stand for, by label."""

    def __init__(self, model: Model) -> None:
        """Of that model."""
        self.level: dict[tuple[str, int], float] = {}
        self.step: dict[str, float] = {}
        for trait in model.traits:
            points = [level.points for level in trait.levels]
            self.step[trait.label] = (points[-1] - points[0]) / (len(points) - 1)
            for place, worth in enumerate(points):
                self.level[trait.label, worth] = 4 * place / (len(points) - 1) - 2

    def shows(self, profile: Profile, fewer: int = 0) -> Shows:
        """What a file shows, with so many facts fewer."""
        on_file = [e for e in profile.record if e.shown is Shown.FILE and e.points is not None]
        read = [(e.label, e.points or 0) for e in on_file[: len(on_file) - fewer]]
        levels = [self.level[fact] for fact in read]
        steps = math.sqrt(sum(self.step[label] ** 2 for label, _ in read))
        return Shows(len(read), statistics.fmean(levels), sum(p for _, p in read), steps, tuple(read))


Reading = Callable[[Shows, Random], tuple[float, Line]]
"""What somebody makes of what a file shows, and what they would make of others."""


def readers(model: Model, people: Sequence[Profile], rng: Random) -> dict[str, Reading]:
    """The readers who read, taught by these people."""
    traits = Traits(model)
    seen = [(traits.shows(one), one.score) for one in people]

    def casual(shows: Shows, rng: Random) -> float:
        return shows.level + rng.gauss(0, CASUAL / math.sqrt(shows.count))

    def good(shows: Shows, rng: Random) -> float:
        return shows.points + rng.gauss(0, GOOD * shows.step)

    def learned(read: Callable[[Shows, Random], float]) -> Reading:
        lines = {
            count: fitted([(read(shows, rng), score) for shows, score in seen if shows.count == count])
            for count in {shows.count for shows, _ in seen}
        }
        nearest = {
            count: min(lines, key=lambda known, count=count: abs(known - count)) for count in range(1, 25)
        }
        return lambda shows, rng: (read(shows, rng), lines[nearest[shows.count]])

    return {"casual": learned(casual), "good": learned(good), "best": exact(people)}


def fitted(read: Sequence[tuple[float, int]]) -> Line:
    """The line of what was read over the scores."""
    values, scores = [value for value, _ in read], [score for _, score in read]
    slope, start = statistics.linear_regression(scores, values)
    off = [value - start - slope * score for value, score in read]
    return Line(start, slope, statistics.pstdev(off) or 1.0)


def exact(people: Sequence[Profile]) -> Reading:
    """The exact linear weigher: for every choice of shown traits the weights that leave the least error."""
    records = [{e.label: e.points or 0 for e in one.record if e.points is not None} for one in people]
    labels, scores = list(records[0]), [one.score for one in people]
    columns = {label: [record[label] for record in records] for label in labels}
    means = {label: statistics.fmean(column) for label, column in columns.items()}
    middle, variance = statistics.fmean(scores), statistics.pvariance(scores)
    together = {
        (a, b): statistics.covariance(columns[a], columns[b]) for a in labels for b in labels if a <= b
    }
    with_score = {label: statistics.covariance(columns[label], scores) for label in labels}
    known: dict[tuple[str, ...], tuple[tuple[float, ...], Line]] = {}

    def weights(shown: tuple[str, ...]) -> tuple[tuple[float, ...], Line]:
        table = [[*(together[min(a, b), max(a, b)] for b in shown), with_score[a]] for a in shown]
        weighed = eliminated(table)
        explained = sum(w * with_score[label] for w, label in zip(weighed, shown, strict=True)) / variance
        spread = math.sqrt(variance * explained * (1 - explained))
        return weighed, Line(-explained * middle, explained, spread)

    def read(shows: Shows, rng: Random) -> tuple[float, Line]:
        shown = tuple([label for label, _ in shows.by_trait])
        if shown not in known:
            known[shown] = weights(shown)
        weighed, line = known[shown]
        told = zip(weighed, shows.by_trait, strict=True)
        return sum([w * (points - means[label]) for w, (label, points) in told]), line

    return read


def eliminated(table: list[list[float]]) -> tuple[float, ...]:
    """Solve a system of linear equations by Gauss and Jordan's elimination."""
    n = len(table)
    for i in range(n):
        for j in range(n):
            if j != i:
                factor = table[j][i] / table[i][i]
                table[j] = [b - factor * a for a, b in zip(table[i], table[j], strict=True)]
    return tuple(table[i][n] / table[i][i] for i in range(n))
