"""The histograms of the lab: the scores of each ward with its threshold."""

from typing import NamedTuple

from ...game.lab.movers import Bar
from ...game.lab.rates import Rate
from ...game.score import Model
from .laws import LawResult

HEIGHT = 100
"""Of the tallest bar, in the units of the drawing; a point of a score is as wide as one.

Bars are whole units high, so that of a deck that ranks no bar counts people one by one."""


class DrawnBar(NamedTuple):
    """A bar of a histogram: the part that would repay at the bottom, the other part on top of it."""

    x: int
    lost_y: int
    lost_height: int
    repaid_y: int
    repaid_height: int


class WardView(NamedTuple):
    """A histogram with its threshold at ``x``; ``flag`` is where the flag begins, so that it stays inside.

    ``repays`` is how many in 100 would repay, ``yes`` and ``no`` how many hear that.
    """

    title: str
    repays: int
    yes: int
    no: int
    threshold: int
    x: int
    flag: int
    bars: tuple[DrawnBar, ...]


def drawn_wards(titles: tuple[str, ...], result: LawResult, model: Model) -> tuple[WardView, ...]:
    """The wards under a law, all bars to one height."""
    tallest = max([bar.repaid + bar.lost for bars in result.bars for bar in bars], default=0) or 1
    return tuple(
        WardView(
            title,
            Rate(outcome.chance.total, outcome.accepted.total).percent or 0,
            outcome.accepted.percent or 0,
            100 - (outcome.accepted.percent or 0),
            line,
            line - model.low,
            max(0, min(line - model.low - 35, model.high - model.low - 70)),
            tuple(_drawn(bar, model.low, tallest) for bar in bars),
        )
        for title, outcome, line, bars in zip(
            titles, result.outcomes, result.law.thresholds, result.bars, strict=True
        )
    )


def _drawn(bar: Bar, low: int, tallest: int) -> DrawnBar:
    repaid, lost = (round(HEIGHT * count / tallest) for count in (bar.repaid, bar.lost))
    return DrawnBar(bar.low - low, HEIGHT - repaid - lost, lost, HEIGHT - repaid, repaid)
