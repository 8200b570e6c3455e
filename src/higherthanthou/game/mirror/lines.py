"""The lines of the mirror: what was said and what the files called for in each dimension, what stands out."""

from collections.abc import Sequence
from math import inf
from statistics import fmean
from typing import NamedTuple

from .called import Called, Tally, tally
from .holm import Judged, judge_all
from .leaning import Lean, Recalibrated
from .logistic import log_odds, probability

LEVEL = 0.06
"""With nothing there, a line or more stands out with this probability at most.

What is seen adds another 2 in 100, and an even weigher is to be told something in 10 of 100 cases at most.
At 0.05 no fewer even weighers were told something on the files of the daily (6 % at 60 calls), and 84 %
instead of 86 % of those who ignore fulfilment were found.
"""

TELLING = 60
"""From so many calls on a line may stand out."""

SIDE, BOTH = 10, 30
"""So many of them must have had good facts of its dimension, and so many bad ones; and so many either.

Ten, because the ramp deals few bad facts of some dimensions. At 60 calls on the files of the daily,
``tests/bench/mirror.py --size 2000 --players 200`` finds "ignores fulfilment" in 86 % of players with ten on
either side and in 54 % with fifteen, and tells an even weigher something in 6 % and in 4 %. After 100 calls
it is 100 % of both, and 8 % of both. Thirty on both sides is what fifteen and fifteen would come to.
"""


class Line(NamedTuple):
    """A dimension. ``good`` and ``bad`` count the calls on files whose facts of it were so.

    On files with good facts: ``said`` is the share of higher, ``low`` to ``high`` is where that may lie by
    chance, and ``called_for`` what somebody as sure as this player would say who weighs as the best weigher.
    All are drawn towards a half by one call (Anscombe 1956). The line stands out if, and only if,
    ``called_for`` is outside of the interval; ``more`` is whether its facts then count too much.
    """

    key: str
    good: Tally
    bad: Tally
    said: float
    called_for: float
    low: float
    high: float
    stands_out: bool
    more: bool
    standing: float


def lines_of(calls: Sequence[Called], keys: Sequence[str], fitted: Recalibrated) -> list[Line]:
    """The lines of dimensions with these keys, in the order of the points of each call."""
    found = []
    for place in range(len(keys)):
        values = [call.points[place] for call in calls]
        good = tally([call for call in calls if call.points[place] > 0])
        bad = tally([call for call in calls if call.points[place] < 0])
        found.append((good, bad, values, fitted.lean(values)))
    judged = judge_all([_standing(len(calls), good, bad, lean) for good, bad, _, lean in found], LEVEL)
    return [_line(key, *one, judge) for key, one, judge in zip(keys, found, judged, strict=True)]


def _standing(calls: int, good: Tally, bad: Tally, lean: Lean | None) -> float | None:
    """How far a line is from 0 in standard errors; None if nothing may be said of it."""
    few = calls < TELLING or min(good.calls, bad.calls) < SIDE or good.calls + bad.calls < BOTH
    if few or lean is None or not _bears_out(lean.weight > 0, good, bad):
        return None
    return lean.standing


def _bears_out(more: bool, good: Tally, bad: Tally) -> bool:
    """Whether the truth of the same files says so too, on one side or the other."""
    return good.off > 0 or bad.off < 0 if more else good.off < 0 or bad.off > 0


def _line(
    key: str, good: Tally, bad: Tally, values: Sequence[float], lean: Lean | None, judged: Judged
) -> Line:
    odds = log_odds((good.said + 0.5) / (good.calls + 1))
    typical = fmean([value for value in values if value > 0] or [0.0])
    away, reach = (lean.weight * typical, judged.reach * lean.error * typical) if lean else (0.0, inf)
    if not judged.leaves:  # what may not be said is not drawn either
        reach = max(reach, abs(away))
    return Line(
        key, good, bad, probability(odds), probability(odds - away), probability(odds - reach),
        probability(odds + reach), judged.leaves, away > 0, lean.standing if lean else 0.0,
    )  # fmt: skip
