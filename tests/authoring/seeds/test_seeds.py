"""The files below seed/: texts that fit and are varied, recipes that work, and one sentence for one that does not."""

import re
from pathlib import Path

import pytest
from tests.authoring.citizens import MODEL, RECIPE

from higherthanthou.authoring.generating import names
from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.seeds import models, recipes
from higherthanthou.authoring.seeds.models import SeedError, load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.paths import SEED

LONGEST_ANSWER = 35


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of seeds of one's own, with the shipped ones in it."""
    for path in SEED.glob("*/*.toml"):
        (tmp_path / path.parent.name).mkdir(exist_ok=True)
        (tmp_path / path.parent.name / path.name).write_text(
            path.read_text(encoding="utf-8"), encoding="utf-8"
        )
    monkeypatch.setattr(models, "SEED", tmp_path)
    monkeypatch.setattr(recipes, "SEED", tmp_path)
    load_model.cache_clear()
    return tmp_path


def test_the_model_has_enough_traits() -> None:
    """12 to 14, with four to seven levels each, and labels of at most 11 characters."""
    assert 12 <= len(MODEL.traits) <= 14
    for trait in MODEL.traits:
        assert 4 <= len(trait.levels) <= 7
        assert len(trait.label) <= 11


def test_texts_fit_somebody_of_eighteen() -> None:
    """No longer a time than somebody of 18 has lived."""
    for trait in MODEL.traits:
        for text in (text for level in trait.levels for text in level.texts):
            assert all(int(years) < 18 for years in re.findall(r"(\d+) years", text)), text


def test_the_intake_is_a_page_that_takes_less_than_40_seconds() -> None:
    """Seven or eight questions with three to five short answers each."""
    asked = [trait for trait in MODEL.traits if trait.question]
    assert 7 <= len(asked) <= 8
    for trait in asked:
        answers = [level.answer for level in trait.levels if level.answer]
        assert 3 <= len(set(answers)) == len(answers) <= 5
        assert max(len(answer) for answer in answers) <= LONGEST_ANSWER
        assert len(trait.question) <= 40


def test_the_shipped_recipe_is_whole() -> None:
    """The citizens: 3,000 people of many locales and occupations, scored by the shipped model."""
    assert (RECIPE.theme, RECIPE.title, RECIPE.slug, RECIPE.noun) == (
        "citizens",
        "Citizens",
        "citizens",
        "citizen",
    )
    assert (RECIPE.model, RECIPE.size) == (MODEL.key, 3000)
    assert len(RECIPE.locales) >= 6
    jobs = {occupation.title: occupation for occupation in RECIPE.occupations}
    assert len(jobs) == len(RECIPE.occupations) >= 30
    assert max(map(len, jobs)) <= 24
    assert jobs["student"].oldest < 30
    assert all(job.youngest >= 60 for title, job in jobs.items() if title.startswith("retired"))


@pytest.mark.parametrize(
    "theme", ["nobody", "", "../decks/citizens", "citizens.toml", "CITIZENS/", "citi zens"]
)
def test_an_unknown_theme_is_refused(theme: str) -> None:
    """The sentence names those there are; a theme is a name and no path."""
    with pytest.raises(SeedError, match=r"^There is no theme .*; there is: .*citizens.*\.$"):
        load_recipe(theme)


@pytest.mark.parametrize("locale", ["xx_XX", "nl", "Ghent", "../en_GB", ""])
def test_an_unknown_locale_is_refused(locale: str) -> None:
    """Only what Faker knows."""
    with pytest.raises(SeedError, match=r"^There is no locale .*\.$"):
        load_recipe("citizens", locale)


def test_an_unknown_model_is_refused() -> None:
    """As is a key that is no name."""
    for key in ("nothing", "../models/sesame", ""):
        with pytest.raises(SeedError, match=r"^There is no score model .*\.$"):
            load_model(key)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("size = 3000", "size = ", "line"),
        ("size = 3000", 'size = "many"', "many"),
        ("size = 3000", "size = 0", "below 1"),
        ('noun = "citizen"', "", "noun"),
        ('theme = "citizens"', 'theme = "people"', "theme"),
        ("nl_BE = 3", "nl_BE = -3", "nl_BE"),
        ("nl_BE = 3", "xx_XX = 3", "xx_XX"),
        ("student = [18, 26]", "student = [18]", "student"),
        ("student = [18, 26]", '"somebody who inspects elevators" = [18, 90]', "elevators"),
        ("[18, ", "[19, ", "18"),
        (", 90]", ", 89]", "90"),
    ],
)
def test_a_recipe_that_cannot_be_used_is_refused(seeds: Path, old: str, new: str, named: str) -> None:
    """One sentence that names the file or the locale, and the mistake."""
    path = seeds / "decks" / "citizens.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SeedError, match=named) as refused:
        load_recipe("citizens")
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(("old", "new"), [("low = 350", "low = "), ("weight = 35", "weight = 36")])
def test_a_model_that_cannot_be_used_is_refused_by_name(seeds: Path, old: str, new: str) -> None:
    """One sentence that names the file."""
    path = seeds / "models" / "sesame.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(SeedError, match=r"^sesame\.toml: .*\.$"):
        load_model("sesame")
    load_model.cache_clear()


def test_a_locale_without_latin_names_is_refused() -> None:
    """Said at once, not when a deck is half made."""
    with pytest.raises(SeedError, match="ja_JP"):
        make_people(MODEL, load_recipe("citizens", "ja_JP"), 5, 1)


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Ilse Vandamme", True, True),
        ("Łucja de l'Église-Şimşek", True, False),
        ("DupréVille", True, False),
        ("Юлия Белова", False, False),
        ("Dr. No", False, False),
        ("Ilse  Vandamme", False, False),
        ("Ilse Vandamme-Vanderstraeten", False, False),
        ("<b>Ilse</b>", False, False),
        ("", False, False),
    ],
)
def test_names_and_places_are_plain(text: str, name: bool, place: bool) -> None:
    """Latin letters, single spaces, hyphens and apostrophes, and short."""
    assert names._is_name(text) is name
    assert names._is_place(text) is place
