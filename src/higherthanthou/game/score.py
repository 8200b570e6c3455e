"""The score model: levels of traits -> points per dimension -> a total, and its band."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf
from statistics import NormalDist
from typing import Any

from .texts.wording import Wording, WordingError, parse_wording


class ModelError(ValueError):
    """A score model that cannot be used; the message names the first mistake."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the parts that a score is the sum of; ``weight`` is its share of the range in percent."""

    key: str
    title: str
    weight: int


@dataclass(frozen=True, slots=True)
class Level:
    """One value of a trait: the points it adds, how common it is, and its wordings.

    ``share`` is the part of people at this level (the shares of a trait sum to 1). ``answer`` is the
    wording in the intake, empty if the intake does not offer this level.
    """

    points: int
    share: float
    wordings: tuple[Wording, ...]
    answer: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All forms of all wordings: what a file may say of this level."""
        return tuple(form for wording in self.wordings for form in wording.forms())


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that the model looks at; ``levels`` go from worst to best.

    ``show`` is the relative chance that the trait is on a file rather than in the record only.
    ``question`` is what the intake asks; if empty, it does not ask.
    """

    key: str
    label: str
    dimension: str
    show: float
    question: str
    levels: tuple[Level, ...]
    limits: tuple[float, ...] = field(init=False, repr=False, compare=False)
    """Where on the standard normal distribution each level but the first begins."""

    def __post_init__(self) -> None:
        """Know the limits, which every person drawn is measured by."""
        shares = accumulate(level.share for level in self.levels[:-1])
        object.__setattr__(self, "limits", tuple(map(_limit, shares)))  # it is frozen


def _limit(share: float) -> float:
    """The place below which that share of people is."""
    if share <= 0:
        return -inf
    return NormalDist().inv_cdf(share) if share < 1 else inf


@dataclass(frozen=True, slots=True)
class Band:
    """A named part of the scale, from ``low`` up to the next band."""

    low: int
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Score:
    """A total and its parts: ``base + sum(points.values()) == total``."""

    total: int
    base: int
    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Model:
    """An additive score model on a scale from ``low`` to ``high``, starting at ``base``.

    A dimension of weight w % moves a score by at most ``w % * (high - low) / 2`` either way, so no
    total leaves the scale and none needs clamping.
    ``general`` and ``kindred`` make traits correlate: they are the loadings (0..1) of each trait on a
    factor common to all traits, and on one common to its dimension.
    """

    key: str
    title: str
    low: int
    high: int
    base: int
    general: float
    kindred: float
    dimensions: tuple[Dimension, ...]
    bands: tuple[Band, ...]
    traits: tuple[Trait, ...]

    def score(self, levels: Mapping[str, int]) -> Score:
        """Score a person from ``{trait key: index of level}``; a missing trait adds nothing."""
        points = dict.fromkeys((d.key for d in self.dimensions), 0)
        for trait in self.traits:
            if trait.key in levels:
                points[trait.dimension] += trait.levels[levels[trait.key]].points
        return Score(self.base + sum(points.values()), self.base, points)

    def band(self, total: int) -> Band:
        """The band of a total; a total below the first band belongs to the first."""
        return next((b for b in reversed(self.bands) if b.low <= total), self.bands[0])

    def reach(self, label: str) -> int:
        """The most points that the trait of that label can add or take; 0 if there is no such trait."""
        levels = next((trait.levels for trait in self.traits if trait.label == label), ())
        return max((abs(level.points) for level in levels), default=0)

    def dimension(self, key: str) -> Dimension:
        """The dimension with that key."""
        return next(d for d in self.dimensions if d.key == key)


def parse_model(data: Mapping[str, Any]) -> Model:
    """Build a model from the parsed TOML of ``seed/models/*.toml``; ModelError if it is unusable."""
    try:
        model = _model(data)
    except WordingError as wrong:
        raise ModelError(str(wrong)) from wrong
    except (KeyError, TypeError, ValueError) as wrong:
        raise ModelError(f"The score model is not readable: {wrong!r}.") from wrong
    _check(model)
    return model


def _model(data: Mapping[str, Any]) -> Model:
    return Model(
        key=str(data["key"]),
        title=str(data["title"]),
        low=int(data["low"]),
        high=int(data["high"]),
        base=int(data["base"]),
        general=float(data["general"]),
        kindred=float(data["kindred"]),
        dimensions=tuple(_dimension(d) for d in data["dimensions"]),
        bands=tuple(Band(int(b["low"]), str(b["title"]), str(b["note"])) for b in data["bands"]),
        traits=tuple(_trait(t) for t in data["traits"]),
    )


def _dimension(data: Mapping[str, Any]) -> Dimension:
    return Dimension(str(data["key"]), str(data["title"]), int(data["weight"]))


def _trait(data: Mapping[str, Any]) -> Trait:
    return Trait(
        key=str(data["key"]),
        label=str(data["label"]),
        dimension=str(data["dimension"]),
        show=float(data["show"]),
        question=str(data.get("question", "")),
        levels=tuple(_level(level) for level in data["levels"]),
    )


def _level(data: Mapping[str, Any]) -> Level:
    if not isinstance(data["texts"], list):
        raise TypeError("texts is not a list")
    wordings = tuple(parse_wording(str(text)) for text in data["texts"])
    return Level(int(data["points"]), float(data["share"]), wordings, str(data.get("answer", "")))


def _check(model: Model) -> None:
    _check_scale(model)
    known = {d.key for d in model.dimensions}
    if len(known) < len(model.dimensions) or len({t.key for t in model.traits}) < len(model.traits):
        raise ModelError("Two dimensions or two traits have the same key.")
    for trait in model.traits:
        if trait.dimension not in known:
            raise ModelError(f"Trait {trait.key} names an unknown dimension, {trait.dimension}.")
        _check_trait(trait)
    for dimension in model.dimensions:
        _check_reach(model, dimension)


def _check_scale(model: Model) -> None:
    if not model.low < model.base < model.high or 2 * model.base != model.low + model.high:
        raise ModelError("The base is not in the middle of the scale, so a total could leave it.")
    lows = [band.low for band in model.bands]
    if lows[:1] != [model.low] or lows != sorted(set(lows)):
        raise ModelError("The bands do not rise from the low end of the scale.")
    if not (model.general >= 0 and model.kindred >= 0 and model.general**2 + model.kindred**2 <= 1):
        raise ModelError("The loadings are not 0 to 1, or their squares sum to more than 1.")
    if sum(d.weight for d in model.dimensions) != 100 or any(d.weight < 0 for d in model.dimensions):
        raise ModelError("The weights of the dimensions do not sum to 100.")


def _check_trait(trait: Trait) -> None:
    if len(trait.levels) < 2 or not all(level.texts for level in trait.levels):
        raise ModelError(f"Trait {trait.key} needs two levels or more, each with a text.")
    if not trait.show > 0:
        raise ModelError(f"Trait {trait.key} needs a show above 0.")
    shares = [level.share for level in trait.levels]
    if not all(share >= 0 for share in shares) or abs(sum(shares) - 1) > 1e-6:
        raise ModelError(f"The shares of trait {trait.key} do not sum to 1.")


def _check_reach(model: Model, dimension: Dimension) -> None:
    """Check that a dimension cannot move a score further than its weight allows, either way."""
    room = dimension.weight * (model.high - model.low) / 200
    mine = [[level.points for level in t.levels] for t in model.traits if t.dimension == dimension.key]
    if sum(max(p) for p in mine) > room or sum(min(p) for p in mine) < -room:
        raise ModelError(f"Dimension {dimension.key} can move a score by more than its {room:g} points.")
