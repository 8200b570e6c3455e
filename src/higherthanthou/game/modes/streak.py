"""The mode ``streak``."""

from .mode import Mode
from .mode_words import Words


class Streak(Mode):
    """Against your own score, fixed for the run, until the first miss; ranked by the streak."""

    key = "streak"
    words = Words(
        title="Streak",
        sentence="{asks} than you, until your first miss.",
        howto="The first miss ends the run.",
        counter="Streak",
        board_title="Longest streaks",
        value_title="Streak",
        before="A streak of ",
    )
