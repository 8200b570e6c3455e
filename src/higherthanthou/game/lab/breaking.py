"""What broke: which of the others a choice of thresholds does not keep, in a sentence.

Unless as many repay in both wards or scores tell it without error, no thresholds keep them all (Kleinberg,
Mullainathan and Raghavan 2016; Chouldechova 2017).
"""

from collections.abc import Sequence

from .outcomes import Outcome
from .rates import alike, apart
from .strategies import CHANCE, EQUALS, LINE, MEANING, SHARE, TITLES, all_equal

ORDER = (CHANCE, MEANING, SHARE)
"""Which of those that broke is told first."""


def broken(thresholds: Sequence[int], outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """The keys of what does not hold between the wards, the one that is told first at the front."""
    rates = [key for key in ORDER if not all_equal(outcomes, alike, key)]
    return (*rates, *([LINE] if len(set(thresholds)) > 1 else []))


def sentence(thresholds: Sequence[int], outcomes: Sequence[Outcome], wards: Sequence[str]) -> str:
    """What broke between two wards, by their names; that nothing did, where it is so."""
    first, *others = broken(thresholds, outcomes) or ("",)
    if not first:
        return "Nothing broke: in this deck, all four are alike here."
    told = f"What broke: {_lowered(first)}. {_told(first, thresholds, outcomes, wards)}"
    if not others:
        return told
    return f"{told} {_also(others)} went with it."


def _lowered(key: str) -> str:
    return f"the {TITLES[key].lower()}" if key != LINE else "one line for all"


def _also(keys: Sequence[str]) -> str:
    names = [TITLES[key].lower() for key in keys]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return listed[:1].upper() + listed[1:]


def _told(key: str, thresholds: Sequence[int], outcomes: Sequence[Outcome], wards: Sequence[str]) -> str:
    """What that means for somebody, in percent as they are printed."""
    if key == LINE:
        lines = [f"at {line} in the {ward}" for line, ward in zip(thresholds, wards, strict=True)]
        return f"A yes begins {' and '.join(lines)}."
    rates = [EQUALS[key](outcome) for outcome in outcomes]
    points = apart(*rates)
    worse = wards[min(range(len(rates)), key=lambda place: rates[place].share or 0)]
    if key == CHANCE:
        return f"A good payer in the {worse} hears “no” {points} points more often."
    if key == MEANING:
        return f"A yes in the {worse} is repaid {points} points less often."
    return f"The {worse} hears “yes” {points} points less often."
