"""The fonts of the pages: what each file has, by what the style sheet says of it; see static/fonts/README.md."""

import re
from collections.abc import Iterator

import pytest
from fontTools.ttLib import TTFont

from fonts import FONTS

SHEET = (FONTS.parent / "css" / "fonts.css").read_text(encoding="utf-8")
FACE = re.compile(
    r'"\.\./fonts/(.+?)-(basic-latin|signs|latin-.+?)\.woff2".*font-weight: (\d+) (\d+);.*unicode-range: (.+);'
)
FACES = FACE.findall(SHEET)
WHOLE = ("basic-latin", "latin-1")
"""These have each of their characters; the ranges of the others have gaps in one font or another."""

CONTROLS = [*map(chr, range(0x20)), "\x7f"]
LACKING = {"public-sans": "↑↓"}
"""What no part of a font has."""


def letters(ranges: str) -> Iterator[int]:
    """Every code point of a ``unicode-range``."""
    for low, high in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges):
        yield from range(int(low, 16), int(high or low, 16) + 1)


def test_the_sheet_names_every_file() -> None:
    """Five of each font."""
    assert sorted(f"{font}-{part}.woff2" for font, part, *_ in FACES) == sorted(
        file.name for file in FONTS.glob("*.woff2")
    )


@pytest.mark.parametrize("font", ["archivo", "martian-mono", "public-sans"])
def test_no_letter_is_in_two_files(font: str) -> None:
    """A browser would ask for both."""
    found = [letter for name, *_, ranges in FACES if name == font for letter in letters(ranges)]
    assert len(found) == len(set(found)) > 400
    assert set(range(0x20, 0x180)) - set(found) == set(range(0x80, 0xA0))


@pytest.mark.parametrize("face", FACES, ids=lambda face: f"{face[0]}-{face[1]}")
def test_a_file_has_what_is_said_of_it(face: tuple[str, str, str, str, str]) -> None:
    """Its letters and its weights."""
    name, part, lightest, heaviest, ranges = face
    font = TTFont(FONTS / f"{name}-{part}.woff2")
    has, said = set(font.getBestCmap()), set(letters(ranges))
    assert has <= said
    if part in WHOLE:
        assert {chr(letter) for letter in said - has} <= {*CONTROLS, *LACKING.get(name, "")}
    [axis] = font["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", int(lightest), int(heaviest))
