"""The lab as its template prints it: weights, laws, strategies, histograms and numbers in plain values."""

from typing import NamedTuple
from urllib.parse import urlencode

from ...game.lab.law import THRESHOLD, Law, ReadLaw, fields_of, own_law
from ...game.lab.outcomes import GAIN, LOSS
from ...game.lab.presets import presets
from ...game.lab.rates import Rate
from ...game.lab.strategies import TITLES as STRATEGIES
from ...game.lab.wards import TITLES, WARDS
from ...game.score import Model
from ...store.decks.decks import Deck
from ...store.lab.crowds import DeckCrowd
from .drawn_wards import WardView, drawn_wards
from .laws import LawResult
from .number_rows import NumberRow, number_rows


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


class LabView(NamedTuple):
    """Everything that is the same for everybody who asks for this law of this deck.

    ``crossed`` are those who hear another answer, in whole percent.
    """

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
    wards = drawn_wards(titles, result, model)
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
        number_rows(result, known),
        law.weights != own_law(model).weights,
        Rate(result.crossed, found.crowd.size).percent or 0,
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


def _said(wards: tuple[WardView, ...], result: LawResult) -> str:
    """What a screen reader hears when the law has changed."""
    told = ", ".join([f"{ward.yes} percent{f' in the {ward.title}' if ward.title else ''}" for ward in wards])
    return f"A yes for {told}. {result.broke}".strip()
