"""Two wards: alike in what they do, unlike in how often they are looked at, and in what comes of a loan."""

from functools import lru_cache
from random import Random
from statistics import fmean

import pytest

from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.generating.wards import Resident, draw_residents
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.lab.wards import WARDS, ward_of

MODEL, RECIPE = load_model("sesame"), load_recipe("wards")
NORTH, SOUTH = RECIPE.wards


@lru_cache
def residents(size: int = 6000) -> tuple[Resident, ...]:
    """So many residents, always the same."""
    drawn = draw_residents(MODEL, RECIPE, Random("wards"))
    return tuple(next(drawn) for _ in range(size))


def of(ward: object) -> list[Resident]:
    """Those who live in a ward."""
    return [resident for resident in residents() if resident.ward is ward]


def misdeeds(resident: Resident) -> int:
    """How many traits on record take points."""
    return sum(trait.levels[resident.levels[trait.key]].points < 0 for trait in MODEL.traits)


def good_deeds(resident: Resident) -> int:
    """How many traits on record add points: nobody has to look for those."""
    return sum(trait.levels[resident.levels[trait.key]].points > 0 for trait in MODEL.traits)


def test_as_many_live_in_each_ward_and_the_place_tells_which() -> None:
    """The keys of the wards are those of the fields of a law."""
    assert len(of(NORTH)) == len(of(SOUTH)) == len(residents()) / 2
    assert [WARDS[ward_of(ward.place) or 0] for ward in RECIPE.wards] == ["north", "south"]
    assert ward_of("") is ward_of("Northampton") is ward_of(" ") is None


def test_records_of_the_south_hold_twice_as_many_misdeeds_of_the_same_people() -> None:
    """The good that people do is on record alike: they differ in nothing but how often they are looked at."""
    north, south = (fmean(map(misdeeds, of(ward))) for ward in (NORTH, SOUTH))
    assert south / north == pytest.approx(SOUTH.looks / NORTH.looks, rel=0.05)
    north, south = (fmean(map(good_deeds, of(ward))) for ward in (NORTH, SOUTH))
    assert south == pytest.approx(north, rel=0.05)


@pytest.mark.parametrize("ward", RECIPE.wards)
def test_as_many_repay_as_the_recipe_says(ward: object) -> None:
    """82 in 100 in the North and 70 in the South, to within chance."""
    expected = {NORTH: 0.82, SOUTH: 0.70}[ward]  # type: ignore[index]  # one of the two
    assert fmean(resident.repays for resident in of(ward)) == pytest.approx(expected, abs=0.025)


def test_who_repays_scores_higher_in_either_ward() -> None:
    """So a law that never sees the outcome tells something of it."""
    for ward in RECIPE.wards:
        scores: dict[bool, list[int]] = {True: [], False: []}
        for resident in of(ward):
            scores[resident.repays].append(MODEL.score(resident.levels).total)
        assert fmean(scores[True]) > fmean(scores[False]) + 60


def test_a_profile_has_its_ward_as_its_place_and_an_outcome_that_no_fact_tells() -> None:
    """Nothing that a player may see of it has the outcome."""
    profiles = list(make_people(MODEL, RECIPE, 20, 1))
    assert {profile.place for profile in profiles} == {ward.place for ward in RECIPE.wards}
    assert all(profile.outcome is not None for profile in profiles)
    assert not hasattr(profiles[0].public("/portraits/x"), "outcome")
    assert next(iter(make_people(MODEL, load_recipe("citizens"), 1, 1))).outcome is None
