"""How far calls lean on something: beside the same worked out on whole matrices by numpy."""

import numpy as np
import pytest
from tests.game.mirror.makers import make_calls

from higherthanthou.game.mirror.called import Called
from higherthanthou.game.mirror.leaning import LOOSE, Recalibrated


def numpy_lean(calls: list[Called], values: np.ndarray) -> tuple[float, float]:
    """Weight and standard error: Newton steps for constant and slope, then weighted least squares."""
    rows = np.array([(1.0, call.odds) for call in calls])
    said = np.array([float(call.higher) for call in calls])
    weights, loose = np.zeros(2), LOOSE * np.eye(2)
    for _ in range(50):
        chances = 1 / (1 + np.exp(-rows @ weights))
        spreads = chances * (1 - chances)
        curve = (rows.T * spreads) @ rows + loose
        weights = weights + np.linalg.solve(curve, rows.T @ (said - chances) - LOOSE * weights)
    beyond = values - rows @ np.linalg.solve(curve, (rows.T * spreads) @ values)
    variance = (spreads * beyond**2).sum()
    return float(beyond @ (said - chances) / variance), float(variance**-0.5)


@pytest.mark.parametrize("bias", [-1.5, 0.0, 1.5])
@pytest.mark.parametrize("sure", [0.3, 1.0, 5.0])
def test_it_is_what_numpy_finds(bias: float, sure: float) -> None:
    """Of a player as sure or unsure, and as fond of one answer, as may be."""
    calls = make_calls(200, weights=(1.5 * sure, 0.5 * sure, 1.5 * sure), bias=bias)
    values = [call.points[1] for call in calls]
    lean = Recalibrated(calls).lean(values)
    assert lean is not None
    assert (lean.weight, lean.error) == pytest.approx(numpy_lean(calls, np.array(values)), rel=1e-4)
    assert lean.standing == pytest.approx(lean.weight / lean.error)


def test_what_is_the_same_on_all_files_cannot_be_leaned_on() -> None:
    """Nor can anything where there is no call."""
    calls = make_calls(60)
    assert Recalibrated(calls).lean([0.0] * 60) is None
    assert Recalibrated([]).lean([]) is None
