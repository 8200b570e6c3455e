"""Where a value stands among others: rank and percentile from a histogram."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """A place on a board: equal values share a rank; ``percentile`` is the share of the others behind.

    ``percentile`` is a whole number of percent, rounded down, and None while nobody else is on the board.
    """

    rank: int
    players: int
    percentile: int | None


def standing(value: int, histogram: Mapping[int, int]) -> Standing:
    """Rank a value within ``{value: number of players}``, the player's own row included."""
    players = sum(histogram.values())
    above = sum(count for other, count in histogram.items() if other > value)
    below = sum(count for other, count in histogram.items() if other < value)
    percentile = below * 100 // (players - 1) if players > 1 else None
    return Standing(above + 1, players, percentile)
