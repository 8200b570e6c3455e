"""Dealing: a fair coin, a visible ramp, nobody nearer than five points."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.deal import (
    SESAME,
    SPREAD,
    Scale,
    Side,
    aim,
    aim_by_standing,
    gap_at,
    stand_in,
    step_at,
    told_gap,
)
from higherthanthou.game.modes import MODES
from higherthanthou.game.quantiles import quantiles_from

scores = st.integers(350, 950)


def test_the_ramp_on_the_sesame_scale_is_the_one_that_the_rules_name() -> None:
    """Five steps: 200 points for five files, 100, 75, then 60 up to the thirtieth, and 40."""
    gaps = [gap_at(turn) for turn in range(1, 41)]
    assert gaps == [200] * 5 + [100] * 5 + [75] * 5 + [60] * 15 + [40] * 10
    of_a_day = [MODES["daily"].gap(turn, SESAME, Random(0)) for turn in range(1, 11)]
    assert of_a_day == [150, 150, 100, 100, 75, 75, 50, 50, 50, 30]
    assert all(
        MODES[key].gap(turn, SESAME, Random(0)) == gap_at(turn)
        for key in ("streak", "chain")
        for turn in (1, 40)
    )


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
    ("own_score", "standing"), [(350, 0.1), (410, 0.1), (500, 0.25), (650, 0.5), (800, 0.75), (950, 0.9)]
)
def test_the_standing_for_an_own_score(own_score: int, standing: float) -> None:
    """A tenth at either end is left out; where less is better, the best own score stands for the lowest."""
    assert stand_in(own_score) == pytest.approx(standing)
    assert stand_in(own_score, less_is_better=True) == pytest.approx(1 - standing)


heavy = st.lists(st.integers(0, 10**15), min_size=10, max_size=120).filter(lambda s: len(set(s)) > 2)


@given(files=heavy, turn=st.integers(1, 60), own_score=scores, halfway=st.booleans(), seed=st.integers())
def test_by_standing_a_file_is_a_share_of_the_deck_away(
    files: list[int], turn: int, own_score: int, halfway: bool, seed: int
) -> None:
    """Never level with the anchor, on the side dealt, no further than the step or the room allows."""
    ranked, scale = quantiles_from(sorted(files)), Scale(min(files), max(files))
    anchor = ranked.between(stand_in(own_score))
    wanted = aim_by_standing(turn, anchor, Random(seed), scale, ranked, halfway)
    assert wanted.low <= wanted.target <= wanted.high
    assert not wanted.low <= anchor <= wanted.high
    stands, ends = ranked.standing_of(anchor), ranked.standing_of(wanted.target)
    if wanted.side is Side.HIGHER:
        room, limits = 1 - stands, (anchor + 1, scale.high)
    else:
        room, limits = stands, (scale.low, anchor - 1)
    assert (wanted.low, wanted.high) == limits
    most = min(step_at(turn)[0] * (1 + SPREAD), room * (0.5 if halfway else 0.75))
    nearest = ranked.standing_of(anchor + 1 if wanted.side is Side.HIGHER else anchor - 1)
    shared = max(files.count(score) for score in files) / (len(files) - 1)
    assert abs(ends - stands) <= max(most, abs(nearest - stands)) + shared + 0.02


def test_the_steps_of_a_deck_of_its_own_are_those_that_the_rules_name() -> None:
    """From a third of the deck to a tenth; the coin is fair, whatever the own score."""
    assert [step_at(turn)[0] for turn in (1, 5, 6, 10, 11, 15, 16, 30, 31, 99)] == [
        0.35, 0.35, 0.28, 0.28, 0.22, 0.22, 0.16, 0.16, 0.10, 0.10,
    ]  # fmt: skip
    assert step_at(3)[1] == "a third"
    rng, ranked = Random(5), quantiles_from([n**3 for n in range(500)])
    aims = [aim_by_standing(3, ranked.between(0.5), rng, Scale(0, 500**3), ranked) for _ in range(20_000)]
    assert abs(sum(one.side is Side.HIGHER for one in aims) - 10_000) < 4 * 0.5 * 20_000**0.5
    away = sorted(abs(ranked.standing_of(one.target) - 0.5) for one in aims)
    assert (away[0], away[-1]) == (pytest.approx(0.25, abs=1e-3), pytest.approx(0.375, abs=1e-3))


@pytest.mark.parametrize("halfway", [False, True])
@pytest.mark.parametrize("turn", [1, 6, 11, 16, 31])
def test_a_gap_is_told_as_it_is_dealt(turn: int, halfway: bool) -> None:
    """About a third is so on both sides; where one has no room for it, the words say up to a third."""
    rng, ranked, gap = Random(7), quantiles_from(range(2000)), step_at(turn)[0]
    for stands in (0.1, 0.18, 0.4, 0.48, 0.6, 0.9):
        anchor = ranked.between(stands)
        aims = [aim_by_standing(turn, anchor, rng, Scale(0, 2000), ranked, halfway) for _ in range(200)]
        least = min(abs(ranked.standing_of(one.target) - stands) for one in aims)
        share, limit = step_at(turn)[1], gap * (1 - SPREAD) ** 2
        fits, short = least > limit - 0.005, least < limit + 0.005
        assert (told_gap(turn, stands, halfway), True) in (
            (f"about {share}", fits),
            (f"up to {share}", short),
        )


def test_words_of_a_gap() -> None:
    """A newcomer has room on both sides for a third, a low score has not; a chain goes halfway at most."""
    told = [told_gap(*at) for at in ((1, 0.48), (1, 0.18), (1, 0.48, True), (31, 0.18), (16, 0.9))]
    assert told == ["about a third", "up to a third", "up to a third", "about a tenth", "up to a sixth"]
