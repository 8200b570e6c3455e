"""Rank and percentile from a histogram equal those counted from a list."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.standing import standing


@given(st.lists(st.integers(0, 40), min_size=1, max_size=300))
def test_rank_and_percentile_equal_a_count(values: list[int]) -> None:
    """Equal values share a rank; the percentile is the share of the others left behind, rounded down."""
    mine = values[0]
    found = standing(mine, Counter(values))
    assert found.players == len(values)
    assert found.rank == 1 + sum(other > mine for other in values)
    behind = sum(other < mine for other in values)
    assert found.percentile == (behind * 100 // (len(values) - 1) if len(values) > 1 else None)
