"""Dealing: which side, how far away, and who. A fair coin and a ramp that anybody can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

RAMP = (
    # up to this turn, the gap aimed at, in thousandths of the deck's range
    (2, 250),
    (4, 167),
    (6, 125),
    (9, 83),
    (None, 50),
)
"""On the 350 to 950 scale these are gaps of 150, 100, 75, 50 and 30 points."""

SPREAD = 0.2
"""The gap aimed at varies by up to this share either way, so that it tells nothing."""

LEAST_GAP = 8
"""No file is dealt nearer than this to the anchor, in thousandths of the range: 5 points of 600."""

NEAREST = 8
"""The file is chosen among this many that come closest to the score aimed at."""


class Side(StrEnum):
    """The two answers, and the two sides a file can stand on."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Scale:
    """The scores a deck can have, both ends included."""

    low: int
    high: int

    def points(self, thousandths: int) -> int:
        """A length of the ramp in points of this scale, rounded, at least 1."""
        return max(1, round((self.high - self.low) * thousandths / 1000))


SESAME = Scale(350, 950)


@dataclass(frozen=True, slots=True)
class Aim:
    """Where the next file shall stand: the side, the score aimed at, and the scores allowed."""

    side: Side
    target: int
    low: int
    high: int


def gap_at(turn: int, scale: Scale = SESAME) -> int:
    """The gap that the ramp asks for at a turn (counted from 1), in points."""
    return scale.points(next(gap for last, gap in RAMP if last is None or turn <= last))


def aim(turn: int, anchor: int, rng: Random, scale: Scale = SESAME) -> Aim:
    """Toss the coin and pick the score aimed at for this turn, given the score to compare with."""
    side = Side.HIGHER if rng.getrandbits(1) else Side.LOWER
    gap = round(gap_at(turn, scale) * rng.uniform(1 - SPREAD, 1 + SPREAD))
    least = scale.points(LEAST_GAP)
    if side is Side.HIGHER:
        return Aim(side, min(anchor + gap, scale.high), anchor + least, scale.high)
    return Aim(side, max(anchor - gap, scale.low), scale.low, anchor - least)


def choose(candidates: Sequence[tuple[int, int]], target: int, rng: Random) -> int:
    """Choose a profile among ``(score, profile id)`` pairs: one of the nearest to the target.

    ``candidates`` must not be empty. Where several are equally near, the coin decides too.
    """
    nearest = sorted(candidates, key=lambda c: (abs(c[0] - target), rng.random()))[:NEAREST]
    return rng.choice(nearest)[1]
