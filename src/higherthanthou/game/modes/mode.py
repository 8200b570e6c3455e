"""What a mode decides; everything else is the same in all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import NamedTuple, Protocol

from ..deal import LEAST_GAP, Scale, gap_at
from ..errors import NotDealt, Refusal
from ..profile import PLAIN, View
from ..run import Call, Run, Used
from ..verdict import Verdict, judge

NO_LIFELINE = "There is no such lifeline here."


class Playable(Protocol):
    """What a mode asks of a deck."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def theme(self) -> str:
        """What it was generated as."""

    @property
    def scale(self) -> Scale:
        """The scores a file of it can have."""

    @property
    def size(self) -> int:
        """How many files it has."""

    @property
    def made(self) -> bool:
        """Whether more files like its own can be made."""


class Against(StrEnum):
    """What the file on the desk is compared with."""

    YOU = "you"
    PERSON = "the one before"
    MARK = "the mark"


class Settled(NamedTuple):
    """What a call comes to: what it adds to the value, the anchor of the next file, and whether that was all.

    ``used`` is the kind of a lifeline that went with it, or empty.
    """

    gain: int
    anchor: int
    over: bool
    used: str = ""


class Ending(NamedTuple):
    """The title of a result: a few words, the figure, and a few more."""

    before: str
    figure: str
    after: str = ""

    def __str__(self) -> str:
        """All of it."""
        return f"{self.before}{self.figure}{self.after}"


FEWEST = 100
"""A deck with fewer files may have nobody left before the last turn of a run that has a last turn."""

SWAP = "swap"
"""The lifeline that puts another file on the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A mode. These are the rules of most; one that differs says so in a class of its own.

    ``counts`` is what the figure beside the anchor counts, ``board_title`` and ``value_title`` are the words
    of its board. A run of ``turns`` files ends with the last of them, one without an end with the first
    miss. A mode that is ``daily`` plays the ten files of the day. One that ``keeps_used`` has lifelines or
    likes, of which ``lifelines`` are the kinds that a player may ask for. ``least_gap`` and ``halfway`` are
    for ``aim``.
    With ``pairs_within`` it tells what share of all pairs of the deck are so near each other, in points.
    """

    key: str
    title: str
    sentence: str
    howto: str
    counts: str
    board_title: str
    value_title: str
    against: Against = Against.YOU
    turns: int | None = None
    daily: bool = False
    least_gap: int = LEAST_GAP
    halfway: bool = False
    lifelines: tuple[str, ...] = ()
    keeps_used: bool = False
    pairs_within: int | None = None

    def suits(self, deck: Playable) -> bool:
        """Whether it can be played with a deck."""
        return True

    def refuse_unless_suits(self, deck: Playable) -> None:
        """Refuse a deck that it cannot be played with."""
        if not self.suits(deck):
            raise Refusal(f"{self.title} cannot be played with the deck {deck.title}.")

    def first_value(self, own_score: int) -> int:
        """The value that a run begins with."""
        return 0

    def anchor(self, own_score: int) -> int:
        """The first score that a file is compared with, where that is one's own."""
        return own_score

    def gap(self, turn: int, scale: Scale, rng: Random) -> int:
        """How far from the anchor the file of a turn shall stand, in points."""
        return gap_at(turn, scale)

    def guess(self, run: Run, turn: int, call: Call, score: int) -> tuple[Run, Verdict]:
        """Decide the file on the desk, whose hidden score is ``score``; return the run after it.

        ``turn`` must be the turn on the desk: a decided one is answered from the store, and a later one
        has not been dealt.
        """
        if not run.open or turn != run.turn:
            raise NotDealt("That file is not on your desk.")
        judged = judge(turn, call.side, score, run.anchor, call.stake)
        settled = self.settle(run, judged)
        after = Run(
            run.anchor if settled.over else settled.anchor,
            turn if settled.over else turn + 1,
            run.streak + judged.right,
            run.value + settled.gain,
            not settled.over,
            (*run.used, Used(settled.used, turn)) if settled.used else run.used,
        )
        return after, judged._replace(gain=settled.gain)

    def stake(self, fields: Mapping[str, str], run: Run) -> int:
        """What the form of a guess puts on the call; refuses what the run does not allow."""
        return 0

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """What a judged call comes to."""
        over = not verdict.right if self.turns is None else verdict.turn >= self.turns
        return Settled(int(verdict.right), run.anchor, over)

    def use(self, run: Run, kind: str) -> None:
        """Refuse a lifeline that the run does not have."""
        raise Refusal(NO_LIFELINE)

    def view(self, run: Run) -> View:
        """How the file on the desk is shown."""
        return PLAIN

    def figure(self, run: Run) -> str:
        """What the figure beside the anchor says."""
        return str(run.value)

    def words(self, value: int) -> str:
        """A value as a board prints it."""
        return f"{value:,}"

    def stands(self, run: Run) -> int:
        """The score on the panel: what a file is compared with."""
        return run.anchor

    def beyond(self, verdict: Verdict) -> str:
        """What a judged file stood above or below, in words."""
        return self.against.value

    def news(self, run: Run, verdict: Verdict) -> str:
        """What the latest call changed besides, in sentences after a space; ``run`` is the one after it."""
        return ""

    def ending(self, value: int) -> Ending:
        """How a run of that value ended."""
        return Ending(f"{self.value_title} ", self.words(value))

    def is_complete(self, run: Run) -> bool:
        """Whether a run that has ended was played to the end that its rules have."""
        return self.turns is None or run.turn >= self.turns

    def counted_at(self, started_at: int, ended_at: int) -> int:
        """When a run counts for its boards, in milliseconds: when it ended."""
        return ended_at

    def shows(self, run: Run, verdicts: Sequence[Verdict]) -> NamedTuple | None:
        """What its fragments need, all of it hashable; ``verdicts`` are those so far, the latest first."""
        return None
