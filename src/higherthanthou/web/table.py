"""A desk as its templates want it: plain values, every sentence ready, nothing that must stay hidden."""

from typing import NamedTuple

from markupsafe import Markup

from ..authoring.models import load_model
from ..game.deal import SESAME
from ..game.modes.daily import day_of
from ..game.modes.mode import Against
from ..game.profile import PublicProfile
from ..game.score import Model
from ..game.stars import stars_of
from ..settings import Settings
from ..store.desks import Desk, Mark
from . import pieces
from .fragments import Fragments, fragments
from .receipts import PrintedReceipt, explained
from .result import Result, lay_result
from .verdicts import Last, announcement, lay_verdict

NAMED, LISTED = 8, 6
"""How many judged files the scale names aloud, and how many the list shows."""

STAND_IN = "as far up as your own score"
"""What stands by the score of a player on a deck that has a scale of its own."""

_WHO = {Against.YOU: "You", Against.PERSON: "Before", Against.MARK: "The mark"}
_TAGS = {Against.YOU: "YOU", Against.PERSON: "BEFORE", Against.MARK: "MARK"}

MANY_FACTS = 6
"""A file with more facts than this is set closer."""


class Table(NamedTuple):
    """The run: what files are compared with, the scale, and what was judged.

    ``strip``, ``tools``, ``call`` and ``note`` are the fragments of a mode: above the file, below it, in the
    form of the guess, and beside the receipt; ``stars`` is the form for stars. Any may be empty.
    """

    action: str
    reading_ms: int
    noun: str
    title: str
    slug: str
    mode: str
    low: int
    high: int
    heading: str
    who: str
    tag: str
    own_score: int
    own_x: float
    ruler: Markup
    dots: Markup
    others: str
    band: str
    band_note: str
    question: str
    figure: str
    counts: str
    howto: str
    turn: int
    judged: int
    list: Markup
    strip: Markup
    tools: Markup
    call: Markup
    note: Markup
    stars: Markup
    announcement: str


class File(NamedTuple):
    """The file on the desk."""

    name: str
    line: str
    number: str
    portrait: str
    portrait_alt: str
    rows: Markup
    full: bool


class Laid(NamedTuple):
    """All that lies on the table: a file or a result, and from the first verdict on the last file."""

    table: Table
    file: File | None
    last: Last | None
    receipt: PrintedReceipt | None
    result: Result | None


def lay(desk: Desk, settings: Settings, now: int) -> Laid:
    """Lay the table for a desk, as it is at a time."""
    model = load_model(desk.deck.model) if desk.deck.model else None
    opened = desk.last
    last = lay_verdict(opened, desk) if opened else None
    today = day_of(now)
    parts = fragments(desk, today)
    said = announcement(opened.name, last, desk) if opened and last else ""
    return Laid(
        _table(desk, model, parts, said, settings.reading_ms),
        lay_file(desk.file) if desk.file else None,
        last,
        explained(opened.record, opened.verdict.score, desk.deck.model) if opened else None,
        None if desk.file else lay_result(desk, parts.result, settings, today),
    )


def _table(desk: Desk, model: Model | None, parts: Fragments, announcement: str, reading_ms: int) -> Table:
    deck, marks, low, high = desk.deck, desk.marks, desk.deck.low, desk.deck.high
    stands = desk.mode.stands(desk.run)
    band, band_note = _band(desk, model, stands)
    return Table(
        action=f"/runs/{desk.run_id}",
        reading_ms=reading_ms,
        noun=deck.noun,
        title=deck.title,
        slug=deck.slug,
        mode=desk.mode.key,
        low=low,
        high=high,
        heading=f"Higher or lower than {desk.mode.against}?",
        who=_WHO[desk.mode.against],
        tag=_TAGS[desk.mode.against],
        own_score=stands,
        own_x=pieces.place(stands, low, high),
        ruler=pieces.ruler(low, high, _bounds(model)),
        dots=pieces.joined([pieces.dot(v.score, low, high, v.right) for _, v in reversed(marks)]),
        others="".join([f", {name} at {verdict.score}" for name, verdict in marks[:NAMED]]),
        band=band,
        band_note=band_note,
        question=_question(desk),
        figure=desk.mode.figure(desk.run),
        counts=desk.mode.counts,
        howto=desk.mode.howto,
        turn=desk.run.turn,
        judged=desk.run.turn - desk.run.open,
        list=pieces.joined([_listed(mark) for mark in marks[:LISTED]]),
        strip=parts.strip,
        tools=parts.tools,
        call=parts.call,
        note=parts.note,
        stars=parts.stars,
        announcement=announcement,
    )


def _band(desk: Desk, model: Model | None, stands: int) -> tuple[str, str]:
    """What stands below the panel: the band of a score and a note to it, or whose score it is."""
    deck, against = desk.deck, desk.mode.against
    if against is Against.PERSON:
        return desk.before or "", deck.label
    if against is Against.MARK:
        return "The mark of the day", "the same for everybody"
    if deck.rated:
        return f"{stars_of(stands):.1f} of 5 stars", "had strangers rated you"
    if desk.run.anchor != stands:
        return f"Compared at {desk.run.anchor}", "hardly anybody stands further out"
    if model:
        band = model.band(stands)
        return band.title, band.note
    label = f"{deck.label[:1].upper()}{deck.label[1:]}"
    return label, STAND_IN if deck.scale != SESAME else deck.unit


def _question(desk: Desk) -> str:
    """What a player is asked, in the words of the deck."""
    deck, anchor = desk.deck, desk.run.anchor
    whose = {Against.YOU: "your", Against.MARK: "the mark of"}.get(desk.mode.against, f"{desk.before}’s")
    if deck.label == "score":
        return f"Does this {deck.noun} score higher or lower than {whose} {anchor}?"
    unit = f" {deck.unit}" if deck.unit else ""
    label = f"{deck.label[:1].upper()}{deck.label[1:]}"
    return f"{label} of this {deck.noun}: higher or lower than {whose} {anchor}{unit}?"


def _bounds(model: Model | None) -> tuple[int, ...]:
    """The lower bounds of the bands, which the scale is marked at."""
    return tuple([band.low for band in model.bands[1:]]) if model else ()


def _listed(mark: Mark) -> Markup:
    verdict = mark.verdict
    return pieces.judged(mark.name, verdict.score, verdict.truth, verdict.right)


def lay_file(file: PublicProfile) -> File:
    """A file as it lies on the desk; it is the same for its player and for a host who looks at it before."""
    known = (None if file.age is None else str(file.age), file.occupation, file.place)
    facts = [pieces.fact(label, text) for label, text in file.facts]
    bars = [pieces.withheld(label, bar) for label, bar in file.withheld]
    return File(
        file.name,
        " · ".join([part for part in known if part]),
        file.file_number,
        file.portrait,
        file.portrait_alt,
        pieces.joined(facts + bars),
        len(facts) + len(bars) > MANY_FACTS,
    )
