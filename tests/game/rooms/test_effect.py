"""What stars did to a room, what the office remarks, and who shares a rank."""

import pytest

from higherthanthou.game.rooms.effect import effect
from higherthanthou.game.rooms.ranks import ranked
from higherthanthou.game.rooms.remarks import remark
from higherthanthou.game.rooms.split import Split
from higherthanthou.game.verdict import Truth


def test_weights_may_turn_a_round() -> None:
    """Two of three were right, but the third weighs more than both."""
    calls = [(1, True, 0.5), (1, True, 0.5), (1, False, 1.5), (2, True, 1.0), (2, True, 1.0)]
    found = effect(calls)
    assert found.turned == (1,)
    assert (found.right_alike, found.right_weighed) == (2, 1)
    assert [(one.alike, one.weighed) for one in found.rounds] == [(67, 40), (100, 100)]
    assert found.sentence == (
        "In round 1 the stars turned the majority: the room was right in 2 of 2 with all alike, 1 of 2 by its stars."
    )


def test_equal_weights_turn_nothing() -> None:
    """Then both shares are the same, and the sentence says so."""
    found = effect([(1, True, 1.0), (1, False, 1.0), (3, True, 1.0)])
    assert found.turned == ()
    assert found.sentence == "The stars moved the room by 0 points at most and turned no round."
    assert "by 1 point at most" in effect([(1, True, 1.02), (1, False, 1.0)]).sentence


def test_half_of_a_room_is_no_majority() -> None:
    """A tie that weights decide is not turned, but it counts as right by weight."""
    found = effect([(1, True, 1.2), (1, False, 0.8)])
    assert (found.turned, found.right_alike, found.right_weighed) == ((), 0, 1)


def test_a_round_in_which_half_was_right_is_counted_apart() -> None:
    """It is neither right nor wrong: the room made no call."""
    half = [(1, True, 1.0), (1, False, 1.0), (2, True, 1.0), (2, False, 1.0)]
    right = [(3, True, 1.0), (3, True, 1.0), (3, False, 1.0), (4, False, 1.0)]
    assert effect(right).told == "The room was right in 1 of 2."
    assert effect(half).told == "The room was right in 0 of 2, and half right in 2."
    assert effect(half + right).told == "The room was right in 1 of 4, and half right in 2."


def test_all_but_one_is_a_whole_sentence() -> None:
    """As "One of you knew." is."""
    assert (
        remark(Split(5, 1, 5.0, 1.0, ()), Truth.HIGHER, 5) == "All but one of you knew. It takes all kinds."
    )


def test_a_majority_is_read_off_its_per_cent() -> None:
    """What is just below one half is not rounded onto it."""
    found = effect([(1, True, 0.99), (1, False, 1.01), (2, True, 1.01), (2, False, 0.99)])
    assert [(one.alike, one.weighed) for one in found.rounds] == [(50, 49), (50, 51)]


def test_equal_ranks_share_a_number() -> None:
    """By right calls alone; the one who needed fewer stands first among equals."""
    rows = [(1, 3, 4), (2, 4, 4), (3, 3, 3), (4, 0, 1)]
    assert [(one.rank, one.number) for one in ranked(rows)] == [(1, 2), (2, 3), (2, 1), (4, 4)]


@pytest.mark.parametrize(
    ("higher", "lower", "truth", "right", "said"),
    [
        (0, 0, Truth.LOWER, 0, "Nobody called"),
        (3, 2, Truth.TIE, 5, "very same score"),
        (1, 0, Truth.HIGHER, 1, "room of one, and it is right"),
        (0, 1, Truth.HIGHER, 0, "room of one, and it is wrong"),
        (9, 0, Truth.LOWER, 0, "All of you called, and all of you were wrong."),
        (2, 0, Truth.LOWER, 0, "Nobody was right"),
        (9, 0, Truth.HIGHER, 9, "All of you knew. The office suspects a leak."),
        (2, 0, Truth.HIGHER, 2, "Nobody was wrong."),
        (8, 1, Truth.LOWER, 1, "One of you knew"),
        (8, 1, Truth.HIGHER, 8, "All but one"),
        (4, 4, Truth.HIGHER, 4, "You are split down the middle."),
        (5, 3, None, 4, "4 of 8 were right"),
        (5, 3, Truth.HIGHER, 5, "The room was right"),
        (5, 3, Truth.LOWER, 3, "Most of the room was wrong"),
    ],
)
def test_remarks(higher: int, lower: int, truth: Truth | None, right: int, said: str) -> None:
    """Each is about the room, and true."""
    assert said in remark(Split(higher, lower, higher, lower, ()), truth, right)
