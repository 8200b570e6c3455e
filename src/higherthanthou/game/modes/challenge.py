"""The rules of a challenge: the files of a run that is over, in its order and against its mark."""

from collections.abc import Sequence

from ..deal import Side
from ..run import Run
from ..verdict import Verdict
from .chain import ChainWords
from .mode import Against, Mode, Settled
from .mode_words import Words

LONGEST = 100
"""A challenge has the first files of a run, so many at most."""

_TITLE = "Challenge"
_SENTENCE = "The files of another run, in the same order."
_HOWTO = "The files of the other run, in the same order, against the same {}. A miss ends nothing."

MARKED = Words(
    title=_TITLE,
    sentence=_SENTENCE,
    howto=_HOWTO.format("mark"),
    counter="Right",
    board_title=_TITLE,
    value_title="Right",
    against="the mark",
    after=" right",
    mark="The mark of the challenge",
    mark_note="the same for all who take it up",
)
CHAINED = ChainWords(
    title=_TITLE,
    sentence=_SENTENCE,
    howto=_HOWTO.format("people"),
    counter="Right",
    board_title=_TITLE,
    value_title="Right",
    against="the one before",
    after=" right",
)


class Challenge(Mode):
    """A mode whose runs play those of another one, ``base``, again. They never rank.

    All files are judged to the end: two trails can be compared only where both have a call, and a miss that
    ended the run would hide what came after it.
    """

    base: Mode

    def __init__(self, base: Mode) -> None:
        """It takes over what files are compared with; an own score is a mark to everybody else."""
        chained = base.against is Against.PERSON
        self.key, self.base = f"same-{base.key}", base
        self.against = Against.PERSON if chained else Against.MARK
        self.words = CHAINED if chained else MARKED
        self.halfway, self.tells_away = base.halfway, not base.daily

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """A right call counts one. The run is over when no file is left to deal."""
        anchor = verdict.score if self.against is Against.PERSON else run.anchor
        return Settled(int(verdict.right), anchor, over=False)


def parted(mine: Sequence[Side], theirs: Sequence[Side]) -> tuple[int, ...]:
    """The turns, counted from 1, at which two said different things of the same file."""
    return tuple(
        [turn for turn, (one, other) in enumerate(zip(mine, theirs, strict=False), 1) if one != other]
    )
