"""Emblems: every shape and motif is drawn, and nothing but a small drawing comes out."""

import re
from random import Random
from xml.etree import ElementTree

import pytest

from higherthanthou.authoring.pictures import palette, portrait
from higherthanthou.authoring.pictures.emblem import (
    COLOURS,
    MOTIFS,
    SHAPES,
    choose_emblem,
    describe_emblem,
    draw_emblem,
)

PLAIN = {
    "emblem": "ring", "motif": "bell", "fieldColor": palette.CARD, "motifColor": palette.JADE,
    "backgroundColor": palette.GROUNDS[0],
}  # fmt: skip
EVERY = [PLAIN | {"emblem": shape, "motif": motif} for shape in SHAPES for motif in MOTIFS]


def test_there_are_emblems_enough() -> None:
    """Ten shapes and ten motifs or more, of which no two are drawn or described alike."""
    assert len(SHAPES) >= 10
    assert len(MOTIFS) >= 10
    assert (
        len({draw_emblem(look) for look in EVERY})
        == len({describe_emblem(look) for look in EVERY})
        == len(EVERY)
    )


def test_an_emblem_is_small_and_does_nothing() -> None:
    """An SVG of the agreed frame without script, style, id, or an address other than that of its namespace."""
    for look in EVERY:
        drawing = draw_emblem(look)
        root = ElementTree.fromstring(drawing)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.get("viewBox") == "0 0 120 120"
        assert not re.search(r"<script|<style|<image|<a |href|url\(|\bid=|\son\w+=|foreignObject", drawing)
        assert drawing.count("http") == 1
        assert len(drawing) < 4096


def test_only_colours_of_the_house_are_drawn() -> None:
    """No placeholder is left, and all that is drawn is filled with something, or with nothing on purpose."""
    house = {palette.PAPER, palette.CARD, palette.INK, palette.VERMILION, palette.JADE, palette.AMBER}
    assert {colour for pair in COLOURS for colour in pair} <= house
    for look in EVERY:
        found = set(re.findall(r'(?:fill|stroke)="#([^"]*)"', draw_emblem(look)))
        assert {look["fieldColor"], look["motifColor"]} <= found <= house | {look["backgroundColor"]}
    assert all(field != mark for field, mark in COLOURS)


def test_everything_comes_up_by_chance_and_is_the_same_for_a_seed() -> None:
    """Each shape, motif, pair of colours and ground."""
    rng = Random(1)
    met = [choose_emblem(rng) for _ in range(400)]
    assert {look["emblem"] for look in met} == set(SHAPES)
    assert {look["motif"] for look in met} == set(MOTIFS)
    assert {(look["fieldColor"], look["motifColor"]) for look in met} == set(COLOURS)
    assert {look["backgroundColor"] for look in met} == set(palette.GROUNDS)
    assert choose_emblem(Random(1)) == met[0]


def test_an_emblem_is_a_portrait_to_everybody_else() -> None:
    """Who draws or describes a look need not know which kind it is."""
    assert portrait.draw(dict(reversed(PLAIN.items()))) == draw_emblem(PLAIN)
    assert portrait.describe(PLAIN) == "Drawn emblem: ring with a bell"
    assert "head" in portrait.draw(portrait.choose_look(40, Random(1)))


@pytest.mark.parametrize("look", EVERY[:: len(MOTIFS) + 1])
def test_words_of_an_emblem_are_short(look: dict[str, str]) -> None:
    """They are read out before the facts."""
    assert len(describe_emblem(look)) <= 60
