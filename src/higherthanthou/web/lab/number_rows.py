"""The numbers of the lab: what a law comes to in each ward, and how far the wards are apart."""

from typing import NamedTuple

from ...game.lab.outcomes import Outcome
from ...game.lab.rates import Rate, alike, apart
from .laws import LawResult


class NumberRow(NamedTuple):
    """A row of numbers: one for each ward with half of its interval, and how far the wards are apart."""

    title: str
    values: tuple[tuple[str, str], ...]
    apart: str
    alike: bool


def number_rows(result: LawResult, known: bool) -> tuple[NumberRow, ...]:
    """The rows for a law; only what needs no outcome, unless outcomes are known."""
    outcomes = result.outcomes
    rows = [_row("Said yes to", [outcome.accepted for outcome in outcomes])]
    if known:
        rows += [
            _row("Of those who would repay, a yes", [outcome.chance for outcome in outcomes]),
            _row("Of those who would not, a yes", [outcome.risk for outcome in outcomes]),
            _row("Of the yeses, repaid", [outcome.meaning for outcome in outcomes]),
            _profit(outcomes),
        ]
    return tuple(rows)


def _row(title: str, rates: list[Rate]) -> NumberRow:
    values = tuple(
        ("nobody", "")
        if rate.percent is None
        else (f"{rate.percent}\N{NO-BREAK SPACE}%", f"±{rate.half_width}")
        for rate in rates
    )
    distance = apart(rates[0], rates[-1])
    same = alike(rates[0], rates[-1])
    told = "" if len(rates) == 1 or distance is None else "alike" if same else f"{distance} apart"
    return NumberRow(title, values, told, same)


def _profit(outcomes: tuple[Outcome, ...]) -> NumberRow:
    total = sum([outcome.profit for outcome in outcomes])
    values = tuple((_figure(outcome.profit), "") for outcome in outcomes)
    return NumberRow("The office earns", values, f"{_figure(total)} in all", True)


def _figure(number: int) -> str:
    return f"{number:,}".replace("-", "−")
