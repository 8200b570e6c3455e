"""The ten of a day: around one mark, on the side that a fair coin chose, as far away as the ramp says."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.deal import SESAME, Scale, gap_at
from higherthanthou.game.errors import NobodyLeft
from higherthanthou.game.modes.ten import choose_ten


@given(st.lists(st.integers(350, 950), min_size=60, max_size=400), st.integers())
def test_ten_different_files_none_of_them_level_with_the_mark(scores: list[int], seed: int) -> None:
    """Or nobody is left, whatever the scores are."""
    try:
        mark, ten = choose_ten(scores, SESAME, gap_at, Random(seed))
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
        mark, ten = choose_ten(scores, SESAME, gap_at, rng)
        assert 500 <= mark <= 800
        for place, index in enumerate(ten, 1):
            distance, gap = abs(scores[index] - mark), gap_at(place)
            room = (950 - mark) if scores[index] > mark else (mark - 350)
            assert min(0.8 * gap, room) - 4 <= distance <= 1.2 * gap + 4
            above += scores[index] > mark
    assert abs(above - 2000) < 5 * 32  # five standard deviations


def test_among_equal_scores_chance_decides() -> None:
    """On a deck of goals; not those that come first."""
    scores = [n % 5 for n in range(100)]
    chosen = {
        index for seed in range(80) for index in choose_ten(scores, Scale(0, 4), gap_one, Random(seed))[1]
    }
    assert len(chosen) > 80


def gap_one(_place: int) -> int:
    """One goal."""
    return 1


@pytest.mark.parametrize("scores", [[], [600] * 100, [500] + [600] * 3])
def test_too_few_on_a_side_are_refused(scores: list[int]) -> None:
    """Rather than ten that everybody knows the side of."""
    with pytest.raises(NobodyLeft):
        choose_ten(scores, SESAME, gap_at, Random(1))
