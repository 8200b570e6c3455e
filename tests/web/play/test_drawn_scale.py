"""The drawn scale: by points on ours, by standing on any other, with labels that never touch."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.measure import Kind, Measure
from higherthanthou.game.quantiles import quantiles_from
from higherthanthou.web.html.pieces import LEFT, LENGTH
from higherthanthou.web.play.drawn_scale import (
    PHONE,
    TAG,
    WIDE,
    DrawnScale,
    Tick,
    _quarters,
    away_on_scale,
    ends,
)

PLAIN = Measure()
PRICES = [12, *(round(400 * 1.12**n) for n in range(185)), 1_493_900_944_701]
decks = st.lists(st.integers(-(10**15), 10**15), min_size=10, max_size=120).map(sorted)


def scale_of(scores: list[int]) -> DrawnScale:
    """The scale of a deck with these scores and a wider range."""
    return DrawnScale(scores[0] - 5, scores[-1] + 5, quantiles_from(scores))


def ticks_of(scores: list[int], measure: Measure = PLAIN) -> list[Tick]:
    """Its ticks."""
    scale = scale_of(scores)
    assert scale.quantiles is not None
    return _quarters(scale, measure, scale.quantiles)


def test_on_our_scale_a_score_stands_by_its_points_and_elsewhere_by_its_standing() -> None:
    """A quarter of the range is not a quarter of the files."""
    assert DrawnScale(350, 950, None).place(500) == LEFT + LENGTH / 4
    skewed = scale_of(PRICES)
    places = [skewed.place(skewed.quantiles.score_at(n / 4)) for n in range(5)] if skewed.quantiles else []
    assert places == pytest.approx([LEFT + n * LENGTH / 4 for n in range(5)], abs=0.5)
    assert ends(skewed) == (12, 1_493_900_944_701)


def test_the_quarters_are_marked_with_their_true_scores() -> None:
    """The middle has a label at every size; one for which a phone has no room is there on wide screens."""
    middle, quarter, last = ticks_of(PRICES, Measure(decimals=2))
    assert middle.label == "134,932.97"
    assert middle.wide is not None
    assert middle.phone is not None
    assert quarter.phone is not None
    assert (last.wide, last.phone) == (None, None) or last.phone is None


@given(decks, st.sampled_from([Measure(), Measure(decimals=3), Measure(unit="km"), Measure(Kind.HOURS)]))
def test_no_two_labels_touch_and_each_spans_its_tick(scores: list[int], measure: Measure) -> None:
    """On a phone and on a wide screen, however long the figures are."""
    low, high = measure.panel(scores[0]), measure.panel(scores[-1])
    for size, where in ((WIDE, "wide"), (PHONE, "phone")):
        spans = [(LEFT, LEFT + len(low) * size), (LEFT + LENGTH - len(high) * size, LEFT + LENGTH)]
        for tick in ticks_of(scores, measure):
            middle = getattr(tick, where)
            if middle is not None:
                half = len(tick.label) * size / 2
                assert middle - half - 0.1 <= tick.x <= middle + half + 0.1
                spans.append((middle - half, middle + half))
        if spans[0][1] < spans[1][0]:
            assert all(before[1] < after[0] for before, after in pairwise(sorted(spans)))


def test_few_scores_have_few_ticks() -> None:
    """A score that is at an end or is marked already is not marked again."""
    assert ticks_of([1] * 60 + [2] * 30 + [3] * 30)[0].label == "2"
    assert len(ticks_of([1] * 60 + [2] * 30 + [3] * 30)) == 1
    assert ticks_of([1] * 90 + [2] * 5 + [3] * 5) == []


@pytest.mark.parametrize("stands", [20.0, 150.0, 290.0, 310.0, 450.0, 580.0])
def test_how_far_it_is_stands_at_the_free_end(stands: float) -> None:
    """Beside whom the file is compared with, not on it; where both ends are taken it is only said."""
    label = away_on_scale("a quarter", stands, None).decode()
    assert "a quarter away" in label
    length = len("a quarter away") * PHONE
    span = (LEFT + LENGTH - length, LEFT + LENGTH) if "scale-high" in label else (LEFT, LEFT + length)
    assert stands + TAG < span[0] or span[1] < stands - TAG
    assert away_on_scale("a quarter", 60, 540) == b""
