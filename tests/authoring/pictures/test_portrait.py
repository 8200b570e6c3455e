"""Portraits: every part exists and is drawn, ages look their age, and nothing but a drawing comes out."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from random import Random
from xml.etree import ElementTree

import dicebear
import pytest

from higherthanthou.authoring.pictures import peeps, portrait
from higherthanthou.authoring.pictures.portrait import CREDITS, choose_look, describe, draw, options_of

PLAIN = {
    "headVariant": "short1", "headContrastColor": "a55728", "expressionVariant": "calm", "facialHairVariant": "",
    "accessoriesVariant": "", "skinColor": "edb98a", "clothingColor": "8fa7df", "backgroundColor": "d9e4dc",
}  # fmt: skip
VOCABULARY = {
    "headVariant": peeps.HEADS | peeps.COLOURED_HEADS | peeps.GRAY_HEADS,
    "expressionVariant": peeps.EXPRESSIONS | peeps.OLD_EXPRESSIONS,
    "facialHairVariant": peeps.BEARDS | peeps.COLOURED_BEARDS,
    "accessoriesVariant": peeps.GLASSES,
}
COLOURS = {
    "skinColor": portrait.SKINS,
    "clothingColor": portrait.CLOTHES,
    "backgroundColor": portrait.GROUNDS,
}
DEFINITION = json.loads((files("dicebear_styles") / "open-peeps.json").read_text(encoding="utf-8"))
NEVER = {
    "head": {"bear", "longAfro"},
    "expression": {"cyclops", "monster", "angryWithFang", "lovingGrin1", "lovingGrin2", "hectic"},
    "accessories": {"eyepatch"},
    "facialHair": {"moustache8"},
}


def looks(ages: range, each: int = 40) -> Iterator[tuple[int, dict[str, str]]]:
    """Looks of people of these ages, always the same."""
    rng = Random(5)
    for age in ages:
        for _ in range(each):
            yield age, choose_look(age, rng)


@pytest.mark.parametrize("option", VOCABULARY)
def test_every_part_is_one_of_the_styles(option: str) -> None:
    """No name is misspelt, and the parts that are left out are just those that should be."""
    component = option.removesuffix("Variant")
    known = set(DEFINITION["components"][component]["variants"])
    assert set(VOCABULARY[option]) == known - NEVER[component]


@pytest.mark.parametrize("option", VOCABULARY)
def test_every_part_is_drawn(option: str) -> None:
    """Each part makes a drawing of its own; one that the style does not know would leave a gap."""
    gap = draw(PLAIN | {option: ""}) if option in ("facialHairVariant", "accessoriesVariant") else ""
    drawings = {part: draw(PLAIN | {option: part}) for part in VOCABULARY[option]}
    component = option.removesuffix("Variant")
    for part, drawing in drawings.items():
        assert f'id="{component}-{part}-' in drawing
    assert len({*drawings.values(), gap}) == len(drawings) + 1


def test_a_misspelt_part_would_be_noticed() -> None:
    """The check above can fail: the style says nothing and draws a body without a head."""
    assert 'id="head-' not in draw(PLAIN | {"headVariant": "short11"})


@pytest.mark.parametrize("option", COLOURS)
def test_every_colour_is_used(option: str) -> None:
    """A colour chosen is a colour drawn."""
    for colour in COLOURS[option]:
        assert f"#{colour}" in draw(PLAIN | {option: colour})


def test_hair_takes_its_colour() -> None:
    """Coloured and gray heads and beards show the colour of the look, the others are black ink."""
    coloured = [("headVariant", part) for part in peeps.COLOURED_HEADS | peeps.GRAY_HEADS]
    coloured += [("facialHairVariant", part) for part in peeps.COLOURED_BEARDS]
    for option, part in coloured:
        assert "#d6b370" in draw(PLAIN | {"headContrastColor": "d6b370", option: part})
    assert "#d6b370" not in draw(PLAIN | {"headContrastColor": "d6b370"})


def test_the_old_are_gray_and_the_young_are_not() -> None:
    """From 58 hair is gray or out of sight; the lined face is for those from 70."""
    for age, look in looks(range(18, 91)):
        head, beard = look["headVariant"], look["facialHairVariant"]
        gray = age >= 58
        assert (look["headContrastColor"] == portrait.GRAY) == gray
        assert head in (
            {*peeps.GRAY_HEADS, *peeps.AGELESS_HEADS} if gray else {*peeps.HEADS, *peeps.COLOURED_HEADS}
        )
        assert not gray or beard in {"", *peeps.COLOURED_BEARDS}
        assert age >= 70 or look["expressionVariant"] != "old"
    assert any(look["expressionVariant"] == "old" for _, look in looks(range(70, 91)))


def test_a_beard_has_the_colour_of_the_hair() -> None:
    """Black hair goes with black beards, coloured hair with coloured ones."""
    for _, look in looks(range(18, 58)):
        if look["facialHairVariant"] in peeps.COLOURED_BEARDS:
            assert look["headVariant"] in {*peeps.COLOURED_HEADS, *peeps.AGELESS_HEADS}
        elif look["headVariant"] in peeps.COLOURED_HEADS:
            assert look["facialHairVariant"] == ""


def test_a_look_without_beards_has_none() -> None:
    """Who draws a woman asks for no beard."""
    rng = Random(2)
    assert not any(choose_look(40, rng, beard=False)["facialHairVariant"] for _ in range(200))
    assert any(choose_look(40, rng)["facialHairVariant"] for _ in range(200))


def test_everything_in_the_vocabulary_comes_up() -> None:
    """No part or colour is declared that no age ever gets, and no age is too odd for a look."""
    met = [look for _, look in looks(range(18, 91))]
    met += [choose_look(age, Random(1)) for age in (None, 0, 17, 130)]
    for option, known in (VOCABULARY | COLOURS).items():
        assert {look[option] for look in met} - {""} == set(known)


def test_a_drawing_is_small_and_does_nothing() -> None:
    """An SVG of some 10 KB without script, link, style sheet, foreign content or anything fetched."""
    drawings = [draw(look) for _, look in looks(range(18, 90, 6), each=12)]
    for drawing in drawings:
        assert ElementTree.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"
        assert not re.search(
            r"<script|<style|<image|<a |foreignObject|javascript:|\son\w+=|url\((?!#)", drawing
        )
        assert all(link.startswith("#") for link in re.findall(r'href="([^"]*)"', drawing))
        assert drawing.count("http") == 1, "the namespace, and no other address"
    assert sum(map(len, drawings)) / len(drawings) < 10_240
    assert max(map(len, drawings)) < 20_480


def test_dicebear_would_find_no_fault_with_any_part() -> None:
    """It is not asked when a portrait is drawn; and with its checks the drawing would be the same."""
    single = [PLAIN | {option: part} for option, parts in (VOCABULARY | COLOURS).items() for part in parts]
    for look in single + [look for _, look in looks(range(20, 90, 10), each=4)]:
        checked = dicebear.Avatar(portrait._style(), options_of(look)).to_string()
        assert draw(look) == CREDITS.sub("", checked)


def test_a_look_is_always_the_same_drawing() -> None:
    """Pictures are cached for good, so a look can never be drawn in two ways."""
    look = choose_look(66, Random(4))
    before = draw(look)
    portrait._style.cache_clear()
    assert draw(dict(reversed(look.items()))) == before
    assert choose_look(66, Random(4)) == look


def test_the_description_names_what_is_seen() -> None:
    """Hair, beard, glasses and expression in words; colours only of hair that shows them."""
    seen = PLAIN | {
        "headVariant": "grayBun",
        "headContrastColor": portrait.GRAY,
        "accessoriesVariant": "glasses",
    }
    assert describe(seen | {"expressionVariant": "suspicious"}) == (
        "Drawn portrait: gray bun, round glasses, raised eyebrow"
    )
    assert describe(PLAIN) == "Drawn portrait: short black hair, calm face"
    assert describe(PLAIN | {"headVariant": "short4", "facialHairVariant": "full4"}) == (
        "Drawn portrait: copper tousled short hair, copper full beard, calm face"
    )
    assert max(len(describe(look)) for _, look in looks(range(18, 91))) <= 120
