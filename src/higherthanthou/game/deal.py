"""Dealing: a fair coin chooses the side, and a ramp that anybody can read the distance."""

from enum import StrEnum
from random import Random
from typing import NamedTuple

from .quantiles import Quantiles

Ramp = tuple[tuple[int | None, int], ...]
"""Steps from wide to narrow: the last turn of each, and its gap in thousandths of the range of the deck."""

RAMP: Ramp = ((5, 333), (10, 167), (15, 125), (30, 100), (None, 67))
"""On the 350 to 950 scale these are gaps of 200, 100, 75, 60 and 40 points."""

STEPS = (
    # last turn of the step, target gap as a share of the files, how the share is told
    (5, 0.35, "a third"),
    (10, 0.28, "a quarter"),
    (15, 0.22, "a fifth"),
    (30, 0.16, "a sixth"),
    (None, 0.10, "a tenth"),
)
"""The ramp of decks that are not on the 350 to 950 scale: there, a gap is a share of the files."""

ROOM, HALF_ROOM = 0.75, 0.5
"""Such a gap takes at most this share of the files on its side, the smaller one if ``halfway``."""

SPREAD = 0.2
"""The target gap varies at random by up to this share, so that it gives nothing away."""

LEAST_GAP = 8
"""The smallest gap between a file and the anchor, in thousandths of the range: 5 points of 600."""

NEAREST = 4
"""The file is drawn from this many nearest to the target score above it, and as many below it."""


class Side(StrEnum):
    """The two answers, and the two sides a file can stand on."""

    HIGHER = "higher"
    LOWER = "lower"

    __hash__ = str.__hash__  # Enum's own is slow Python, and members are looked up all the time


class Scale(NamedTuple):
    """The scores a deck can have, both ends included."""

    low: int
    high: int

    def points(self, thousandths: int) -> int:
        """Convert thousandths of the range to points of this scale, rounded, at least 1."""
        return max(1, round((self.high - self.low) * thousandths / 1000))


SESAME = Scale(350, 950)

LEAST_COMPARED, MOST_COMPARED = 500, 800
"""On our scale, players are compared at nothing below or above these: few files are further out, and those
are easy to tell."""


def compared_at(own_score: int) -> int:
    """The score at which the files of a deck on our scale are compared with an own score."""
    return min(MOST_COMPARED, max(LEAST_COMPARED, own_score))


def stand_in(own_score: int, less_is_better: bool = False) -> float:
    """The standing among the files of a deck on another scale that stands for an own score.

    Own scores are on the 350 to 950 scale; a deck of goals or prices has none of them. A player at a
    third of our scale is put at a third of the files, at least a tenth of them from either end, so that there
    are files on both sides. Where less is better, a good own score stands for a low one.
    """
    share = (own_score - SESAME.low) / (SESAME.high - SESAME.low)
    share = min(0.9, max(0.1, share))
    return 1 - share if less_is_better else share


class Aim(NamedTuple):
    """Where the next file is wanted: the side, the score aimed at, and the scores allowed.

    ``low <= target <= high``, unless nobody can stand on that side at all: then ``low > high``.
    """

    side: Side
    target: int
    low: int
    high: int


def gap_at(turn: int, scale: Scale = SESAME, ramp: Ramp = RAMP) -> int:
    """The target gap of a turn (counted from 1), in points."""
    return scale.points(next(gap for last, gap in ramp if last is None or turn <= last))


def aim(
    gap: int, anchor: int, rng: Random, scale: Scale = SESAME, least: int = LEAST_GAP, halfway: bool = False
) -> Aim:
    """Toss the coin for the side, and pick a target score about ``gap`` points from the anchor.

    ``least`` is the smallest gap allowed, in thousandths of the range; 0 allows a tie. With ``halfway`` the
    target is at most halfway between the anchor and the end of the scale.
    """
    side = Side.HIGHER if rng.getrandbits(1) else Side.LOWER
    gap = round(gap * rng.uniform(1 - SPREAD, 1 + SPREAD))
    nearest = scale.points(least) if least else 0
    room = (scale.high - anchor if side is Side.HIGHER else anchor - scale.low) // (2 if halfway else 1)
    gap = max(nearest, min(gap, room))
    if side is Side.HIGHER:
        return Aim(side, anchor + gap, anchor + nearest, scale.high)
    return Aim(side, anchor - gap, scale.low, anchor - nearest)


def step_at(turn: int) -> tuple[float, str]:
    """The target gap of a turn (counted from 1) as a share of the files, and how it is told."""
    return next((gap, told) for last, gap, told in STEPS if last is None or turn <= last)


def reach(turn: int, side: float, halfway: bool = False) -> float:
    """The target gap of a turn towards a side with that share of the files, as a share of all files.

    A step that has no room is made smaller as a whole, so that it is spread as others are.
    """
    return min(step_at(turn)[0], (HALF_ROOM if halfway else ROOM) * side / (1 + SPREAD))


def told_gap(turn: int, stands: float, halfway: bool = False) -> str:
    """How far the file of a turn is away, in words true of both sides: about a third, or up to a third."""
    gap, told = step_at(turn)
    both = reach(turn, min(stands, 1 - stands), halfway) >= gap * (1 - SPREAD)
    return f"about {told}" if both else f"up to {told}"


def aim_by_standing(
    turn: int, anchor: int, rng: Random, scale: Scale, quantiles: Quantiles, halfway: bool = False
) -> Aim:
    """Toss the coin for the side, and pick a target score that is a share of the files away from the anchor.

    Every score beyond the anchor is allowed, so no tie is dealt.
    """
    side = Side.HIGHER if rng.getrandbits(1) else Side.LOWER
    stands = quantiles.standing_of(anchor)
    beyond = 1 - stands if side is Side.HIGHER else stands
    gap = reach(turn, beyond, halfway) * rng.uniform(1 - SPREAD, 1 + SPREAD)
    if side is Side.HIGHER:
        return Aim(side, max(anchor + 1, quantiles.score_at(stands + gap)), anchor + 1, scale.high)
    return Aim(side, min(anchor - 1, quantiles.score_at(stands - gap)), scale.low, anchor - 1)
