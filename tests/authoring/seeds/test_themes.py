"""What themes add to people: asides that weigh nothing, and scores made of stars."""

from dataclasses import replace
from itertools import islice

import pytest

from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.seeds import recipes
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import Aside, load_recipe
from higherthanthou.game.profile import Shown
from higherthanthou.game.receipt import receipt
from higherthanthou.game.stars import GENERATED, GENERATED_STARS, stars_of

MATCHES, RATED = load_recipe("matches"), load_recipe("rated")
FEW = 300


def test_a_match_has_a_hobby_and_somebody_to_look_for() -> None:
    """Both stand on the file, carry no points, and are in no bar of the receipt."""
    model = load_model(MATCHES.model)
    for person in islice(make_people(model, MATCHES, FEW, 4), FEW):
        asides = [entry for entry in person.record if entry.label in ("Hobby", "Looks for")]
        assert [entry.label for entry in asides] == ["Hobby", "Looks for"]
        assert all(e.shown is Shown.FILE and e.points is None and e.dimension is None for e in asides)
        told = receipt(person.record, person.score, model)
        assert told.total == model.base + sum(bar.points for bar in told.bars)
        assert not any(entry in bar.entries for bar in told.bars for entry in asides)


def test_what_an_aside_says_moves_no_score() -> None:
    """Other asides, the same scores."""
    model = load_model(MATCHES.model)
    other = replace(MATCHES, asides=(Aside("Hobby", ("Sleeps",)),))
    scores = [[p.score for p in make_people(model, recipe, FEW, 4)] for recipe in (MATCHES, other)]
    assert scores[0] == scores[1]


def test_a_rated_file_is_scored_by_its_generated_stars_alone() -> None:
    """They stand in its record in words, add up to their number, and no entry counts towards a dimension."""
    model = load_model(RATED.model)
    for person in islice(make_people(model, RATED, FEW, 4), FEW):
        *facts, stars = person.record
        assert (stars.label, stars.shown) == (GENERATED_STARS, Shown.RECORD)
        assert all(entry.dimension is None for entry in facts)
        counts = [int(part.split()[0]) for part in stars.text.split(", ")]
        assert sum(counts) == GENERATED
        assert 1 <= stars_of(person.score) <= 5
        assert receipt(person.record, person.score, None).bars == ()


@pytest.mark.parametrize("text", ["", "x" * 60])
def test_an_aside_that_does_not_fit_is_refused(text: str) -> None:
    """By the sentence of its recipe."""
    with pytest.raises(ValueError, match="aside Hobby"):
        recipes._aside({"label": "Hobby", "texts": [text] if text else []})
