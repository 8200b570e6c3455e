"""The split of a round as screens print it: by side, and by the facts that were given as reasons."""

from typing import NamedTuple

from ....game.deal import Side
from ....game.profile import Entry, Fact, PublicProfile, Shown, shortened
from ....game.receipt import swing
from ....game.rooms.split import Split
from ....game.verdict import Truth
from ....store.decks.profiles import OpenFile
from ....store.rooms.calls import OwnCall

NARROW, NARROW_OWN = 30, 42
"""A side with a smaller share of the bar, in per cent, has no room for its words; one's own has more."""


class ReasonRow(NamedTuple):
    """A fact on the file, and how many gave it as their reason for each side.

    ``own`` if the guest who looks gave it, ``swung`` if it is the fact that swung the score.
    """

    label: str
    text: str
    higher: int
    lower: int
    own: bool
    swung: bool


class SplitView(NamedTuple):
    """How many called, and how many per cent each side; ``own`` is the side of the guest who looks, or empty.

    ``weighed`` is the share of higher with the stars weighed in, None where they change nothing.
    ``narrow`` is the side whose part of the bar is too narrow for words, or empty.
    """

    all: int
    higher: int
    lower: int
    percent_higher: int
    percent_lower: int
    own: str
    weighed: int | None
    narrow: str
    reasons: tuple[ReasonRow, ...]


def split_view(
    split: Split, profile: PublicProfile, swung: int | None, own: OwnCall | None = None
) -> SplitView:
    """The split of a round on that file; ``swung`` is the place of the fact that swung it, or None."""
    percent = split.percent_higher
    side, share = (Side.HIGHER, percent) if percent < 50 else (Side.LOWER, 100 - percent)
    narrow = side if share < (NARROW_OWN if own and own.guess is side else NARROW) else ""
    return SplitView(
        split.all, split.higher, split.lower, percent, 100 - percent, own.guess if own else "",
        split.told_weighed, narrow, _reasons(split, profile, swung, own.reason if own else None),
    )  # fmt: skip


def _reasons(
    split: Split, profile: PublicProfile, swung: int | None, own: int | None
) -> tuple[ReasonRow, ...]:
    """The reasons that were given, most often given first, and the fact that swung it if nobody gave that."""
    rows = [
        ReasonRow(*_words(profile.facts[at]), higher, lower, at == own, at == swung)
        for at, higher, lower in split.reasons
        if at < len(profile.facts)
    ]
    if rows and swung is not None and not any(row.swung for row in rows):
        rows.append(ReasonRow(*_words(profile.facts[swung]), 0, 0, False, True))
    return tuple(rows)


def _words(fact: Fact) -> tuple[str, str]:
    return fact.label, shortened(fact.text)


def swung_at(file: OpenFile, profile: PublicProfile, truth: Truth) -> int | None:
    """The place on the file of the fact that swung it; None if none did, or one under a bar."""
    entry: Entry | None = None if truth is Truth.TIE else swing(file.record, truth)
    if entry is None or entry.shown is not Shown.FILE:
        return None
    return next((at for at, fact in enumerate(profile.facts) if fact == (entry.label, entry.text)), None)
