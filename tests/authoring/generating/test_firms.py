"""Firms: their names, that they have no age, recipes that ask for them, and names that are known already."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from tests.authoring.citizens import MODEL, RECIPE

from higherthanthou.authoring.generating import firms, names
from higherthanthou.authoring.generating.firms import call_firm, invent
from higherthanthou.authoring.generating.names import LONGEST_NAME, NameAndPlace, Names
from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.pictures.emblem import describe_emblem
from higherthanthou.authoring.seeds import recipes
from higherthanthou.authoring.seeds.models import SeedError
from higherthanthou.authoring.seeds.recipes import Occupation, load_recipe

TRADES = ("paint works", "elevator maintenance", "crisps", "7-day laundry")
FIRMS = replace(
    RECIPE,
    locales={"nl_BE": 1.0, "it_IT": 1.0},
    occupations=tuple(Occupation(trade, 18, 90) for trade in TRADES),
    pictures="emblems",
    names="firms",
)
TOML = """
theme = "shops"
title = "Shops"
slug = "shops"
noun = "shop"
model = "sesame"
size = 10
names = "firms"
pictures = "emblems"
trades = ["paint works", "parcel service"]
[locales]
nl_BE = 1
"""


@pytest.fixture
def shops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A recipe of firms of one's own."""
    monkeypatch.setattr(recipes, "SEED", tmp_path)
    (tmp_path / "decks").mkdir()
    path = tmp_path / "decks" / "shops.toml"
    path.write_text(TOML, encoding="utf-8")
    return path


def test_firms_are_invented_traded_and_formed() -> None:
    """Plain letters, short, three words or more, with the trade in it where it fits; hardly any twice."""
    rng = Random(1)
    made = [(trade, call_firm(invent(rng), trade, LONGEST_NAME, rng)) for trade in TRADES for _ in range(500)]
    for trade, name in made:
        word, known, *form = name.split()
        assert re.fullmatch(r"[A-Z][a-z]+( [A-Za-z]+)+", name)
        assert len(name) <= LONGEST_NAME == 26
        assert word[:1].isupper()
        assert known in {trade.split()[0].capitalize(), *firms.GENERAL}
        assert " ".join(form) in firms.FORMS
    assert len({name for _, name in made}) > 0.97 * len(made)


@pytest.mark.parametrize("trade", ["", " ", "7-day laundry", "Ölmühle", "supercalifragilisticshop"])
def test_a_trade_that_does_not_fit_is_left_out(trade: str) -> None:
    """The longest invented word still finds a name."""
    longest = max(firms.STARTS, key=len) + max(firms.ENDS, key=len)
    name = call_firm(longest, trade, LONGEST_NAME, Random(1))
    assert name.split()[1] in firms.GENERAL
    assert len(name) <= LONGEST_NAME


def test_there_are_thousands_of_firms() -> None:
    """Of invented words alone there are 1,000, and all of them are plain and unknown."""
    words = {start + end for start in firms.STARTS for end in firms.ENDS}
    assert len(words) == len(firms.STARTS) * len(firms.ENDS) >= 900
    assert max(map(len, words)) <= 10
    assert all(names._is_new(word) for word in words)
    assert {firm for firm in firms.FORMS if not re.fullmatch(r"[A-Za-z]+( [A-Z][a-z]+)?", firm)} == set()


def test_a_deck_of_firms_has_emblems_and_no_ages() -> None:
    """A trade, a place, an emblem and its words; records and scores as for anybody."""
    made = tuple(make_people(MODEL, FIRMS, 200, 3))
    assert made == tuple(make_people(MODEL, FIRMS, 200, 3))
    assert {profile.age for profile in made} == {None}
    assert {profile.occupation for profile in made} == set(TRADES)
    assert all(profile.place and profile.portrait_alt == describe_emblem(profile.look) for profile in made)
    assert Counter(bool(re.search(" (Paint|Crisps) ", profile.name)) for profile in made)[True] > 60
    people = tuple(make_people(MODEL, replace(RECIPE, locales=FIRMS.locales), 200, 3))
    assert [profile.score for profile in made] == [profile.score for profile in people]


def test_names_and_pictures_are_chosen_apart() -> None:
    """Firms may have faces, and people emblems."""
    [firm] = make_people(MODEL, replace(FIRMS, pictures="faces"), 1, 1)
    [person] = make_people(MODEL, replace(RECIPE, pictures="emblems"), 1, 1)
    assert "headVariant" in firm.look
    assert firm.age is None
    assert "emblem" in person.look
    assert person.age is not None


def test_a_recipe_of_firms_is_read(shops: Path) -> None:
    """Trades are occupations of any age; without the keys there are people with faces."""
    recipe = load_recipe("shops")
    assert (recipe.names, recipe.pictures) == ("firms", "emblems")
    assert recipe.occupations == (Occupation("paint works", 18, 90), Occupation("parcel service", 18, 90))
    assert (RECIPE.names, RECIPE.pictures) == ("people", "faces")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('names = "firms"', 'names = "ships"', "ships"),
        ('pictures = "emblems"', 'pictures = "photos"', "photos"),
        ('pictures = "emblems"', "pictures = 3", "3"),
        ('names = "firms"', "", "firms"),
        ('names = "firms"', 'names = "people"', "firms"),
        ('["paint works", "parcel service"]', "[]", "no list"),
        ('["paint works", "parcel service"]', '["paint works", 3]', "words"),
        ('["paint works", "parcel service"]', '["paint works", " "]', "words"),
        ('["paint works", "parcel service"]', '"paint works"', "no list"),
        ("parcel service", "parcels of every size and no other", "24"),
        ("trades = ", "jobs = ", "occupations"),
        ("[locales]", '[occupations]\n"paint works" = [18, 90]\n[locales]', "trades and occupations"),
        ("nl_BE = 1", "nl_BE = inf", "nl_BE"),
    ],
)
def test_a_recipe_of_firms_that_cannot_be_used_is_refused(
    shops: Path, old: str, new: str, named: str
) -> None:
    """One sentence that names the mistake."""
    assert old in TOML
    shops.write_text(TOML.replace(old, new), encoding="utf-8")
    with pytest.raises(SeedError, match=rf"^The recipe shops\.toml is not usable: .*{named}.*\.$"):
        load_recipe("shops")


@pytest.mark.parametrize(
    ("locale", "mix"),
    [
        ("fr_FR", {"fr_FR": 1.0}),
        ("nl_BE,fr_FR", {"nl_BE": 1.0, "fr_FR": 1.0}),
        ("nl_BE=2,fr_FR=1", {"nl_BE": 2.0, "fr_FR": 1.0}),
        (" nl_BE = 0.5 , fr_FR ", {"nl_BE": 0.5, "fr_FR": 1.0}),
    ],
)
def test_a_mix_of_locales_takes_the_place_of_the_recipes(locale: str, mix: dict[str, float]) -> None:
    """Each with how common it is, or all alike."""
    assert load_recipe("citizens", locale).locales == mix


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("nl_BE,", "There is no locale ."),
        ("nl_BE,xx_XX=2", "There is no locale xx_XX."),
        ("nl_BE;fr_FR", "There is no locale nl_BE;fr_FR."),
        ("nl_BE,fr_FR,nl_BE", "The locale nl_BE is given twice."),
        *(
            (f"nl_BE={number}", "How common nl_BE is has to be a number above 0, such as nl_BE=2.")
            for number in ("", "0", "0.0", "-1", "many", "nan", "inf", "1e9", "2=3", "٣", "9999999")
        ),
    ],
)
def test_a_mix_that_cannot_be_used_is_refused(locale: str, said: str) -> None:
    """In one sentence."""
    with pytest.raises(SeedError) as refused:
        load_recipe("citizens", locale)
    assert str(refused.value) == said


def test_the_list_of_known_names_is_long_and_tidy() -> None:
    """Some 100 persons and 100 firms in small letters, none twice."""
    lines = (names.SEED / "known_names.txt").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    assert len(listed) == len(set(listed)) == len(names.load_known()) >= 200
    assert all(name == name.lower().strip() for name in listed)


@pytest.mark.parametrize(
    "name", ["Tom Jones", "TOM  JONES", "Édith Piaf", "Edith Piaf", "Björn-Borg", "Coca Cola"]
)
def test_known_names_are_known_however_they_are_written(name: str) -> None:
    """Capitals, accents and hyphens make no difference."""
    assert not names._is_new(name)
    assert names._is_new(f"{name}son")


def fifty() -> list[NameAndPlace]:
    """The first people of a stream."""
    stream, rng = Names({"en_GB": 1}, 7), Random(3)
    return [stream.draw(rng) for _ in range(50)]


def test_a_person_of_a_known_name_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only that name is another; places and all others stay what they were."""
    people = fifty()
    monkeypatch.setattr(names, "load_known", lambda: frozenset({people[4].name.casefold()}))
    after = fifty()
    assert [n for n in range(50) if people[n].name != after[n].name] == [4]
    assert [one.place for one in people] == [one.place for one in after]
    assert [one.woman for one in people] == [one.woman for one in after]


def test_a_firm_of_a_known_name_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its whole name, and its invented word alone."""
    stream = Names({"en_GB": 1}, 7)
    first = stream.draw_firm("crisps", Random(1)).name
    for known in (first, first.split()[0]):
        monkeypatch.setattr(names, "load_known", lambda known=known: frozenset({known.casefold()}))
        other = stream.draw_firm("crisps", Random(1)).name
        assert other != first
        assert (other.split()[0] == first.split()[0]) == (known == first)
    monkeypatch.setattr(names, "_is_new", lambda name: False)
    with pytest.raises(SeedError, match=r"^Every invented word is known\.$"):
        stream.draw_firm("crisps", Random(1))
