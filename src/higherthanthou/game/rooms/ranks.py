"""Ranks in a room: by right calls; equal ones share a number, and the next numbers are left out."""

from collections.abc import Sequence
from typing import NamedTuple


class Ranked(NamedTuple):
    """A guest's place: the shared number, right calls, and of how many."""

    rank: int
    number: int
    right: int
    called: int


def ranked(rows: Sequence[tuple[int, int, int]]) -> list[Ranked]:
    """The places of guests, from number, right calls and calls; of equals, who needed fewer comes first."""
    order = sorted(rows, key=lambda row: (-row[1], row[2], row[0]))
    places: list[Ranked] = []
    for at, (number, right, called) in enumerate(order, 1):
        shared = places[-1].rank if places and places[-1].right == right else at
        places.append(Ranked(shared, number, right, called))
    return places
