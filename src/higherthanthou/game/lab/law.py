"""A law: what each dimension of a score model weighs, and from which score on the office says yes."""

import re
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from ..errors import Refusal
from ..score import Model

WHOLE = 100
"""What the weights of a law sum to."""

USUAL = 640
"""Where a yes begins unless somebody says otherwise: the score of somebody who has not told anything."""

THRESHOLD = "threshold"
_WEIGHT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?", re.ASCII)
_SCORE = re.compile(r"[0-9]{1,6}", re.ASCII)


class Law(NamedTuple):
    """``weights`` in percent in the order of the model's dimensions, 100 in all.

    ``thresholds``: a yes begins at this score; one for everybody, or one for each ward.
    """

    weights: tuple[int, ...]
    thresholds: tuple[int, ...]


class ReadLaw(NamedTuple):
    """A law that somebody asked for. ``came_to`` is what its weights summed to, or None if to 100."""

    law: Law
    came_to: float | None


def own_law(model: Model, wards: int = 1) -> Law:
    """The law by which a deck was scored, with the usual threshold for so many wards."""
    return Law(tuple(dimension.weight for dimension in model.dimensions), (_usual(model),) * wards)


def _usual(model: Model) -> int:
    return USUAL if model.low <= USUAL <= model.high else model.base


def scaled(weights: Sequence[float]) -> tuple[int, ...]:
    """Weights as whole percent that sum to 100, by largest remainders (Hamilton's method, 1792).

    None may be less than 0, and one has to be more; of equal remainders the earlier one is rounded up.
    """
    total = sum(weights)
    exact = [weight * WHOLE / total for weight in weights]
    floors = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: floors[place] - exact[place])
    for place in by_remainder[: WHOLE - sum(floors)]:
        floors[place] += 1
    return tuple(floors)


def median_weights(laws: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The weights in the middle of several laws, dimension by dimension, scaled to 100.

    If every median is 0, they are all alike.
    """
    middle = [median(column) for column in zip(*laws, strict=True)]
    return scaled(middle if any(middle) else [1] * len(middle))


def factors(model: Model, weights: Sequence[int]) -> tuple[float, ...]:
    """By how much a law multiplies the points of each dimension: w' / w; 0 where the model has no weight."""
    pairs = zip(weights, model.dimensions, strict=True)
    return tuple(weight / dimension.weight if dimension.weight else 0.0 for weight, dimension in pairs)


def score_under(model: Model, weights: Sequence[int], points: Mapping[str, int]) -> int:
    """The score of somebody with these points by dimension under a law: base + sum(points * w' / w).

    A dimension moves a score by at most its weight's share of the scale. Where a deck file has more points
    than that, the score stays at the end of the scale.
    """
    by = zip(model.dimensions, factors(model, weights), strict=True)
    return on_scale(model, sum([points.get(dimension.key, 0) * factor for dimension, factor in by]))


def on_scale(model: Model, points: float) -> int:
    """The score that so many points come to, on the scale of the model."""
    return max(model.low, min(model.high, model.base + round(points)))


def fields_of(model: Model, law: Law, wards: Sequence[str] = ()) -> dict[str, int]:
    """The fields of the form that asks for a law; ``wards`` are the keys of those with a threshold each."""
    weights = {d.key: weight for d, weight in zip(model.dimensions, law.weights, strict=True)}
    names = [f"{THRESHOLD}_{ward}" for ward in wards] if len(law.thresholds) > 1 else [THRESHOLD]
    return weights | dict(zip(names, law.thresholds, strict=True))


def read_law(fields: Mapping[str, str], model: Model, wards: Sequence[str] = ()) -> ReadLaw:
    """The law that a form asks for. Refusal with a sentence if a field is unknown or no such number.

    A weight that is not told is as in the model. Weights that do not sum to 100 are scaled.
    """
    own = own_law(model, max(1, len(wards)))
    known = {d.key for d in model.dimensions} | {THRESHOLD} | {f"{THRESHOLD}_{ward}" for ward in wards}
    if unknown := sorted(set(fields) - known):
        raise Refusal(f"A law of this deck has no field {unknown[0]!r}. It has: {', '.join(sorted(known))}.")
    weights = [_weight(fields.get(d.key, ""), d.title, d.weight) for d in model.dimensions]
    if not any(weights):
        raise Refusal("A law has to weigh something: one of its weights has to be more than 0.")
    total = round(sum(weights), 6)
    law = Law(scaled(weights), _thresholds(fields, model, wards, own.thresholds))
    return ReadLaw(law, None if total == WHOLE and all(w == int(w) for w in weights) else total)


def _weight(text: str, title: str, own: int) -> float:
    if not (text := text.strip()):
        return own
    if not _WEIGHT.fullmatch(text):
        raise Refusal(f"{title}: a weight is a plain number from 0 up, such as 25.")
    return float(text)


def _thresholds(
    fields: Mapping[str, str], model: Model, wards: Sequence[str], usual: tuple[int, ...]
) -> tuple[int, ...]:
    """One threshold for each ward, or a single one; that for everybody counts where a ward has none."""
    common = _threshold(fields.get(THRESHOLD, ""), model, usual[0])
    if not wards:
        return (common,)
    return tuple(_threshold(fields.get(f"{THRESHOLD}_{ward}", ""), model, common) for ward in wards)


def _threshold(text: str, model: Model, usual: int) -> int:
    if not (text := text.strip()):
        return usual
    if not _SCORE.fullmatch(text) or not model.low <= int(text) <= model.high:
        raise Refusal(f"A yes begins at a whole score from {model.low} to {model.high}.")
    return int(text)
