"""The drawn scale of a run: where a score stands on it, its ticks, and how far away the next file is."""

from typing import NamedTuple

from ...game.deal import told_gap
from ...game.measure import Measure
from ...game.modes.daily import order_of
from ...game.quantiles import Quantiles
from ...game.score import Model
from ...store.decks.decks import Deck
from ...store.runs.desks import Desk
from ..html import pieces
from ..html.pieces import LEFT, LENGTH, Piece

QUARTERS = (0.5, 0.25, 0.75)
"""Standings whose scores are marked beside the lowest and the highest, the most important first."""

WIDE, PHONE = 7.5, 11.2
"""How long a character below the scale is, drawn at 12 on a wide screen and at 18 on a phone."""

SPACE = 10
"""Two labels have at least so much between them."""

TAG = 45
"""How far the name of whom a file is compared with reaches to either side."""

Span = tuple[float, float]


class Tick(NamedTuple):
    """A mark on the scale, and the middle of its label on wide screens and on phones, None without room."""

    x: float
    label: str
    wide: float | None
    phone: float | None


class DrawnScale(NamedTuple):
    """How the scale of a deck is drawn: by points from its low end to its high one, or by standing."""

    low: int
    high: int
    quantiles: Quantiles | None

    def place(self, score: int) -> float:
        """Where a score stands on it."""
        if self.quantiles is None:
            return pieces.place((score - self.low) / (self.high - self.low))
        return pieces.place(self.quantiles.standing_of(score))


def drawn_scale(desk: Desk) -> DrawnScale:
    """The scale of the deck on a desk."""
    return DrawnScale(desk.deck.low, desk.deck.high, desk.quantiles)


def ruler(scale: DrawnScale, measure: Measure, model: Model | None) -> Piece:
    """The scale itself, marked at the bounds of the bands, or by standing at the quarters of the files."""
    low, high = ends(scale)
    if scale.quantiles is None:
        bounds = [band.low for band in model.bands[1:]] if model else []
        ticks = [Tick(x := scale.place(bound), measure.panel(bound), x, x) for bound in bounds]
    else:
        ticks = _quarters(scale, measure, scale.quantiles)
    return pieces.ruler(measure.panel(low), measure.panel(high), tuple(ticks))


def ends(scale: DrawnScale) -> tuple[int, int]:
    """The scores at the two ends of it."""
    return (scale.quantiles.scores[0], scale.quantiles.scores[-1]) if scale.quantiles else scale[:2]


def _quarters(scale: DrawnScale, measure: Measure, quantiles: Quantiles) -> list[Tick]:
    """The ticks of a scale by standing; of those with one score only one."""
    scores = [quantiles.score_at(standing) for standing in QUARTERS]
    inner = {score: measure.panel(score) for score in scores if score not in ends(scale)}
    marks = [(scale.place(score), label) for score, label in inner.items()]
    low, high = map(measure.panel, ends(scale))
    wide, phone = (_laid(marks, len(low), len(high), size) for size in (WIDE, PHONE))
    return [Tick(x, label, *at) for (x, label), at in zip(marks, zip(wide, phone, strict=True), strict=True)]


def _laid(marks: list[tuple[float, str]], low: int, high: int, size: float) -> list[float | None]:
    """The middle of each label, moved aside a little if need be, so that no two touch; None without room.

    ``low`` and ``high`` are the numbers of characters of the labels at both ends.
    """
    taken: list[Span] = [(LEFT, LEFT + low * size), (LEFT + LENGTH - high * size, LEFT + LENGTH)]
    found: list[float | None] = []
    for x, label in marks:
        half = len(label) * size / 2
        before = max((end for _, end in taken if end <= x), default=LEFT) + SPACE + half
        after = min((start for start, _ in taken if start > x), default=LEFT + LENGTH) - SPACE - half
        free = before <= after and not any(start <= x < end for start, end in taken)
        middle = round(min(max(x, before), after), 1)
        if free and abs(middle - x) <= half:
            taken.append((middle - half, middle + half))
            found.append(middle)
        else:
            found.append(None)
    return found


def away(desk: Desk) -> str:
    """How far the file on the desk is from what it is compared with; empty where gaps are points."""
    if desk.quantiles is None or desk.file is None or not desk.mode.tells_away:
        return ""
    turn = desk.run.turn if desk.day is None else order_of(desk.run_id)[desk.run.turn - 1]
    return told_gap(turn, desk.quantiles.standing_of(desk.run.anchor), desk.mode.halfway)


def away_on_scale(told: str, stands: float, also: float | None) -> Piece:
    """The same as a label above the scale, at the end that is free of what stands there already."""
    label = f"{told.removeprefix('about ')} away"
    length = len(label) * PHONE
    for start, end, high in ((LEFT, LEFT + length, False), (LEFT + LENGTH - length, LEFT + LENGTH, True)):
        if all(x is None or x + TAG < start or end < x - TAG for x in (stands, also)):
            return pieces.away(label, LEFT + LENGTH if high else LEFT, high)
    return Piece()


def marked(deck: Deck, scale: DrawnScale, measure: Measure) -> str:
    """The scale in words."""
    if scale.quantiles is None:
        return f"The scale from {measure.span(deck.low, deck.high)}"
    middle = measure.panel(scale.quantiles.score_at(0.5))
    return f"The files in their order, from {measure.span(*ends(scale))}, half of them below {middle}"
