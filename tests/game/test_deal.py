"""Dealing: a fair coin, a visible ramp, nobody nearer than five points."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.deal import SESAME, SPREAD, Scale, Side, aim, gap_at, stand_in

scores = st.integers(350, 950)


def test_the_ramp_on_the_sesame_scale_is_the_one_that_the_rules_name() -> None:
    """Gaps of about 150, 100, 75, 50 and 30 points, never wider on a later turn."""
    gaps = [gap_at(turn) for turn in range(1, 40)]
    assert gaps[:10] == [150, 150, 100, 100, 75, 75, 50, 50, 50, 30]
    assert set(gaps[10:]) == {30}


@pytest.mark.parametrize("own_score", [350, 450, 550, 640, 750, 850, 950])
def test_the_coin_is_fair_whatever_the_own_score(own_score: int) -> None:
    """Half of the files aimed at are higher: within four standard errors of 20,000 tosses."""
    rng = Random(own_score)
    higher = sum(aim(gap_at(1 + n % 12), own_score, rng).side is Side.HIGHER for n in range(20_000))
    assert abs(higher - 10_000) < 4 * 0.5 * 20_000**0.5


@given(turn=st.integers(1, 200), anchor=scores, seed=st.integers())
def test_an_aim_stays_on_its_side_and_off_the_anchor(turn: int, anchor: int, seed: int) -> None:
    """Allowed scores are on the side dealt and at least five points away; the target is near the ramp."""
    wanted = aim(gap_at(turn), anchor, Random(seed))
    if wanted.side is Side.HIGHER:
        assert wanted.low == anchor + 5
        assert wanted.high == SESAME.high
    else:
        assert wanted.high == anchor - 5
        assert wanted.low == SESAME.low
    gap = abs(wanted.target - anchor)
    assert 5 <= gap <= round(gap_at(turn) * (1 + SPREAD))
    at_the_end = wanted.target in (SESAME.low, SESAME.high) or wanted.low > wanted.high
    assert gap >= round(gap_at(turn) * (1 - SPREAD)) or at_the_end


def test_the_targets_of_a_step_lie_all_over_its_spread() -> None:
    """From four fifths of the gap to six fifths, and in the middle at the gap itself."""
    rng = Random(7)
    gaps = sorted(abs(aim(100, 640, rng).target - 640) for _ in range(2_000))
    assert (gaps[0], gaps[-1]) == (round(100 * (1 - SPREAD)), round(100 * (1 + SPREAD)))
    assert abs(gaps[1_000] - 100) <= 2


def test_a_scale_of_few_points_still_has_a_gap() -> None:
    """Decks with a narrow range are dealt at a distance of at least one."""
    goals = Scale(0, 5)
    assert gap_at(99, goals) == 1
    assert aim(gap_at(1, goals), 3, Random(0), goals).low >= 0


@given(anchor=scores, seed=st.integers())
def test_halfway_is_the_furthest_where_the_next_file_needs_room_behind_it(anchor: int, seed: int) -> None:
    """The target has at least as much room between itself and the end as between itself and the anchor."""
    wanted = aim(600, anchor, Random(seed), least=0, halfway=True)
    end = SESAME.high if wanted.side is Side.HIGHER else SESAME.low
    assert abs(wanted.target - anchor) == abs(end - anchor) // 2


@pytest.mark.parametrize(
    ("own_score", "files", "place"),
    [(350, 11, 1), (350, 100, 10), (650, 101, 50), (640, 187, 90), (950, 10, 8), (950, 101, 90)],
)
def test_the_file_that_stands_for_an_own_score(own_score: int, files: int, place: int) -> None:
    """Counted from 0: the last of ten is 9, and a tenth at either end is left out."""
    assert stand_in(own_score, files) == place
