"""The split of a round: how many called higher and lower, and because of which fact."""

from collections.abc import Iterable
from typing import NamedTuple

from ..deal import Side


class Call(NamedTuple):
    """A guest's call: ``reason`` is the place of a fact on the file, from 0, or None."""

    number: int
    guess: Side
    reason: int | None
    weight: float = 1.0


class ReasonSplit(NamedTuple):
    """How many gave a fact as the reason for each side; ``reason`` is its place on the file, from 0."""

    reason: int
    higher: int
    lower: int

    @property
    def all(self) -> int:
        """How many gave it."""
        return self.higher + self.lower


class Split(NamedTuple):
    """Calls by side, and the sums of their weights; ``reasons`` begin with the one given most often."""

    higher: int
    lower: int
    higher_weight: float
    lower_weight: float
    reasons: tuple[ReasonSplit, ...]

    @property
    def all(self) -> int:
        """How many called."""
        return self.higher + self.lower

    @property
    def percent_higher(self) -> int:
        """Per cent of the calls that said higher; 50 if nobody called."""
        return _percent(self.higher, self.all)

    @property
    def percent_weighed(self) -> int:
        """The same by weight."""
        return _percent(self.higher_weight, self.higher_weight + self.lower_weight)

    @property
    def told_weighed(self) -> int | None:
        """The same by weight where that is something else, or turns the majority; None if not."""
        return self.percent_weighed if self.percent_weighed != self.percent_higher or self.turned else None

    @property
    def turned(self) -> bool:
        """Whether the weights give the other side the majority."""
        return (self.higher - self.lower) * (self.higher_weight - self.lower_weight) < 0


def split_of(calls: Iterable[Call]) -> Split:
    """Add up the calls of a round."""
    count = {Side.HIGHER: 0, Side.LOWER: 0}
    weight = {Side.HIGHER: 0.0, Side.LOWER: 0.0}
    reasons: dict[int, dict[Side, int]] = {}
    for call in calls:
        count[call.guess] += 1
        weight[call.guess] += call.weight
        if call.reason is not None:
            reasons.setdefault(call.reason, {Side.HIGHER: 0, Side.LOWER: 0})[call.guess] += 1
    given = [ReasonSplit(at, by[Side.HIGHER], by[Side.LOWER]) for at, by in reasons.items()]
    given.sort(key=lambda reason: (-reason.all, reason.reason))
    return Split(count[Side.HIGHER], count[Side.LOWER], weight[Side.HIGHER], weight[Side.LOWER], tuple(given))


def _percent(part: float, whole: float) -> int:
    return round(100 * part / whole) if whole else 50
