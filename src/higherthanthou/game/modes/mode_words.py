"""The words of a mode: what pages, boards and announcements call it, and how they print its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..comparison import Comparison
from ..measure import Measure
from ..run import Run
from ..verdict import Verdict

RIGHT, WRONG = "Right", "Wrong"
"""The outcome of a call; a verdict begins with one of these."""


class Ending(NamedTuple):
    """The title of a result: words before the figure, the figure, and words after it."""

    before: str
    figure: str
    after: str = ""

    def __str__(self) -> str:
        """The whole title."""
        return f"{self.before}{self.figure}{self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a mode. The methods print what most modes print; one that prints more has its own class.

    ``sentence`` says what the mode is, with ``{asks}`` for the words of a comparison, ``brief`` the same in a
    few words, ``howto`` its rule in play, ``counter`` what the figure beside the score counts, ``against``
    what files are compared with. ``board_title`` and ``value_title`` head its board. ``before`` and ``after``
    stand around the value in the title of its result. ``mark`` and ``mark_note`` name the mark, where files
    are compared with one.
    """

    title: str
    sentence: str
    howto: str
    counter: str
    board_title: str
    value_title: str
    brief: str = ""
    against: str = "you"
    before: str = ""
    after: str = ""
    mark: str = "The mark of the day"
    mark_note: str = "the same for everybody"

    def about(self, comparison: Comparison) -> str:
        """What the mode is, in the words of a deck."""
        return self.sentence.format(asks=comparison.asks)

    def figure(self, run: Run) -> str:
        """The figure beside the score on the panel."""
        return str(run.value)

    def value(self, value: int) -> str:
        """A value as printed on a board."""
        return f"{value:,}"

    def run_value(self, value: int) -> str:
        """The value of a run as printed where no board is."""
        return self.value(value)

    def panel_score(self, run: Run, own_score: int) -> int:
        """The score on the panel: what the file is compared with."""
        return run.anchor

    def beyond(self, verdict: Verdict, measure: Measure, own_score: int) -> str:
        """What a judged file stood above or below, its score written by the measure of the deck."""
        return self.against

    def outcome(self, run: Run, verdict: Verdict) -> str:
        """Whether a call was right, in one or a few words. ``run`` is the one after the call."""
        return RIGHT if verdict.right else WRONG

    def staked(self, verdict: Verdict) -> str:
        """What was staked on a call, in a sentence; empty where nothing is."""
        return ""

    def line(self, run: Run, verdict: Verdict) -> str:
        """What the verdict says in the place of the fact that swung it: a milestone, or nothing."""
        return ""

    def news(self, run: Run, verdict: Verdict) -> str:
        """What else the latest call changed: sentences after a space. ``run`` is the one after the call."""
        return ""

    def ending(self, value: int) -> Ending:
        """The title of the result of a run with that value."""
        return Ending(self.before, str(value), self.after)

    def best(self, value: int) -> str:
        """What a player's best run came to, from the value that boards rank it by."""
        return str(self.ending(value))

    def share_lines(self, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
        """What else a share text shows below the calls, oldest first."""
        return ()

    def closing(self, value: int, gain: int, run_id: str) -> str:
        """The last line on a run that ended with that value and won so many points; empty for none."""
        return ""
