"""Features of the shown facts for the regression: learned from some files of a deck, used on others."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Sequence
from statistics import correlation, fmean, pstdev
from typing import NamedTuple

from ...game.profile import Shown
from .finding import CheckedFile
from .numbers import Number, common_unit, read_number
from .ridge import Features
from .variance import compare_groups

WORTH = 1.0
"""A label is listened to where its texts stand apart by this many standard deviations of chance."""

STEP = 50.0
"""Points of a model become a feature in steps of this many."""

FARTHEST = 4.0
"""A number counts as at most this many standard deviations from the mean."""


class ShownFact(NamedTuple):
    """A shown fact in small letters, as a number if it is one; ``points`` only where a model made the score.

    The number of facts is a fact, too, with an empty label.
    """

    label: str
    text: str
    number: Number | None
    points: int | None


def shown_facts(file: CheckedFile, known: bool) -> list[ShownFact]:
    """The facts on a file, and how many there are; ``known`` says that the points made the score."""
    shown = [entry for entry in file.record if entry.shown is Shown.FILE]
    count = ShownFact("", f"{len(shown)} facts", None, None)
    return [*(_told(entry.label, entry.text, entry.points if known else None) for entry in shown), count]


def _told(label: str, text: str, points: int | None) -> ShownFact:
    return ShownFact(label, " ".join(text.casefold().split()), read_number(text), points)


class NumberScale(NamedTuple):
    """How the numbers of a label become a feature: how far from the mean they are, or their ranks."""

    unit: str
    ranks: Sequence[float]
    mean: float
    spread: float

    def feature(self, number: Number | None) -> float:
        """The feature; 0 for a text that is no number of this unit."""
        if number is None or number.unit != self.unit:
            return 0.0
        away = (_rank(self.ranks, number.value) - self.mean) / self.spread
        return max(-FARTHEST, min(FARTHEST, away))


def _rank(ranks: Sequence[float], value: float) -> float:
    """The place of a value among sorted ones; the value itself where there are none."""
    return (bisect_left(ranks, value) + bisect_right(ranks, value)) / 2 if ranks else value


class Reader:
    """Makes features of facts: points, numbers, or one feature for each text.

    ``penalties`` say how little each is to be believed before it is tried: the noise over the variance that
    the label's own effects have on the score (empirical Bayes; Efron and Morris 1973).
    """

    def __init__(self, files: Sequence[Sequence[ShownFact]], scores: Sequence[float], noise: float) -> None:
        """Learn from these files; ``noise`` is the variance of what their facts leave open."""
        self.penalties: dict[Hashable, float] = {}
        self._scales: dict[str, NumberScale] = {}
        labels: defaultdict[str, list[tuple[ShownFact, float]]] = defaultdict(list)
        for facts, score in zip(files, scores, strict=True):
            for fact in facts:
                if fact.points is None:
                    labels[fact.label].append((fact, score))
                else:
                    self.penalties[fact.label] = noise / STEP**2
        for label, pairs in labels.items():
            if not self._learn_numbers(label, pairs, noise):
                self._learn_texts(label, pairs, noise)

    def features(self, facts: Sequence[ShownFact]) -> Features:
        """The features of a file."""
        return [self._feature(fact) for fact in facts]

    def _feature(self, fact: ShownFact) -> tuple[Hashable, float]:
        if fact.points is not None:
            return fact.label, fact.points / STEP
        scale = self._scales.get(fact.label)
        return (fact.label, scale.feature(fact.number)) if scale else ((fact.label, fact.text), 1.0)

    def _learn_numbers(self, label: str, pairs: Sequence[tuple[ShownFact, float]], noise: float) -> bool:
        """Take the numbers of a label as they are or by rank, whichever goes straighter with the score."""
        unit = common_unit(fact.number for fact, _ in pairs)
        usable = [(fact.number, score) for fact, score in pairs if fact.number and fact.number.unit == unit]
        values, scores = [number.value for number, _ in usable], [score for _, score in usable]
        if len(set(values)) < 2 or len(set(scores)) < 2:
            return False
        found = []
        for ranks in ([], sorted(values)):
            places = [_rank(ranks, value) for value in values]
            straight = correlation(places, scores)
            found.append((straight**2, NumberScale(unit or "", ranks, fmean(places), pstdev(places))))
        straight, self._scales[label] = max(found, key=lambda one: one[0])
        effect = (straight - 1 / len(values)) * pstdev(scores) ** 2
        if effect > 0:
            self.penalties[label] = noise / effect
        return True

    def _learn_texts(self, label: str, pairs: Sequence[tuple[ShownFact, float]], noise: float) -> None:
        """Give every text of a label a feature of its own."""
        groups: defaultdict[str, list[float]] = defaultdict(list)
        for fact, score in pairs:
            groups[fact.text].append(score)
        apart = compare_groups(groups.values())
        if apart and apart.between > 0 and apart.standing > WORTH:
            self.penalties |= {(label, text): noise / apart.between for text in groups}
