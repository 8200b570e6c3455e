"""A deck of any theme, with any edits, is the same deck after an export and an import."""

from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.authoring.deck_files import as_csv, as_json, json_file, read, without_points

from higherthanthou.authoring.deckfile import (
    BadRows,
    DeckAbout,
    DeckFileError,
    FiledProfile,
    ParsedDeck,
    columns_of,
    read_json,
)
from higherthanthou.authoring.deckfile.deck_stream import recipe_head
from higherthanthou.authoring.deckfile.profile_fields import filed_profile
from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.seeds.models import SeedError, load_model
from higherthanthou.authoring.seeds.recipes import load_recipe, themes
from higherthanthou.game.profile import Entry, Profile, Shown
from higherthanthou.game.receipt import receipt, swing
from higherthanthou.game.verdict import Truth
from higherthanthou.store.hosts.files import DraftFile
from higherthanthou.web.hosting.file_forms import read_file

THEMES = [recipe.theme for recipe in themes()]
PLACES = [shown.value for shown in Shown]
ODD = ("'=1", "a\nb", "  two  words ", "", 'ß, "quoted"', "x" * 200)


@lru_cache
def generated(theme: str, model: str | None = None) -> tuple[DeckAbout, tuple[Profile, ...]]:
    """The head of a generated deck, and fourteen people of it."""
    recipe = load_recipe(theme, model=model)
    found = load_model(recipe.model)
    return replace(recipe_head(recipe, found), labels=()), tuple(make_people(found, recipe, 14, 5))


class Draft:
    """A draft as far as the form of a file looks at it."""

    def __init__(self, head: DeckAbout) -> None:
        """A deck of that head that was never published."""
        self.deck, self.moved_by_stars = head, False


def edited(head: DeckAbout, person: Profile, rng: Random) -> Profile:
    """The person after a form with a few changes in any fields."""
    model = load_model(head.model) if head.model else None
    form: dict[str, str] = {"name": rng.choice(["Ann", "'=1", "a\nb"])}
    rows = rng.sample(range(len(person.record) + 2), 4)
    for n, label in zip(rows, rng.sample("ABCDEF", 4), strict=True):
        text = rng.choice(ODD)
        form |= {f"text_{n}": text, f"shown_{n}": rng.choice(PLACES)}
        if text:  # a new fact with a label needs a text
            form[f"label_{n}"] = f"Label {label}"
    for trait in rng.sample(model.traits, 3) if model else ():
        texts = [text for level in trait.levels for text in level.texts]
        form |= {f"text_{trait.key}": rng.choice(["", *texts]), f"shown_{trait.key}": rng.choice(PLACES)}
    if rng.random() < 0.5:
        form |= {"age": str(rng.randint(0, 150)), "place": rng.choice(ODD), "picture_alt": rng.choice(ODD)}
    file = DraftFile(0, "", 0, "", person, by_stars=False)
    return read_file(form, file, Draft(head), model, rng)  # type: ignore[arg-type]  # it has what is read


def in_order(profile: FiledProfile) -> FiledProfile:
    """The profile with its facts as a deck file has them: those on the file first, those of the record last."""
    places = list(Shown)
    return profile._replace(record=tuple(sorted(profile.record, key=lambda entry: places.index(entry.shown))))


@pytest.mark.parametrize("theme", THEMES)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_json_of_any_theme_with_any_edits_comes_back(theme: str, seed: int) -> None:
    """Every field, every fact with its points, the head, and the same file again byte for byte."""
    rng, (head, people) = Random(seed), generated(theme)
    profiles = [filed_profile(edited(head, p, rng) if rng.random() < 0.5 else p) for p in people]
    data = as_json(ParsedDeck(head, (), profiles))
    back = read_json(data)
    assert back.head == head
    assert list(back.profiles) == [in_order(profile) for profile in profiles]
    assert as_json(back) == data


@pytest.mark.parametrize("theme", THEMES)
def test_receipts_are_the_same_after_json(theme: str) -> None:
    """Line for line, and so is the fact that swung a verdict, though facts of equal weight have moved."""
    head, people = generated(theme)
    model = load_model(head.model) if head.model else None
    back = read_json(as_json(ParsedDeck(head, (), list(map(filed_profile, people)))))
    for before, after in zip(people, back.profiles, strict=True):
        assert receipt(before.record, before.score, model) == receipt(after.record, after.score, model)
        for truth in Truth:
            assert swing(before.record, truth) == swing(after.record, truth)


@pytest.mark.parametrize("theme", THEMES)
@settings(max_examples=10, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_csv_of_any_theme_loses_what_is_documented(theme: str, seed: int) -> None:
    """Points, the model and the theme; every field and every fact with its place stays."""
    rng, (head, people) = Random(seed), generated(theme)
    bare = [filed_profile(edited(head, p, rng) if rng.random() < 0.5 else p) for p in people]
    deck = without_points(ParsedDeck(replace(head, theme="own"), columns_of(bare), bare))
    back = read("deck.csv", as_csv(deck), deck.head)
    assert [p._replace(record=()) for p in back.profiles] == [p._replace(record=()) for p in deck.profiles]
    assert [set(p.record) for p in back.profiles] == [set(p.record) for p in deck.profiles]


def test_stars_on_another_scale_come_back() -> None:
    """A rated deck of the model of another scale is scored on that scale."""
    head, people = generated("rated")
    told = ParsedDeck(replace(head, low=0, high=2000), (), list(map(filed_profile, people)))
    assert read_json(as_json(told)).head == told.head


def fact(**more: Any) -> dict[str, Any]:
    """A profile with one fact of this."""
    return {"name": "Ann", "score": 650, "facts": [{"label": "Hobby", "value": "Rows", **more}]}


@pytest.mark.parametrize(
    ("profile", "head", "sentence"),
    [
        (fact(), {"model": "sesame"}, None),
        (fact(points=3), {"theme": "rated"}, None),
        (fact(points=3), {"model": "sesame"}, "The dimension of a fact is one of"),
        (fact(dimension="history"), {"model": "sesame"}, "Points are whole numbers"),
        (fact(dimension="history", points=3), {"theme": "rated"}, "only in a deck with a score model"),
        (fact(points=3), {}, "only in a deck with a score model"),
        (fact(points=3), {"theme": "matches"}, "only in a deck with a score model"),
    ],
)
def test_a_fact_has_the_points_that_its_deck_knows(
    profile: dict[str, Any], head: dict[str, Any], sentence: str | None
) -> None:
    """Under a model both or neither, beside stars points alone, elsewhere none."""
    if head.get("model"):
        plain = {"name": "Bo", "score": 650}
        data = json_file(profile, *[plain] * 9, **head)
    else:
        data = json_file(profile, **head)
    if sentence is None:
        assert read_json(data).profiles[0].record[0].points == profile["facts"][0].get("points")
        return
    with pytest.raises(BadRows) as refused:
        read_json(data)
    assert sentence in refused.value.cells[0].reason


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (
            {"theme": "nonsense"},
            'There is no theme "nonsense"; leave the theme out, or say one of own, citizens,',
        ),
        ({"theme": "../decks/rated"}, "There is no theme"),
        ({"theme": "Rated"}, "There is no theme"),
        ({"theme": "rated", "model": "sesame"}, "A deck of the theme rated has no score model"),
    ],
)
def test_a_theme_is_one_that_there_is(head: dict[str, Any], sentence: str) -> None:
    """Anything else is refused in a sentence that says what would do."""
    with pytest.raises(DeckFileError, match="^" + sentence.replace(".", r"\.")):
        read_json(json_file(**head))


def test_a_deck_without_a_model_writes_no_points_that_import_refuses() -> None:
    """Whatever its records hold."""
    entry = Entry("Bills", "Paid", Shown.FILE, "history", 3)
    profiles = [FiledProfile(f"P{n}", 700, None, "", "", "", (entry,)) for n in range(10)]
    for head, points in ((DeckAbout(), None), (DeckAbout(theme="rated"), 3)):
        back = read_json(as_json(ParsedDeck(head, (), profiles)))
        assert back.profiles[0].record == (Entry("Bills", "Paid", Shown.FILE, None, points),)


def test_a_model_whose_facts_no_deck_file_can_have_makes_no_deck() -> None:
    """Labels of a theme and a model are those of a deck, too."""
    recipe, model = load_recipe("matches"), load_model("sesame")
    first, second, *others = model.traits
    for label, sentence in ((first.label.upper(), "differ in capitals only"), ("a\nb", "is not one line")):
        odd = replace(model, traits=(first, replace(second, label=label), *others))
        with pytest.raises(SeedError, match=f"^The theme matches .*{sentence}"):
            recipe_head(recipe, odd)
