"""The mode ``chain``."""

from dataclasses import dataclass

from ..measure import Measure
from ..run import Run
from ..verdict import Verdict
from .mode import Against, Mode, Settled
from .mode_words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainWords(Words):
    """The anchor of a call is named by its score, because the judged person has taken its place by now."""

    def beyond(self, verdict: Verdict, measure: Measure, own_score: int) -> str:
        """The score before."""
        return f"the {measure.panel(verdict.anchor)} before"


class Chain(Mode):
    """Against the person before, until the first miss; equal scores are right either way.

    The next file is at most halfway to the end of the scale, because the one after it has to stand on either
    side of it equally often.
    """

    key = "chain"
    words = ChainWords(
        title="Chain",
        sentence="{asks} than the one before. Your own score stays out of it.",
        brief="Each against the one before.",
        howto="Compare each with the one before; equal is right either way. The first miss ends it.",
        counter="Chain",
        board_title="Longest chains",
        value_title="Chain",
        against="the one before",
        before="A chain of ",
    )
    against = Against.PERSON
    least_gap = 0
    halfway = True

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """The judged person is the next anchor."""
        return Settled(int(verdict.right), verdict.score, not verdict.right)
