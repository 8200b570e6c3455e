"""The picture of a place where one can play: the game, a deck, a room. Its file is nobody's."""

from typing import NamedTuple

from ..pictures.palette import AMBER, CARD, INK, VERMILION
from . import parts
from .letters import Font, drawable, fitting_size, in_lines, shortened_to, width_of
from .parts import DOWN, LEFT, LINE, MUTE, UP, text

HALF = 506
"""The room of the left half in pixels."""


class PlacePicture(NamedTuple):
    """What is on it; ``up`` and ``down`` are the words of its two answers."""

    heading: str
    title: str
    line: str
    up: str
    down: str
    host: str


def place_svg(picture: PlacePicture) -> str:
    """The picture as SVG."""
    title = drawable(picture.title, Font.DISPLAY, "A deck of files")
    size, lines = in_lines(title, Font.DISPLAY, (84, 72, 60, 50, 42), HALF, 4)
    top = 196 if len(lines) < 3 else 180
    drawn = [parts.tab(LEFT, 56, drawable(picture.heading, Font.DISPLAY, "A deck"), HALF)]
    drawn += [
        text(LEFT, top + number * size * 1.04, line, Font.DISPLAY, size) for number, line in enumerate(lines)
    ]
    below = drawable(picture.line, Font.BODY, "")
    size, lines = in_lines(below, Font.BODY, (26, 24, 22), HALF, 2)
    first = 486 - (len(lines) - 1) * 32
    drawn += [
        text(LEFT, first + number * 32, line, Font.BODY, size, MUTE) for number, line in enumerate(lines)
    ]
    return parts.framed([*drawn, _card(picture)], picture.host)


def _card(picture: PlacePicture) -> str:
    """A file of which nothing can be read, and the two buttons."""
    drawn = [
        parts.lifted(610, 48, 530, 434, CARD, 13),
        parts.box(640, 72, 172, 40, VERMILION),
        text(654, 100, "WHO IS THIS?", Font.DISPLAY, 23, CARD),
        text(1112, 102, "No. ???", Font.FIGURES, 17, MUTE, "end"),
        parts.box(640, 126, 132, 132, parts.LINE, 4),
        f'<circle cx="706" cy="178" r="28" fill="#{INK}"/>',
        f'<path d="M660 256A46 46 0 0 1 752 256Z" fill="#{INK}"/>',
        parts.box(796, 140, 270, 44, INK),
        parts.box(796, 204, 180, 24, INK),
    ]
    for number, (label, wide) in enumerate((("Bills", 300), ("Evenings", 240))):
        top = 272 + 46 * number
        drawn.append(parts.box(640, top, 472, 1.5, LINE))
        drawn.append(text(640, top + 32, label, Font.BODY, 22, MUTE))
        drawn.append(parts.box(750, top + 13, wide, 22, INK))
    drawn.append(_button(640, picture.up, UP, AMBER, INK))
    drawn.append(_button(882, picture.down, DOWN, INK, CARD))
    return "".join(drawn)


def _button(x: float, word: str, which: str, fill: str, ink: str) -> str:
    word = shortened_to(drawable(word, Font.DISPLAY, "?"), Font.DISPLAY, 34, 150)
    size = fitting_size(word, Font.DISPLAY, 36, 150)
    left = x + (230 - width_of(word, Font.DISPLAY, size) - 36) / 2
    return (
        parts.box(x, 384, 230, 76, fill, 4)
        + parts.sign(left + 10, 422, which, 1.1, ink)
        + text(left + 36, 434, word, Font.DISPLAY, size, ink)
    )
