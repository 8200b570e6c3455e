"""What stars did to a room: how much of it was right in each round, with all alike and by weight."""

from collections.abc import Iterable
from typing import NamedTuple

HALF = 50
"""The share in per cent that is no majority; nothing else is rounded onto it."""


class RoundEffect(NamedTuple):
    """The share of the calls of a round that were right, in per cent: with all alike, and by weight.

    ``turned`` says that only one of the two is a majority.
    """

    round: int
    alike: int
    weighed: int
    turned: bool


class Effect(NamedTuple):
    """The rounds of a room in their order, and in how many of them the room was right, either way."""

    rounds: tuple[RoundEffect, ...]
    right_alike: int
    right_weighed: int

    @property
    def half_right(self) -> int:
        """In how many of them exactly one half was right: there the room made no call."""
        return sum(one.alike == HALF for one in self.rounds)

    @property
    def told(self) -> str:
        """In how many rounds the room was right with all alike, and in how many it was split in half."""
        halves = f", and half right in {self.half_right}" if self.half_right else ""
        return f"The room was right in {self.right_alike} of {len(self.rounds)}{halves}."

    @property
    def turned(self) -> tuple[int, ...]:
        """The numbers of the rounds that the weights turned."""
        return tuple(one.round for one in self.rounds if one.turned)

    @property
    def sentence(self) -> str:
        """The effect in one sentence."""
        count = len(self.rounds)
        if not self.turned:
            moved = max((abs(one.weighed - one.alike) for one in self.rounds), default=0)
            points = "point" if moved == 1 else "points"
            return f"The stars moved the room by {moved} {points} at most and turned no round."
        plural = "s" if len(self.turned) > 1 else ""
        which = _listed([str(number) for number in self.turned])
        was = f"{self.right_alike} of {count} with all alike, {self.right_weighed} of {count} by its stars"
        return f"In round{plural} {which} the stars turned the majority: the room was right in {was}."


def effect(calls: Iterable[tuple[int, bool, float]]) -> Effect:
    """The effect of weights: of each call the round, whether it was right, and what it weighs."""
    sums: dict[int, list[float]] = {}
    for number, right, weight in calls:
        row = sums.setdefault(number, [0, 0, 0.0, 0.0])
        row[0] += right
        row[1] += 1
        row[2] += weight * right
        row[3] += weight
    rounds = tuple(_round(number, *row) for number, row in sorted(sums.items()))
    half = [(2 * row[0] > row[1], 2 * row[2] > row[3]) for row in sums.values()]
    return Effect(rounds, sum(alike for alike, _ in half), sum(weighed for _, weighed in half))


def _round(number: int, right: float, count: float, right_weight: float, weight: float) -> RoundEffect:
    turned = (2 * right - count) * (2 * right_weight - weight) < 0
    return RoundEffect(number, _percent(right, count), _percent(right_weight, weight), turned)


def _percent(part: float, whole: float) -> int:
    """Per cent, rounded, but never onto the half: 49.6 is 49, so that a majority can be read off."""
    percent = round(100 * part / whole)
    if percent != HALF or 2 * part == whole:
        return percent
    return HALF + 1 if 2 * part > whole else HALF - 1


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
