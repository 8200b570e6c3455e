"""The deck check: everything a host should know of a draft before it is published."""

from collections.abc import Sequence
from typing import NamedTuple

from ...game.deal import Scale
from ...game.score import Model
from .file_checks import judge_files
from .finding import CheckedFile, Finding, Grade
from .leaks import judge_leaks
from .predictability import Step, judge_outright, judge_predictability, make_steps
from .spread import judge_spread
from .weigher import WeighedFile, weigh
from .words import judge_words

__all__ = ["Finding", "Grade", "Report", "Step", "check"]

BINS = 20
DOTS = 300

Dot = tuple[int, int]
"""The score of a file, and the score that its shown facts suggest."""


class Report(NamedTuple):
    """What the check found: errors first, the weigher's share at each gap, and the numbers of two charts.

    ``histogram`` counts files in equal bins from the low end of the scale to the high one; ``dots`` are empty
    where nothing could be learned from the facts.
    """

    size: int
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    histogram: tuple[int, ...]
    dots: tuple[Dot, ...]

    @property
    def publishable(self) -> bool:
        """Whether nothing stands in the way of publishing."""
        return all(finding.grade is not Grade.ERROR for finding in self.findings)


def check(
    profiles: Sequence[CheckedFile], low: int, high: int, model: Model | None, anchor: int, label: str = ""
) -> Report:
    """Check a draft on the scale from low to high, seen from a newcomer's score.

    With a model the points of the facts are taken as known, without one they are learned from the deck.
    ``label`` is what the deck calls its score. The same draft always gets the same report.
    """
    scale = Scale(low, high)
    weighed = weigh(profiles, known=model is not None)
    findings = [
        *judge_spread(profiles, low, high, anchor),
        *judge_files(profiles),
        *judge_words(profiles),
        *judge_outright([one.file for one in weighed], label),
        *judge_predictability(weighed, scale),
        *judge_leaks(profiles),
    ]
    return Report(
        size=len(profiles),
        findings=tuple(sorted(findings, key=lambda finding: list(Grade).index(finding.grade))),
        steps=make_steps(weighed, scale),
        histogram=_histogram(profiles, low, high),
        dots=_dots(weighed, scale),
    )


def _histogram(profiles: Sequence[CheckedFile], low: int, high: int) -> tuple[int, ...]:
    """Files in each bin; a score off the scale counts to the nearest."""
    bins = [0] * BINS
    for profile in profiles:
        place = (profile.score - low) * BINS // max(1, high - low)
        bins[max(0, min(BINS - 1, place))] += 1
    return tuple(bins)


def _dots(weighed: Sequence[WeighedFile], scale: Scale) -> tuple[Dot, ...]:
    """The first of the files looked at, which are in no order; estimates off the scale are put at its end."""
    measured = [(one.file.score, one.measured) for one in weighed if one.measured is not None]
    return tuple((score, round(max(scale.low, min(scale.high, found)))) for score, found in measured[:DOTS])
