"""The perfect weigher: reads every shown fact, and knows how facts and scores go together in this deck.

A file is dealt at a gap g above or below the anchor a by a fair coin. Whoever knows that coin should not
call what a regression expects of a file, because that is drawn to the mean of the deck, and of the two
candidates a + g and a - g neither is likelier for being nearer to that mean. If errors are as large
everywhere, the better call is the candidate nearer to an unbiased measurement m of the score: higher if
m > a. So for a file of score s the call is right where m - s > -g if it was dealt as the higher one, and
where m - s < g if it was dealt as the lower one; the share right is the mean of both over the files, a tie
counting half.

The measurement is what a regression on the shown facts predicts, turned round (classical calibration,
Eisenhart 1939): predictions go as x = alpha + beta * s, so m = (x - alpha) / beta. No file is predicted
from itself: the sample is split in parts, and each is predicted by what was learned from the others
(cross-validation, Stone 1974).
"""

from collections import defaultdict
from collections.abc import Sequence
from random import Random
from statistics import StatisticsError, correlation, fmean, linear_regression, pvariance
from typing import NamedTuple

from .finding import CheckedFile
from .reader import Reader, ShownFact, shown_facts
from .ridge import Ridge

SAMPLE = 2_000
PARTS = 5
FEWEST = 2 * PARTS
"""Of fewer files nothing is learned."""

SURE = 3.0
"""Predictions count as knowing something where they go with the scores by this many standard errors."""

ENOUGH = 100
"""Files of one number of facts are measured by themselves from this many on, else all together."""


class WeighedFile(NamedTuple):
    """A file and its measured score, None where the facts tell nothing that can be learned."""

    file: CheckedFile
    measured: float | None

    @property
    def off(self) -> float | None:
        """How far the facts look above what the file scores, in points."""
        return None if self.measured is None else self.measured - self.file.score


def weigh(files: Sequence[CheckedFile], known: bool) -> list[WeighedFile]:
    """Measure at most ``SAMPLE`` of these files; ``known``: the points of the facts made the score."""
    rng = Random("check")
    sample = rng.sample(files, min(SAMPLE, len(files)))
    if len(sample) < FEWEST:
        return [WeighedFile(file, None) for file in sample]
    facts, scores = [shown_facts(file, known) for file in sample], [float(file.score) for file in sample]
    predicted = _predict(facts, scores, pvariance(scores))
    left = fmean((score - found) ** 2 for score, found in zip(scores, predicted, strict=True))
    predicted = _predict(facts, scores, left)
    measured = _measure([len(f) for f in facts], scores, predicted)
    return [WeighedFile(file, found) for file, found in zip(sample, measured, strict=True)]


def share_right(weighed: Sequence[WeighedFile], gap: float) -> float:
    """The share of calls that are right at a gap in points; a half where there is nothing to go by."""
    return fmean(_right(one.off, gap) for one in weighed) if weighed else 0.5


def _right(off: float | None, gap: float) -> float:
    if off is None:
        return 0.5
    above, below = off + gap, gap - off
    return (_half(above) + _half(below)) / 2


def _half(distance: float) -> float:
    return 0.5 if distance == 0 else float(distance > 0)


def _predict(facts: Sequence[Sequence[ShownFact]], scores: Sequence[float], noise: float) -> list[float]:
    """Each score as predicted from the other parts of the sample."""
    predicted = [0.0] * len(scores)
    for part in range(PARTS):
        others = [n for n in range(len(scores)) if n % PARTS != part]
        read, targets = [facts[n] for n in others], [scores[n] for n in others]
        reader = Reader(read, targets, noise)
        ridge = Ridge([reader.features(one) for one in read], targets, reader.penalties)
        for n in range(part, len(scores), PARTS):
            predicted[n] = ridge.predict(reader.features(facts[n]))
    return predicted


def _measure(
    counts: Sequence[int], scores: Sequence[float], predicted: Sequence[float]
) -> list[float | None]:
    """Turn the predictions round, for each number of facts that is common enough."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for n, count in enumerate(counts):
        groups[count].append(n)
    few = [n for group in groups.values() if len(group) < ENOUGH for n in group]
    measured: list[float | None] = [None] * len(scores)
    for group in [*(g for g in groups.values() if len(g) >= ENOUGH), few]:
        line = _line([scores[n] for n in group], [predicted[n] for n in group])
        for n in group:
            measured[n] = line and (predicted[n] - line[0]) / line[1]
    return measured


def _line(scores: Sequence[float], predicted: Sequence[float]) -> tuple[float, float] | None:
    """How predictions go with scores, as start and slope; None where that may be chance."""
    try:
        slope, start = linear_regression(scores, predicted)
        sure = correlation(scores, predicted) * len(scores) ** 0.5
    except StatisticsError:
        return None
    return (start, slope) if sure > SURE and slope > 0 else None
