"""The law that a room votes for: how a vote is written, what passes, and a record under it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ..errors import Refusal
from ..lab.law import factors, median_weights, score_under
from ..profile import Entry, points_by
from ..score import Model

FILES = 5
"""So many files are judged by a law that has passed."""

OTHER_MODEL = "That law is for other scores than those of this deck."


class ClassLaw(NamedTuple):
    """A law that has passed: ``weights`` in per cent, and the first and the last round that it judges."""

    weights: tuple[int, ...]
    first_round: int
    last_round: int
    votes: int


def written(weights: Sequence[int]) -> str:
    """Weights as they are stored and put into a CSV: ``35 25 20 15 5``."""
    return " ".join(map(str, weights))


def read_weights(text: str) -> tuple[int, ...]:
    """The weights that were written so."""
    return tuple(map(int, text.split()))


def passed(votes: Sequence[Sequence[int]], first_round: int, rounds: int) -> ClassLaw | None:
    """What passes: the middle of the votes, for the next files of a room; None if nobody voted."""
    if not votes:
        return None
    last_round = first_round + files_left(first_round - 1, rounds) - 1
    return ClassLaw(median_weights(votes), first_round, last_round, len(votes))


def files_left(round_now: int, rounds: int) -> int:
    """How many files a law judges that is voted for after a round: five, or as many as the room still has."""
    return min(FILES, rounds - round_now)


def score_by(model: Model, weights: Sequence[int], record: Sequence[Entry]) -> int:
    """What somebody with that record scores under a law."""
    if len(weights) != len(model.dimensions):
        raise Refusal(OTHER_MODEL)
    return score_under(model, weights, points_by(record))


def record_by(model: Model, weights: Sequence[int], record: Sequence[Entry]) -> tuple[Entry, ...]:
    """A record with the points that each fact has under a law; with the base they sum to ``score_by``.

    Points are whole: all are rounded down, and those with the largest remainders up again.
    """
    by = dict(zip((dimension.key for dimension in model.dimensions), factors(model, weights), strict=True))
    exact = [(entry.points or 0) * by.get(entry.dimension or "", 0) for entry in record]
    whole = [int(points // 1) for points in exact]
    missing = score_by(model, weights, record) - model.base - sum(whole)
    places = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in places[:missing]:
        whole[place] += 1
    return tuple(
        entry._replace(points=points) if entry.dimension in by else entry
        for entry, points in zip(record, whole, strict=True)
    )


def model_by(model: Model, weights: Sequence[int]) -> Model:
    """A model whose dimensions weigh what a law says, to draw receipts with."""
    dimensions = [
        replace(dimension, weight=weight) for dimension, weight in zip(model.dimensions, weights, strict=True)
    ]
    return replace(model, dimensions=tuple(dimensions))
