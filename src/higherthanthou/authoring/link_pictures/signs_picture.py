"""A picture with a figure and a row of ✓ and ✗: of a daily, a challenge, or whatever has so many files.

It never says on which side a file stood: who sees it may still have to judge the same files.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ..pictures.palette import VERMILION
from . import parts
from .letters import Font, drawable, fitting_size, shortened_to, width_of
from .parts import LEFT, MUTE, NO, RIGHT, YES, text

COMING = "?"
"""The tile of a file that is still to be judged."""

LARGE = 14
"""So many large tiles fit; more are small ones, in up to three rows."""

BETWEEN, ACROSS, ROWS = 13, 31, 3

TEN_LINE, NO_SIDES = "The same ten for everybody, until midnight (UTC).", "The signs give nothing away."


class SignsPicture(NamedTuple):
    """What is on it: ``signs`` are ✓, ✗ or COMING, the oldest first; two sentences stand below them."""

    heading: str
    figure: str
    words: str
    signs: str
    strong: str
    quiet: str
    host: str


def challenge_picture(right: int, signs: str, title: str, host: str) -> SignsPicture:
    """The picture of a challenge: how many its maker judged right in a row of files, and ✓ and ✗ for each.

    ValueError for any other sign: a side, a score or a name would give away what is still to be judged.
    """
    if set(signs) - {YES, NO}:
        raise ValueError("A challenge shows right and wrong only.")
    words = f"of {len(signs)} right. And you?"
    alone = "The same file.", "The sign gives nothing away."
    several = "The same files, one after the other.", NO_SIDES
    return SignsPicture(
        f"A challenge, {drawable(title, Font.DISPLAY, 'a deck')}", str(right), words, signs,
        *(alone if len(signs) == 1 else several), host,
    )  # fmt: skip


def daily_picture(title: str, number: int, host: str) -> SignsPicture:
    """The picture of a daily that is still to be played: its number, and ten files that nobody has seen."""
    heading = f"The daily, {drawable(title, Font.DISPLAY, 'ten files')} · No. {number}"
    words = "files. Higher or lower?"
    return SignsPicture(heading, "10", words, COMING * 10, TEN_LINE, "One go.", host)


def signs_svg(picture: SignsPicture) -> str:
    """The picture as SVG."""
    room = RIGHT - LEFT
    figure = fitting_size(picture.figure, Font.DISPLAY, 200, room * 0.6)
    after = LEFT + width_of(picture.figure, Font.DISPLAY, figure) + 26
    size = fitting_size(picture.words, Font.DISPLAY, 76, RIGHT - after)
    drawn = [
        parts.tab(LEFT, 48, drawable(picture.heading, Font.DISPLAY, "Higher than thou"), room),
        text(LEFT, 268, picture.figure, Font.DISPLAY, figure, VERMILION),
        text(after, 268, picture.words, Font.DISPLAY, size),
        *_tiles(picture.signs),
        *_sentences(picture.strong, picture.quiet),
    ]
    return parts.framed(drawn, picture.host)


def _tiles(signs: str) -> Sequence[str]:
    if len(signs) > LARGE:
        shown = signs[-ACROSS * ROWS :]
        return [
            parts.side_tile(LEFT + 35 * (number % ACROSS), 306 + 48 * (number // ACROSS), which)
            for number, which in enumerate(shown)
        ]
    wide = min((RIGHT - LEFT - BETWEEN * (len(signs) - 1)) / max(len(signs), 1), 97)
    return [
        parts.large_tile(LEFT + (wide + BETWEEN) * number, 318, which, wide)
        for number, which in enumerate(signs)
    ]


def _sentences(strong: str, quiet: str) -> list[str]:
    strong = shortened_to(strong, Font.STRONG, 28, RIGHT - LEFT)
    beside = LEFT + width_of(strong, Font.STRONG, 28) + 12
    drawn = [text(LEFT, 492, strong, Font.STRONG, 28)]
    if quiet and beside + width_of(quiet, Font.BODY, 28) <= RIGHT:
        drawn.append(text(beside, 492, quiet, Font.BODY, 28, MUTE))
    return drawn
