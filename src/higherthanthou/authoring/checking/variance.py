"""One-way analysis of variance: how far groups stand apart, and whether chance alone would do that."""

import math
from collections.abc import Collection, Sequence
from statistics import fmean
from typing import NamedTuple

CERTAIN = 99.0
"""The standing of groups that have no spread of their own."""


class GroupDifference(NamedTuple):
    """How far groups stand apart.

    ``explained`` is the share of the variance that the groups tell apart, corrected for chance (epsilon
    squared, Kelley 1935), ``standing`` the F ratio as a standard normal value (Paulson 1942),
    ``between`` the variance of the groups' own means and ``within`` the one around them.
    """

    explained: float
    standing: float
    between: float
    within: float


def compare_groups(groups: Collection[Sequence[float]]) -> GroupDifference | None:
    """Analyse groups of numbers, none of them empty; None where nothing can be compared."""
    size, freedom = sum(map(len, groups)), len(groups) - 1
    rest = size - freedom - 1
    if freedom < 1 or rest < 1:
        return None
    middle = fmean(value for group in groups for value in group)
    means = [(len(group), fmean(group)) for group in groups]
    across = sum(count * (mean - middle) ** 2 for count, mean in means)
    total = sum((value - middle) ** 2 for group in groups for value in group)
    if total <= 0:
        return None
    within = max(0.0, total - across) / rest
    usual = (size - sum(count**2 for count, _ in means) / size) / freedom
    return GroupDifference(
        explained=max(0.0, (across - freedom * within) / total),
        standing=_standing(across / freedom / within, freedom, rest) if within > total * 1e-12 else CERTAIN,
        between=max(0.0, across / freedom - within) / usual,
        within=within,
    )


def _standing(ratio: float, freedom: int, rest: int) -> float:
    """Paulson's normal approximation of F."""
    a, b, root = 2 / (9 * freedom), 2 / (9 * rest), math.cbrt(ratio)
    return ((1 - b) * root - (1 - a)) / math.sqrt(b * root**2 + a)
