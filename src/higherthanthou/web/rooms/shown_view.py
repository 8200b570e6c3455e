"""A file that is shown, as the wall, the report and the phones print it: the split by side and by reason."""

from typing import NamedTuple

from ...game.profile import Entry, Shown, shortened
from ...game.receipt import swing
from ...game.rooms.remarks import remark
from ...game.rooms.split import ReasonSplit, Split
from ...game.texts.signed import signed
from ...game.verdict import Truth, truth_of
from ...store.decks.decks import Deck
from ...store.rooms.files import ShownFile
from ...store.rooms.results import JudgedCall
from .class_laws import LawView, file_by_law, law_view

NARROW = 15
"""A side with fewer per cent than this has no room for its own words in the drawn split."""


class ReasonRow(NamedTuple):
    """A fact with how many gave it as their reason for each side, and what it weighed in the score.

    ``higher_share`` and ``lower_share`` are per cent of the longest bar. ``weighed`` is 0 for a fact
    that added nothing, and empty where scores come from no model; ``withheld`` says that the fact was under
    a bar.
    """

    label: str
    text: str
    higher: int
    lower: int
    higher_share: int
    lower_share: int
    weighed: str
    swung: bool
    withheld: bool


class ShownView(NamedTuple):
    """A file that is shown. ``truth`` is None where each guest has an own score; then ``stamp`` is empty.

    ``gap`` says how far it stood from the mark, ``verdict`` what the room said of it, ``remark`` what the
    office says of that. ``weighed`` is the split by the weight of stars, None where all weigh the same.
    ``no_reason`` are the calls without a reason. ``law`` is the one that the room voted for, if it judged.
    """

    name: str
    age: int | None
    portrait: str
    portrait_alt: str
    score: str
    truth: Truth | None
    stamp: str
    gap: str
    verdict: str
    remark: str
    right: int
    split: Split
    lower_percent: int
    narrow: str
    weighed: int | None
    reasons: list[ReasonRow]
    no_reason: ReasonRow | None
    law: LawView | None


def shown_view(shown: ShownFile, deck: Deck, split: Split, judged: list[JudgedCall]) -> ShownView:
    """The view of a file that is shown; ``judged`` are calls on any files."""
    truth = None if shown.anchor is None else truth_of(shown.score, shown.anchor)
    right = sum(call.right for call in judged if call.round == shown.round)
    file = file_by_law(shown, deck)
    reasons, none = reason_rows(file.record, split, truth)
    return ShownView(
        file.name,
        file.age,
        file.portrait,
        file.portrait_alt,
        deck.measure.panel(shown.score),
        truth,
        deck.words.said(truth) if truth else "",
        _gap(shown, deck, truth),
        _verdict(split, deck),
        remark(split, truth, right),
        right,
        split,
        100 - split.percent_higher,
        _narrow(split),
        split.told_weighed,
        reasons,
        none,
        law_view(shown.law, deck, shown.round),
    )


def _gap(shown: ShownFile, deck: Deck, truth: Truth | None) -> str:
    if truth is None or shown.anchor is None:
        return ""
    if truth is Truth.TIE:
        return "Exactly the same"
    distance = deck.measure.distance(abs(shown.score - shown.anchor))
    gap = deck.words.stands(distance, truth, deck.measure.shown(shown.anchor))
    return gap[:1].upper() + gap[1:]


def _verdict(split: Split, deck: Deck) -> str:
    """What the room said."""
    if not split.all:
        return "Nobody called."
    if split.higher == split.lower:
        return "The room said both."
    return f"The room said {deck.words.said('higher' if split.higher > split.lower else 'lower')}."


def _narrow(split: Split) -> str:
    """The side that has no room for its words, or an empty text."""
    if not split.all or NARROW <= split.percent_higher <= 100 - NARROW:
        return ""
    return "higher" if split.percent_higher < NARROW else "lower"


def reason_rows(
    record: tuple[Entry, ...], split: Split, truth: Truth | None
) -> tuple[list[ReasonRow], ReasonRow | None]:
    """The facts of a file: the one that swung it, then by how many gave them; last who gave none."""
    given = {row.reason: row for row in split.reasons}
    told = sum(row.all for row in split.reasons)
    without = ReasonSplit(-1, split.higher, split.lower)
    for row in split.reasons:
        without = without._replace(higher=without.higher - row.higher, lower=without.lower - row.lower)
    longest = max([1, *(max(row.higher, row.lower) for row in (*split.reasons, without))])
    if any(entry.points is not None for entry in record):
        record = tuple([entry._replace(points=entry.points or 0) for entry in record])
    swinger = None if truth in (None, Truth.TIE) else swing(record, truth or Truth.TIE)
    on_file = [entry for entry in record if entry.shown is Shown.FILE]
    rows = [
        _row(entry, given.get(at, ReasonSplit(at, 0, 0)), longest, entry is swinger)
        for at, entry in enumerate(on_file)
    ]
    none = ReasonSplit(-1, 0, 0)
    rows += [
        _row(entry, none, longest, entry is swinger) for entry in record if entry.shown is Shown.WITHHELD
    ]
    rows.sort(key=lambda row: (not row.swung, -(row.higher + row.lower), row.withheld))
    blank = Entry("", "No reason tapped", Shown.RECORD)
    return rows, _row(blank, without, longest, False) if told and without.all else None


def _row(entry: Entry, given: ReasonSplit, longest: int, swung: bool) -> ReasonRow:
    return ReasonRow(
        entry.label,
        shortened(entry.text),
        given.higher,
        given.lower,
        round(100 * given.higher / longest),
        round(100 * given.lower / longest),
        "" if entry.points is None else signed(entry.points),
        swung,
        entry.shown is Shown.WITHHELD,
    )
