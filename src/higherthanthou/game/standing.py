"""Rank and percentile of a value, from a histogram."""

from collections.abc import Mapping
from dataclasses import dataclass

SURE = 1.959964
"""This many standard deviations to either side hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A place on a board. Equal values have the same rank, which is then ``shared``.

    ``percentile`` is the share of other players who are behind, in whole percent rounded down;
    None while nobody else is on the board.
    """

    rank: int
    players: int
    percentile: int | None
    shared: bool


def standing(value: int, histogram: Mapping[int, int]) -> Standing:
    """Rank a value within ``{value: number of players}``, which includes the player's own row."""
    above = sum(count for other, count in histogram.items() if other > value)
    below = sum(count for other, count in histogram.items() if other < value)
    return placed(above, histogram.get(value, 0), below)


def placed(above: int, equal: int, below: int) -> Standing:
    """The place of one of ``equal`` players, behind so many others and ahead of so many."""
    players = above + equal + below
    percentile = below * 100 // (players - 1) if players > 1 else None
    return Standing(above + 1, players, percentile, equal > 1)


def interval(hits: int, tries: int) -> tuple[float, float]:
    """The 95 % confidence interval of the true share of hits (score interval: Wilson, 1927)."""
    if tries == 0:
        return 0.0, 1.0
    share, z2 = hits / tries, SURE * SURE
    middle = share + z2 / (2 * tries)
    reach = SURE * (share * (1 - share) / tries + z2 / (4 * tries * tries)) ** 0.5
    return max(0.0, (middle - reach) / (1 + z2 / tries)), min(1.0, (middle + reach) / (1 + z2 / tries))
