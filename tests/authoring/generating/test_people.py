"""People: the shape of a deck, what is on a file, and that a seed makes the same deck twice."""

import os
import statistics
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest
from tests.authoring.citizens import MODEL, RECIPE, citizens, citizens_with_names

from higherthanthou.authoring.generating.names import LONGEST_NAME, LONGEST_PLACE
from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.pictures.portrait import describe
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.profile import BARS, Shown

SEEDS = (1, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_scores_spread_over_the_scale(seed: int) -> None:
    """Half of 3,000 citizens are above 650 or so, and there are enough of the very good and the very bad."""
    scores = [profile.score for profile in citizens(seed=seed)]
    assert 640 <= statistics.median(scores) <= 660
    assert 110 <= statistics.pstdev(scores) <= 120
    assert sum(score < 450 for score in scores) / len(scores) >= 0.04
    assert sum(score > 850 for score in scores) / len(scores) >= 0.04
    assert min(scores) >= 350
    assert max(scores) <= 950


def test_a_small_deck_spreads_as_well() -> None:
    """A deck of 100 has people at both ends, too."""
    for seed in SEEDS:
        scores = [profile.score for profile in citizens(100, seed)]
        assert min(scores) < 450 < 620 < statistics.median(scores) < 680 < 850 < max(scores)


def test_the_score_is_what_the_record_adds_up_to() -> None:
    """Base and the points of every entry make the score, and every trait has one entry, in order."""
    for profile in citizens():
        assert profile.score == MODEL.base + sum(entry.points or 0 for entry in profile.record)
        assert [entry.label for entry in profile.record] == [trait.label for trait in MODEL.traits]
        assert [entry.dimension for entry in profile.record] == [trait.dimension for trait in MODEL.traits]


def test_facts_are_worded_as_the_model_says() -> None:
    """Each text is a form of a level of its trait with just these points, and every wording is used."""
    said = {
        (t.label, text, level.points): wording
        for t in MODEL.traits
        for level in t.levels
        for wording in level.wordings
        for text in wording.forms()
    }
    entries = [e for seed in SEEDS for profile in citizens(seed=seed) for e in profile.record]
    used = {(e.label, said[e.label, e.text, e.points]) for e in entries}
    assert used == {(label, wording) for (label, _, _), wording in said.items()}


def test_other_texts_change_no_score() -> None:
    """The same people, with the same points at the same places, in other words."""
    reworded = replace(
        MODEL,
        traits=tuple(
            replace(t, levels=tuple(replace(level, wordings=level.wordings[:1]) for level in t.levels))
            for t in MODEL.traits
        ),
    )
    others = tuple(make_people(reworded, RECIPE, 60, 7))
    assert [p.record for p in others] != [p.record for p in citizens(60, 7)]
    for one, other in zip(citizens(60, 7), others, strict=True):
        assert replace(one, record=()) == replace(other, record=())
        assert [e._replace(text="") for e in one.record] == [e._replace(text="") for e in other.record]


def test_a_file_shows_four_to_six_facts_and_withholds_one_or_two() -> None:
    """All numbers come up, each withheld fact has a bar, and the widths of bars are all used alike."""
    profiles = citizens()
    assert {len(profile.facts()) for profile in profiles} == {4, 5, 6}
    assert {len(profile.withheld()) for profile in profiles} == {1, 2}
    widths = Counter(bar for profile in profiles for bar in profile.bars)
    assert set(widths) == set(range(1, BARS + 1))
    assert min(widths.values()) > 0.9 * sum(widths.values()) / BARS


def test_what_is_shown_follows_the_models_weights() -> None:
    """A trait that is to be shown more often is; the rest of the record stays in the record."""
    profiles = citizens()
    on_file = Counter(e.label for p in profiles for e in p.record if e.shown is Shown.FILE)
    by_show = sorted(MODEL.traits, key=lambda trait: trait.show)
    assert on_file[by_show[-1].label] > 1.5 * on_file[by_show[0].label] > 0
    assert all(any(e.shown is Shown.RECORD for e in profile.record) for profile in profiles)


def test_shares_are_those_of_the_model() -> None:
    """Each level is as common as declared, within four standard errors of 6,000 people."""
    profiles = [profile for profile, _ in citizens_with_names()]
    for place, trait in enumerate(MODEL.traits):
        points = Counter(profile.record[place].points for profile in profiles)
        for level in trait.levels:
            error = (level.share * (1 - level.share) / len(profiles)) ** 0.5
            assert abs(points[level.points] / len(profiles) - level.share) < 4 * error


def test_traits_go_together_and_kindred_ones_more() -> None:
    """Correlations are positive between all traits and greater within a dimension."""
    columns = [[float(p.record[n].points or 0) for p in citizens()] for n in range(len(MODEL.traits))]
    kindred, others = [], []
    for i, one in enumerate(MODEL.traits):
        for j, other in enumerate(MODEL.traits[:i]):
            found = statistics.correlation(columns[i], columns[j])
            (kindred if one.dimension == other.dimension else others).append(found)
    assert min(others) > 0.1
    assert statistics.fmean(kindred) > statistics.fmean(others) + 0.02


def test_names_places_and_jobs_are_short_and_fit() -> None:
    """Everything fits its line, ages are of adults, and an occupation is had at a likely age."""
    ages = {o.title: range(o.youngest, o.oldest + 1) for o in RECIPE.occupations}
    for profile in citizens():
        assert " " in profile.name
        assert len(profile.name) <= LONGEST_NAME == 26
        assert len(profile.place) <= LONGEST_PLACE == 20
        assert len(profile.occupation) <= 24
        assert profile.age in ages[profile.occupation]
        assert profile.portrait_alt == describe(profile.look)
    assert set(range(18, 86)) <= {profile.age for profile in citizens()} <= set(range(18, 91))
    assert {profile.occupation for profile in citizens()} == set(ages)


def test_names_are_of_men_and_women_and_of_every_locale() -> None:
    """Half and half, all locales of the recipe, by and large no name twice, and no woman with a beard."""
    people = citizens_with_names()
    women = [profile for profile, named in people if named.woman]
    assert 0.45 < len(women) / len(people) < 0.55
    assert not any(profile.look["facialHairVariant"] for profile in women)
    assert {named.locale for _, named in people} == set(RECIPE.locales)
    assert len(RECIPE.locales) >= 6
    assert len({profile.name for profile, _ in people}) > 0.97 * len(people)


def test_file_numbers_look_like_file_numbers() -> None:
    """Two digits, a letter that is not taken for a digit, four digits; hardly any twice."""
    numbers = {profile.file_number for profile in citizens()}
    assert len(numbers) > 0.99 * len(citizens())
    for number in numbers:
        assert number[:2].isdecimal()
        assert number[2].isalpha()
        assert number[2] not in "IJOQ"
        assert number[3] == "-"
        assert number[4:].isdecimal()
        assert len(number) == 8


def test_a_seed_makes_the_same_deck_again() -> None:
    """The same people for a seed, whatever the size; others for another seed or for none."""
    deck = citizens(60, 7)
    assert tuple(make_people(MODEL, RECIPE, 60, 7)) == deck
    assert tuple(islice(make_people(MODEL, RECIPE, 10**9, 7), 60)) == deck
    others = [tuple(make_people(MODEL, RECIPE, 60, seed)) for seed in (8, None, None)]
    assert len({tuple((p.name, p.score) for p in people) for people in (deck, *others)}) == 4


def test_a_seed_makes_the_same_deck_in_another_process() -> None:
    """Nothing depends on the order of a set, which differs from process to process."""
    script = (
        "from authoring.citizens import MODEL, RECIPE; from higherthanthou.authoring.generating.people import make_people\n"
        "print(ascii(list(make_people(MODEL, RECIPE, 200, 7))))"
    )
    paths = os.pathsep.join(path for path in sys.path if path)
    decks = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONPATH": paths, "PYTHONHASHSEED": order},
            capture_output=True,
            check=True,
        ).stdout
        for order in ("1", "2")
    }
    assert len(decks) == 1


def test_the_surface_does_not_know_the_model() -> None:
    """Another model gives the same people other records: surface and score are strangers by construction."""
    upside_down = replace(MODEL, general=0.1, traits=tuple(reversed(MODEL.traits)))
    others = tuple(make_people(upside_down, RECIPE, 200, 5))
    for one, other in zip(citizens(200, 5), others, strict=True):
        assert replace(one, score=0, record=(), bars=()) == replace(other, score=0, record=(), bars=())
    assert [profile.score for profile in citizens(200, 5)] != [profile.score for profile in others]


def test_a_locale_given_takes_the_place_of_the_mix() -> None:
    """A deck of one locale has people of that locale only."""
    recipe = load_recipe("citizens", "fi_FI")
    names = {profile.name.split()[-1] for profile in make_people(MODEL, recipe, 300, 1)}
    assert recipe.locales == {"fi_FI": 1.0}
    assert len(names & {"Korhonen", "Virtanen", "Mäkinen", "Nieminen", "Mäkelä", "Hämäläinen", "Laine"}) >= 3
