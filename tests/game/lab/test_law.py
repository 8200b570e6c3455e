"""Laws: weights as a form tells them, and what a score is under them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.game.errors import Refusal
from higherthanthou.game.lab.law import (
    Law,
    fields_of,
    median_weights,
    own_law,
    read_law,
    scaled,
    score_under,
)
from higherthanthou.game.lab.presets import presets

MODEL = load_model("sesame")
KEYS = [dimension.key for dimension in MODEL.dimensions]
WEIGHTS = st.lists(st.floats(0, 1000, allow_nan=False), min_size=5, max_size=5).filter(any)
LEVELS = st.fixed_dictionaries({trait.key: st.integers(0, len(trait.levels) - 1) for trait in MODEL.traits})


@given(WEIGHTS)
def test_scaled_weights_are_whole_and_sum_to_100(weights: list[float]) -> None:
    """Each is less than one percent from its exact share."""
    found = scaled(weights)
    assert sum(found) == 100
    for whole, weight in zip(found, weights, strict=True):
        assert abs(whole - weight * 100 / sum(weights)) < 1


@given(WEIGHTS)
def test_scaling_twice_changes_nothing(weights: list[float]) -> None:
    """What sums to 100 in whole percent stays as it is."""
    assert scaled(scaled(weights)) == scaled(weights)


@given(LEVELS)
def test_the_own_law_gives_the_score_of_the_file(levels: dict[str, int]) -> None:
    """Nobody moves while nothing is changed."""
    score = MODEL.score(levels)
    assert score_under(MODEL, own_law(MODEL).weights, score.points) == score.total


@given(LEVELS, WEIGHTS)
def test_no_law_moves_anybody_off_the_scale(levels: dict[str, int], weights: list[float]) -> None:
    """A dimension has at most the share of the scale that it weighs, under any law."""
    assert MODEL.low <= score_under(MODEL, scaled(weights), MODEL.score(levels).points) <= MODEL.high


def test_points_beyond_the_reach_of_a_dimension_end_at_the_end_of_the_scale() -> None:
    """As a deck file may have them."""
    assert score_under(MODEL, (0, 0, 0, 0, 100), {"connections": 100}) == MODEL.high
    assert score_under(MODEL, (0, 0, 0, 0, 100), {"connections": -100}) == MODEL.low


@given(LEVELS)
def test_a_score_under_one_dimension_alone_is_told_by_its_points(levels: dict[str, int]) -> None:
    """With 100 % on history the other points are nothing; 105 points of it are half of the scale."""
    points = MODEL.score(levels).points
    found = score_under(MODEL, (100, 0, 0, 0, 0), points)
    assert found == MODEL.base + round(points["history"] * 100 / 35)


@given(WEIGHTS, st.lists(st.integers(350, 950), min_size=2, max_size=2))
def test_an_address_is_the_law(weights: list[float], thresholds: list[int]) -> None:
    """What the fields of a law say is read as the same law, for one threshold and for one a ward."""
    for wards in ((), ("north", "south")):
        law = Law(scaled(weights), tuple(thresholds[: max(1, len(wards))]))
        fields = {key: str(value) for key, value in fields_of(MODEL, law, wards).items()}
        assert read_law(fields, MODEL, wards) == (law, None)


def test_weights_that_do_not_sum_to_100_are_scaled_and_it_says_so() -> None:
    """What they came to is told."""
    read = read_law(dict.fromkeys(KEYS, "40"), MODEL)
    assert read.law.weights == (20,) * 5
    assert read.came_to == 200
    assert read_law({}, MODEL).came_to is None


def test_a_threshold_for_everybody_counts_where_a_ward_has_none() -> None:
    """So an address with one threshold can be used on a deck with wards."""
    read = read_law({"threshold": "600", "threshold_south": "550"}, MODEL, ("north", "south"))
    assert read.law.thresholds == (600, 550)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("history", "nan"), ("history", "-1"), ("history", "1e3"), ("history", "inf"), ("history", "٣"),
        ("history", "1" * 40), ("threshold", "349"), ("threshold", "951"), ("threshold", "600.5"),
        ("threshold_north", "600"), ("weight", "1"), ("preset", "own"),
    ],
)  # fmt: skip
def test_what_is_no_law_is_refused_with_a_sentence(field: str, value: str) -> None:
    """NaN, negative, out of range, not of digits, and fields that nobody knows; a deck without wards has none."""
    with pytest.raises(Refusal, match=r"^[A-Z].*\.$"):
        read_law({field: value}, MODEL)


def test_a_law_that_weighs_nothing_is_refused() -> None:
    """There is nothing to scale."""
    with pytest.raises(Refusal, match="weigh something"):
        read_law(dict.fromkeys(KEYS, "0"), MODEL)


@given(st.lists(WEIGHTS.map(scaled), min_size=1, max_size=30))
def test_the_law_in_the_middle_of_votes_is_a_law(laws: list[tuple[int, ...]]) -> None:
    """It sums to 100, and one vote that stands alone is the law."""
    assert sum(median_weights(laws)) == 100
    assert median_weights(laws[:1]) == laws[0]


def test_votes_that_leave_nothing_in_the_middle_make_all_alike() -> None:
    """Five who each want another dimension alone have medians of 0."""
    alone = [tuple(100 if place == mine else 0 for place in range(5)) for mine in range(5)]
    assert median_weights(alone) == (20,) * 5


@pytest.mark.parametrize("model", ["sesame", "companies", "matches", "officials", "rated"])
def test_the_shelf_has_different_laws_for_every_model(model: str) -> None:
    """Each sums to 100, the first is the model's own, and no two are the same."""
    found = presets(load_model(model))
    assert [preset.key for preset in found] == ["own", "alone", "friends", "alike"]
    assert found[0].weights == own_law(load_model(model)).weights
    assert all(sum(preset.weights) == 100 for preset in found)
    assert all(a.weights != b.weights for a, b in pairwise(found))
