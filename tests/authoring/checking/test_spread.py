"""How scores lie on their scale: holes on either side are found."""

from random import Random

import pytest
from tests.authoring.drafts import but, checked, file, found, on_a_scale

from higherthanthou.authoring.checking.finding import Grade
from higherthanthou.authoring.checking.spread import _thin
from higherthanthou.game.deal import SESAME, stand_in
from higherthanthou.game.quantiles import quantiles_from


def test_holes_above_count_as_those_below() -> None:
    """From 360 up and from 560 down there is somebody; from 560 up there is nobody. Outside of the scale is no hole."""
    above = list(_thin([360] * 50 + [560] * 50, SESAME))
    below = list(_thin([740] * 50 + [940] * 50, SESAME))
    for findings in (above, below):
        assert [finding.code for finding in findings] == ["thin"]
        assert findings[0].sentence.startswith("For 33\N{NO-BREAK SPACE}% of own scores nobody")
    assert not list(_thin([360, 560, 760], SESAME))


@pytest.mark.parametrize("seed", range(9))
def test_a_newcomer_can_begin_on_a_deck_with_a_heavy_tail(seed: int) -> None:
    """Half of the deck is below: four of nine such decks were refused, as if nobody were."""
    rng = Random(seed)
    scores = sorted(round(100_000 * rng.lognormvariate(0, 1.5 + seed / 8)) for _ in range(75 + 50 * seed))
    anchor = quantiles_from(scores).between(stand_in(640))
    files = [but(file(n, 0, {"Hat": "red"}), score=score) for n, score in enumerate(scores)]
    report = on_a_scale(files, 0, scores[-1], anchor, label="price", unit="EUR")
    assert report.publishable
    assert found(report, "no_room") is None
    assert found(report, "thin") is None
    for finding in report.findings:
        assert finding.code != "tail" or finding.grade is Grade.NOTE
    assert found(report, "tail") is not None or scores[-1] < 20 * scores[len(scores) * 3 // 4]


def test_one_score_that_many_share_is_a_warning_on_a_scale_of_its_own() -> None:
    """Whoever is compared with it meets only the others; on our scale gaps are in points, and it is no matter."""
    files = [but(file(n, 0, {"Hat": "red"}), score=400 + max(0, n - 40)) for n in range(100)]
    crowd = found(on_a_scale(files, 300, 1000, 420), "crowd")
    assert crowd is not None
    assert (crowd.grade, crowd.count) == (Grade.WARNING, 41)
    assert found(checked(files), "crowd") is None
    spread = [but(one, score=300 + 3 * n) for n, one in enumerate(files)]
    assert found(on_a_scale(spread, 300, 1000, 420), "crowd") is None
