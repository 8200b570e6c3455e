"""A desk as its templates want it: plain values, every sentence ready, nothing that must stay hidden."""

from typing import NamedTuple

from markupsafe import Markup

from ..authoring.models import load_model
from ..game.deal import SESAME
from ..game.profile import PublicProfile
from ..game.receipt import swing
from ..game.run import Truth, Verdict
from ..game.score import Model
from ..game.share import share_text, words_only
from ..store.decks import Deck
from ..store.desks import Desk, Mark, Opened
from . import pieces
from .receipts import PrintedReceipt, explained

NAMED, LISTED = 8, 6
"""How many judged files the scale names aloud, and how many the list shows."""

STAND_IN = "as far up as your own score"
"""What stands by the score of a player on a deck that has a scale of its own."""

MANY_FACTS = 6
"""A file with more facts than this is set closer."""


class Table(NamedTuple):
    """The run: you, the scale, and what was judged."""

    action: str
    reading_ms: int
    noun: str
    title: str
    slug: str
    mode: str
    low: int
    high: int
    own_score: int
    own_x: float
    ruler: Markup
    dots: Markup
    others: str
    band: str
    band_note: str
    question: str
    streak: int
    turn: int
    judged: int
    list: Markup
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


class Last(NamedTuple):
    """The file judged last: its verdict."""

    who: str
    portrait: str
    portrait_alt: str
    score: int
    gap: str
    truth: Truth
    right: bool
    swing: str | None


class Result(NamedTuple):
    """A finished run, and where it stands."""

    streak: int
    best: int
    new_best: bool
    ranked: bool
    unranked_because: str | None
    rank: int | None
    players: int
    percentile: int | None
    share: str
    words: str
    board_url: str
    swept: bool


class Laid(NamedTuple):
    """All that lies on the table: a file or a result, and from the first verdict on the last file."""

    table: Table
    file: File | None
    last: Last | None
    receipt: PrintedReceipt | None
    result: Result | None


def lay(desk: Desk, public_url: str, reading_ms: int) -> Laid:
    """Lay the table for a desk."""
    model = load_model(desk.deck.model) if desk.deck.model else None
    opened = desk.last
    last = _last(opened) if opened else None
    result = None if desk.file else _result(desk, public_url, reading_ms)
    return Laid(
        _table(desk, model, _announcement(opened.name, last, desk) if opened and last else "", reading_ms),
        lay_file(desk.file) if desk.file else None,
        last,
        explained(opened.record, opened.verdict.score, desk.deck.model) if opened else None,
        result,
    )


def _table(desk: Desk, model: Model | None, announcement: str, reading_ms: int) -> Table:
    deck, marks, low, high = desk.deck, desk.marks, desk.deck.low, desk.deck.high
    band = model.band(desk.own_score) if model else None
    own_scale = deck.scale != SESAME
    return Table(
        action=f"/runs/{desk.run_id}/guesses",
        reading_ms=reading_ms,
        noun=deck.noun,
        title=deck.title,
        slug=deck.slug,
        mode=desk.mode.key,
        low=low,
        high=high,
        own_score=desk.own_score,
        own_x=pieces.place(desk.own_score, low, high),
        ruler=pieces.ruler(low, high, _bounds(model)),
        dots=pieces.joined([pieces.dot(v.score, low, high, v.right) for _, v in reversed(marks)]),
        others="".join([f", {name} at {verdict.score}" for name, verdict in marks[:NAMED]]),
        band=band.title if band else f"{deck.label[:1].upper()}{deck.label[1:]}",
        band_note=band.note if band else STAND_IN if own_scale else deck.unit,
        question=_question(deck, desk.own_score),
        streak=desk.streak,
        turn=desk.turn,
        judged=len(marks),
        list=pieces.joined([_listed(mark) for mark in marks[:LISTED]]),
        announcement=announcement,
    )


def _question(deck: Deck, own_score: int) -> str:
    """What a player is asked, in the words of the deck."""
    if deck.label == "score":
        return f"Does this {deck.noun} score higher or lower than your {own_score}?"
    unit = f" {deck.unit}" if deck.unit else ""
    label = f"{deck.label[:1].upper()}{deck.label[1:]}"
    return f"{label} of this {deck.noun}: higher or lower than your {own_score}{unit}?"


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


def _last(file: Opened) -> Last:
    verdict = file.verdict
    swung = None if verdict.truth is Truth.TIE else swing(file.record, verdict.truth)
    return Last(
        file.name if file.age is None else f"{file.name}, {file.age}",
        file.portrait,
        file.portrait_alt,
        verdict.score,
        gap_in_words(verdict),
        verdict.truth,
        verdict.right,
        swung.text if swung else None,
    )


def gap_in_words(verdict: Verdict) -> str:
    """How far a file stood from the score it was compared with, and after a miss what was said of it."""
    if verdict.truth is Truth.TIE:
        return "exactly your score, right either way"
    gap = f"{verdict.gap} {'above' if verdict.truth is Truth.HIGHER else 'below'} you"
    return gap if verdict.right else f"{gap}, and you said {verdict.guess}"


def _result(desk: Desk, public_url: str, reading_ms: int) -> Result:
    ending = desk.ending
    verdicts = [mark.verdict for mark in reversed(desk.marks)]
    told = desk.deck.title, desk.streak, verdicts, public_url
    quick = f"a file was judged within {reading_ms / 1000:g} seconds"
    why = f"{quick}, or was one that you had met before, or the deck is your own"
    return Result(
        streak=desk.streak,
        best=ending.best if ending else desk.streak,
        new_best=bool(ending and ending.new_best),
        ranked=desk.ranked,
        unranked_because=None if desk.ranked else why,
        rank=ending.standing.rank if ending else None,
        players=ending.standing.players if ending else 0,
        percentile=ending.standing.percentile if ending else None,
        share=share_text(*told),
        words=words_only(*told),
        board_url=f"/leaderboard?deck={desk.deck.slug}&mode={desk.mode.key}&period=all",
        swept=bool(verdicts and verdicts[-1].right),
    )


def _announcement(name: str, last: Last, desk: Desk) -> str:
    """What a screen reader says after a guess, once."""
    said = f"{'Right' if last.right else 'Wrong'}. {name} scores {last.score}, {last.gap}."
    if desk.file is None:
        return f"{said} The run is over with a streak of {desk.streak}."
    return f"{said} Streak {desk.streak}. Next file: {desk.file.name}."
