"""Nothing on a file but its facts tells anything of the score: no face, name, sex, place, age or number.

Each feature of a file is tested against the score by an analysis of variance (or a correlation where the
feature is a number), all of them together at a chance of one in a thousand to fail by bad luck.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from statistics import NormalDist, fmean

import pytest
from tests.authoring.citizens import MODEL, citizens_with_names

from higherthanthou.authoring.generating.names import NameAndPlace
from higherthanthou.game.profile import Profile, Shown

RARE = 40
Feature = Callable[[Profile, NameAndPlace], str | float]

LOOK = ("headVariant", "headContrastColor", "expressionVariant", "facialHairVariant", "accessoriesVariant")
COLOURS = ("skinColor", "clothingColor", "backgroundColor")


def look(part: str) -> Feature:
    """One part or colour of the portrait."""
    return lambda profile, _: profile.look[part]


def digit(place: int) -> Feature:
    """One character of the file number."""
    return lambda profile, _: profile.file_number[place]


def shown(label: str) -> Feature:
    """Where a fact of that label stands."""
    return lambda profile, _: next(entry.shown for entry in profile.record if entry.label == label)


FEATURES: dict[str, Feature] = {
    **{part: look(part) for part in LOOK + COLOURS},
    "words of the portrait": lambda profile, _: float(len(profile.portrait_alt)),
    "sex": lambda _, named: str(named.woman),
    "locale": lambda _, named: named.locale,
    "first letter": lambda profile, _: profile.name[0],
    "last letter": lambda profile, _: profile.name[-1],
    "length of the name": lambda profile, _: float(len(profile.name)),
    "first letter of the family name": lambda profile, _: profile.name.split()[-1][0],
    "names": lambda profile, _: str(len(profile.name.split())),
    "foreign letters": lambda profile, _: float(sum(not c.isascii() for c in profile.name + profile.place)),
    "first letter of the place": lambda profile, _: profile.place[0],
    "last letter of the place": lambda profile, _: profile.place[-1],
    "length of the place": lambda profile, _: float(len(profile.place)),
    "age": lambda profile, _: float(profile.age or 0),
    "decade": lambda profile, _: str((profile.age or 0) // 10),
    "occupation": lambda profile, _: profile.occupation,
    **{f"file number {place}": digit(place) for place in (0, 1, 2, 4, 5, 6, 7)},
    "facts": lambda profile, _: str(len(profile.facts())),
    "bars": lambda profile, _: str(profile.bars),
    "first fact": lambda profile, _: profile.facts()[0].label,
    "last fact": lambda profile, _: profile.facts()[-1].label,
    **{f"whether {trait.label} is shown": shown(trait.label) for trait in MODEL.traits},
}
CRITICAL = NormalDist().inv_cdf(1 - 0.001 / len(FEATURES) / 2)


def standing(values: Sequence[str | float], scores: Sequence[float]) -> float:
    """How far from chance the scores depend on a feature, in standard deviations."""
    if isinstance(values[0], float):
        numbers: Sequence[float] = values  # type: ignore[assignment]  # the first is one, so all are
        return abs(math.atanh(correlation(numbers, scores))) * math.sqrt(len(scores) - 3)
    return variance_ratio(values, scores)


def correlation(values: Sequence[float], scores: Sequence[float]) -> float:
    """Pearson's."""
    mean, middle = fmean(values), fmean(scores)
    together = sum((v - mean) * (s - middle) for v, s in zip(values, scores, strict=True))
    return together / math.sqrt(sum((v - mean) ** 2 for v in values) * sum((s - middle) ** 2 for s in scores))


def variance_ratio(values: Sequence[object], scores: Sequence[float]) -> float:
    """The F of a one-way analysis of variance as a standard normal value (Wilson and Hilferty 1931).

    Values that are rare are taken together.
    """
    common = {value for value, count in Counter(values).items() if count >= RARE}
    groups = defaultdict(list)
    for value, score in zip(values, scores, strict=True):
        groups[value if value in common else None].append(score)
    middle, freedom = fmean(scores), len(groups) - 1
    between = sum(len(group) * (fmean(group) - middle) ** 2 for group in groups.values())
    within = sum((score - middle) ** 2 for score in scores) - between
    ratio = between / freedom / (within / (len(scores) - len(groups)))
    return (ratio ** (1 / 3) - 1 + 2 / (9 * freedom)) / math.sqrt(2 / (9 * freedom))


def values_of(feature: str) -> list[str | float]:
    """A feature of every citizen."""
    return [FEATURES[feature](profile, named) for profile, named in citizens_with_names()]


def scores() -> list[float]:
    """The score of every citizen."""
    return [float(profile.score) for profile, _ in citizens_with_names()]


@pytest.mark.parametrize("feature", FEATURES)
def test_the_feature_tells_nothing_of_the_score(feature: str) -> None:
    """The scores of 6,000 citizens depend on it no more than chance allows."""
    assert standing(values_of(feature), scores()) < CRITICAL


@pytest.mark.parametrize("feature", FEATURES)
def test_a_deck_that_leaked_would_be_caught(feature: str) -> None:
    """The same test fails where a feature adds a quarter of a standard deviation: 30 points of 600."""
    values = values_of(feature)
    if isinstance(values[0], float):
        mean = fmean(values)  # type: ignore[arg-type]  # all of a feature are of one kind
        spread = math.sqrt(fmean((v - mean) ** 2 for v in values))  # type: ignore[operator]  # numbers
        extra = [30 * (v - mean) / spread for v in values]  # type: ignore[operator]  # numbers
    else:
        ranks = {value: n for n, (value, _) in enumerate(Counter(values).most_common())}
        extra = [30.0 * (-1) ** ranks[value] for value in values]
    biased = [score + more for score, more in zip(scores(), extra, strict=True)]
    assert standing(values, biased) > CRITICAL


def test_the_facts_themselves_do_tell() -> None:
    """The measure is not blind: what stands on a file does predict the score."""
    shown_facts = [
        float(sum(e.points or 0 for e in p.record if e.shown is Shown.FILE)) for p, _ in citizens_with_names()
    ]
    assert correlation(shown_facts, scores()) > 0.7


def test_the_place_in_a_deck_is_no_hint_either() -> None:
    """The score does not drift along the deck."""
    order = [float(n) for n in range(len(scores()))]
    assert standing(order, scores()) < CRITICAL


@pytest.mark.parametrize("step", [*range(1, 25), 34, 55, 89, 100, 144, 200, 233])
def test_neighbours_in_a_deck_are_strangers(step: int) -> None:
    """Somebody who met one citizen knows nothing about those made just before or after."""
    found = scores()
    assert standing(found[:-step], found[step:]) < CRITICAL
