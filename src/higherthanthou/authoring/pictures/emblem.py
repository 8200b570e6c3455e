"""Emblems of firms: a shape with a motif by chance, their description in words, and the drawing.

Flat, bold, outlined in ink. As with portraits, no score comes here.
"""

from math import cos, pi, sin
from random import Random
from typing import NamedTuple

from .palette import AMBER, CARD, GROUNDS, INK, JADE, PAPER, VERMILION

Look = dict[str, str]
"""What a portrait or an emblem is drawn from: each part and which of its kinds."""

COLOURS = (
    (VERMILION, PAPER), (VERMILION, AMBER), (JADE, CARD), (JADE, AMBER), (AMBER, VERMILION), (AMBER, CARD),
    (AMBER, JADE), (INK, AMBER), (INK, CARD), (CARD, VERMILION), (CARD, JADE), (PAPER, AMBER),
)  # fmt: skip
"""Of the shape and of the motif on it, which an outline of ink keeps apart."""


class Shape(NamedTuple):
    """A shape of a field and of a trim in another colour, and where a motif sits on it, at what scale."""

    words: str
    drawing: str
    x: float = 60
    y: float = 60
    scale: float = 1


def _wheel(teeth: int, outer: float, inner: float, square: bool) -> str:
    """The path of a cog with square teeth, or of a star with pointed ones."""
    turns = (0.0, 0.5, 0.5, 1.0) if square else (0.25, 0.75)
    radii = (outer, outer, inner, inner) if square else (outer, inner)
    points = (
        (radius, 2 * pi * (tooth + turn) / teeth)
        for tooth in range(teeth)
        for turn, radius in zip(turns, radii, strict=True)
    )
    return f"M{'L'.join(f'{60 + r * cos(a):.1f} {60 + r * sin(a):.1f}' for r, a in points)}Z"


FIELD, TRIM = 'fill="#FIELD"', 'fill="#TRIM"'
SHAPES = {
    "shield": Shape(
        "shield",
        f'<path {FIELD} d="M18 18H102V56C102 83 85 99 60 110C35 99 18 83 18 56Z"/>'
        f'<path {TRIM} d="M18 18H102V30H18Z"/>',
        y=65,
        scale=1.15,
    ),
    "ring": Shape(
        "ring", f'<circle {TRIM} cx="60" cy="60" r="49"/><circle {FIELD} cx="60" cy="60" r="38"/>', scale=1.05
    ),
    "cog": Shape(
        "cog",
        f'<path {TRIM} d="{_wheel(12, 53, 42, True)}"/><circle {FIELD} cx="60" cy="60" r="35"/>',
        scale=0.95,
    ),
    "seal": Shape(
        "seal",
        f'<path {TRIM} d="M38 74L26 114L42 106L52 116L60 84L68 116L78 106L94 114L82 74Z"/>'
        f'<path {FIELD} d="{_wheel(18, 51, 44, False)}"/>',
        scale=1.1,
    ),
    "pennant": Shape(
        "pennant",
        f'<path {FIELD} d="M22 20H112L96 53L112 86H22Z"/><path {TRIM} d="M14 10H24V114H14Z"/>',
        x=60,
        y=53,
        scale=1.05,
    ),
    "plate": Shape(
        "plate",
        f'<rect {TRIM} x="10" y="20" width="100" height="80" rx="8"/>'
        f'<rect {FIELD} x="20" y="30" width="80" height="60" rx="3"/>',
        scale=0.95,
    ),
    "hexagon": Shape("hexagon", f'<path {FIELD} d="M60 8L106 34V86L60 112L14 86V34Z"/>', scale=1.3),
    "diamond": Shape(
        "diamond",
        f'<path {TRIM} d="M60 6L114 60L60 114L6 60Z"/><path {FIELD} d="M60 19L101 60L60 101L19 60Z"/>',
        scale=0.85,
    ),
    "arch": Shape(
        "arch",
        f'<path {FIELD} d="M20 100V54A40 40 0 0 1 100 54V100Z"/><path {TRIM} d="M12 98H108V110H12Z"/>',
        y=60,
        scale=1.15,
    ),
    "oval": Shape(
        "oval",
        f'<ellipse {TRIM} cx="60" cy="60" rx="53" ry="43"/>'
        f'<ellipse {FIELD} cx="60" cy="60" rx="44" ry="34"/>',
        scale=0.95,
    ),
    "star": Shape(
        "eight-pointed star",
        f'<path {TRIM} d="M24 24H96V96H24Z"/><path {FIELD} d="M60 9L111 60L60 111L9 60Z"/>',
        scale=1.1,
    ),
    "ticket": Shape(
        "ticket",
        f'<path {FIELD} d="M10 26H110V48A12 12 0 0 0 110 72V94H10V72A12 12 0 0 0 10 48Z"/>'
        '<path fill="none" stroke-dasharray="1 8" d="M30 28V94M90 28V94"/>',
        scale=0.95,
    ),
    "barrel": Shape(
        "barrel",
        f'<path {FIELD} d="M26 12H94C108 44 108 76 94 108H26C12 76 12 44 26 12Z"/>'
        f'<path {TRIM} d="M22 20H98L101 30H19ZM19 90H101L98 100H22Z"/>',
        scale=1.2,
    ),
    "sign": Shape(
        "hanging sign",
        f'<path {TRIM} d="M8 10H112V20H8Z"/><path d="M34 20V36M86 20V36"/>'
        f'<rect {FIELD} x="16" y="36" width="88" height="72" rx="6"/>',
        y=72,
        scale=1.15,
    ),
}

MARK = 'fill="#MARK"'
MOTIFS = {
    "wave": (
        "a wave",
        f'<path {MARK} d="M-24 -13q6 -9 12 0t12 0t12 0t12 0v11q-6 9 -12 0t-12 0t-12 0t-12 0z"/>'
        f'<path {MARK} d="M-24 5q6 -9 12 0t12 0t12 0t12 0v11q-6 9 -12 0t-12 0t-12 0t-12 0z"/>',
    ),
    "tower": (
        "a tower",
        f'<path {MARK} d="M-13 24V-8H-18V-24H-10V-17H-4V-24H4V-17H10V-24H18V-8H13V24Z"/>'
        f'<path fill="#{INK}" d="M-4 24V14A4 4 0 0 1 4 14V24Z"/>',
    ),
    "leaf": (
        "a leaf",
        f'<path {MARK} d="M0 -25C22 -12 20 10 0 19C-20 10 -22 -12 0 -25Z"/>'
        '<path fill="none" d="M0 -12V26M0 4L9 -5M0 4L-9 -5"/>',
    ),
    "key": (
        "a key",
        f'<path {MARK} d="M-5 -4H5V9H16V15H5V19H13V26H-5Z"/>'
        f'<circle {MARK} cx="0" cy="-13" r="12"/><circle fill="#{INK}" cx="0" cy="-13" r="3"/>',
    ),
    "bell": (
        "a bell",
        f'<circle {MARK} cx="0" cy="19" r="6"/><circle {MARK} cx="0" cy="-21" r="5"/>'
        f'<path {MARK} d="M-22 16C-12 8 -17 -19 0 -19C17 -19 12 8 22 16Z"/>',
    ),
    "drop": (
        "a drop",
        f'<path {MARK} d="M0 -26C7 -12 17 -4 17 8A17 17 0 0 1 -17 8C-17 -4 -7 -12 0 -26Z"/>'
        '<path fill="none" d="M-8 9A8 8 0 0 0 0 17"/>',
    ),
    "sun": (
        "a sun",
        f'<path {MARK} d="M0 -26L6 -14L18 -18L14 -6L26 0L14 6L18 18L6 14L0 26L-6 14L-18 18L-14 6L-26 0L-14 -6'
        f'L-18 -18L-6 -14Z"/><circle {MARK} cx="0" cy="0" r="9"/>',
    ),
    "anchor": (
        "an anchor",
        f'<circle {MARK} cx="0" cy="-19" r="6"/>'
        f'<path {MARK} d="M-4 -13H4V-7H13V0H4V14C12 13 15 9 16 4H10L19 -6L26 6H22C20 18 12 24 0 26'
        'C-12 24 -20 18 -22 6H-26L-19 -6L-10 4H-16C-15 9 -12 13 -4 14V0H-13V-7H-4Z"/>',
    ),
    "fish": (
        "a fish",
        f'<path {MARK} d="M12 0L26 -13V13Z"/>'
        f'<path {MARK} d="M-26 0C-16 -20 6 -20 16 0C6 20 -16 20 -26 0Z"/>'
        f'<circle fill="#{INK}" cx="-13" cy="-4" r="2"/><path fill="none" d="M-3 -9C1 -3 1 3 -3 9"/>',
    ),
    "bolt": ("a bolt of lightning", f'<path {MARK} d="M4 -27L-16 5H-3L-7 27L16 -7H3Z"/>'),
    "flask": (
        "a flask",
        f'<path {MARK} d="M-6 -20V-6L-21 24H21L6 -6V-20Z"/><path {MARK} d="M-10 -26H10V-19H-10Z"/>'
        '<path fill="none" d="M-12 8H12"/>',
    ),
    "hammer": (
        "a hammer",
        f'<path {MARK} d="M-4 -8H4V26H-4Z"/><path {MARK} d="M-22 -22H14L22 -12V-6H-22Z"/>',
    ),
    "cup": (
        "a cup",
        f'<path {MARK} d="M10 -6H24V10H8V4H18V0H10Z"/>'
        f'<path {MARK} d="M-20 -10H13V8Q13 20 2 20H-9Q-20 20 -20 8Z"/>'
        '<path fill="none" d="M-10 -16V-24M3 -16V-24"/>',
    ),
    "boat": (
        "a boat",
        f'<path {MARK} d="M-25 10H25L16 25H-16Z"/><path {MARK} d="M2 -26L21 5H2Z"/>'
        f'<path {MARK} d="M-4 -16V5H-18Z"/>',
    ),
    "works": (
        "a chimney",
        f'<path {MARK} d="M-24 24V2L-10 -8V2L4 -8V2H10L12 -26H20L24 24Z"/>'
        f'<path fill="#{INK}" d="M-16 11H-10V16H-16ZM-3 11H3V16H-3Z"/>',
    ),
    "spanner": (
        "a spanner",
        f'<path {MARK} d="M-9 -26V-14H9V-26C18 -20 18 -7 6 -3V13C13 17 13 26 6 28V20H-6V28C-13 26 -13 17 '
        '-6 13V-3C-18 -7 -18 -20 -9 -26Z"/>',
    ),
}


def choose_emblem(rng: Random) -> Look:
    """A random emblem."""
    field, mark = rng.choice(COLOURS)
    return {
        "emblem": rng.choice(list(SHAPES)),
        "motif": rng.choice(list(MOTIFS)),
        "fieldColor": field,
        "motifColor": mark,
        "backgroundColor": rng.choice(GROUNDS),
    }


def describe_emblem(look: Look) -> str:
    """The emblem in words: its shape and what is on it."""
    return f"Drawn emblem: {SHAPES[look['emblem']].words} with {MOTIFS[look['motif']][0]}"


def draw_emblem(look: Look) -> str:
    """The emblem as SVG; the same look is always the same drawing."""
    shape, (_, motif) = SHAPES[look["emblem"]], MOTIFS[look["motif"]]
    field, mark = look["fieldColor"], look["motifColor"]
    place = f"translate({shape.x:g} {shape.y:g}) scale({shape.scale:g})"
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">'
        f'<path fill="#{look["backgroundColor"]}" d="M0 0H120V120H0Z"/>'
        f'<g stroke="#{INK}" stroke-width="4" stroke-linejoin="round" stroke-linecap="round">{shape.drawing}'
        f'<g transform="{place}" stroke-width="3">{motif}</g>'
        "</g></svg>"
    )
    return drawing.replace("#FIELD", f"#{field}").replace("#TRIM", f"#{mark}").replace("#MARK", f"#{mark}")
