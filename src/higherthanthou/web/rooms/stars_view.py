"""What stars make of a room, as the wall prints it: scores that drift, and the effect at the end."""

from collections import Counter
from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

from ...game.rooms.effect import Effect, effect
from ...game.rooms.mutual_rating import MIDDLE, weight
from ...store.rooms.results import JudgedCall
from .screens import Screen

LEFT, WIDE = 20, 760
"""The drawn scale of one to five stars: where it begins, and how long it is."""

LOWEST, ROWS, ROW = 64, 5, 13
"""The circles above that scale: where the lowest row of them is, how many there are, and how far apart."""

LARGEST = 11
"""The radius of a circle at most: the next one is 19 to its side and a row above."""

TRAILS = 30
"""So many ways of guests are drawn at most, the longest."""

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
    """A guest's mean of stars now and ``before`` this rating, and what a call weighs.

    ``stars`` is the mean as it is printed, a dash for one who has none yet. ``moved`` is up, down or empty.
    """

    name: str
    stars: str
    weighs: str
    mean: float
    before: float
    moved: str


class Circle(NamedTuple):
    """The guests whose means are the same tenth of a star; the radius ``r`` says whether they are many."""

    x: float
    y: int
    r: float


class Trail(NamedTuple):
    """A way that guests have gone to a circle."""

    from_x: float
    x: float
    y: int


class Strip(NamedTuple):
    """Where the guests of a room stand on the scale of stars: at most 41 circles, and 30 trails."""

    circles: list[Circle]
    trails: list[Trail]


def drifts(screen: Screen) -> list[Drift]:
    """The guests who are here or have stars, the best rated first; all others stand in the middle."""
    here = {guest.number: MIDDLE for guest in screen.guests if guest.is_here}
    order = sorted((here | screen.means).items(), key=lambda one: (-one[1], one[0]))
    names = screen.names
    return [_drift(screen, names.get(number, ""), number, mean) for number, mean in order]


def _drift(screen: Screen, name: str, number: int, mean: float) -> Drift:
    before = screen.before.get(number, MIDDLE)
    by = mean - before
    moved = "" if abs(by) < DRIFT else "up" if by > 0 else "down"
    stars = f"{mean:.1f}" if number in screen.means else "\N{EN DASH}"
    return Drift(name, stars, f"{weight(mean, screen.room.knob):.2f}", mean, before, moved)


def strip_of(drifted: Iterable[Drift]) -> Strip:
    """Draw the guests by tenths of a star, however many they are."""
    drifted = list(drifted)
    standing = Counter(_place(one.mean) for one in drifted)
    rows = {x: LOWEST - at % ROWS * ROW for at, x in enumerate(sorted(standing))}
    circles = [Circle(x, rows[x], _radius(standing[x])) for x in rows]
    ways = {(_place(one.before), _place(one.mean)) for one in drifted}
    moved = [way for way in ways if way[0] != way[1]]
    longest = sorted(moved, key=lambda way: (-abs(way[1] - way[0]), way))[:TRAILS]
    return Strip(circles, [Trail(start, end, rows[end]) for start, end in longest])


def _radius(guests: int) -> float:
    return round(min(LARGEST, 4 + sqrt(guests)), 1)


def _place(stars: float) -> float:
    return LEFT + WIDE * (round(10 * stars) - 10) / 40


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
