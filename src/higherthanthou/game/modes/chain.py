"""The mode ``chain``."""

from dataclasses import dataclass

from ..run import Run
from ..verdict import Verdict
from .mode import Against, Ending, Mode, Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(Mode):
    """Against the person before, until the first miss; equal scores are right either way.

    The next file is never further out than halfway to the end of the scale, because whoever comes after it
    has to stand on either side of it as often.
    """

    key: str = "chain"
    title: str = "Chain"
    sentence: str = "Higher or lower than the one before. Your own score stays out of it."
    howto: str = "Compare each with the one before; equal is right either way. The first miss ends it."
    counts: str = "Chain"
    board_title: str = "Longest chains"
    value_title: str = "Chain"
    against: Against = Against.PERSON
    least_gap: int = 0
    halfway: bool = True

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """Whoever was judged is the next anchor."""
        return Settled(int(verdict.right), verdict.score, not verdict.right)

    def beyond(self, verdict: Verdict) -> str:
        """The score before: the one judged has taken its place by now."""
        return f"the {verdict.anchor} before"

    def ending(self, value: int) -> Ending:
        """A chain of so many."""
        return Ending("A chain of ", str(value))
