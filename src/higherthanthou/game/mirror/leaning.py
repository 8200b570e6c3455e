"""How far calls lean on one thing beyond what the facts called for: a score test, and what it comes to.

The best weigher's log odds are first fitted to the player: somebody may be less sure than the weigher, or
say higher more often, and still weigh evenly (recalibration, Cox 1958: a constant and a slope). Then it is
asked whether one thing more explains the calls (Rao's score test, 1948): the sum of its products with what is
left, over the variance of that sum, which only the calls have. One step of Newton's method from there
estimates its weight.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from .called import Called
from .logistic import Cases, Matrix, dot, fit_logistic, probability, solve

LOOSE = 0.25
"""The penalty on constant and slope: enough that somebody who never errs has them, too."""

NOTHING = 1e-9


class Lean(NamedTuple):
    """The extra weight of one thing, as log odds a unit of it, and its standard error."""

    weight: float
    error: float

    @property
    def standing(self) -> float:
        """How many standard errors it is from 0."""
        return self.weight / self.error


class Recalibrated:
    """Calls, and how likely each was of somebody as sure as this player who weighs as the best weigher."""

    def __init__(self, calls: Sequence[Called]) -> None:
        """Fit the weigher's log odds to these calls."""
        self._rows = [(1.0, call.odds) for call in calls]
        said = [float(call.higher) for call in calls]
        weights = fit_logistic(Cases(self._rows, said, [1.0] * len(said)), (LOOSE, LOOSE))
        chances = [probability(dot(row, weights)) for row in self._rows]
        self._left = [one - chance for one, chance in zip(said, chances, strict=True)]
        self.spreads = [chance * (1 - chance) for chance in chances]

    def lean(self, values: Sequence[float]) -> Lean | None:
        """How far the calls lean on something that has these values; None if they cannot tell."""
        beyond = self._beyond(values)
        variance = sum([spread * value**2 for spread, value in zip(self.spreads, beyond, strict=True)])
        if variance < NOTHING:
            return None
        return Lean(dot(beyond, self._left) / variance, 1 / sqrt(variance))

    def _beyond(self, values: Sequence[float]) -> list[float]:
        """The values without what constant and slope explain of them, by weighted least squares."""
        curve: Matrix = [[LOOSE, 0.0], [0.0, LOOSE]]
        along = [0.0, 0.0]
        for (one, odds), spread, value in zip(self._rows, self.spreads, values, strict=True):
            curve[0][0] += spread * one
            curve[0][1] += spread * odds
            curve[1][1] += spread * odds * odds
            along[0] += spread * value
            along[1] += spread * odds * value
        curve[1][0] = curve[0][1]
        start, slope = solve(curve, along)
        return [value - start - slope * odds for value, (_, odds) in zip(values, self._rows, strict=True)]
