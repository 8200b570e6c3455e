"""The deck check: everything a host should know of a draft before it is published."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...game.deal import Scale
from ...game.deck_about import DeckAbout
from ...game.measure import Measure
from ...game.quantiles import quantiles_from
from ...game.score import Model
from ...game.stars import THEME
from .fact_columns import judge_columns
from .file_checks import judge_files
from .finding import CheckedFile, Finding, Grade
from .leaks import judge_leaks
from .predictability import BY_STANDING, IN_POINTS, Step, judge_outright, judge_predictability, make_steps
from .score_meaning import judge_held, judge_meaning
from .spread import judge_spread
from .weigher import WeighedFile, weigh
from .words import judge_words

__all__ = ["Finding", "Grade", "Report", "Step", "check"]

STANDINGS, SHARES = Scale(0, 1000), Measure(decimals=1, unit="%")
"""Standings in thousandths of the files, and how one is written."""

BINS = 20
DOTS = 300

Dot = tuple[int, int]
"""The score of a file, and the score that its shown facts suggest."""


class Report(NamedTuple):
    """What the check found: errors first, the weigher's share at each gap, and the numbers of two charts.

    ``histogram`` counts files in equal bins from the low end of the scale to the high one; ``dots`` are empty
    where nothing could be learned from the facts. They go from ``dots_scale.low`` to its ``high``: the scale
    of the deck, or where gaps go by standing thousandths of the files.
    """

    size: int
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    histogram: tuple[int, ...]
    dots: tuple[Dot, ...]
    dots_scale: Scale
    dots_measure: Measure

    @property
    def publishable(self) -> bool:
        """Whether nothing stands in the way of publishing."""
        return all(finding.grade is not Grade.ERROR for finding in self.findings)


def check(files: Sequence[CheckedFile], about: DeckAbout, model: Model | None, anchor: int) -> Report:
    """Check a draft, seen from what a newcomer is compared with.

    With a model the points of the facts are taken as known, and so are those of facts that strangers' stars
    were drawn from; without either they are learned from the deck.
    The same draft always gets the same report.
    """
    scale, by_standing = Scale(about.low, about.high), not about.on_our_scale
    measured, gaps = (_by_standing(files), BY_STANDING) if by_standing else (files, IN_POINTS)
    weighed = weigh(measured, known=model is not None or about.theme == THEME)
    dots_scale, dots_measure = (STANDINGS, SHARES) if by_standing else (scale, about.measure)
    findings = [
        *judge_spread(files, about, anchor),
        *judge_files(files),
        *judge_words(files),
        *judge_outright(_looked_at(weighed, files), about.label, about.measure),
        *judge_predictability(weighed, gaps),
        *judge_leaks(files),
        *([] if model else _judge_imported(files, about)),
    ]
    return Report(
        size=len(files),
        findings=tuple(sorted(findings, key=lambda finding: list(Grade).index(finding.grade))),
        steps=make_steps(weighed, gaps),
        histogram=_histogram(files, about.low, about.high),
        dots=_dots(weighed, dots_scale),
        dots_scale=dots_scale,
        dots_measure=dots_measure,
    )


def _judge_imported(files: Sequence[CheckedFile], about: DeckAbout) -> Iterator[Finding]:
    """What only a deck whose score comes from no model can have."""
    yield from judge_meaning(files, about)
    yield from judge_held(files, about)
    yield from judge_columns(files)


def _by_standing(files: Sequence[CheckedFile]) -> Sequence[CheckedFile]:
    """The files with their standings, in thousandths, in the place of their scores."""
    if not files:
        return files
    quantiles = quantiles_from(sorted(file.score for file in files))
    return [file.scoring(round(quantiles.standing_of(file.score) * STANDINGS.high)) for file in files]


def _looked_at(weighed: Sequence[WeighedFile], files: Sequence[CheckedFile]) -> list[CheckedFile]:
    """The files that were weighed, with their own scores."""
    own = {file.id: file for file in files}
    return [own[one.file.id] for one in weighed]


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
