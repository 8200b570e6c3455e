"""A decided call as the mirror sees it: what the file showed, what was said, and what was true."""

from collections.abc import Iterable
from typing import NamedTuple

from .weigher import Points

MOST = 400
"""The newest so many calls are looked at."""

Surface = tuple[int, ...]
"""What is seen of somebody beside the facts, in the order of SURFACES: 1, -1, or 0 for neither."""


class Called(NamedTuple):
    """A call. ``points`` are those of the facts on the file, ``odds`` the best weigher's log odds of higher.

    ``higher`` is what was said and ``stood`` what was true; ``gap`` is how far the file was from the anchor.
    ``labels`` are those of the facts on the file.
    """

    points: Points
    odds: float
    higher: bool
    stood: bool
    gap: int
    surface: Surface
    labels: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the call was."""
        return self.higher == self.stood

    @property
    def weigher_right(self) -> bool:
        """Whether the best weigher's call would have been."""
        return (self.odds > 0) == self.stood


class Tally(NamedTuple):
    """Some files: of how many calls, how often higher was said, how often it was true."""

    calls: int
    said: int
    stood: int

    @property
    def off(self) -> int:
        """How much more often higher was said than true."""
        return self.said - self.stood


def tally(calls: Iterable[Called]) -> Tally:
    """Count calls."""
    told = [(call.higher, call.stood) for call in calls]
    return Tally(len(told), sum([said for said, _ in told]), sum([stood for _, stood in told]))
