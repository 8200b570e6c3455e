"""The rules of a mode; everything else is the same in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from random import Random
from typing import NamedTuple, Protocol

from ..deal import LEAST_GAP, RAMP, Aim, Ramp, Scale, aim, aim_by_standing, gap_at
from ..errors import NotDealt, Refusal
from ..profile import PLAIN, View
from ..quantiles import Quantiles
from ..run import Call, Run, Used
from ..verdict import Verdict, judge
from .mode_words import Words

NO_LIFELINE = "There is no such lifeline here."


class Playable(Protocol):
    """What a mode asks of a deck."""

    @property
    def title(self) -> str:
        """The title of the deck."""

    @property
    def theme(self) -> str:
        """The theme it was generated from."""

    @property
    def unfair(self) -> bool:
        """Whether it is unfair on purpose, and so in no ranking."""

    @property
    def scale(self) -> Scale:
        """The scores its files can have."""

    @property
    def on_our_scale(self) -> bool:
        """Whether its scores can be compared with an own score as they are."""

    @property
    def size(self) -> int:
        """The number of its files."""

    @property
    def made(self) -> bool:
        """Whether it was generated, so that more files like its own can be made."""


class Against(StrEnum):
    """What files are compared with: your own score, that of the person before, or the mark of the day."""

    YOU = "you"
    PERSON = "person"
    MARK = "mark"


class Settled(NamedTuple):
    """What a call comes to: what it adds to the value, the anchor of the next file, whether the run is over.

    ``used`` is the kind of lifeline that went with it, or empty.
    """

    gain: int
    anchor: int
    over: bool
    used: str = ""


FEWEST = 100
"""A deck with fewer files may have nobody left before the last turn of a run of fixed length."""

SWAP = "swap"
"""The lifeline that replaces the file on the desk."""

MISS = "miss"
"""What a run uses up with a miss that was not to cost what a miss costs."""


class Mode:
    """The rules of a mode. A mode is a subclass with a ``key``, its ``words``, and what differs from here."""

    key: str
    """What the database, URLs and forms call it."""

    words: Words
    """What players read of it."""

    against = Against.YOU
    turns: int | None = None
    """A run of fixed length ends with its last turn; one without an end ends with a miss."""

    daily = False
    """Whether it plays the ten files of the day."""

    base: Mode | None = None
    """The mode whose runs it plays again, in a challenge; such a run never ranks."""

    tells_away = True
    """Whether the turn says how far away a file is, on decks where that is told."""

    ramp: Ramp = RAMP
    least_gap = LEAST_GAP
    halfway = False
    """How near and how far files are dealt, for ``aim``."""

    lifelines: tuple[str, ...] = ()
    """The lifelines that a player may ask for, by kind. Only they change a run between two guesses."""

    keeps_used = False
    """Whether a run uses anything up: lifelines, likes, credit. Then it is read with what it has used."""

    changes_view = False
    """Whether files are shown otherwise than they are, by ``view``."""

    pairs_within: int | None = None
    """If set, the result tells the share of all pairs in the deck that are at most this many points apart."""

    @property
    def ends_by_a_miss(self) -> bool:
        """Whether it has no end but a miss, or a deck without anybody left."""
        return self.turns is None and self.base is None

    def suits(self, deck: Playable) -> bool:
        """Whether the mode can be played with a deck."""
        return True

    def refuse_unless_suits(self, deck: Playable) -> None:
        """Refuse a deck that the mode cannot be played with."""
        if not self.suits(deck):
            raise Refusal(f"{self.words.title} cannot be played with the deck {deck.title}.")

    def first_value(self, own_score: int) -> int:
        """The value at the start of a run."""
        return 0

    def anchor(self, own_score: int, on_our_scale: bool = True) -> int:
        """The score that files are compared with, where it is the player's own."""
        return own_score

    def board_value(self, value: int, own_score: int) -> int:
        """What boards rank by, of a run that ended with that value."""
        return value

    def gap(self, turn: int, scale: Scale, rng: Random) -> int:
        """How far from the anchor the file of a turn is dealt, in points."""
        return gap_at(turn, scale, self.ramp)

    def told_gap(self, turn: int) -> str:
        """The gap of a turn, where it is told before the call; true of both sides."""
        return ""

    def aim(self, turn: int, anchor: int, rng: Random, scale: Scale, quantiles: Quantiles | None) -> Aim:
        """Where the file of a turn is wanted; a deck with quantiles has gaps that are shares of its files."""
        if quantiles is not None:
            return aim_by_standing(turn, anchor, rng, scale, quantiles, self.halfway)
        return aim(self.gap(turn, scale, rng), anchor, rng, scale, self.least_gap, self.halfway)

    def stake(self, fields: Mapping[str, str], run: Run) -> int:
        """The stake in the form of a guess; refuses one that the run does not allow."""
        return 0

    def guess(self, run: Run, turn: int, call: Call, score: int) -> tuple[Run, Verdict]:
        """Decide the file on the desk, whose hidden score is ``score``; return the run after it.

        ``turn`` must be the turn on the desk: an earlier one is answered from the store, and a later one has
        not been dealt.
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

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """The outcome of a judged call."""
        over = not verdict.right if self.turns is None else verdict.turn >= self.turns
        return Settled(int(verdict.right), run.anchor, over)

    def use(self, run: Run, kind: str) -> None:
        """Refuse a lifeline that the run does not have."""
        raise Refusal(NO_LIFELINE)

    def view(self, run: Run) -> View:
        """How the file on the desk is shown: with facts or bars fewer than it has."""
        return PLAIN

    def is_complete(self, run: Run) -> bool:
        """Whether a run that is over was played to the end that its rules have."""
        return self.turns is None or run.turn >= self.turns

    def counted_at(self, started_at: int, ended_at: int) -> int:
        """When a run counts for its boards, in milliseconds."""
        return ended_at
