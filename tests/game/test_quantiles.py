"""Quantiles: the order of the files of a deck in 101 numbers, read both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.quantiles import quantiles_from

decks = st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=300).map(sorted)


def test_they_are_the_scores_of_the_files_at_each_hundredth() -> None:
    """The lowest, the highest, and those between at equal steps, with the number of files."""
    found = quantiles_from([n * 10 for n in range(201)])
    assert found.scores == tuple(n * 20 for n in range(101))
    assert found.files == 201
    assert quantiles_from([7]).scores == (7,) * 101


@given(deck=decks, standing=st.floats(0, 1))
def test_a_score_at_a_standing_stands_there(deck: list[int], standing: float) -> None:
    """Unless several quantiles share it: then in the middle of all that do."""
    ranked = quantiles_from(deck)
    score = ranked.score_at(standing)
    shared = [n for n, one in enumerate(ranked.scores) if one == score]
    found = ranked.standing_of(score)
    assert deck[0] <= score <= deck[-1]
    if len(shared) > 1:
        assert found == pytest.approx((shared[0] + shared[-1]) / 200)
    elif len(deck) > 1 and not shared:
        below = max(n for n, one in enumerate(ranked.scores) if one < score)
        assert below / 100 < found < (below + 1) / 100


@given(deck=decks, one=st.integers(-(10**15), 10**15), other=st.integers(-(10**15), 10**15))
def test_who_scores_more_never_stands_lower(deck: list[int], one: int, other: int) -> None:
    """Scores beyond the ends stand at the ends."""
    ranked = quantiles_from(deck)
    lower, higher = sorted((one, other))
    assert 0 <= ranked.standing_of(lower) <= ranked.standing_of(higher) <= 1


@given(deck=decks, standing=st.floats(0.1, 0.9))
def test_a_score_between_has_files_on_both_sides(deck: list[int], standing: float) -> None:
    """However many share the lowest score or the highest; only of two neighbouring numbers there is none."""
    ranked = quantiles_from(deck)
    anchor = ranked.between(standing)
    if deck[-1] - deck[0] >= 2:
        assert deck[0] < anchor < deck[-1]
    else:
        assert anchor in (deck[0], deck[-1])


def test_where_nearly_all_share_a_score_the_next_one_is_between() -> None:
    """Not the crowd, of which nobody is lower, but the first quantile beyond it, or one unit more."""
    assert quantiles_from([0] * 80 + [30] * 10 + [50] * 10).between(0.48) == 30
    assert quantiles_from([0] * 998 + [30, 50]).between(0.48) == 1
    assert quantiles_from([0, 30] + [50] * 998).between(0.48) == 49


def test_places_are_counted_in_files() -> None:
    """Of two hundred and one files, half the deck is a hundred places."""
    ranked = quantiles_from([n**3 for n in range(201)])
    assert ranked.places(0, 100**3) == 100
    assert ranked.places(50**3, 50**3) == 0
