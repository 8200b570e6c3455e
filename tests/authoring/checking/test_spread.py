"""How scores lie on their scale: holes on either side are found."""

from higherthanthou.authoring.checking.spread import _thin
from higherthanthou.game.deal import SESAME


def test_holes_above_count_as_those_below() -> None:
    """From 360 up and from 510 down there is somebody; from 510 up there is nobody. Outside of the scale is no hole."""
    above = list(_thin([360] * 50 + [510] * 50, SESAME))
    below = list(_thin([790] * 50 + [940] * 50, SESAME))
    for found in (above, below):
        assert [finding.code for finding in found] == ["thin"]
        assert found[0].sentence.startswith("For 33\N{NO-BREAK SPACE}% of own scores nobody")
    assert not list(_thin([360, 510, 660, 810], SESAME))
