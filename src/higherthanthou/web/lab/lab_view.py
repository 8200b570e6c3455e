"""The lab as its template prints it: weights, histograms, numbers, strategies, all in plain values."""

from typing import NamedTuple
from urllib.parse import urlencode

from ...game.lab.law import THRESHOLD, Law, ReadLaw, fields_of, own_law
from ...game.lab.movers import Bar
from ...game.lab.outcomes import GAIN, LOSS, Outcome
from ...game.lab.presets import presets
from ...game.lab.rates import Rate, alike, apart
from ...game.lab.strategies import TITLES as STRATEGIES
from ...game.lab.wards import TITLES, WARDS
from ...game.score import Model
from ...store.decks.decks import Deck
from ...store.lab.crowds import DeckCrowd
from .laws import LawResult

HEIGHT = 100
"""Of the tallest bar, in the units of the drawing; a point of a score is as wide as one."""


class Slider(NamedTuple):
    """A field of the form with what it was; ``was`` is empty if it is as it was."""

    name: str
    title: str
    value: int
    low: int
    high: int
    was: str


class Choice(NamedTuple):
    """A link to another law; ``chosen`` if it is this one."""

    title: str
    url: str
    chosen: bool


class DrawnBar(NamedTuple):
    """A bar of a histogram: the part that would repay at the bottom, the other part on top of it."""

    x: int
    lost_y: float
    lost_height: float
    repaid_y: float
    repaid_height: float


class WardView(NamedTuple):
    """A histogram with its threshold at ``x``; ``flag`` is where the flag begins, so that it stays inside.

    ``repays`` is how many in 100 would repay, ``yes`` and ``no`` how many hear that.
    """

    title: str
    size: int
    repays: int
    yes: int
    no: int
    threshold: int
    x: int
    flag: int
    bars: tuple[DrawnBar, ...]


class NumberRow(NamedTuple):
    """A row of numbers: one for each ward with half of its interval, and how far the wards are apart."""

    title: str
    values: tuple[tuple[str, str], ...]
    apart: str
    alike: bool


class LabView(NamedTuple):
    """Everything that is the same for everybody who asks for this law of this deck."""

    weights: tuple[Slider, ...]
    thresholds: tuple[Slider, ...]
    came_to: str
    shelf: tuple[Choice, ...]
    strategies: tuple[Choice, ...]
    kept: str
    broke: str
    wards: tuple[WardView, ...]
    rows: tuple[NumberRow, ...]
    changed: bool
    crossed: int
    counted: int
    known: bool
    low: int
    high: int
    gain: int
    loss: int
    said: str


def lab_view(deck: Deck, model: Model, found: DeckCrowd, read: ReadLaw, result: LawResult) -> LabView:
    """The view of a law."""
    law, keys = read.law, WARDS if found.wards > 1 else ()
    titles = TITLES if keys else ("",)
    known = bool(found.crowd.outcomes)
    wards = _wards(titles, result, law, model)
    choices = [
        Choice(STRATEGIES[key], _url(deck, model, law._replace(thresholds=lines), keys), key == result.kept)
        for key, lines in result.choices.items()
    ]
    return LabView(
        _weights(model, law),
        _thresholds(model, law, keys),
        "" if read.came_to is None else f"{read.came_to:g}",
        _shelf(deck, model, law, keys),
        tuple(choices),
        STRATEGIES.get(result.kept or "", "These two lines"),
        result.broke,
        wards,
        _rows(result, known),
        law.weights != own_law(model).weights,
        result.crossed,
        found.crowd.size,
        known,
        model.low,
        model.high,
        GAIN,
        LOSS,
        _said(wards, result),
    )


def _url(deck: Deck, model: Model, law: Law, keys: tuple[str, ...]) -> str:
    return f"/lab/{deck.slug}?{urlencode(fields_of(model, law, keys))}"


def _weights(model: Model, law: Law) -> tuple[Slider, ...]:
    return tuple(
        Slider(d.key, d.title, now, 0, 100, "" if now == d.weight else f"{d.weight}")
        for d, now in zip(model.dimensions, law.weights, strict=True)
    )


def _thresholds(model: Model, law: Law, keys: tuple[str, ...]) -> tuple[Slider, ...]:
    names = [f"{THRESHOLD}_{key}" for key in keys] or [THRESHOLD]
    titles = TITLES if keys else ("Everybody",)
    both = zip(names, titles, law.thresholds, strict=True)
    return tuple(Slider(name, title, line, model.low, model.high, "") for name, title, line in both)


def _shelf(deck: Deck, model: Model, law: Law, keys: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            preset.title,
            _url(deck, model, law._replace(weights=preset.weights), keys),
            preset.weights == law.weights,
        )
        for preset in presets(model)
    )


def _wards(titles: tuple[str, ...], result: LawResult, law: Law, model: Model) -> tuple[WardView, ...]:
    tallest = max([bar.repaid + bar.lost for bars in result.bars for bar in bars], default=0) or 1
    return tuple(
        WardView(
            title,
            outcome.accepted.total,
            Rate(outcome.chance.total, outcome.accepted.total).percent or 0,
            outcome.accepted.percent or 0,
            100 - (outcome.accepted.percent or 0),
            line,
            line - model.low,
            max(0, min(line - model.low - 35, model.high - model.low - 70)),
            tuple(_drawn(bar, model.low, tallest) for bar in bars),
        )
        for title, outcome, line, bars in zip(
            titles, result.outcomes, law.thresholds, result.bars, strict=True
        )
    )


def _drawn(bar: Bar, low: int, tallest: int) -> DrawnBar:
    repaid, lost = (round(HEIGHT * count / tallest, 1) for count in (bar.repaid, bar.lost))
    return DrawnBar(bar.low - low, round(HEIGHT - repaid - lost, 1), lost, round(HEIGHT - repaid, 1), repaid)


def _rows(result: LawResult, known: bool) -> tuple[NumberRow, ...]:
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


def _said(wards: tuple[WardView, ...], result: LawResult) -> str:
    """What a screen reader hears when the law has changed."""
    told = ", ".join([f"{ward.yes} percent{f' in the {ward.title}' if ward.title else ''}" for ward in wards])
    return f"A yes for {told}. {result.broke}".strip()
