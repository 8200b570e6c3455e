"""The picture of a result: the figure, a sign for each judged file, and the file that broke the run."""

from typing import NamedTuple

from ..pictures.palette import AMBER, CARD, INK, VERMILION
from . import parts
from .letters import Font, capitals, drawable, fitting_size, in_lines, shortened_to, width_of
from .parts import LEFT, LINE, MUTE, text

ROWS = 2
"""So many rows of tiles; of more judged files the latest are shown."""

HALF = 506
"""The room of the left half in pixels."""

PLACE = 'x="640" y="126" width="132" height="132" overflow="visible"'
"""Of a portrait, which is cut at its own edges already; to cut it once more takes as long as to draw it."""


class JudgedFile(NamedTuple):
    """The file that broke a run: its score as written, where it stood, what was said.

    ``facts`` are those on the file, of which two are shown; ``portrait`` is the drawing as SVG, empty where
    there is none. ``stood`` and ``said`` are UP or DOWN.
    """

    heading: str
    number: str
    name: str
    about: str
    facts: tuple[tuple[str, str], ...]
    score: str
    word: str
    stood: str
    said: str
    portrait: str


class ResultPicture(NamedTuple):
    """What is on the picture of a result. ``signs`` are those of parts.py, the oldest first."""

    before: str
    figure: str
    played: str
    signs: str
    line: str
    host: str
    file: JudgedFile | None


def result_svg(picture: ResultPicture) -> str:
    """The picture as SVG."""
    room = HALF if picture.file else parts.RIGHT - LEFT
    drawn = [*_head(picture, room), *_trail(picture.signs, room), *_lines(picture, room)]
    if picture.file:
        drawn.append(_card(picture.file))
    return parts.framed(drawn, picture.host)


def _head(picture: ResultPicture, room: float) -> list[str]:
    before, high = picture.before.strip(), len(picture.signs) <= _across(room)
    size = fitting_size(picture.figure, Font.DISPLAY, 262 if high else 220, room)
    return [
        text(LEFT, 93, before, Font.DISPLAY, fitting_size(before, Font.DISPLAY, 62, room)),
        text(LEFT + 6, 318 if high else 292, picture.figure, Font.DISPLAY, size, VERMILION),
    ]


def _across(room: float) -> int:
    return int((room + 5) // 35)


def _trail(signs: str, room: float) -> list[str]:
    """Small tiles from the left, in one row or two."""
    across = _across(room)
    shown = signs[-across * ROWS :]
    top = 370 if len(shown) <= across else 334
    return [
        parts.side_tile(LEFT + 35 * (number % across), top + 48 * (number // across), which)
        for number, which in enumerate(shown)
    ]


def _lines(picture: ResultPicture, room: float) -> list[str]:
    played = drawable(picture.played, Font.BODY, "")
    first = shortened_to(picture.line or played, Font.BODY, 24, room)
    second = shortened_to(played, Font.BODY, 24, room) if picture.line else ""
    return [text(LEFT, 456, first, Font.BODY, 24, MUTE), text(LEFT, 488, second, Font.BODY, 24, MUTE)]


def _card(file: JudgedFile) -> str:
    """The file, with its score and the stamp."""
    heading = shortened_to(capitals(file.heading, Font.DISPLAY), Font.DISPLAY, 23, 240)
    drawn = [
        parts.lifted(610, 48, 530, 434, CARD, 13),
        parts.box(640, 72, width_of(heading, Font.DISPLAY, 23) + 28, 40, VERMILION),
        text(654, 100, heading, Font.DISPLAY, 23, CARD),
        text(
            1112, 102, f"No. {drawable(file.number, Font.FIGURES, '–')}"[:18], Font.FIGURES, 17, MUTE, "end"
        ),
    ]
    left = 640
    if file.portrait:
        drawn.append(file.portrait.replace("<svg ", f"<svg {PLACE} ", 1))
        drawn.append(
            f'<rect x="640" y="126" width="132" height="132" fill="none" stroke="#{INK}" stroke-width="4"/>'
        )
        left = 796
    drawn += [*_who(file, left), *_facts(file.facts), *_foot(file)]
    return "".join(drawn)


def _who(file: JudgedFile, left: float) -> list[str]:
    room = 1112 - left
    name = drawable(file.name, Font.DISPLAY, "A file in other letters")
    size, lines = in_lines(name, Font.DISPLAY, (50, 42, 36, 30), room, 2)
    top = 166 if len(lines) > 1 else 188
    drawn = [
        text(left, top + number * (size + 1), line, Font.DISPLAY, size) for number, line in enumerate(lines)
    ]
    about = shortened_to(drawable(file.about, Font.BODY, ""), Font.BODY, 23, room)
    return [*drawn, text(left, top + (len(lines) - 1) * (size + 1) + 38, about, Font.BODY, 23, MUTE)]


def _facts(facts: tuple[tuple[str, str], ...]) -> list[str]:
    """The first two that the fonts have all letters of."""
    known = [(drawable(label, Font.BODY, ""), drawable(told, Font.STRONG, "")) for label, told in facts]
    drawn = []
    for number, (label, told) in enumerate([fact for fact in known if all(fact)][:2]):
        top = 272 + 46 * number
        drawn.append(parts.box(640, top, 472, 1.5, LINE))
        label = shortened_to(label, Font.BODY, 22, 150)
        wide = max(width_of(label, Font.BODY, 22) + 16, 100)
        told = shortened_to(told, Font.STRONG, 22, 472 - wide)
        drawn.append(text(640, top + 32, label, Font.BODY, 22, MUTE))
        drawn.append(text(640 + wide, top + 32, told, Font.STRONG, 22))
    return drawn


def _foot(file: JudgedFile) -> list[str]:
    score = drawable(file.score, Font.FIGURES, "–")
    size = fitting_size(score, Font.FIGURES, 50, 126)
    wide = width_of(score, Font.FIGURES, size) + 44
    word = capitals(drawable(file.word, Font.DISPLAY, "?"), Font.DISPLAY)
    large = fitting_size(word, Font.DISPLAY, 40, 130)
    stamped = width_of(word, Font.DISPLAY, large) + 74
    x, middle = 1108 - stamped, 424
    return [
        parts.box(640, 380, wide, 80, parts.LED, more=' rx="4"'),
        text(640 + wide / 2, 420 + size * 0.36, score, Font.FIGURES, size, AMBER, "middle"),
        text(660 + wide, 412, "Wrong:", Font.STRONG, 23, VERMILION),
        text(660 + wide, 444, "said", Font.BODY, 23),
        parts.sign(724 + wide, 437, file.said, 0.85, INK),
        f'<g transform="rotate(-6 {x + stamped / 2:g} {middle})">'
        f'<rect x="{x:g}" y="386" width="{stamped:g}" height="74" rx="6" fill="#{CARD}"'
        f' stroke="#{VERMILION}" stroke-width="5"/>'
        f"{parts.sign(x + 34, middle, file.stood, 1.2, VERMILION)}"
        f"{text(x + 56, middle + large * 0.35, word, Font.DISPLAY, large, VERMILION)}</g>",
    ]
