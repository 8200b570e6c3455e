"""The mode ``streak``."""

from dataclasses import dataclass

from .mode import Ending, Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak(Mode):
    """Against your own score, fixed for the run, until the first miss; ranked by the streak."""

    key: str = "streak"
    title: str = "Streak"
    sentence: str = "Higher or lower than you, until your first miss."
    howto: str = "The first miss ends the run."
    counts: str = "Streak"
    board_title: str = "Longest streaks"
    value_title: str = "Streak"

    def ending(self, value: int) -> Ending:
        """The length of the streak."""
        return Ending("A streak of ", str(value))
