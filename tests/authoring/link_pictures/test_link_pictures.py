"""The pictures of links: what is on them, that all of it fits, and that they are drawn with their words."""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

import fonts
from higherthanthou.authoring.link_pictures.drawer import Drawer
from higherthanthou.authoring.link_pictures.letters import (
    Font,
    drawable,
    in_lines,
    lines_of,
    shortened_to,
    width_of,
)
from higherthanthou.authoring.link_pictures.place_picture import PlacePicture, place_svg
from higherthanthou.authoring.link_pictures.result_picture import JudgedFile, ResultPicture, result_svg
from higherthanthou.authoring.link_pictures.signs_picture import (
    SignsPicture,
    challenge_picture,
    daily_picture,
    signs_svg,
)

FILE = JudgedFile(
    "The file that broke it", "22F-1908", "Josette Almqvist", "66 · gardener · Simo",
    (("Contract", "Threw a shared bicycle in a hedge"), ("Court", "Three judgments, none paid")),
    "602", "Lower", "▼", "▲", "",
)  # fmt: skip
RESULT = ResultPicture(
    "A streak of ", "3", "Citizens", "▲▼⊗▲✗", "Good eye. Small sample.", "play.example", FILE
)
LONG = (
    "W" * 100,
    "Wolfeschlegelsteinhausenbergerdorff und Söhne, Ąžuolynas, Đorđević & Cie. <i>and the others</i>, of 1924",
    "人口の多い都市の名前 " * 9,
    "مدن العالم الكبرى",
    "e\u0301" * 50,
    "🎲 Dice 🎲",
    "a" + "\u0301" * 90,
)
"""Titles and names as hosts may type them."""


@pytest.fixture(scope="module")
def drawer() -> Iterator[Drawer]:
    """One process that draws for all of these tests."""
    one = Drawer()
    yield one
    one.close()


def texts(svg: str) -> list[tuple[float, float, str, str]]:
    """Of every text of a picture where it begins and ends, its anchor and what it says."""
    found = []
    for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        wide = width_of(
            element.text or "", Font(element.attrib["font-family"]), float(element.attrib["font-size"])
        )
        at, anchor = float(element.attrib["x"]), element.attrib["text-anchor"]
        begins = at - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        found.append((begins, begins + wide, anchor, element.text or ""))
    return found


def test_a_text_is_cut_where_it_would_be_too_wide() -> None:
    """After a letter, with three dots; what fits stays as it is."""
    assert shortened_to("Simo", Font.BODY, 20, 200) == "Simo"
    cut = shortened_to("W" * 100, Font.DISPLAY, 40, 300)
    assert re.fullmatch("W+…", cut)
    assert width_of(cut, Font.DISPLAY, 40) <= 300 < width_of(f"W{cut}", Font.DISPLAY, 40)


def test_lines_break_between_words_and_the_last_one_is_cut() -> None:
    """A smaller size is taken if that saves words."""
    assert lines_of("one two three", Font.BODY, 20, 90, 3) == ["one two", "three"]
    assert lines_of("one two three four", Font.BODY, 20, 90, 2)[1].endswith("…")
    size, lines = in_lines("one two three four", Font.BODY, (40, 20), 120, 2)
    assert (size, " ".join(lines)) == (20, "one two three four")


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Łódź & Ğ", "Łódź & Ğ"),
        ("Cafe\u0301", "Café"),
        ("🎲 Dice", "Dice"),
        ("市民", "instead"),
        ("🎲", "instead"),
        ("Ωmega", "instead"),
        (" a\tb\n", "a b"),
    ],
)
def test_what_the_fonts_lack_is_not_drawn(typed: str, drawn: str) -> None:
    """Signs are left out; of a text in other letters nothing is drawn but what stands for it."""
    assert drawable(typed, Font.BODY, "instead") == drawn


@pytest.mark.parametrize("typed", LONG)
def test_whatever_was_typed_stays_in_its_half(typed: str) -> None:
    """Names, titles and facts of 100 characters, markup among them, in every place where they can stand."""
    file = FILE._replace(
        name=typed, about=typed, facts=((typed, typed),) * 3, number=typed, score="1,234,567 kg"
    )
    pictures = [
        result_svg(RESULT._replace(file=file, played=typed, signs="▲" * 400 + "✗", figure="1,024")),
        place_svg(PlacePicture(typed, typed, typed, typed, typed, "play.example")),
    ]
    for svg in pictures:
        for begins, ends, _, said in texts(svg):
            assert 50 <= begins <= ends <= 1150, said
            assert ends <= 600 or begins >= 600, said
    wide = [
        signs_svg(daily_picture(typed, 4321, "a." * 100)),
        signs_svg(challenge_picture(3, "✓✗" * 200, typed, "")),
        signs_svg(SignsPicture(typed, "9" * 20, "points" * 9, "✓" * 12, "s" * 200, "q" * 200, "h")),
    ]
    for svg in wide:
        assert all(50 <= begins <= ends <= 1150 for begins, ends, _, _ in texts(svg))


def test_a_challenge_shows_right_and_wrong_only() -> None:
    """Its files are still to be judged: neither a side nor a score nor a name can get onto it."""
    svg = signs_svg(challenge_picture(5, "✓✓✓✓✗✓", "Citizens", "play.example"))
    assert [said for *_, said in texts(svg)] == [
        "A CHALLENGE, CITIZENS", "5", "of 6 right. And you?", "The same files, one after the other.",
        "The signs give nothing away.", "HIGHER", "THAN", "THOU", "play.example",
    ]  # fmt: skip
    alone = [said for *_, said in texts(signs_svg(challenge_picture(0, "✗", "Citizens", "")))]
    assert alone[1:5] == ["0", "of 1 right. And you?", "The same file.", "The sign gives nothing away."]
    for sign in "▲▼=⊗":
        with pytest.raises(ValueError, match="right and wrong only"):
            challenge_picture(1, f"✓{sign}", "Citizens", "")


def test_a_picture_is_drawn_with_its_words(drawer: Drawer) -> None:
    """1200 by 630 pixels; without a text there is less ink, so the fonts were found."""
    svg = result_svg(RESULT)
    image = Image.open(io.BytesIO(drawer.png(svg)))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    for family in Font:
        without = re.sub(f'<text [^>]*font-family="{family}".*?</text>', "", svg)
        assert without != svg
        other = Image.open(io.BytesIO(drawer.png(without)))
        assert ImageChops.difference(image.convert("RGB"), other.convert("RGB")).getbbox() is not None, family


def test_a_process_that_ended_is_started_again(drawer: Drawer) -> None:
    """As after a minute without a picture."""
    svg = place_svg(PlacePicture("Citizen files", "Citizens", "160 files", "Higher", "Lower", ""))
    first = drawer.png(svg)
    drawer.close()
    assert drawer.png(svg) == first


@pytest.mark.parametrize("cut", fonts.CUTS, ids=lambda cut: cut.name)
def test_the_fonts_are_those_of_the_pages(cut: fonts.Cut) -> None:
    """``make fonts`` was run after the last change of a font, and the widths are theirs."""
    kept = (fonts.FONTS / cut.name).read_bytes()
    assert kept == fonts.made(cut)
    letters = {letter for letters in fonts.widths(kept).values() for letter in letters}
    assert drawable("".join(sorted(letters - {" ", "\xa0"})), Font(cut.family), "")
