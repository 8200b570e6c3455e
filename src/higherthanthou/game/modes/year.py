"""The mode ``year``: twelve months in which your own score is the stake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..deal import SESAME
from ..errors import Refusal
from ..profile import View
from ..run import Run
from ..verdict import Verdict
from . import privileges
from .mode import FEWEST, SWAP, Ending, Mode, Playable, Settled
from .privileges import BICYCLE, DEPOSIT, RESTAURANT, TRAIN, VIP, VISA, Privilege

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
STAKES = (10, 25, 50, 100)
SLOW, USUAL = 25, 50
"""The stake limits without the fast train, and without VIP."""

LOWEST, HIGHEST = 450, 850
"""The lowest and highest anchor: beyond these, hardly any file is on the far side."""

CLAIMS = (
    "start", "dimensions", "weights", "bands", "higher-or-lower", "faces",
    "lists", "screens", "one-score", "suqian", "nosedive", "bureau",
)  # fmt: skip
"""The claim shown in each month."""

MISS, UNCOVER = "miss", "uncover"

ONCE = {MISS: DEPOSIT, SWAP: BICYCLE}
"""The perks that a lifeline uses up."""


class Choice(NamedTuple):
    """A stake: whether it is open, and whether it is selected."""

    points: int
    open: bool
    marked: bool


class Lifeline(NamedTuple):
    """A lifeline that can be used on the file on the desk."""

    kind: str
    title: str


class Shown(NamedTuple):
    """What the desk shows in a year: what applies now, and what the last call changed.

    ``points`` says what the call won or lost, empty before the first. ``closed`` says from which score closed
    stakes open, ``spent`` are the held perks that are used up. ``course`` is the score at the start of each
    month and after the last, oldest first. ``claim`` is the key of the claim shown between two files.
    """

    month: str
    stakes: tuple[Choice, ...]
    closed: str
    lifelines: tuple[Lifeline, ...]
    held: tuple[Privilege, ...]
    suffered: tuple[Privilege, ...]
    gained: tuple[Privilege, ...]
    lost: tuple[Privilege, ...]
    spent: tuple[Privilege, ...]
    points: str
    every: tuple[Privilege, ...]
    course: tuple[int, ...]
    claim: str
    months: tuple[str, ...]
    blacklisted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Year(Mode):
    """Each call wins or loses its stake; perks and sanctions follow the score; ranked by the final score."""

    key: str = "year"
    title: str = "A year"
    sentence: str = "Twelve months. Your own score is the stake, and your perks go with it."
    howto: str = "Stake points on every call. Perks come and go with your score; at 350 it is over."
    counts: str = "Month"
    board_title: str = "Best years"
    value_title: str = "Final score"
    turns: int | None = len(MONTHS)
    lifelines: tuple[str, ...] = (SWAP, UNCOVER)
    keeps_used: bool = True

    def suits(self, deck: Playable) -> bool:
        """Decks on the players' scale, if they are large enough."""
        return deck.scale == SESAME and deck.size >= FEWEST

    def first_value(self, own_score: int) -> int:
        """The player's own score, but at least a little above the blacklist."""
        return max(own_score, SESAME.low + STAKES[0])

    def anchor(self, own_score: int) -> int:
        """The present score, limited to ``LOWEST`` and ``HIGHEST``."""
        return min(HIGHEST, max(LOWEST, own_score))

    def stake(self, fields: Mapping[str, str], run: Run) -> int:
        """The points staked; 10 if the form says nothing."""
        said = fields.get("stake", str(STAKES[0]))
        if said not in {str(points) for points in STAKES}:
            raise Refusal(f"A stake is {', '.join(map(str, STAKES[:-1]))} or {STAKES[-1]} points.")
        if int(said) > limit(run.value):
            raise Refusal(f"A stake of {said} points is closed to you at {run.value}.")
        return int(said)

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """Win or lose the stake. With the perk "No deposit" the first miss of the year costs nothing."""
        spared = not verdict.right and DEPOSIT.applies(run.value) and not _has_used(run, MISS)
        gain = 0 if spared else verdict.stake if verdict.right else -verdict.stake
        value = min(SESAME.high, max(SESAME.low, run.value + gain))
        over = verdict.turn >= len(MONTHS) or value <= SESAME.low
        return Settled(value - run.value, self.anchor(value), over, MISS if spared else "")

    def use(self, run: Run, kind: str) -> None:
        """A swap needs the bicycle, once a year; an uncovering needs the visa, once a file."""
        if kind not in self.lifelines:
            raise Refusal("There is no such lifeline here.")
        perk = {SWAP: BICYCLE, UNCOVER: VISA}[kind]
        if not perk.applies(run.value):
            raise Refusal(f"The perk {perk.title} begins at {perk.limit}; you stand at {run.value}.")
        if kind not in _open_lifelines(run):
            raise Refusal("You have used that already.")

    def view(self, run: Run) -> View:
        """A fact fewer below 550; a fact more if a black bar was uncovered."""
        uncovered = sum(used == (UNCOVER, run.turn) for used in run.used)
        return View(int(RESTAURANT.applies(run.value)), uncovered)

    def figure(self, run: Run) -> str:
        """The month, of twelve."""
        return f"{run.turn}/{len(MONTHS)}"

    def stands(self, run: Run) -> int:
        """The present score, which can be beyond ``LOWEST`` and ``HIGHEST``."""
        return run.value

    def beyond(self, verdict: Verdict) -> str:
        """The score before the call, or the limit that the file was compared with."""
        at_an_end = verdict.anchor in (LOWEST, HIGHEST)
        return f"the {verdict.anchor} you were compared at" if at_an_end else f"your {verdict.anchor}"

    def news(self, run: Run, verdict: Verdict) -> str:
        """The points, the new score, and the perks and sanctions that came and went."""
        points = _points(verdict.gain, (MISS, verdict.turn) in run.used)
        return f" {points} You stand at {run.value}.{_came_and_went(run.value - verdict.gain, run.value)}"

    def is_complete(self, run: Run) -> bool:
        """After twelve months, or on the blacklist."""
        return run.turn >= len(MONTHS) or run.value <= SESAME.low

    def ending(self, value: int) -> Ending:
        """The final score, or the blacklist."""
        return Ending("The year ended at " if value > SESAME.low else "Blacklisted at ", str(value))

    def shows(self, run: Run, verdicts: Sequence[Verdict]) -> Shown:
        """The stakes, the lifelines, and what the last call changed."""
        last = verdicts[0] if verdicts else None
        before = run.value - last.gain if last else run.value
        start = run.value - sum(verdict.gain for verdict in verdicts)
        course = [start]
        for verdict in reversed(verdicts):
            course.append(course[-1] + verdict.gain)
        kept, had = privileges.at(run.value), privileges.at(before)
        return Shown(
            month=MONTHS[run.turn - 1],
            stakes=_choices(run.value, last.stake if last else STAKES[1]),
            closed=_closed(run.value),
            lifelines=tuple(_LIFELINES[kind] for kind in _open_lifelines(run)),
            held=tuple(p for p in kept if p.perk),
            suffered=tuple(p for p in kept if not p.perk),
            gained=tuple(p for p in kept if p not in had),
            lost=tuple(p for p in had if p not in kept),
            spent=tuple(p for kind, p in ONCE.items() if _has_used(run, kind)),
            points=_points(last.gain, (MISS, last.turn) in run.used) if last else "",
            every=privileges.PRIVILEGES,
            course=tuple(course),
            claim=CLAIMS[run.turn - 1],
            months=MONTHS,
            blacklisted=run.value <= SESAME.low,
        )


_LIFELINES = {SWAP: Lifeline(SWAP, "Swap this file"), UNCOVER: Lifeline(UNCOVER, "Uncover a bar")}


def limit(value: int) -> int:
    """The highest stake that is open at a score."""
    if TRAIN.applies(value):
        return SLOW
    return STAKES[-1] if VIP.applies(value) else USUAL


def _points(gain: int, spared: bool) -> str:
    """What a call won or lost, in words."""
    if spared:
        return "The deposit was waived: nothing lost."
    sign = "+" if gain > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(gain)} points." if gain else "Nothing won."


def _came_and_went(before: int, after: int) -> str:
    """Sentences about the perks and sanctions that a change of the score brings and takes."""
    had, has = privileges.at(before), privileges.at(after)
    said = [f" New {one.kind}: {one.title}." for one in has if one not in had]
    ended = [one for one in had if one not in has]
    said += [f" {'Perk lost' if one.perk else 'Sanction lifted'}: {one.title}." for one in ended]
    return "".join(said)


def _choices(value: int, marked: int) -> tuple[Choice, ...]:
    most = limit(value)
    return tuple(Choice(points, points <= most, points == min(marked, most)) for points in STAKES)


def _closed(value: int) -> str:
    """From which score the stakes that are closed at this one open."""
    opened = {STAKES[-2]: TRAIN.limit, STAKES[-1]: VIP.limit}
    return ", ".join([f"{points} from {least}" for points, least in opened.items() if points > limit(value)])


def _has_used(run: Run, kind: str) -> bool:
    return any(used.kind == kind for used in run.used)


def _open_lifelines(run: Run) -> list[str]:
    """The kinds of lifelines that the run has and has not used up."""
    kinds = []
    if BICYCLE.applies(run.value) and not _has_used(run, SWAP):
        kinds.append(SWAP)
    if VISA.applies(run.value) and (UNCOVER, run.turn) not in run.used:
        kinds.append(UNCOVER)
    return kinds
