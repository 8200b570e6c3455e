"""The base class of modes: everything that a mode can decide."""

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


class Playable(Protocol):
    """What a mode asks of a deck."""

    @property
    def title(self) -> str:
        """The title of the deck."""

    @property
    def theme(self) -> str:
        """The theme that it was generated from."""

    @property
    def scale(self) -> Scale:
        """The range of its scores."""

    @property
    def size(self) -> int:
        """The number of its files."""

    @property
    def made(self) -> bool:
        """Whether it was generated, so that more files like its own can be made."""


class Against(StrEnum):
    """What the file on the desk is compared with."""

    YOU = "you"
    PERSON = "the one before"
    MARK = "the mark"


class Settled(NamedTuple):
    """The outcome of a call: what it adds to the value, the anchor of the next file, whether the run is over.

    ``used`` is the kind of lifeline that it used up, or empty.
    """

    gain: int
    anchor: int
    over: bool
    used: str = ""


class Ending(NamedTuple):
    """The title of a result: words before the figure, the figure, and words after it."""

    before: str
    figure: str
    after: str = ""

    def __str__(self) -> str:
        """The title as one text."""
        return f"{self.before}{self.figure}{self.after}"


FEWEST = 100
"""With fewer files, a deck may run out before the last turn of a mode with a fixed number of turns."""

SWAP = "swap"
"""The lifeline that replaces the file on the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A mode. The methods here are the usual rules; a mode overrides those in which it differs.

    ``counts`` names the figure next to the anchor; ``board_title`` and ``value_title`` are the words of the
    board. A run of ``turns`` files ends with the last one; without ``turns`` it ends with the first miss. A
    ``daily`` mode plays the ten files of the day. One that ``keeps_used`` has lifelines or likes;
    ``lifelines`` are the kinds that a player may ask for. ``least_gap`` and ``halfway`` are passed to
    ``aim``. With ``pairs_within`` the result tells which share of all pairs of the deck are within that many
    points.
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
        """Whether the mode can be played with a deck."""
        return True

    def refuse_unless_suits(self, deck: Playable) -> None:
        """Refuse a deck that the mode cannot be played with."""
        if not self.suits(deck):
            raise Refusal(f"{self.title} cannot be played with the deck {deck.title}.")

    def first_value(self, own_score: int) -> int:
        """The value at the start of a run."""
        return 0

    def anchor(self, own_score: int) -> int:
        """The first anchor, in a mode that compares with the player's own score."""
        return own_score

    def gap(self, turn: int, scale: Scale, rng: Random) -> int:
        """The target gap between the anchor and the file of a turn, in points."""
        return gap_at(turn, scale)

    def guess(self, run: Run, turn: int, call: Call, score: int) -> tuple[Run, Verdict]:
        """Judge the file on the desk, whose hidden score is ``score``; return the next run and the verdict.

        ``turn`` must be the turn on the desk: an earlier one is answered from the log, a later one has not
        been dealt.
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
        """The stake in the form of a guess; refuses one that the run does not allow."""
        return 0

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """The outcome of a judged call."""
        over = not verdict.right if self.turns is None else verdict.turn >= self.turns
        return Settled(int(verdict.right), run.anchor, over)

    def use(self, run: Run, kind: str) -> None:
        """Refuse a lifeline that the run does not have."""
        raise Refusal("There is no such lifeline here.")

    def view(self, run: Run) -> View:
        """How the file on the desk is shown."""
        return PLAIN

    def figure(self, run: Run) -> str:
        """The figure next to the anchor."""
        return str(run.value)

    def words(self, value: int) -> str:
        """A value as printed on a board."""
        return f"{value:,}"

    def stands(self, run: Run) -> int:
        """The score on the panel; usually what a file is compared with."""
        return run.anchor

    def beyond(self, verdict: Verdict) -> str:
        """What a judged file was above or below, in words."""
        return self.against.value

    def news(self, run: Run, verdict: Verdict) -> str:
        """What else the latest call changed: sentences after a space. ``run`` is the one after the call."""
        return ""

    def ending(self, value: int) -> Ending:
        """The title of the result of a run with that value."""
        return Ending(f"{self.value_title} ", self.words(value))

    def is_complete(self, run: Run) -> bool:
        """Whether an ended run was played to its proper end."""
        return self.turns is None or run.turn >= self.turns

    def counted_at(self, started_at: int, ended_at: int) -> int:
        """The time in milliseconds that decides for which period a run counts: usually when it ended."""
        return ended_at

    def shows(self, run: Run, verdicts: Sequence[Verdict]) -> NamedTuple | None:
        """What the macros of the mode need, all hashable. ``verdicts`` are those so far, latest first."""
        return None
