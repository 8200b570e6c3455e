"""How often a room was right, by how far files stood from what they were compared with."""

from collections.abc import Iterable
from typing import NamedTuple

EDGES = (1 / 24, 1 / 8, 1 / 4)
"""The steps of a gap, as shares of the scale: 25, 75 and 150 points of ours."""


class GapAccuracy(NamedTuple):
    """The calls on files from ``low`` to ``high`` away (None: or more), and how many were right."""

    low: int
    high: int | None
    right: int
    called: int

    @property
    def percent(self) -> int:
        """Per cent of them that were right."""
        return round(100 * self.right / self.called)


def accuracy_by_gap(calls: Iterable[tuple[int, bool]], span: int) -> list[GapAccuracy]:
    """Count calls by gap: of each its distance and whether it was right; ``span`` is the width of the scale.

    Calls on the very same score are left out, since either answer is right. Steps without a call are, too.
    """
    edges = [round(span * edge) for edge in EDGES]
    counts = [[0, 0] for _ in (*edges, None)]
    for gap, right in calls:
        if gap:
            step = counts[sum(gap > edge for edge in edges)]
            step[0] += right
            step[1] += 1
    lows, highs = [1, *(edge + 1 for edge in edges)], [*edges, None]
    return [
        GapAccuracy(low, high, right, called)
        for low, high, (right, called) in zip(lows, highs, counts, strict=True)
        if called
    ]
