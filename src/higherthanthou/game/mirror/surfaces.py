"""What calls made of a face, an age, a place and a name, none of which has to do with any score."""

import unicodedata
from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

from .called import Called
from .holm import judge_all
from .leaning import Recalibrated

SURFACES = ("face", "age", "place", "sex of the name")
LEVEL = 0.02
"""With nothing there, one or more of them is something to see with this probability at most."""

SIDE = 10
"""So many files of each kind are needed."""

FRIENDLY = frozenset("cheeky cute eatingHappy smile smileBig smileLOL smileTeethGap".split())
STERN = frozenset("concerned contempt rage serious solemn suspicious veryAngry".split())
"""Expressions of portraits, by the names that their style has for them."""

MIDDLE_AGE = 45
VOWELS = frozenset("eiouy")


class Surfaced(NamedTuple):
    """How far calls leaned on something seen: between two kinds of files, higher in so many of 100 more.

    ``low`` to ``high`` is the interval; ``seen`` is whether it leaves 0.
    """

    name: str
    points: float
    low: float
    high: float
    seen: bool


def surface_of(expression: str, age: int | None, place: str, name: str) -> tuple[int, ...]:
    """What is seen of somebody: friendly or stern, older or younger, a foreign place or none, woman or man.

    A firm and an uploaded picture have no expression, and then no sex of a name.
    """
    face = (expression in FRIENDLY) - (expression in STERN)
    years = 0 if age is None else 1 if age >= MIDDLE_AGE else -1
    return face, years, 1 if _has_accents(place) else -1, _sounds(name) if expression else 0


def _has_accents(place: str) -> bool:
    """Whether a name is spelled with letters that English has not."""
    return not unicodedata.normalize("NFC", place).isascii()


def _sounds(name: str) -> int:
    """1 for a given name that ends in a, as women's mostly do here, -1 for one in a consonant, else 0."""
    last = unicodedata.normalize("NFD", name.partition(" ")[0].casefold())[-1:]
    return 1 if last == "a" else 0 if last in VOWELS or not last.isalpha() else -1


def surfaces_of(calls: Sequence[Called], fitted: Recalibrated) -> list[Surfaced]:
    """What the calls made of each surface that there is enough of, in the order of SURFACES."""
    found = []
    for place, name in enumerate(SURFACES):
        values = [float(call.surface[place]) for call in calls]
        lean = fitted.lean(values) if min(values.count(1), values.count(-1)) >= SIDE else None
        if lean is not None:
            found.append((name, lean))
    per_unit = 200 * fmean(fitted.spreads) if calls else 0.0
    judged = judge_all([lean.standing for _, lean in found], LEVEL)
    return [
        Surfaced(
            name, lean.weight * per_unit, _within((lean.weight - judge.reach * lean.error) * per_unit),
            _within((lean.weight + judge.reach * lean.error) * per_unit), judge.leaves,
        )
        for (name, lean), judge in zip(found, judged, strict=True)
    ]  # fmt: skip


def _within(points: float) -> float:
    return max(-100.0, min(100.0, points))
