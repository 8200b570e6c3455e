"""The ten of a day: around one mark, on the side that a fair coin chose, as far away as the ramp says."""

from collections.abc import Sequence
from functools import partial
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.deal import SESAME, Scale, gap_at
from higherthanthou.game.errors import NobodyLeft
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.daily import RAMP
from higherthanthou.game.modes.ten import choose_ten
from higherthanthou.game.quantiles import Quantiles, quantiles_from


def chosen(scores: Sequence[int], rng: Random, quantiles: Quantiles | None = None) -> tuple[int, list[int]]:
    """The mark and the ten, by points on our scale, or by standing on a scale of goals."""
    scale = Scale(0, 4) if quantiles else SESAME
    return choose_ten(scores, partial(MODES["daily"].aim, rng=rng, scale=scale, quantiles=quantiles), rng)


@given(st.lists(st.integers(350, 950), min_size=60, max_size=400), st.integers())
def test_ten_different_files_none_of_them_level_with_the_mark(scores: list[int], seed: int) -> None:
    """Or nobody is left, whatever the scores are."""
    try:
        mark, ten = chosen(scores, Random(seed))
    except NobodyLeft:
        return
    assert mark in scores
    assert len(set(ten)) == 10
    assert all(abs(scores[index] - mark) >= 5 for index in ten)


def test_they_stand_as_far_from_the_mark_as_the_ramp_says_and_the_coin_is_fair() -> None:
    """Among many files, within the spread of a fifth and a few points; each place has its own gap."""
    scores, rng = list(range(350, 951)) * 3, Random(5)
    above = 0
    for _ in range(400):
        mark, ten = chosen(scores, rng)
        assert 500 <= mark <= 800
        for place, index in enumerate(ten, 1):
            distance, gap = abs(scores[index] - mark), gap_at(place, ramp=RAMP)
            room = (950 - mark) if scores[index] > mark else (mark - 350)
            assert min(0.8 * gap, room) - 4 <= distance <= 1.2 * gap + 4
            above += scores[index] > mark
    assert abs(above - 2000) < 5 * 32  # five standard deviations


def test_among_equal_scores_chance_decides() -> None:
    """On a deck of goals; not those that come first."""
    scores = [n % 5 for n in range(100)]
    met = {
        index
        for seed in range(80)
        for index in chosen(scores, Random(seed), quantiles_from(sorted(scores)))[1]
    }
    assert len(met) > 80


def test_the_mark_of_a_deck_of_ties_has_files_on_both_sides() -> None:
    """Even if most files share the lowest score, and only a few have another."""
    scores = [0] * 90 + [1] * 12 + [2] * 11
    for seed in range(40):
        mark, ten = chosen(scores, Random(seed), quantiles_from(sorted(scores)))
        assert mark == 1
        assert {scores[index] for index in ten} <= {0, 2}


@pytest.mark.parametrize("scores", [[], [600] * 100, [500] + [600] * 3])
def test_too_few_on_a_side_are_refused(scores: list[int]) -> None:
    """Rather than ten that everybody knows the side of."""
    with pytest.raises(NobodyLeft):
        chosen(scores, Random(1))
