"""What stars make of a room, as the wall prints it: scores that drift, and the effect at the end."""

from typing import NamedTuple

from ...game.rooms.effect import Effect, effect
from ...game.rooms.mutual_rating import MIDDLE, weight
from ...store.rooms.results import JudgedCall
from .screens import Screen

LEFT, WIDE = 20, 760
"""The drawn scale of one to five stars: where it begins, and how long it is."""

DRIFT = 0.05
"""A mean that moved by less than this stands still, as it is printed with one decimal."""


SPAN, ALL = 720, 103
"""The drawn rounds of a room: how wide they are together, and how far below its top a share of none is."""


class EffectColumn(NamedTuple):
    """A round as it is drawn among many: where it stands, and how high its two shares do."""

    round: int
    x: float
    alike: int
    weighed: int
    turned: bool


class Drift(NamedTuple):
    """A guest's mean of stars now and before this rating, where both are drawn, and what a call weighs.

    ``stars`` is a dash for one who has none yet. ``moved`` is up, down or empty.
    """

    name: str
    stars: str
    weighs: str
    x: float
    from_x: float
    y: float
    moved: str


def drifts(screen: Screen) -> list[Drift]:
    """The guests who are here or have stars, the best rated first; all others stand in the middle."""
    here = {guest.number: MIDDLE for guest in screen.guests if guest.is_here}
    order = sorted((here | screen.means).items(), key=lambda one: (-one[1], one[0]))
    return [_drift(screen, number, mean, at) for at, (number, mean) in enumerate(order)]


def _drift(screen: Screen, number: int, mean: float, at: int) -> Drift:
    before = screen.before.get(number, MIDDLE)
    by = mean - before
    moved = "" if abs(by) < DRIFT else "up" if by > 0 else "down"
    stars = f"{mean:.1f}" if number in screen.means else "\N{EN DASH}"
    weighs = f"{weight(mean, screen.room.knob):.2f}"
    name = screen.names.get(number, "")
    return Drift(name, stars, weighs, _place(mean), _place(before), 12 + at % 5 * 13, moved)


def _place(stars: float) -> float:
    return round(LEFT + WIDE * (stars - 1) / 4, 1)


def effect_of(calls: list[JudgedCall], means: dict[int, float], knob: int) -> Effect:
    """What the stars as they stand did to the rounds of a room."""
    return effect((call.round, call.right, weight(means.get(call.number, MIDDLE), knob)) for call in calls)


def columns_of(found: Effect) -> list[EffectColumn]:
    """The rounds of an effect side by side."""
    each = SPAN / max(1, len(found.rounds))
    return [
        EffectColumn(one.round, round(each * (at + 0.5), 1), ALL - one.alike, ALL - one.weighed, one.turned)
        for at, one in enumerate(found.rounds)
    ]
