"""Every theme that comes with the game: its words fit, and its deck is neither dull nor a lottery."""

import re
import statistics
from collections import Counter

import pytest

from higherthanthou.authoring.check import Checked, check
from higherthanthou.authoring.models import load_model
from higherthanthou.authoring.people import make_people
from higherthanthou.authoring.recipes import load_recipe, themes
from higherthanthou.game.score import Model

THEMES = tuple(recipe.theme for recipe in themes())
WANTED = {150: 0.95, 75: 0.85, 25: 0.65}
OFF = 0.045
BORN_WITH = r"\b(he|she|him|his|her|hers|man|woman|wife|husband|skin|fat|thin|pretty|ugly|church|mosque|prays?|god|foreign\w*|immigrant\w*|race|gay|muslim|jew\w*|christian)\b"


def texts_of(model: Model) -> list[str]:
    """Every wording of a model."""
    return [text for trait in model.traits for level in trait.levels for text in level.texts]


def test_there_are_five() -> None:
    """Citizens, companies, matches, officials and the rated."""
    assert set(THEMES) == {"citizens", "companies", "matches", "officials", "rated"}


def test_no_wording_comes_twice() -> None:
    """Not even in two models."""
    found = Counter(text for theme in THEMES for text in texts_of(load_model(load_recipe(theme).model)))
    assert [text for text, count in found.items() if count > 1] == []


@pytest.mark.parametrize("theme", THEMES)
def test_words_fit_a_phone_and_say_nothing_of_birth_or_belief(theme: str) -> None:
    """38 characters at most, labels 11, like the beginning of a sentence."""
    model = load_model(load_recipe(theme).model)
    for text in texts_of(model):
        assert len(text) <= 38, text
        assert text[0].isupper() or text[0].isdecimal(), text
        assert "'" not in text, text
        assert not re.search(BORN_WITH, text, re.IGNORECASE), text
    assert max(len(trait.label) for trait in model.traits) <= 11


@pytest.mark.parametrize("theme", THEMES)
def test_a_deck_of_it_can_be_played(theme: str) -> None:
    """Scores spread over the scale, a weigher of the shown facts is right about as often as wanted, no warning."""
    recipe = load_recipe(theme)
    model = load_model(recipe.model)
    people = list(make_people(model, recipe, 1200, 3))
    scores = [person.score for person in people]
    assert 635 <= statistics.median(scores) <= 665
    assert 108 <= statistics.pstdev(scores) <= 125
    filed = [
        Checked(n, p.name, p.score, p.age, p.occupation, p.place, p.look, False, "", p.record)
        for n, p in enumerate(people)
    ]
    explains = None if theme == "rated" else model  # stars make its scores, and no facts
    report = check(filed, model.low, model.high, explains, 640)
    shares = {step.gap: step.share for step in report.steps}
    assert {gap: shares[gap] for gap in WANTED} == pytest.approx(WANTED, abs=OFF)
    assert [finding.code for finding in report.findings if finding.grade != "note"] == []
