"""The mode ``match``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from ..deal import Scale
from ..errors import Refusal
from ..run import Run
from ..verdict import Verdict
from .mode import FEWEST, Mode, Playable, Settled
from .mode_words import Ending, Words

TURNS = 8
LIKES = 4
NEAR = 75
"""A like is returned if the scores are at most this many points apart."""

GAPS = (25, 75, 290, 340)
"""The gaps aimed at, in thousandths of the range, each equally likely: half of all files stand near."""

MATCH = 1000
"""A match adds this less its gap, so that boards rank by matches, then by smaller gaps."""

RETURNED, UNANSWERED, PASSED = "♥", "♡", "·"
HEARTS = {RETURNED: "a match", UNANSWERED: "no answer"}
"""The signs of likes in a share text, and what they mean."""


def meet(one: int, other: int) -> bool:
    """Whether two scores are near enough to match."""
    return abs(one - other) <= NEAR


def likes_left(run: Run) -> int:
    """How many likes a run has left."""
    return LIKES - len(run.used)


def matches_in(value: int) -> int:
    """The number of matches in a value."""
    return -(-value // MATCH)


def gap_in(value: int) -> int:
    """The mean gap of the matches in a value, in points, rounded; 0 without a match."""
    matches = matches_in(value)
    return round((matches * MATCH - value) / matches) if matches else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchWords(Words):
    """A value prints as matches, and the gap that they were made at."""

    def figure(self, run: Run) -> str:
        """The matches so far."""
        return str(matches_in(run.value))

    def value(self, value: int) -> str:
        """Matches and their mean gap."""
        return f"{matches_in(value)} · gap {gap_in(value)}" if value else "0"

    def news(self, run: Run, verdict: Verdict) -> str:
        """Whether a like was returned."""
        if not verdict.stake:
            return " You passed."
        return " They like you back." if verdict.gain else " No answer."

    def ending(self, value: int) -> Ending:
        """The number of matches."""
        count = matches_in(value)
        return Ending("", str(count), " match" if count == 1 else " matches")

    def share_lines(self, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
        """A heart for each like, full if it was returned, and what those that are there mean."""
        row = "".join(_heart(verdict) for verdict in verdicts)
        legend = ", ".join(f"{sign} {meaning}" for sign, meaning in HEARTS.items() if sign in row)
        return (row, legend) if legend else ()


def _heart(verdict: Verdict) -> str:
    if not verdict.stake:
        return PASSED
    return RETURNED if verdict.gain else UNANSWERED


class Match(Mode):
    """Eight files of people who are looking for somebody: call each, and like up to four of them."""

    key = "match"
    words = MatchWords(
        title="Match night",
        sentence="Eight who look for somebody. Call each, like four: do they like you back?",
        brief="Eight who look for somebody.",
        howto=f"Pass or Like, then your call sends both. You have {LIKES} likes, and whoever is within "
        f"{NEAR} points of you likes you back. The call itself is only counted.",
        counter="Matches",
        board_title="Most matches",
        value_title="Matches",
    )
    turns = TURNS
    keeps_used = True
    pairs_within = NEAR

    def suits(self, deck: Playable) -> bool:
        """A large enough deck of people who look for somebody, on the scale that players have a score on."""
        return deck.theme == "matches" and deck.on_our_scale and deck.size >= FEWEST

    def gap(self, turn: int, scale: Scale, rng: Random) -> int:
        """Near or far at random, at every turn."""
        return scale.points(rng.choice(GAPS))

    def stake(self, fields: Mapping[str, str], run: Run) -> int:
        """1 for a like, 0 for a pass."""
        said = fields.get("like", "pass")
        if said not in ("like", "pass"):
            raise Refusal("You can like somebody or pass.")
        if said == "like" and not likes_left(run):
            raise Refusal("You have no likes left tonight.")
        return int(said == "like")

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """Liking somebody near is a match; the call itself is only counted."""
        met = verdict.stake and meet(verdict.score, verdict.anchor)
        gain = MATCH - verdict.gap if met else 0
        return Settled(gain, run.anchor, verdict.turn >= TURNS, "like" if verdict.stake else "")
