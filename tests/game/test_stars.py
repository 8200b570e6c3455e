"""Stars: from ratings to a score and back, and how little a crowd can do in a day."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.deal import Scale
from higherthanthou.game.stars import (
    DAILY,
    GENERATED,
    GROWN,
    NEWCOMER,
    WHOLE,
    generate,
    most_moved,
    rescored,
    score_of,
    shrunken,
    stars_of,
    told,
    weight_of,
)

scores, stars = st.integers(350, 950), st.integers(1, 5)


@given(scores)
def test_stars_and_scores_are_two_names_of_one_number(score: int) -> None:
    """From 1 star at 350 to 5 at 950."""
    assert score_of(stars_of(score)) == score
    assert 1 <= stars_of(score) <= 5


def test_few_stars_say_little() -> None:
    """The same mean lies nearer the middle the fewer ratings there are."""
    assert shrunken([]) == 650
    assert 650 < shrunken([5]) < shrunken([5] * 10) < shrunken([5] * 100) < 950


@given(scores, st.integers(0, 2**32))
def test_a_deck_begins_with_whole_stars(score: int, seed: int) -> None:
    """So many of them, told in words that count them all."""
    ratings = generate(score, Random(seed))
    assert len(ratings) == GENERATED
    assert set(ratings) <= {1, 2, 3, 4, 5}
    assert sum(int(part.split()[0]) for part in told(ratings).split(", ")) == GENERATED


def test_newcomers_weigh_less() -> None:
    """In proportion to the files they have judged, up to a whole rating."""
    assert weight_of(0, 0) == weight_of(1, 0) == NEWCOMER
    assert weight_of(GROWN // 2, 0) == WHOLE // 2
    assert weight_of(GROWN, 0) == weight_of(10**6, 0) == WHOLE


@given(scores, st.lists(st.tuples(st.integers(0, 200), stars), max_size=300))
def test_a_day_moves_a_file_by_no_more_than_is_documented(first: int, crowd: list[tuple[int, int]]) -> None:
    """Whoever gives whatever: their weights of a day have one bound, and so has the score."""
    weight = total = 0
    for judged, own_stars in crowd:
        own = weight_of(judged, weight)
        weight, total = weight + own, total + own * own_stars
    assert weight <= DAILY
    assert abs(rescored(first, weight, total) - first) <= most_moved() + 1


def test_the_documented_bound_is_what_a_whole_day_of_stars_can_do() -> None:
    """From either end to the other, to the point."""
    assert abs(rescored(350, DAILY, 5 * DAILY) - 350 - most_moved()) <= 1
    assert abs(950 - rescored(950, DAILY, DAILY) - most_moved()) <= 1


def test_a_hundred_sock_puppets_move_a_file_as_far_as_two_players() -> None:
    """New accounts weigh a fiftieth each, and never more than the bound."""
    weight = sum(weight_of(1, NEWCOMER * n) for n in range(100))
    assert weight == 2 * WHOLE
    assert abs(rescored(350, weight, 5 * weight) - 350) <= most_moved() / 1.5


@given(st.integers(-1000, 1000), st.integers(10, 10**6), st.integers(0, 1000), stars)
def test_stars_stay_on_the_scale_of_their_deck(low: int, width: int, place: int, given_stars: int) -> None:
    """From its low end to its high one, before any star and after a million."""
    scale = Scale(low, low + width)
    score = low + width * place // 1000
    assert 1 <= stars_of(score, scale) <= 5
    assert score_of(stars_of(score, scale), scale) == score
    weight = 10**6 * WHOLE
    moved = rescored(score, weight, weight * given_stars, scale)
    assert abs(stars_of(moved, scale) - given_stars) <= 4 / width + 0.001
    assert low <= moved <= low + width
    assert low <= shrunken(generate(score, Random(place), scale), scale) <= low + width
