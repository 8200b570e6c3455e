"""The rules of streak and year as they were before credit, the longer ramp and stakes that cost more than they win."""

from random import Random

from higherthanthou.game.deal import SESAME, Scale, gap_at
from higherthanthou.game.modes.daily import RAMP
from higherthanthou.game.modes.mode import MISS, Mode, Settled
from higherthanthou.game.modes.privileges import DEPOSIT, TRAIN, VIP
from higherthanthou.game.modes.streak import StreakWords
from higherthanthou.game.modes.year import MONTHS, Year, has_used
from higherthanthou.game.run import Run
from higherthanthou.game.verdict import Verdict

STAKES = (10, 25, 50, 100)


class StreakBefore(Mode):
    """The first miss ends it, and gaps fall to 30 points by the tenth file."""

    key = "streak"
    words = StreakWords(
        title="", sentence="", howto="", counter="", board_title="", value_title="",
    )  # fmt: skip
    ramp = RAMP


class ChainBefore(StreakBefore):
    """The same against the person before."""

    least_gap = 0
    halfway = True

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """The judged person is the next anchor."""
        return Settled(int(verdict.right), verdict.score, not verdict.right)


class YearBefore(Year):
    """A wrong call costs what a right one wins; the first one nothing; gaps fall by month."""

    def first_value(self, own_score: int) -> int:
        """The own score."""
        return max(own_score, SESAME.low + STAKES[0])

    def anchor(self, own_score: int, on_our_scale: bool = True) -> int:
        """Between 450 and 850."""
        return min(850, max(450, own_score))

    def gap(self, turn: int, scale: Scale, rng: Random) -> int:
        """By the ramp."""
        return gap_at(turn, scale, RAMP)

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """Win or lose the stake."""
        spared = not verdict.right and DEPOSIT.applies(run.value) and not has_used(run, MISS)
        gain = 0 if spared else verdict.stake if verdict.right else -verdict.stake
        value = min(SESAME.high, max(SESAME.low, run.value + gain))
        over = verdict.turn >= len(MONTHS) or value <= SESAME.low
        return Settled(value - run.value, self.anchor(value), over, MISS if spared else "")


def most_before(value: int) -> int:
    """The highest stake that was open at a score."""
    return 25 if TRAIN.applies(value) else 100 if VIP.applies(value) else 50
