"""The mode ``chain``."""

from dataclasses import dataclass

from ..run import Run
from ..verdict import Verdict
from .mode import Against, Ending, Mode, Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(Mode):
    """Each file against the one before, until the first miss; with equal scores both answers are right.

    The next file is at most halfway between the anchor and the end of the scale, so that the one after it
    has room on both sides and can be on either one as often.
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
        """The judged file becomes the next anchor."""
        return Settled(int(verdict.right), verdict.score, not verdict.right)

    def beyond(self, verdict: Verdict) -> str:
        """The score before; by now the judged file has taken its place."""
        return f"the {verdict.anchor} before"

    def ending(self, value: int) -> Ending:
        """The length of the chain."""
        return Ending("A chain of ", str(value))
