"""Rates: shares with their intervals, and when two are called alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.lab.rates import Rate, alike, apart

RATES = st.integers(1, 5000).flatmap(lambda total: st.builds(Rate, st.integers(0, total), st.just(total)))


@given(RATES)
def test_the_interval_is_where_the_score_test_would_not_reject(rate: Rate) -> None:
    """Its ends are the roots of (share - p)^2 = z^2 p (1 - p) / n, which numpy finds otherwise (Wilson 1927)."""
    share, n, z2 = rate.part / rate.total, rate.total, 1.96**2
    roots = np.sort(np.roots([1 + z2 / n, -2 * share - z2 / n, share**2]).real)
    assert rate.interval == pytest.approx(np.clip(roots, 0, 1).tolist(), abs=1e-6)


@given(RATES)
def test_a_share_is_within_its_interval(rate: Rate) -> None:
    """And that within 0 and 1, even of nobody and of all."""
    low, high = rate.interval or (1, 0)
    assert 0 <= low <= (rate.share or 0) + 1e-9
    assert (rate.share or 0) - 1e-9 <= high <= 1


def test_a_share_of_nobody_is_told_as_none() -> None:
    """It is apart from nothing, and alike to any."""
    nobody, some = Rate(0, 0), Rate(1, 2)
    assert nobody.share is nobody.interval is nobody.percent is nobody.half_width is None
    assert apart(nobody, some) is None
    assert alike(nobody, some)


@given(RATES, RATES)
def test_two_rates_are_apart_by_what_is_printed_of_them(one: Rate, other: Rate) -> None:
    """So that nobody who subtracts the printed percents finds another number."""
    assert apart(one, other) == abs((one.percent or 0) - (other.percent or 0))
    assert alike(one, other) == ((apart(one, other) or 0) <= 2)
