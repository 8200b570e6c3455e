"""Ridge regression, against the solutions of small systems worked out by hand."""

import pytest

from higherthanthou.authoring.checking.ridge import Ridge


@pytest.mark.parametrize(("files", "penalty"), [(1, 4), (4, 4), (12, 4), (6, 2)])
def test_the_mean_of_a_text_is_drawn_down_by_its_penalty(files: int, penalty: float) -> None:
    """Of two texts on n files each, 100 above and 100 below the mean, each weighs 100 n / (n + k)."""
    rows = [[(("a", "up"), 1.0)]] * files + [[(("a", "down"), 1.0)]] * files
    ridge = Ridge(rows, [750.0] * files + [550.0] * files, {("a", "up"): penalty, ("a", "down"): penalty})
    drawn = 100 * files / (files + penalty)
    assert ridge.constant == pytest.approx(650)
    assert ridge.predict([(("a", "up"), 1.0)]) == pytest.approx(650 + drawn)
    assert ridge.predict([(("a", "down"), 1.0)]) == pytest.approx(650 - drawn)


def test_a_feature_without_a_penalty_is_left_out() -> None:
    """And one that was never learned adds nothing."""
    ridge = Ridge([[("known", 1.0), ("free", 1.0)], [("free", 1.0)]], [2.0, 0.0], {"known": 1.0})
    assert set(ridge.weights) == {"known"}
    assert ridge.predict([("free", 1.0)]) == ridge.constant
