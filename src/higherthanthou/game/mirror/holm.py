"""Several tests at once: Holm's step-down (1979), and the interval that agrees with it for each."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

NORMAL = NormalDist()


class Judged(NamedTuple):
    """Whether a test leaves 0, and of how many standard errors its interval is, to either side."""

    leaves: bool
    reach: float


def judge_all(standings: Sequence[float | None], level: float) -> list[Judged]:
    """Judge estimates by how many standard errors each is from 0; None for one that is not to be said.

    With nothing there, one or more of them leaves 0 with a probability of at most ``level``. The interval of
    one that leaves 0 is as wide as its own step asks, that of the others as the last step asked.
    """
    found: list[Judged | None] = [None] * len(standings)
    order = sorted(range(len(standings)), key=lambda place: -abs(standings[place] or 0.0))
    for step, place in enumerate(order):
        reach = NORMAL.inv_cdf(1 - level / (len(standings) - step) / 2)
        if abs(standings[place] or 0.0) <= reach:
            return [judged or Judged(False, reach) for judged in found]
        found[place] = Judged(True, reach)
    return [judged for judged in found if judged]
