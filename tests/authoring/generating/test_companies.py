"""The deck of companies as it is shipped: what it says, how its scores lie, and that it can be played."""

import statistics
from functools import lru_cache

from tests.authoring.drafts import as_checked

from higherthanthou.authoring.checking.check import Grade, Report, check
from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.deck_about import DeckAbout
from higherthanthou.game.profile import Profile

MODEL = load_model("companies")
RECIPE = load_recipe("companies")


@lru_cache
def companies() -> tuple[Profile, ...]:
    """3,000 of them."""
    return tuple(make_people(MODEL, RECIPE, 3000, 1))


@lru_cache
def report() -> Report:
    """What the deck check says of the deck."""
    return check(as_checked(companies()), DeckAbout(), MODEL, 640)


def test_the_recipe_is_of_firms_with_emblems() -> None:
    """1,000 companies in 40 trades or more."""
    assert (RECIPE.title, RECIPE.slug, RECIPE.noun, RECIPE.size) == (
        "Companies",
        "companies",
        "company",
        1000,
    )
    assert (RECIPE.model, RECIPE.names, RECIPE.pictures) == (MODEL.key, "firms", "emblems")
    assert len(RECIPE.occupations) >= 40


def test_the_model_has_as_many_traits_as_the_others() -> None:
    """13 traits of five levels, with labels of at most 11 characters."""
    assert len(MODEL.traits) == 13
    for trait in MODEL.traits:
        assert len(trait.levels) == 5
        assert len(trait.label) <= 11


def test_levels_are_as_far_below_the_middle_as_above_it() -> None:
    """Points are symmetric, and the traits of a dimension nearly fill its room."""
    for trait in MODEL.traits:
        points = [level.points for level in trait.levels]
        assert points == [-point for point in reversed(points)]
        assert 0 < points[3] < points[4] < 2 * points[3] + 1
    for dimension in MODEL.dimensions:
        most = sum(t.levels[-1].points for t in MODEL.traits if t.dimension == dimension.key)
        assert 0 <= dimension.weight * 3 - most <= 3


def test_scores_spread_over_the_scale() -> None:
    """Half are above 650 or so, and there are enough of the very good and the very bad."""
    scores = [profile.score for profile in companies()]
    assert 640 <= statistics.median(scores) <= 660
    assert 112 <= statistics.pstdev(scores) <= 122
    assert 0.035 <= sum(score < 450 for score in scores) / len(scores) <= 0.065
    assert 0.035 <= sum(score > 850 for score in scores) / len(scores) <= 0.065


def test_the_deck_can_be_played() -> None:
    """A perfect weigher is right as often as one should be, and nothing but notes is found."""
    wanted = {step.gap: (step.share, step.wanted) for step in report().steps if step.wanted}
    assert set(wanted) == {150, 75, 25}
    assert all(abs(share - target) < 0.04 for share, target in wanted.values())
    assert {finding.grade for finding in report().findings} <= {Grade.NOTE}


def test_hardly_any_company_is_there_twice() -> None:
    """Names differ, and so do emblems."""
    assert len({profile.name for profile in companies()}) > 0.99 * len(companies())
    assert len({tuple(profile.look.values()) for profile in companies()[:1000]}) > 900
