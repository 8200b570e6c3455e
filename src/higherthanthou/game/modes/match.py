"""The mode ``match``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from ..deal import SESAME, Scale
from ..errors import Refusal
from ..run import Run
from ..verdict import Verdict
from .mode import FEWEST, Ending, Mode, Playable, Settled

TURNS = 8
LIKES = 4
NEAR = 75
"""The largest gap in points at which two who like each other match."""

GAPS = (25, 75, 290, 340)
"""The target gaps in thousandths of the range, each equally likely: half of all files are near."""

MATCH = 1000
"""A match is worth this minus its gap, so that boards rank by matches, then by smaller gaps."""


class Liking(NamedTuple):
    """The outcome of the like or pass on the last judged file."""

    liked: bool
    met: bool
    gap: int


class Shown(NamedTuple):
    """What the desk shows: likes left, the outcome of the last file (None before one), and ``NEAR``."""

    left: int
    last: Liking | None
    near: int


def meet(one: int, other: int) -> bool:
    """Whether two scores are near enough to match."""
    return abs(one - other) <= NEAR


def matches_in(value: int) -> int:
    """The number of matches in a value."""
    return -(-value // MATCH)


def gap_in(value: int) -> int:
    """The mean gap of the matches in a value, in points, rounded; 0 without a match."""
    matches = matches_in(value)
    return round((matches * MATCH - value) / matches) if matches else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Mode):
    """Eight files of people who are looking for somebody: call each, and like up to four of them."""

    key: str = "match"
    title: str = "Match night"
    sentence: str = "Eight who look for somebody. Call each, like four: do they like you back?"
    howto: str = (
        f"Pass or Like, then Higher or Lower sends both. You have {LIKES} likes, and whoever is within "
        f"{NEAR} points of you likes you back. The call itself is only counted."
    )
    counts: str = "Matches"
    board_title: str = "Most matches"
    value_title: str = "Matches"
    turns: int | None = TURNS
    keeps_used: bool = True
    pairs_within: int | None = NEAR

    def suits(self, deck: Playable) -> bool:
        """Decks of the theme ``matches`` on the players' scale, if they are large enough."""
        return deck.theme == "matches" and deck.scale == SESAME and deck.size >= FEWEST

    def gap(self, turn: int, scale: Scale, rng: Random) -> int:
        """Near or far at random, at every turn."""
        return scale.points(rng.choice(GAPS))

    def stake(self, fields: Mapping[str, str], run: Run) -> int:
        """1 for a like, 0 for a pass."""
        said = fields.get("like", "pass")
        if said not in ("like", "pass"):
            raise Refusal("You can like somebody or pass.")
        if said == "like" and len(run.used) >= LIKES:
            raise Refusal("You have no likes left tonight.")
        return int(said == "like")

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """Liking somebody near is a match; the call itself is only counted."""
        met = verdict.stake and meet(verdict.score, verdict.anchor)
        gain = MATCH - verdict.gap if met else 0
        return Settled(gain, run.anchor, verdict.turn >= TURNS, "like" if verdict.stake else "")

    def figure(self, run: Run) -> str:
        """The matches so far."""
        return str(matches_in(run.value))

    def news(self, run: Run, verdict: Verdict) -> str:
        """Whether a like was returned."""
        if not verdict.stake:
            return " You passed."
        return " They like you back." if verdict.gain else " No answer."

    def words(self, value: int) -> str:
        """The matches and their mean gap, in words."""
        return f"{matches_in(value)} · gap {gap_in(value)}" if value else "0"

    def ending(self, value: int) -> Ending:
        """The number of matches."""
        count = matches_in(value)
        return Ending("", str(count), " match" if count == 1 else " matches")

    def shows(self, run: Run, verdicts: Sequence[Verdict]) -> Shown:
        """The likes left, and whether the last one was returned."""
        last = verdicts[0] if verdicts else None
        liking = Liking(last.stake > 0, last.gain > 0, last.gap) if last else None
        return Shown(LIKES - len(run.used), liking, NEAR)
