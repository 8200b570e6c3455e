"""Holm's step-down: picture and sentence agree, and nothing is said more often than the level allows."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.mirror.holm import judge_all

STANDINGS = st.lists(st.one_of(st.none(), st.floats(-8, 8)), max_size=7)


@given(STANDINGS, st.sampled_from([0.05, 0.1]))
def test_an_interval_leaves_nothing_where_it_is_said_to(standings: list[float | None], level: float) -> None:
    """The estimate is farther than its interval reaches if, and only if, it leaves 0."""
    judged = judge_all(standings, level)
    assert len(judged) == len(standings)
    for standing, one in zip(standings, judged, strict=True):
        assert one.leaves == (abs(standing or 0.0) > one.reach)


@given(STANDINGS)
def test_whoever_is_farther_out_is_said_first(standings: list[float | None]) -> None:
    """One that leaves 0 is never nearer to it than one that does not."""
    judged = list(zip([abs(one or 0.0) for one in standings], judge_all(standings, 0.1), strict=True))
    leaving, staying = (
        [far for far, one in judged if one.leaves],
        [far for far, one in judged if not one.leaves],
    )
    assert min(leaving, default=9) >= max(staying, default=0)


def test_the_steps_are_those_of_holm() -> None:
    """Two-sided normal quantiles of a fifth, a quarter, a third ... of the level."""
    judged = judge_all([2.33, 2.25, 1.9, None, -5.0], 0.1)
    assert [one.leaves for one in judged] == [True, True, False, False, True]
    assert [round(one.reach, 3) for one in judged] == [2.241, 2.128, 1.96, 1.96, 2.326]


def test_chance_alone_is_seldom_something() -> None:
    """Five lines of chance raise an alarm at the level, not five times as often."""
    rng = Random(3)
    alarms = sum(
        any(one.leaves for one in judge_all([rng.gauss() for _ in range(5)], 0.1)) for _ in range(4000)
    )
    assert 0.08 < alarms / 4000 < 0.115
