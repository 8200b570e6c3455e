"""Parts of a picture as SVG: text, signs, tiles, the ground with its black foot."""

from collections.abc import Sequence
from html import escape

from ..pictures.palette import AMBER, CARD, INK, JADE, PAPER, VERMILION
from .letters import Font, capitals, drawable, fitting_size, shortened_to, width_of

WIDTH, HEIGHT = 1200, 630
"""Pixels, as chats want a large picture."""

LEFT, RIGHT, FOOT = 56, 1144, 538
"""The margins, and where the black foot begins."""

MUTE, LINE, RED_ON_BLACK, LED = "665f53", "cfc6b3", "e8523f", "14120f"

UP, DOWN, EQUAL, YES, NO, ON_CREDIT = "▲▼=✓✗⊗"
"""Signs of judged files, as in share texts; the first three say where a file stood that was judged right."""

_ARROWS = {UP: "M-9 8L0 -9L9 8Z", DOWN: "M-9 -8L0 9L9 -8Z"}
_STROKES = {YES: "M-9 1L-3 8L9 -9", NO: "M-8 -9L8 9M8 -9L-8 9", EQUAL: "M-9 -4H9M-9 5H9"}


def text(
    x: float, y: float, words: str, font: Font, size: float, colour: str = INK, anchor: str = "start"
) -> str:
    """A line of text, escaped; ``x`` is its beginning, middle or end, ``y`` the line that it stands on."""
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{font}" font-size="{size:.1f}" fill="#{colour}"'
        f' text-anchor="{anchor}">{escape(words)}</text>'
    )


def box(x: float, y: float, width: float, height: float, fill: str, stroke: float = 0, more: str = "") -> str:
    """A rectangle, with a border of ink of so many pixels."""
    border = f' stroke="#{INK}" stroke-width="{stroke:g}"' if stroke else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="#{fill}"{border}{more}/>'


def lifted(x: float, y: float, width: float, height: float, fill: str, by: float, stroke: float = 4) -> str:
    """A box with the hard shadow of the house, ``by`` pixels away."""
    shadow = box(x + by, y + by, width + stroke / 2, height + stroke / 2, INK)
    return shadow + box(x, y, width, height, fill, stroke)


def sign(x: float, y: float, which: str, size: float, colour: str) -> str:
    """A sign of 20 pixels around a point, times ``size``."""
    place = f'transform="translate({x:g} {y:g}) scale({size:g})"'
    if which in _ARROWS:
        return f'<path {place} d="{_ARROWS[which]}" fill="#{colour}"/>'
    stroke = f'fill="none" stroke="#{colour}" stroke-width="4"'
    return f'<path {place} d="{_STROKES[NO if which == ON_CREDIT else which]}" {stroke}/>'


def tab(x: float, y: float, words: str, room: float) -> str:
    """A red tab with words in capitals, no wider than ``room``."""
    words = shortened_to(capitals(words, Font.DISPLAY), Font.DISPLAY, 24, room - 32)
    wide = width_of(words, Font.DISPLAY, 24) + 32
    return box(x, y, wide, 48, VERMILION) + text(x + 16, y + 32.5, words, Font.DISPLAY, 24, CARD)


def side_tile(x: float, y: float, which: str) -> str:
    """A small tile of 30 by 44 for a sign, in the colour of its button; a miss on credit is dashed."""
    fill = {UP: AMBER, DOWN: INK}.get(which, CARD)
    ink = {DOWN: CARD, NO: VERMILION}.get(which, INK)
    dashes = ' stroke-dasharray="4 3"' if which == ON_CREDIT else ""
    edge = f' stroke="#{VERMILION if which == NO else INK}" stroke-width="{4 if which == NO else 2}"{dashes}'
    return box(x, y, 30, 44, fill, more=edge) + sign(x + 15, y + 22, which, 0.85, ink)


def large_tile(x: float, y: float, which: str, width: float = 97) -> str:
    """A large tile for right, wrong, or what is still to come, which is blank."""
    fill, ink = (JADE, CARD) if which == YES else (CARD, VERMILION)
    drawn = lifted(x, y, width, 116, fill, 6)
    if which in (YES, NO):
        return drawn + sign(x + width / 2, y + 58, which, 1.9, ink)
    return drawn + text(x + width / 2, y + 79, which, Font.DISPLAY, 60, INK, "middle")


def framed(parts: Sequence[str], host: str) -> str:
    """The whole picture: paper, its parts, and a black foot with the name of the game and of its host."""
    name = [
        text(LEFT, 595, "HIGHER", Font.DISPLAY, 34, PAPER),
        sign(183, 588, UP, 0.75, RED_ON_BLACK),
        text(200, 595, "THAN", Font.DISPLAY, 34, PAPER),
        sign(296, 588, DOWN, 0.75, RED_ON_BLACK),
        text(313, 595, "THOU", Font.DISPLAY, 34, PAPER),
    ]
    if host := drawable(host, Font.FIGURES, ""):
        size = fitting_size(host, Font.FIGURES, 28, 640)
        name.append(text(RIGHT, 594, host, Font.FIGURES, size, AMBER, "end"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}">{box(0, 0, WIDTH, HEIGHT, PAPER)}'
        f"{box(0, FOOT, WIDTH, HEIGHT - FOOT, LED)}{''.join([*parts, *name])}</svg>"
    )
