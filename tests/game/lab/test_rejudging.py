"""A run judged again by another law: the same calls, other scores."""

from higherthanthou.game.deal import Side
from higherthanthou.game.lab.rejudging import Call, Recount, compared_with, recount


def test_files_that_cross_the_own_score_turn_calls_over() -> None:
    """The anchor moves with the player's own score, if it was that which counts now."""
    calls = [
        Call(Side.HIGHER, 700, 640, 600),
        Call(Side.LOWER, 600, 640, 600),
        Call(Side.HIGHER, 700, 640, 700),
    ]
    assert recount(calls) == Recount(3, 3, 2)
    assert recount(calls, own=(640, 590)) == Recount(3, 3, 2)
    assert recount(calls, own=(500, 720)) == Recount(3, 3, 2)
    assert recount(calls, own=(640, 720)) == Recount(3, 3, 1)


def test_in_a_chain_each_is_compared_with_the_person_before() -> None:
    """With that person's new score; the first with what it was compared with."""
    calls = [Call(Side.HIGHER, 650, 640, 700), Call(Side.HIGHER, 700, 650, 690)]
    assert recount(calls, chained=True) == Recount(2, 2, 1)
    assert recount(calls) == Recount(2, 2, 2)


def test_a_tie_is_right_either_way() -> None:
    """As in play."""
    assert recount([Call(Side.LOWER, 700, 640, 640)]) == Recount(1, 0, 1)


def test_players_far_out_are_compared_where_play_compares_them() -> None:
    """At 500 and at 800: a law that leaves them out there moves nothing, and one that brings them in does."""
    assert compared_with(640, 0) == (640, 640)
    assert compared_with(420, 0) == (500, 500)
    assert compared_with(420, 60) == (500, 500)
    assert compared_with(420, 130) == (500, 550)
    assert compared_with(900, -40) == (800, 800)
    assert compared_with(900, -150) == (800, 750)
    assert compared_with(640, 200) == (640, 800)
