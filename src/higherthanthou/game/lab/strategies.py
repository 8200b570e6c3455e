"""Strategies: five ways to choose a threshold for each of two wards. They set thresholds and nothing else."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from .outcomes import Outcome, Tally
from .rates import Rate

PROFIT, LINE, SHARE, CHANCE, MEANING = "profit", "line", "share", "chance", "meaning"

TITLES = {
    PROFIT: "Most profit",
    LINE: "One line for all",
    SHARE: "Same share",
    CHANCE: "Same chance",
    MEANING: "Same meaning",
}
"""By key. Same share is statistical parity, same chance equal opportunity (Hardt, Price, Srebro 2016), same
meaning predictive parity (Chouldechova 2017)."""

EQUALS: dict[str, Callable[[Outcome], Rate]] = {
    SHARE: lambda outcome: outcome.accepted,
    CHANCE: lambda outcome: outcome.chance,
    MEANING: lambda outcome: outcome.meaning,
}
"""The rate that a strategy makes the same in both wards."""

STEPS = (200, 100, 50, 20, 10, 1)
"""How finely rates are compared: in so many parts of a whole, coarser where nothing finer is to be had."""

Thresholds = tuple[int, ...]


class Choice(NamedTuple):
    """A threshold of a ward, and what it comes to."""

    threshold: int
    outcome: Outcome

    @property
    def profit(self) -> int:
        """What it earns."""
        return self.outcome.profit


def strategies(wards: Sequence[Tally]) -> dict[str, Thresholds]:
    """The thresholds of each strategy, by its key: of all that fit it, those that earn most."""
    choices, line = [_choices(ward) for ward in wards], _line(wards)
    most = tuple(max(these, key=lambda one: one.profit).threshold for these in choices)
    equal = {key: _equal(choices, rate) or line for key, rate in EQUALS.items()}
    return {PROFIT: most, LINE: line} | equal


def _choices(ward: Tally) -> list[Choice]:
    """Each threshold that says yes to somebody; the lowest of those that say the same."""
    found, before = [], -1
    for place, (repaid, lost) in enumerate(zip(ward.repaid, ward.lost, strict=True)):
        if repaid + lost and repaid + lost != before:
            found.append(Choice(ward.low + place, ward.at_place(place)))
        before = repaid + lost
    return found or [Choice(ward.low, ward.at_place(0))]


def _line(wards: Sequence[Tally]) -> Thresholds:
    """The one threshold for all wards that earns most together."""
    places = range(len(wards[0].repaid) - 1)
    best = max(places, key=lambda place: sum([ward.profit_at(place) for ward in wards]))
    return (wards[0].low + best,) * len(wards)


def _equal(wards: Sequence[Sequence[Choice]], rate: Callable[[Outcome], Rate]) -> Thresholds | None:
    """The thresholds with the same rate in all wards, as nearly as can be told, that earn most together."""
    for steps in STEPS:
        tables = [_by_rate(choices, rate, steps) for choices in wards]
        common = set(tables[0]).intersection(*tables[1:])
        if common:
            key = max(sorted(common), key=lambda one: sum([table[one].profit for table in tables]))
            return tuple(table[key].threshold for table in tables)
    return None


def _by_rate(choices: Sequence[Choice], rate: Callable[[Outcome], Rate], steps: int) -> dict[int, Choice]:
    """The threshold that earns most, for each value of a rate in so many steps."""
    best: dict[int, Choice] = {}
    for choice in choices:
        share = rate(choice.outcome).share
        if share is not None:
            key = round(share * steps)
            if key not in best or best[key].profit < choice.profit:
                best[key] = choice
    return best


def kept(thresholds: Thresholds, found: dict[str, Thresholds]) -> str | None:
    """The strategy whose thresholds these are, or one line for all if they are the same; None if neither."""
    exact = next((key for key, theirs in found.items() if theirs == thresholds), None)
    return exact or (LINE if len(set(thresholds)) == 1 else None)


def all_equal(outcomes: Sequence[Outcome], same: Callable[[Rate, Rate], bool], key: str) -> bool:
    """Whether the rate that a strategy equals is the same in every two wards."""
    rates = [EQUALS[key](outcome) for outcome in outcomes]
    return all(same(one, other) for one, other in product(rates, rates))
