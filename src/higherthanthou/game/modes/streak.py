"""The mode ``streak``, and the credit that five right calls in a row earn."""

from dataclasses import dataclass

from ..deal import compared_at
from ..measure import Measure
from ..run import Run
from ..verdict import Verdict
from .closings import streak_line
from .mode import MISS, Mode, Settled
from .mode_words import RIGHT, WRONG, Words

EARNS = 5
"""So many right calls in a row are credit for one miss."""

MILESTONES = {
    5: "Five. You have credit: one miss is on the house.",
    10: "Ten. The bureau asks who trained you.",
    15: "Fifteen. From here everybody looks alike on paper.",
    25: "Twenty-five. A desk of your own, by the window.",
    40: "Forty. They are filing you as a method.",
}
"""What is said at so many right calls."""

ON_CREDIT = f"{WRONG}, on credit"
AGAIN = "You have credit again."
SPENT = "Five in a row open the account again."


def in_a_row(run: Run) -> int:
    """Right calls of an open run since its beginning, or since the miss that was let pass last."""
    return run.turn - 1 - (run.used[-1].turn if run.used else 0)


def has_credit(run: Run) -> bool:
    """Whether the next miss ends nothing. One credit is held at most."""
    return in_a_row(run) >= EARNS


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakWords(Words):
    """A player far out is compared at another score than the own one; a miss may be on credit."""

    def panel_score(self, run: Run, own_score: int) -> int:
        """The own score, which may be further out than what files are compared at."""
        return own_score

    def beyond(self, verdict: Verdict, measure: Measure, own_score: int) -> str:
        """You, or the score that you are compared at."""
        anchor = verdict.anchor
        return self.against if anchor == own_score else f"the {measure.panel(anchor)} you are compared at"

    def outcome(self, run: Run, verdict: Verdict) -> str:
        """A miss on credit says so."""
        if verdict.right:
            return RIGHT
        return ON_CREDIT if (MISS, verdict.turn) in run.used else WRONG

    def line(self, run: Run, verdict: Verdict) -> str:
        """A milestone, and credit that was earned or spent."""
        if not verdict.right:
            return SPENT if (MISS, verdict.turn) in run.used else ""
        milestone = MILESTONES.get(run.value, "")
        if run.used and run.open and in_a_row(run) == EARNS:
            return f"{milestone} {AGAIN}" if milestone else AGAIN
        return milestone

    def closing(self, value: int, gain: int, run_id: str) -> str:
        """What a streak of that length is worth."""
        return streak_line(value, run_id)


class Streak(Mode):
    """Against your own score, fixed for the run, until a miss without credit; ranked by right calls.

    A miss on credit ends nothing and counts nothing, and five more right calls in a row earn the next.
    """

    key = "streak"
    words = StreakWords(
        title="Streak",
        sentence="{asks} than you, until a miss without credit.",
        brief="Against your own score.",
        howto="Five right in a row are credit for one miss. A miss without it ends the run.",
        counter="Streak",
        board_title="Longest streaks",
        value_title="Streak",
        before="A streak of ",
    )
    keeps_used = True

    def anchor(self, own_score: int, on_our_scale: bool = True) -> int:
        """Your score, on our scale within what anybody is compared at."""
        return compared_at(own_score) if on_our_scale else own_score

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """A miss ends the run, unless there is credit for it."""
        if verdict.right:
            return Settled(1, run.anchor, over=False)
        if has_credit(run):
            return Settled(0, run.anchor, over=False, used=MISS)
        return Settled(0, run.anchor, over=True)
