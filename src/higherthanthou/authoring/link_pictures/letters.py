"""Letters of the fonts of pictures: which there are, how wide a text is, and how to make it fit."""

import json
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from ...caches.cached import cached
from ...caches.sizes import SHIPPED
from ...paths import STATIC

FONTS = STATIC / "fonts"
CUT = "…"


class Font(StrEnum):
    """A font by its family name, which is the only one that the drawing program finds it by."""

    DISPLAY = "Archivo ExtraBold"
    BODY = "Public Sans Regular"
    STRONG = "Public Sans SemiBold"
    FIGURES = "Martian Mono SemiBold"


@cached(SHIPPED)
def _widths(font: Font) -> dict[str, int]:
    """The width of every letter of a font in thousandths of its size."""
    told = json.loads((FONTS / "widths.json").read_text(encoding="ascii"))[font]
    return {letter: int(width) for width, letters in told.items() for letter in letters}


def width_of(text: str, font: Font, size: float) -> float:
    """How many pixels wide a text is that ``font`` has all letters of, without its kerning."""
    widths = _widths(font)
    return sum(widths[letter] for letter in text) * size / 1000


def drawable(text: str, font: Font, instead: str) -> str:
    """The text without the signs that a font lacks; ``instead`` if it lacks letters or figures of it."""
    widths, text = _widths(font), unicodedata.normalize("NFC", " ".join(text.split()))
    lacking = {letter for letter in text if letter not in widths}
    if any(unicodedata.category(letter)[0] in "LMN" for letter in lacking):
        return instead
    return " ".join("".join(letter for letter in text if letter in widths).split()) or instead


def capitals(text: str, font: Font) -> str:
    """The text in capitals, as far as the font has them."""
    widths = _widths(font)
    return "".join(letter.upper() if set(letter.upper()) <= widths.keys() else letter for letter in text)


def shortened_to(text: str, font: Font, size: float, room: float) -> str:
    """The text, or as much of its beginning as is no wider than ``room`` pixels with three dots behind it."""
    if width_of(text, font, size) <= room:
        return text
    while text and width_of(text + CUT, font, size) > room:
        text = text[:-1]
    return text.rstrip(" ,;:.-") + CUT


def fitting_size(text: str, font: Font, size: float, room: float) -> float:
    """The largest size up to ``size`` at which a text is no wider than ``room`` pixels."""
    return min(size, size * room / max(width_of(text, font, size), 1))


def lines_of(text: str, font: Font, size: float, room: float, most: int) -> list[str]:
    """The text in at most so many lines of that width, broken between words; the last one may be cut."""
    lines: list[str] = []
    words = text.split(" ")
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", font, size) <= room:
            line += f" {words.pop(0)}"
        lines.append(line)
    lines += [" ".join(words)] if words else []
    return [shortened_to(line, font, size, room) for line in lines]


def in_lines(
    text: str, font: Font, sizes: Sequence[float], room: float, most: int
) -> tuple[float, list[str]]:
    """The first of these sizes at which a text fits whole in so many lines, and the lines; else the last."""
    for size in sizes:
        lines = lines_of(text, font, size, room, most)
        if CUT not in "".join(lines) or CUT in text:
            return size, lines
    return sizes[-1], lines_of(text, font, sizes[-1], room, most)
