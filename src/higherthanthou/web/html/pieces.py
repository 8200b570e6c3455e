"""Pieces: small parts of a table as encoded HTML, kept because the same facts and bars come again and again.

A generated deck has some 2,300 different facts, however many people are in it. So keeping them costs
little, and helps in a deck of a hundred thousand people as much as in a small one.
"""

from collections.abc import Iterable
from typing import Any

from markupsafe import escape

from ...caches.cached import cached
from ...caches.sizes import FACTS
from ...game.profile import Shown, shortened
from ...game.texts.signed import signed
from ...game.verdict import Truth
from .render import templates

MIDDLE, REACH = 60, 58
"""The middle of a drawn bar of 120, and how far the longest may reach to either side."""

LEFT, LENGTH = 10, 580
"""Where the drawn scale begins, and how long it is."""

CLEAR = 52
"""Two labels of three digits on the drawn scale that are nearer than this would touch on a phone."""

DIGIT = CLEAR / 3 / 2
"""So wide is a digit of such a label, with its share of the space between."""

CUT = "\0"
"""Where a piece is cut in two; no template has this character."""

LIGHT = 20
"""A trait that can move a score by so many points at most is under a thin bar."""

WHERE = {Shown.FILE: "", Shown.WITHHELD: "withheld", Shown.RECORD: "not in your copy"}


class Piece(bytes):
    """HTML that is escaped and encoded already: copying it is quicker than encoding it again."""

    def __html__(self) -> str:
        """The same in a template."""
        return self.decode()


def place(share: float) -> float:
    """Where a share of the drawn scale ends, counted from its low end."""
    return round(LEFT + LENGTH * share, 1)


@cached(FACTS)
def fact(label: str, text: str) -> Piece:
    """A fact that may be read."""
    return _piece("fact", label, text)


@cached(FACTS)
def fact_on_file(label: str, text: str) -> Piece:
    """A fact on the file, which is shortened there if it is long."""
    short = shortened(text)
    return fact(label, text) if short == text else _piece("shortened", label, short)


@cached(FACTS)
def withheld(label: str, bar: int, reach: int) -> Piece:
    """A fact under a black bar of that width; thin if it can weigh little, and 0 if nobody knows."""
    return _piece("withheld", label, bar, reach, 0 < reach <= LIGHT)


@cached(FACTS)
def bar(title: str, points: int, longest: int) -> Piece:
    """The head of a dimension on a receipt, drawn so that ``longest`` points reach the edge; opens a list."""
    width = round(REACH * abs(points) / longest, 1)
    x = MIDDLE if points >= 0 else round(MIDDLE - width, 1)
    return _piece("bar", title, signed(points), points >= 0, x, width)


@cached(FACTS)
def line(text: str, shown: Shown, points: int) -> Piece:
    """A fact on that list, with where it stood and what it added."""
    return _piece("line", text, WHERE[shown], signed(points))


@cached(FACTS)
def bar_end() -> Piece:
    """The end of a dimension's list."""
    return _piece("bar_end")


def judged(name: str, score: str, truth: Truth, said: str, right: bool) -> Piece:
    """A line of the list of judged files; few come again, so only the HTML around name and score is kept.

    ``said`` is the word of the deck for that truth.
    """
    before, between, after = _around_judged(truth, said, right)
    return Piece(b"%b%b%b%b%b" % (before, escape(name).encode(), between, escape(score).encode(), after))


@cached(FACTS)
def _around_judged(truth: Truth, said: str, right: bool) -> list[bytes]:
    """Such a line, cut where the name and the score go."""
    return _piece("judged", CUT, CUT, truth.value, said, right).split(CUT.encode())


@cached(FACTS)
def dot(x: float, right: bool) -> Piece:
    """A judged file on the scale."""
    return _piece("dot", x, right)


@cached(FACTS)
def compared(anchor: str, x: float, stands: float) -> Piece:
    """The score that a file was compared with, on the scale beside the different one on the panel now.

    ``x`` is where it stands on the drawn scale, ``stands`` where the panel's does.
    """
    side = 1 if x > stands else -1
    room = len(anchor) * DIGIT / 2
    if abs(x - stands) < CLEAR / 2 + room:
        return _piece("compared", anchor, x, stands + side * CLEAR / 2, side)
    inside = min(max(x, room), LEFT * 2 + LENGTH - room)
    return _piece("compared", anchor, x, inside, 0)


@cached(FACTS)
def ruler(low: str, high: str, ticks: tuple[tuple[float, str, float | None, float | None], ...]) -> Piece:
    """The scale itself with its ends, and ticks as ``Tick`` has them."""
    return _piece("ruler", low, high, ticks)


@cached(FACTS)
def away(label: str, x: float, high: bool) -> Piece:
    """How far away the next file is, at one end of the scale."""
    return _piece("away", label, x, high)


def joined(pieces: Iterable[Piece]) -> Piece:
    """Several pieces as one."""
    return Piece(b"".join(pieces))


def _piece(name: str, *values: Any) -> Piece:
    return made(getattr(templates.get_template("play/_pieces.html").module, name)(*values))


def made(html: str) -> Piece:
    """A piece of what a macro made, which has escaped what it was given."""
    return Piece(html.encode())
