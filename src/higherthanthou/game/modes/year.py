"""The mode ``year``: twelve months in which your own score is the stake."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..deal import SESAME
from ..errors import Refusal
from ..measure import Measure
from ..profile import View
from ..run import Run
from ..verdict import Verdict
from . import privileges
from .mode import FEWEST, NO_LIFELINE, SWAP, Mode, Playable, Settled
from .mode_words import Ending, Words
from .privileges import BICYCLE, DEPOSIT, RESTAURANT, TRAIN, VIP, VISA

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
STAKES = (10, 25, 50, 100)
SLOW, USUAL = 25, 50
"""The stake limits without the fast train, and without VIP."""

LOWEST, HIGHEST = 450, 850
"""Files are compared with nothing below or above these: hardly anybody stands further out."""

MISS, UNCOVER = "miss", "uncover"

ONCE = {MISS: DEPOSIT, SWAP: BICYCLE}
"""The perks that a lifeline uses up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearWords(Words):
    """The score has moved since a call, so a call is printed with the score that it was made at."""

    def figure(self, run: Run) -> str:
        """The month, of twelve."""
        return f"{run.turn}/{len(MONTHS)}"

    def panel_score(self, run: Run) -> int:
        """The score you have, which may be further out than what files are compared with."""
        return run.value

    def beyond(self, verdict: Verdict, measure: Measure) -> str:
        """The score you had, or the one that you were compared at."""
        anchor = measure.panel(verdict.anchor)
        at_an_end = verdict.anchor in (LOWEST, HIGHEST)
        return f"the {anchor} you were compared at" if at_an_end else f"your {anchor}"

    def news(self, run: Run, verdict: Verdict) -> str:
        """The points, where you stand now, and the perks and sanctions that this brought and took."""
        before = run.value - verdict.gain
        return f" {points_said(run, verdict)} You stand at {run.value}.{_came_and_went(before, run.value)}"

    def ending(self, value: int) -> Ending:
        """The final score, or the blacklist."""
        return Ending("The year ended at " if value > SESAME.low else "Blacklisted at ", str(value))


class Year(Mode):
    """Each call wins or loses its stake; perks and sanctions follow the score; ranked by the final score."""

    key = "year"
    words = YearWords(
        title="A year",
        sentence="Twelve months. Your own score is the stake, and your perks go with it.",
        howto="Stake points on every call. Perks come and go with your score; at 350 it is over.",
        counter="Month",
        board_title="Best years",
        value_title="Final score",
    )
    turns = len(MONTHS)
    lifelines = (SWAP, UNCOVER)
    keeps_used = True

    def suits(self, deck: Playable) -> bool:
        """A large enough deck on the scale that players have a score on."""
        return deck.on_our_scale and deck.size >= FEWEST

    def first_value(self, own_score: int) -> int:
        """Your own score, at least a little off the blacklist."""
        return max(own_score, SESAME.low + STAKES[0])

    def anchor(self, own_score: int) -> int:
        """Your score, within what anybody is compared at."""
        return min(HIGHEST, max(LOWEST, own_score))

    def stake(self, fields: Mapping[str, str], run: Run) -> int:
        """The points staked; 10 if the form says nothing."""
        said = fields.get("stake", str(STAKES[0]))
        if said not in {str(points) for points in STAKES}:
            raise Refusal(f"A stake is {', '.join(map(str, STAKES[:-1]))} or {STAKES[-1]} points.")
        if int(said) > limit(run.value):
            raise Refusal(f"A stake of {said} points is closed to you at {run.value}.")
        return int(said)

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """Win or lose the stake. With the perk "No deposit" the first miss of the year costs nothing."""
        spared = not verdict.right and DEPOSIT.applies(run.value) and not has_used(run, MISS)
        gain = 0 if spared else verdict.stake if verdict.right else -verdict.stake
        value = min(SESAME.high, max(SESAME.low, run.value + gain))
        over = verdict.turn >= len(MONTHS) or value <= SESAME.low
        return Settled(value - run.value, self.anchor(value), over, MISS if spared else "")

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
    if (MISS, verdict.turn) in run.used:
        return "The deposit was waived: nothing lost."
    sign = "+" if verdict.gain > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(verdict.gain)} points." if verdict.gain else "Nothing won."


def _came_and_went(before: int, after: int) -> str:
    """Sentences about the perks and sanctions that a change of the score brings and takes."""
    had, has = privileges.at(before), privileges.at(after)
    said = [f" New {one.kind}: {one.title}." for one in has if one not in had]
    ended = [one for one in had if one not in has]
    said += [f" {'Perk lost' if one.perk else 'Sanction lifted'}: {one.title}." for one in ended]
    return "".join(said)
