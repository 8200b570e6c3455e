"""The mirror of a room is a sum of eight guests or more, of the files with good facts."""

import pytest

from higherthanthou.game.mirror.called import Tally
from higherthanthou.game.mirror.class_mirror import FEWEST_GUESTS, RoomCall, sums_of


def calls_of(guests: int) -> list[RoomCall]:
    """Each guest says higher on two files, one of them good in the first dimension; the other one stood higher."""
    return [
        RoomCall(guest, turn, points, True, stood)
        for guest in range(guests)
        for turn, points, stood in ((1, (0.5, 0.0), False), (2, (-0.5, 0.2), True))
    ]


@pytest.mark.parametrize("guests", [0, 1, FEWEST_GUESTS - 1])
def test_a_few_guests_are_not_told(guests: int) -> None:
    """However often each of them called."""
    assert sums_of(calls_of(guests) * 3, 2) == ()


def test_good_facts_alone_are_counted() -> None:
    """Over all guests, with what was true of the same calls."""
    assert sums_of(calls_of(8), 2) == (Tally(8, 8, 0), Tally(8, 8, 8))
