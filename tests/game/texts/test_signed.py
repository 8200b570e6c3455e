"""Figures with their sign."""

import pytest

from higherthanthou.game.texts.signed import signed


@pytest.mark.parametrize(
    ("figure", "decimals", "text"),
    [(12, 0, "+12"), (-7, 0, "−7"), (0, 0, "0"), (1.25, 1, "+1.2"), (-0.04, 1, "0"), (-0.06, 1, "−0.1")],
)
def test_a_figure_has_a_plus_or_a_true_minus_sign(figure: float, decimals: int, text: str) -> None:
    """What is rounded to 0 has none."""
    assert signed(figure, decimals) == text
