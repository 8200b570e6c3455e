"""The mirror of a room: what all of its guests said where facts were good, as a sum, of these files only.

A class that judges the same few files says nothing of weights: what stands out may be the files. So nothing
is said to stand out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from .called import Tally
from .weigher import Points

FEWEST_GUESTS = 8
"""Of fewer guests nothing is told: a sum of a few tells of one."""


class RoomCall(NamedTuple):
    """A guest's call on a file of the room, and what was true; ``points`` are of the facts on the file."""

    guest: int
    round: int
    points: Points
    higher: bool
    stood: bool


def sums_of(calls: Sequence[RoomCall], dimensions: int) -> tuple[Tally, ...]:
    """For each dimension, the calls on files with good facts of it; empty of fewer guests than it takes."""
    if len({call.guest for call in calls}) < FEWEST_GUESTS:
        return ()
    return tuple([_sum([call for call in calls if call.points[place] > 0]) for place in range(dimensions)])


def _sum(calls: Sequence[RoomCall]) -> Tally:
    return Tally(len(calls), sum([call.higher for call in calls]), sum([call.stood for call in calls]))
