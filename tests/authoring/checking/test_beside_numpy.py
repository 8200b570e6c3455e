"""The ridge, the analysis of variance and the calibration of the deck check find what numpy finds."""

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.authoring.checking.ridge import Ridge
from higherthanthou.authoring.checking.variance import compare_groups
from higherthanthou.authoring.checking.weigher import ENOUGH, _line, _measure

VALUES = st.floats(-100, 100)


def dense(rows: list[list[tuple[str, float]]], names: list[str]) -> np.ndarray:
    """Sparse features as a matrix; a feature that stands twice in a row counts twice."""
    found = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row:
            found[number, names.index(name)] += value
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_ridge_is_where_the_normal_equations_say(seed: int) -> None:
    """With a penalty for each feature, and none for the constant; predictions agree to a hundredth of the spread."""
    rng = Random(seed)
    names = [f"feature {number}" for number in range(8)]
    rows = [
        [(name, rng.choice((1.0, rng.gauss(0, 1)))) for name in names if rng.random() < 0.5]
        for _ in range(300)
    ]
    worth = {name: rng.gauss(0, 30) for name in names}
    targets = [600 + sum(worth[name] * value for name, value in row) + rng.gauss(0, 20) for row in rows]
    penalties = {name: rng.uniform(0.5, 20) for name in names}
    ridge = Ridge(rows, targets, penalties)
    matrix = np.c_[np.ones(len(rows)), dense(rows, names)]
    penalty = np.diag([0.0, *penalties.values()])
    found = np.linalg.solve(matrix.T @ matrix + penalty, matrix.T @ np.array(targets))
    predicted = np.array([ridge.predict(row) for row in rows])
    assert np.abs(predicted - matrix @ found).max() < 0.01 * np.std(targets)
    assert [ridge.weights[name] for name in names] == pytest.approx(list(found[1:]), abs=0.5)


@given(st.lists(st.lists(VALUES, min_size=2, max_size=9), min_size=2, max_size=6))
def test_the_analysis_of_variance_is_that_of_sums_of_squares(groups: list[list[float]]) -> None:
    """Explained, between and within, from numpy's variances of all values and of each group."""
    found = compare_groups(groups)
    every = np.concatenate(groups)
    total = every.var() * every.size
    if found is None or total < 1e-3:
        return
    size, count = every.size, len(groups)
    inside = sum(np.var(group) * len(group) for group in groups)
    within = inside / (size - count)
    across = total - inside
    usual = (size - sum(len(group) ** 2 for group in groups) / size) / (count - 1)
    near = {"rel": 1e-6, "abs": 1e-6 * total}
    assert found.within == pytest.approx(within, **near)
    assert found.between == pytest.approx(max(0.0, across / (count - 1) - within) / usual, **near)
    assert found.explained == pytest.approx(max(0.0, (across - (count - 1) * within) / total), abs=1e-6)


def test_the_standing_of_a_ratio_is_about_normal() -> None:
    """Of groups that do not differ it is drawn as a standard normal value is."""
    rng = np.random.default_rng(5)
    standings = np.array([compare_groups(rng.normal(size=(5, 12)).tolist()).standing for _ in range(3000)])
    assert abs(standings.mean()) < 0.06
    assert abs(standings.std() - 1) < 0.06
    assert 0.03 < (standings > 1.645).mean() < 0.07


def test_predictions_are_turned_round_by_the_line_that_numpy_fits() -> None:
    """Classical calibration: the line of predictions over scores, read backwards."""
    rng = np.random.default_rng(6)
    scores = rng.normal(650, 80, size=400)
    predicted = 300 + 0.5 * scores + rng.normal(0, 20, size=400)
    slope, start = np.polyfit(scores, predicted, 1)
    assert _line(scores.tolist(), predicted.tolist()) == pytest.approx((start, slope))
    measured = _measure([5] * 400, scores.tolist(), predicted.tolist())
    assert measured == pytest.approx(list((predicted - start) / slope))
    assert np.polyfit(scores, measured, 1)[0] == pytest.approx(1)


def test_files_with_so_many_facts_have_a_line_of_their_own() -> None:
    """From enough files on; the others share one."""
    rng = np.random.default_rng(7)
    counts = [4] * 150 + [5] * 150 + [6] * (ENOUGH - 1)
    slopes = {4: 0.3, 5: 0.6, 6: 0.8}
    scores = rng.normal(650, 80, size=len(counts))
    predicted = [
        slopes[count] * score + rng.normal(0, 10) for count, score in zip(counts, scores, strict=True)
    ]
    measured = _measure(counts, scores.tolist(), predicted)
    for count, size in Counter(counts).items():
        places = [place for place, one in enumerate(counts) if one == count]
        slope, start = np.polyfit(scores[places], np.array(predicted)[places], 1)
        expected = [(predicted[place] - start) / slope for place in places]
        assert len(places) == size
        assert [measured[place] for place in places] == pytest.approx(expected)
