"""The last line on a run: one of those for how it ended, always the same for a run."""

from collections.abc import Sequence
from random import Random

CHAIR = "The bureau keeps your chair warm."

STREAKS: Sequence[tuple[int, Sequence[str]]] = (
    # streaks up to this, what a coin does there, and what the bureau says
    (0, ("Zero. The coin had even odds.", "One file, one opinion.")),
    (1, (CHAIR,)),
    (2, (CHAIR, "Two right? The form asks for three.")),
    (4, ("A coin reaches three once in 8 runs.", "Good eye. Small sample.")),
    (9, ("A coin reaches five once in 32 runs.", "Promoted to assistant prejudice.")),
    (14, ("A coin reaches ten once in 293 runs.", "You may use the good stamp.")),
    (24, ("A coin reaches fifteen once in 3,361 runs.", "Strangers have begun to dress for you.")),
)
LONGER = ("A coin would need years.", "The model would like to see your receipt.")
"""For streaks longer than those."""

YEARS: Sequence[tuple[int, str]] = (
    # years that won fewer points than this
    (-100, "An audit has your address."),
    (0, "The year cost you more than it told you."),
    (50, "Unremarkable. The bureau is delighted."),
    (150, "Doors open before you touch them."),
)
MORE = "You are now somebody’s example."
BLACKLISTED = "Blacklisted. You will hear from a screen."


def streak_line(streak: int, run_id: str) -> str:
    """One of the lines for streaks of that length, by the id of the run."""
    lines = next((lines for most, lines in STREAKS if streak <= most), LONGER)
    return Random(run_id).choice(lines)


def year_line(gain: int, blacklisted: bool) -> str:
    """The line for a year that won so many points."""
    if blacklisted:
        return BLACKLISTED
    return next((line for most, line in YEARS if gain < most), MORE)
