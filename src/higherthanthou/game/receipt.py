"""The receipt: explains a score by the numbers that it was computed from."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .profile import LONGEST_SHOWN, Entry, Fact, Shown
from .score import Dimension, Model
from .verdict import Truth, Verdict

CLOSE = 60
"""A miss by so many points of our scale at most was a close one."""

_PLACES = {shown: place for place, shown in enumerate(Shown)}


class Bar(NamedTuple):
    """What one dimension added: signed ``points`` of at most ``most``, and the facts they come from."""

    title: str
    points: int
    most: int
    entries: tuple[Entry, ...]


class Receipt(NamedTuple):
    """``base`` plus the points of all bars is ``total``; ``bars`` is empty if the score comes from no model.

    ``uncovered`` are the facts from under black bars, ``recorded`` those in the record only that no bar
    lists. ``in_full`` are those that the file showed shortened, unless a bar lists them.
    """

    base: int
    total: int
    bars: tuple[Bar, ...]
    uncovered: tuple[Fact, ...]
    recorded: tuple[Fact, ...]
    in_full: tuple[Fact, ...]


def receipt(record: Iterable[Entry], total: int, model: Model | None) -> Receipt:
    """Explain a score by its record. Without a model, only list the facts that the file did not show."""
    record = tuple(record)
    uncovered = tuple([Fact(e.label, e.text) for e in record if e.shown is Shown.WITHHELD])
    elsewhere = [e for e in record if e.shown is Shown.RECORD and (model is None or e.dimension is None)]
    recorded = tuple([Fact(entry.label, entry.text) for entry in elsewhere])
    long = [e for e in record if e.shown is Shown.FILE and len(e.text) > LONGEST_SHOWN]
    in_full = tuple([Fact(e.label, e.text) for e in long if model is None or e.dimension is None])
    if model is None:
        return Receipt(total, total, (), uncovered, recorded, in_full)
    behind: dict[str, list[Entry]] = {dimension.key: [] for dimension in model.dimensions}
    for entry in sorted(record, key=_rank):
        if entry.dimension is not None:
            behind[entry.dimension].append(entry)
    bars = [_bar(dimension, tuple(behind[dimension.key]), model) for dimension in model.dimensions]
    return Receipt(model.base, total, tuple(bars), uncovered, recorded, in_full)


def _rank(entry: Entry) -> tuple[int, int]:
    """Sort key: most points first; at equal points, facts on the file before withheld and recorded ones."""
    return -abs(entry.points or 0), _PLACES[entry.shown]


def _bar(dimension: Dimension, entries: tuple[Entry, ...], model: Model) -> Bar:
    most = dimension.weight * (model.high - model.low) // 200
    return Bar(dimension.title, sum([entry.points or 0 for entry in entries]), most, entries)


def own_record(model: Model, levels: Mapping[str, int]) -> tuple[Entry, ...]:
    """The record of a player, made from the answers to the intake, ``{trait key: index of level}``."""
    return tuple(
        Entry(
            t.label, t.levels[levels[t.key]].answer, Shown.FILE, t.dimension, t.levels[levels[t.key]].points
        )
        for t in model.traits
        if t.key in levels
    )


def swing(record: Iterable[Entry], truth: Truth) -> Entry | None:
    """The fact that pulled the score hardest to the side where it stood; None if no fact pulled that way.

    Facts in the record only are left out: the file did not hint at them.
    """
    return min(_pulls(record, truth), key=_rank, default=None)


def _pulls(record: Iterable[Entry], truth: Truth, in_the_record: bool = False) -> list[Entry]:
    """The facts that pulled to a side: those that the file hinted at, or those in the record only."""
    sign = -1 if truth is Truth.LOWER else 1
    return [e for e in record if (e.points or 0) * sign > 0 and (e.shown is Shown.RECORD) == in_the_record]


def on_file_alone(record: Iterable[Entry], base: int) -> int:
    """The score that the facts on the file come to without the others: ``base`` and their points."""
    return base + sum([entry.points or 0 for entry in record if entry.shown is Shown.FILE])


def cause(record: Iterable[Entry], verdict: Verdict, on_our_scale: bool) -> str:
    """Why a call was missed, if that can be said: what told it was hidden, or the score was close."""
    record = tuple(record)
    hardest = swing(record, verdict.truth)
    if hardest is not None and hardest.shown is Shown.WITHHELD:
        return "It was under the bar."
    if hardest is None and _pulls(record, verdict.truth, in_the_record=True):
        return "Nobody could have read it."
    if on_our_scale and verdict.gap <= CLOSE:
        return f"A matter of {verdict.gap} point{'' if verdict.gap == 1 else 's'}."
    return ""
