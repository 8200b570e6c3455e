"""Rank and percentile from a histogram equal those counted from a list."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.standing import interval, standing


@given(st.lists(st.integers(0, 40), min_size=1, max_size=300))
def test_rank_and_percentile_equal_a_count(values: list[int]) -> None:
    """Equal values share a rank; the percentile is the share of the others left behind, rounded down."""
    mine = values[0]
    found = standing(mine, Counter(values))
    assert found.players == len(values)
    assert found.shared == (values.count(mine) > 1)
    assert found.rank == 1 + sum(other > mine for other in values)
    behind = sum(other < mine for other in values)
    assert found.percentile == (behind * 100 // (len(values) - 1) if len(values) > 1 else None)


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 1, 0.0, 0.793), (50, 100, 0.404, 0.596), (0, 0, 0, 1)],
)
def test_the_interval_of_a_share(hits: int, tries: int, low: float, high: float) -> None:
    """Wilson's, against values worked out by hand."""
    assert interval(hits, tries) == pytest.approx((low, high), abs=0.001)
