"""The profiles of a deck: the whole profile, and the part that a player may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class View(NamedTuple):
    """How a file is shown: how many facts fewer, and how many of its black bars uncovered."""

    fewer: int = 0
    uncovered: int = 0


PLAIN = View()
"""The file as it is."""

BARS = 4
"""A withheld fact is drawn as a black bar; its width is one of this many, chosen at random."""


LONGEST_SHOWN = 80
"""The file shows so many characters of a fact; after the guess all of it is there to read."""


def shortened(text: str) -> str:
    """A fact as the file shows it: a long one ends after a word, with three dots."""
    if len(text) <= LONGEST_SHOWN:
        return text
    begins = text[: LONGEST_SHOWN - 1]
    words = begins.rsplit(None, 1)[0]
    kept = words if len(words) > LONGEST_SHOWN // 2 else begins
    return kept.rstrip(" ,;:.-") + "…"


class Shown(StrEnum):
    """Where a fact is shown: on the file, under a black bar, or in the record only."""

    FILE = "file"
    WITHHELD = "withheld"
    RECORD = "record"

    __hash__ = str.__hash__  # Enum's own is slow Python, and members are looked up all the time


class Entry(NamedTuple):
    """One fact of a profile, with its points.

    ``dimension`` is a key of the score model, ``points`` is what the fact adds to the score. Both are None
    for a fact that adds nothing, and in a deck whose scores come from no model. In a deck scored by stars
    there are points alone: how much the fact pleased.
    """

    label: str
    text: str
    shown: Shown
    dimension: str | None = None
    points: int | None = None


def points_by(entries: Iterable[Entry]) -> dict[str, int]:
    """The points that facts add in each dimension they belong to."""
    points: dict[str, int] = {}
    for entry in entries:
        if entry.dimension is not None:
            points[entry.dimension] = points.get(entry.dimension, 0) + (entry.points or 0)
    return points


class Fact(NamedTuple):
    """A fact that a player may read."""

    label: str
    text: str


class Withheld(NamedTuple):
    """A fact under a black bar: its label, and a bar width from 1 to ``BARS``."""

    label: str
    bar: int


class PublicProfile(NamedTuple):
    """What a player may see of a file before it is decided. It has no field for the score."""

    name: str
    age: int | None
    occupation: str
    place: str
    file_number: str
    portrait: str
    portrait_alt: str
    facts: tuple[Fact, ...]
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A whole profile as generated or imported; ``score`` is in the deck's unit.

    ``look`` holds the options that the portrait is drawn from; it is empty for an uploaded picture, whose
    text alternative is ``picture_alt``. ``record`` is every fact in the order of the file, ``bars`` a bar
    width for each withheld fact. ``outcome`` is what came of a loan, which no law sees: repaid or not; None
    if nobody knows.
    """

    name: str
    score: int
    age: int | None
    occupation: str
    place: str
    file_number: str
    look: dict[str, str]
    portrait_alt: str
    record: tuple[Entry, ...]
    bars: tuple[int, ...]
    picture_alt: str = ""
    outcome: bool | None = None

    def facts(self) -> tuple[Fact, ...]:
        """The facts shown on the file."""
        return tuple(Fact(e.label, e.text) for e in self.record if e.shown is Shown.FILE)

    def withheld(self) -> tuple[Withheld, ...]:
        """The facts under black bars, without their texts."""
        hidden = (e for e in self.record if e.shown is Shown.WITHHELD)
        return tuple(Withheld(e.label, bar) for e, bar in zip(hidden, self.bars, strict=True))

    def public(self, portrait: str) -> PublicProfile:
        """What a player may see of it, with its portrait at that URL."""
        made = {"portrait": portrait, "facts": self.facts(), "withheld": self.withheld()}
        seen = [made[name] if name in made else getattr(self, name) for name in PublicProfile._fields]
        return PublicProfile._make(seen)


def viewed(file: PublicProfile, view: View, record: Sequence[Entry]) -> PublicProfile:
    """A file as its mode shows it: with its last facts under bars, or with some bars uncovered.

    ``record`` is only needed for uncovering.
    """
    facts, withheld = list(file.facts), list(file.withheld)
    for _ in range(min(view.fewer, len(facts) - 1)):
        withheld.insert(0, Withheld(facts.pop().label, BARS // 2))
    hidden = {entry.label: entry.text for entry in record if entry.shown is Shown.WITHHELD}
    for _ in range(min(view.uncovered, len(file.withheld))):
        label = withheld.pop(0).label
        facts.append(Fact(label, hidden[label]))
    return file._replace(facts=tuple(facts), withheld=tuple(withheld))


def as_seen(record: Sequence[Entry], view: View) -> tuple[Entry, ...]:
    """A record in which each fact stands where that view of the file showed it."""
    on_file = [index for index, entry in enumerate(record) if entry.shown is Shown.FILE]
    barred = [index for index, entry in enumerate(record) if entry.shown is Shown.WITHHELD]
    fewer = min(view.fewer, len(on_file) - 1)
    moved = dict.fromkeys(on_file[len(on_file) - fewer :] if fewer > 0 else (), Shown.WITHHELD)
    moved |= dict.fromkeys(barred[: view.uncovered], Shown.FILE)
    return tuple([entry._replace(shown=moved.get(index, entry.shown)) for index, entry in enumerate(record)])
