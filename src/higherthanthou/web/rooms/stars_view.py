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


class Drift(NamedTuple):
    """A guest's mean of stars now and before this rating, where both are drawn, and what a call weighs.

    ``moved`` is up, down or empty.
    """

    name: str
    stars: str
    weighs: str
    x: float
    from_x: float
    y: float
    moved: str


def drifts(screen: Screen) -> list[Drift]:
    """The guests who have stars, the best rated first."""
    order = sorted(screen.means.items(), key=lambda one: (-one[1], one[0]))
    names, knob = screen.names, screen.room.knob
    return [
        _drift(names.get(number, ""), mean, screen.before.get(number, MIDDLE), knob, at)
        for at, (number, mean) in enumerate(order)
    ]


def _drift(name: str, mean: float, before: float, knob: int, at: int) -> Drift:
    by = mean - before
    moved = "" if abs(by) < DRIFT else "up" if by > 0 else "down"
    weighs = f"{weight(mean, knob):.2f}"
    return Drift(name, f"{mean:.1f}", weighs, _place(mean), _place(before), 12 + at % 5 * 13, moved)


def _place(stars: float) -> float:
    return round(LEFT + WIDE * (stars - 1) / 4, 1)


def effect_of(calls: list[JudgedCall], means: dict[int, float], knob: int) -> Effect:
    """What the stars as they stand did to the rounds of a room."""
    return effect((call.round, call.right, weight(means.get(call.number, MIDDLE), knob)) for call in calls)
