"""The mode ``year``: twelve months in which your own score is the stake."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from ..deal import LEAST_COMPARED, MOST_COMPARED, SESAME, Scale, compared_at
from ..errors import Refusal
from ..measure import Measure
from ..profile import View
from ..run import Run
from ..texts.signed import signed
from ..verdict import Verdict
from . import privileges
from .closings import year_line
from .mode import FEWEST, MISS, NO_LIFELINE, SWAP, Mode, Playable, Settled
from .mode_words import Ending, Words
from .privileges import BICYCLE, DEPOSIT, RESTAURANT, TRAIN, VIP, VISA

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
COSTS = {10: 15, 20: 30, 30: 70, 60: 200}
"""What a right call wins, and what a wrong one costs with that stake.

20 wins more than 10 in the mean from 60 % sure, 30 more than 20 from 80 %, 60 more than 30 from 81 %; under
60 % sure every stake is a fee.
"""

STAKES = tuple(COSTS)
SLOW, USUAL = 20, 30
"""The stake limits without the fast train, and without VIP."""

WAIVED = 10
"""With the perk "No deposit" the first wrong call of a year costs so many points at most."""

GAPS = (75, 50, 100, 30) * 3
"""How far the file of each month is away, in points; told before the stake."""

NEAR, FAR = 30, 100

FIRST_LEAST, FIRST_MOST = 600, 700
"""A year begins at the own score, never below or above these."""

GAINED = 1000
"""A board ranks by the points won times this, less the final score: of equal gains, that from below leads."""

UNCOVER = "uncover"

ONCE = {MISS: DEPOSIT, SWAP: BICYCLE}
"""The perks that a lifeline uses up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearWords(Words):
    """The score has moved since a call, so a call is printed with the score that it was made at."""

    def figure(self, run: Run) -> str:
        """The month, of twelve."""
        return f"{run.turn}/{len(MONTHS)}"

    def panel_score(self, run: Run, own_score: int) -> int:
        """The score you have, which may be further out than what files are compared with."""
        return run.value

    def value(self, value: int) -> str:
        """The points won, and the final score."""
        gain, final = gain_in(value), final_in(value)
        return f"{signed(gain)} ({final})"

    def run_value(self, value: int) -> str:
        """The final score alone: the run knows it."""
        return str(value)

    def beyond(self, verdict: Verdict, measure: Measure, own_score: int) -> str:
        """The score you had, or the one that you were compared at."""
        anchor = measure.panel(verdict.anchor)
        at_an_end = verdict.anchor in (LEAST_COMPARED, MOST_COMPARED)
        return f"the {anchor} you were compared at" if at_an_end else f"your {anchor}"

    def staked(self, verdict: Verdict) -> str:
        """The points on a call."""
        return f"You staked {verdict.stake}."

    def news(self, run: Run, verdict: Verdict) -> str:
        """The points, where you stand now, and the perks and sanctions that this brought and took."""
        before = run.value - verdict.gain
        return f" {points_said(run, verdict)} You stand at {run.value}.{_came_and_went(before, run.value)}"

    def ending(self, value: int) -> Ending:
        """The final score, or the blacklist."""
        return Ending("The year ended at " if value > SESAME.low else "Blacklisted at ", str(value))

    def best(self, value: int) -> str:
        """The final score, and the points won."""
        return f"{self.ending(final_in(value))} ({signed(gain_in(value))})"

    def closing(self, value: int, gain: int, run_id: str) -> str:
        """What a year that won so many points is worth."""
        return year_line(gain, value <= SESAME.low)


class Year(Mode):
    """Each call wins its stake or costs more; perks and sanctions follow the score; ranked by points won."""

    key = "year"
    words = YearWords(
        title="A year",
        sentence="Twelve months. Your own score is the stake, and your perks go with it.",
        brief="Twelve months, and your score is the stake.",
        howto=f"Stake points on every call. The first miss costs {WAIVED}, any later one more than a hit "
        "wins. At 350 it is over.",
        counter="Month",
        board_title="Best years",
        value_title="Points won, and final score",
    )
    turns = len(MONTHS)
    lifelines = (SWAP, UNCOVER)
    keeps_used = True
    changes_view = True

    def suits(self, deck: Playable) -> bool:
        """A large enough deck on the scale that players have a score on."""
        return deck.on_our_scale and deck.size >= FEWEST

    def first_value(self, own_score: int) -> int:
        """Your own score, within where a year may begin."""
        return min(FIRST_MOST, max(FIRST_LEAST, own_score))

    def anchor(self, own_score: int, on_our_scale: bool = True) -> int:
        """The score that the year begins at."""
        return compared_at(self.first_value(own_score))

    def board_value(self, value: int, own_score: int) -> int:
        """The points won, and after those the final score, the lower one first."""
        return (value - self.first_value(own_score)) * GAINED - value

    def gap(self, turn: int, scale: Scale, rng: Random) -> int:
        """That of the month."""
        return GAPS[turn - 1]

    def told_gap(self, turn: int) -> str:
        """How far away the file of a month is: near, medium or far, and about how many points."""
        gap = GAPS[turn - 1]
        how = "near" if gap <= NEAR else "far" if gap >= FAR else "medium"
        return f"{how}, about {gap} points"

    def stake(self, fields: Mapping[str, str], run: Run) -> int:
        """The points staked; 10 if the form says nothing."""
        said = fields.get("stake", str(STAKES[0]))
        if said not in {str(points) for points in STAKES}:
            raise Refusal(f"A stake is {', '.join(map(str, STAKES[:-1]))} or {STAKES[-1]} points.")
        if int(said) > limit(run.value):
            raise Refusal(f"A stake of {said} points is closed to you at {run.value}.")
        return int(said)

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """Win the stake or pay its cost."""
        spared = not verdict.right and is_waived(run)
        gain = verdict.stake if verdict.right else -cost(run, verdict.stake)
        value = min(SESAME.high, max(SESAME.low, run.value + gain))
        over = verdict.turn >= len(MONTHS) or value <= SESAME.low
        return Settled(value - run.value, compared_at(value), over, MISS if spared else "")

    def use(self, run: Run, kind: str) -> None:
        """Swapping takes the bicycle, once a year; uncovering the visa, once a file."""
        if kind not in self.lifelines:
            raise Refusal(NO_LIFELINE)
        perk = {SWAP: BICYCLE, UNCOVER: VISA}[kind]
        if not perk.applies(run.value):
            raise Refusal(f"The perk {perk.title} begins at {perk.limit}; you stand at {run.value}.")
        if kind not in open_lifelines(run):
            raise Refusal("You have used that already.")

    def view(self, run: Run) -> View:
        """A fact fewer below 550; a fact more if a black bar was uncovered."""
        uncovered = sum(used == (UNCOVER, run.turn) for used in run.used)
        return View(int(RESTAURANT.applies(run.value)), uncovered)

    def is_complete(self, run: Run) -> bool:
        """After twelve months, or on the blacklist."""
        return run.turn >= len(MONTHS) or run.value <= SESAME.low


def limit(value: int) -> int:
    """The highest stake that is open at a score."""
    if TRAIN.applies(value):
        return SLOW
    return STAKES[-1] if VIP.applies(value) else USUAL


def is_waived(run: Run) -> bool:
    """Whether the perk "No deposit" is there for the next wrong call."""
    return DEPOSIT.applies(run.value) and not has_used(run, MISS)


def cost(run: Run, stake: int) -> int:
    """What a wrong call with that stake costs now."""
    return min(COSTS[stake], WAIVED) if is_waived(run) else COSTS[stake]


def gain_in(value: int) -> int:
    """The points won in a value of a board."""
    return -(-value // GAINED)


def final_in(value: int) -> int:
    """The final score in a value of a board."""
    return gain_in(value) * GAINED - value


def has_used(run: Run, kind: str) -> bool:
    """Whether a run has used a lifeline of that kind."""
    return any(used.kind == kind for used in run.used)


def open_lifelines(run: Run) -> list[str]:
    """The lifelines that a run has and has not used up, by kind."""
    kinds = []
    if BICYCLE.applies(run.value) and not has_used(run, SWAP):
        kinds.append(SWAP)
    if VISA.applies(run.value) and (UNCOVER, run.turn) not in run.used:
        kinds.append(UNCOVER)
    return kinds


def points_said(run: Run, verdict: Verdict) -> str:
    """What the latest call has won or lost; ``run`` is the one after it."""
    if not verdict.gain:
        return "Nothing won."
    said = f"{signed(verdict.gain)} points"
    instead = -COSTS.get(verdict.stake, 0)
    if (MISS, verdict.turn) in run.used and instead < verdict.gain:
        return f"No deposit: {said} instead of {signed(instead)}."
    return f"{said}."


def _came_and_went(before: int, after: int) -> str:
    """Sentences about the perks and sanctions that a change of the score brings and takes."""
    had, has = privileges.at(before), privileges.at(after)
    said = [f" New {one.kind}: {one.title}." for one in has if one not in had]
    ended = [one for one in had if one not in has]
    said += [f" {'Perk lost' if one.perk else 'Sanction lifted'}: {one.title}." for one in ended]
    return "".join(said)
