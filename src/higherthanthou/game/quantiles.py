"""Standing: how far up among the files of a deck a score is, read from 101 quantiles of their scores."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

PARTS = 100
"""The files are cut into so many parts of one size."""


class Quantiles(NamedTuple):
    """The scores of the files at equal steps from the lowest to the highest, and how many files there are.

    A standing is a share of the files, from 0 for the lowest to 1 for the highest.
    """

    scores: tuple[int, ...]
    files: int

    def score_at(self, standing: float) -> int:
        """The score at a standing, between two quantiles on the line that joins them."""
        place = PARTS * min(1.0, max(0.0, standing))
        below = min(PARTS - 1, int(place))
        low, high = self.scores[below], self.scores[below + 1]
        return low + round((place - below) * (high - low))

    def standing_of(self, score: int) -> float:
        """The standing of a score; one that several quantiles share stands in their middle."""
        first, after = bisect_left(self.scores, score), bisect_right(self.scores, score)
        if after > first:
            return (first + after - 1) / 2 / PARTS
        if first in (0, PARTS + 1):
            return float(first > 0)
        low, high = self.scores[first - 1], self.scores[first]
        return (first - 1 + (score - low) / (high - low)) / PARTS

    @property
    def inside(self) -> tuple[int, int]:
        """The lowest and the highest score that has files on both sides; the ends of a deck that has none."""
        lowest, highest = self.scores[0], self.scores[-1]
        return (lowest + 1, highest - 1) if highest - lowest > 1 else (lowest, highest)

    def between(self, standing: float) -> int:
        """The score at a standing, unless nobody is beyond it: then the nearest that has files on both sides.

        Only where two neighbouring numbers are all the scores of a deck is there none.
        """
        score, (low, high) = self.score_at(standing), self.inside
        if low <= score <= high:
            return score
        inside = [one for one in self.scores if low <= one <= high]
        if score < low:
            return inside[0] if inside else low
        return inside[-1] if inside else high

    def places(self, one: int, other: int) -> int:
        """About how many places in the order of the files two scores are apart."""
        return round(abs(self.standing_of(one) - self.standing_of(other)) * (self.files - 1))


def quantiles_from(scores: Sequence[int]) -> Quantiles:
    """The quantiles of the scores of some files, which are sorted and not empty."""
    last = len(scores) - 1
    return Quantiles(tuple([scores[round(part * last / PARTS)] for part in range(PARTS + 1)]), len(scores))
