"""The logistic fit, beside numpy: its answer is where the slope is 0, and no row misleads it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.mirror.logistic import (
    Cases,
    dot,
    fit_logistic,
    log_odds,
    probability,
    solve,
)

VALUES = st.floats(-4, 4)
ROWS = st.lists(st.tuples(VALUES, VALUES, st.booleans(), st.integers(1, 5)), min_size=1, max_size=40)


def numpy_fit(cases: Cases, penalties: tuple[float, ...]) -> np.ndarray:
    """The same by plain Newton steps on whole matrices."""
    rows, targets, counts = (np.array(part, dtype=float) for part in cases)
    weights, penalty = np.zeros(len(penalties)), np.diag(penalties)
    for _ in range(60):
        chances = 1 / (1 + np.exp(-rows @ weights))
        curve = rows.T @ (rows * (counts * chances * (1 - chances))[:, None]) + penalty
        weights = weights + np.linalg.solve(
            curve, rows.T @ (counts * (targets - chances)) - penalty @ weights
        )
    return weights


@given(ROWS)
def test_the_slope_is_nothing_at_the_answer(made: list[tuple[float, float, bool, int]]) -> None:
    """Also where the rows part the targets, or are all the same: the penalty keeps it in bounds."""
    cases = Cases(
        [(1.0, a, b) for a, b, *_ in made], [float(yes) for *_, yes, _ in made], [n for *_, n in made]
    )
    weights = fit_logistic(cases, (0.5, 0.5, 0.5))
    for place, weight in enumerate(weights):
        left = [
            count * (target - probability(dot(row, weights))) * row[place]
            for row, target, count in zip(*cases, strict=True)
        ]
        assert sum(left) == pytest.approx(0.5 * weight, abs=1e-3)


def test_it_finds_what_numpy_finds() -> None:
    """Six weights of two thousand cases."""
    rng = np.random.default_rng(4)
    rows = np.c_[np.ones(2000), rng.normal(size=(2000, 5))]
    said = rng.random(2000) < 1 / (1 + np.exp(-rows @ np.array([0.3, 1, 2, -1, 0, 0.5])))
    cases = Cases(
        [tuple(row) for row in rows.tolist()], said.astype(float).tolist(), rng.integers(1, 4, 2000).tolist()
    )
    penalties = (0.01,) * 6
    assert fit_logistic(cases, penalties) == pytest.approx(list(numpy_fit(cases, penalties)), abs=1e-6)


@given(
    st.lists(st.lists(VALUES, min_size=4, max_size=4), min_size=4, max_size=8),
    st.lists(VALUES, min_size=4, max_size=4),
)
def test_equations_are_solved_as_numpy_solves_them(made: list[list[float]], vector: list[float]) -> None:
    """Of any symmetric positive definite matrix."""
    matrix = np.array(made).T @ np.array(made) + np.eye(4)
    assert solve(matrix.tolist(), vector) == pytest.approx(list(np.linalg.solve(matrix, vector)), abs=1e-6)


@given(st.floats(0.001, 0.999))
def test_log_odds_and_probability_undo_each_other(share: float) -> None:
    """And never leave 0 to 1, however far out."""
    assert probability(log_odds(share)) == pytest.approx(share)
    assert 0 < probability(-1e9) < probability(1e9) <= 1


def test_nothing_to_learn_from_is_no_weight() -> None:
    """Not a division by zero."""
    assert fit_logistic(Cases([], [], []), (1.0, 1.0)) == [0.0, 0.0]
