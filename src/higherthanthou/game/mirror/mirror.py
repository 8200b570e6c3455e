"""The whole mirror of some calls: lines, surfaces, right by gap, and the labels that went with misses."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .called import Called
from .leaning import Recalibrated
from .lines import Line, lines_of
from .surfaces import Surfaced, surfaces_of

FEWEST = 30
"""Under so many calls the mirror shows nothing of weights."""

MOST_SENTENCES = 2

GAPS = (150, 90, 60, 0)
"""Calls stand together by how far the file was away: so many points or more."""

MISSED_LABELS = 3


class ByGap(NamedTuple):
    """Calls on files at least ``gap`` points away: how many, how many right, and the best weigher's."""

    gap: int
    calls: int
    right: int
    weigher: int


class Missed(NamedTuple):
    """A label that stood on files that were missed: on how many of them, and on how many in all."""

    label: str
    missed: int
    files: int


class Mirror(NamedTuple):
    """What calls weighed. ``lines`` and ``surfaces`` are empty under FEWEST calls.

    ``outstanding`` are the lines that a sentence is said of, the farthest first.
    """

    calls: int
    right: int
    lines: tuple[Line, ...]
    outstanding: tuple[Line, ...]
    surfaces: tuple[Surfaced, ...]
    by_gap: tuple[ByGap, ...]
    missed: tuple[Missed, ...]

    @property
    def wanting(self) -> int:
        """How many more calls it takes to say something."""
        return max(0, FEWEST - self.calls)


def reflect(calls: Sequence[Called], keys: Sequence[str]) -> Mirror:
    """The mirror of calls on files of one score model, whose dimensions have these keys."""
    lines: list[Line] = []
    surfaces: list[Surfaced] = []
    if len(calls) >= FEWEST:
        fitted = Recalibrated(calls)
        lines, surfaces = lines_of(calls, keys, fitted), surfaces_of(calls, fitted)
    outstanding = sorted([line for line in lines if line.stands_out], key=lambda line: -abs(line.standing))
    return Mirror(
        len(calls), sum([call.right for call in calls]), tuple(lines), tuple(outstanding[:MOST_SENTENCES]),
        tuple(surfaces), by_gap(calls), missed_labels(calls),
    )  # fmt: skip


def by_gap(calls: Sequence[Called]) -> tuple[ByGap, ...]:
    """How many calls were right at each gap, beside the best weigher's on the same files."""
    groups: dict[int, list[Called]] = {gap: [] for gap in GAPS}
    for call in calls:
        groups[next(gap for gap in GAPS if call.gap >= gap)].append(call)
    return tuple([
        ByGap(
            gap, len(group), sum([call.right for call in group]), sum([call.weigher_right for call in group])
        )
        for gap, group in groups.items()
        if group
    ])  # fmt: skip


def missed_labels(calls: Sequence[Called], most: int = MISSED_LABELS) -> tuple[Missed, ...]:
    """The labels that stood on most files that were missed; of equals, the one that stood on fewer in all."""
    every = Counter(label for call in calls for label in set(call.labels))
    wrong = Counter(label for call in calls if not call.right for label in set(call.labels))
    order = sorted(wrong, key=lambda label: (-wrong[label], every[label], label))
    return tuple([Missed(label, wrong[label], every[label]) for label in order[:most]])
