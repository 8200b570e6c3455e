"""Logistic regression with a penalty, by Newton's method, and the linear equations that it needs."""

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

MOST_STEPS = 30
SETTLED = 1e-9
FARTHEST = 35.0
"""Log odds are held within this, where a probability is 0 or 1 for any purpose."""

Vector = Sequence[float]
Matrix = list[list[float]]


def probability(log_odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + exp(-max(-FARTHEST, min(FARTHEST, log_odds))))


def log_odds(share: float) -> float:
    """The log odds of a share that is neither 0 nor 1."""
    return log(share / (1 - share))


def dot(one: Vector, other: Vector) -> float:
    """The sum of the products."""
    return sum([a * b for a, b in zip(one, other, strict=True)])


class Cases(NamedTuple):
    """Rows of a regression, whether each is a yes (1) or a no (0), and how often each was seen."""

    rows: Sequence[Vector]
    targets: Vector
    counts: Vector


def fit_logistic(cases: Cases, penalties: Vector) -> list[float]:
    """Weights that make the log odds of a yes from a row; a constant is a column of ones.

    Maximises the log likelihood less half the penalties times the squared weights by Newton's method, each
    step halved until it climbs (le Cessie and van Houwelingen 1992). With positive penalties there is one
    best answer, however well the rows part the targets. No row: all weights are 0.
    """
    weights = [0.0] * len(penalties)
    height = _height(cases, penalties, weights)
    for _ in range(MOST_STEPS):
        step = solve(*_slope_and_curve(cases, penalties, weights))
        while True:
            tried = [weight + part for weight, part in zip(weights, step, strict=True)]
            reached = _height(cases, penalties, tried)
            if reached >= height or max(map(abs, step)) < SETTLED:
                break
            step = [part / 2 for part in step]
        gained, weights, height = reached - height, tried, reached
        if gained <= SETTLED * (1 + abs(height)):
            break
    return weights


def _height(cases: Cases, penalties: Vector, weights: Vector) -> float:
    """The penalised log likelihood."""
    cost = sum([penalty * weight * weight for penalty, weight in zip(penalties, weights, strict=True)]) / 2
    found = -cost
    for row, target, count in zip(*cases, strict=True):
        odds = dot(row, weights)
        found += count * (target * odds - (odds if odds > FARTHEST else log(1 + exp(odds))))
    return found


def _slope_and_curve(cases: Cases, penalties: Vector, weights: Vector) -> tuple[Matrix, list[float]]:
    """Minus the second derivatives, and the first ones."""
    size = len(weights)
    curve = [[penalties[i] if i == j else 0.0 for j in range(size)] for i in range(size)]
    slope = [-penalty * weight for penalty, weight in zip(penalties, weights, strict=True)]
    for row, target, count in zip(*cases, strict=True):
        chance = probability(dot(row, weights))
        off, spread = count * (target - chance), count * chance * (1 - chance)
        for i, value in enumerate(row):
            slope[i] += off * value
            scaled, line = spread * value, curve[i]
            for j in range(i, size):
                line[j] += scaled * row[j]
    for i in range(size):
        for j in range(i):
            curve[i][j] = curve[j][i]
    return curve, slope


def solve(matrix: Matrix, vector: Vector) -> list[float]:
    """Solve linear equations of a symmetric positive definite matrix, by Gauss and Jordan's elimination."""
    size = len(vector)
    table = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for i in range(size):
        pivot = table[i]
        for j, row in enumerate(table):
            if j != i and row[i]:
                factor = row[i] / pivot[i]
                table[j] = [b - factor * a for a, b in zip(pivot, row, strict=True)]
    return [table[i][size] / table[i][i] for i in range(size)]
