"""A desk as its template wants it: plain values, every sentence ready, nothing that must stay hidden."""

from typing import NamedTuple

from markupsafe import Markup

from ..authoring.models import load_model
from ..game.modes import Mode
from ..game.profile import PublicProfile
from ..game.receipt import receipt, swing
from ..game.run import Truth, Verdict
from ..game.score import Band, Model
from ..game.share import share_text, words_only
from ..store.decks import Deck
from ..store.desks import Desk
from ..store.desks import Mark as JudgedFile
from ..store.desks import Opened as OpenedFile
from . import pieces
from .receipts import PrintedReceipt, printed

NAMED, LISTED = 8, 6
"""How many judged files the scale names aloud, and how many the list shows."""


class Opened(NamedTuple):
    """The file judged last: its verdict and its receipt."""

    name: str
    age: int | None
    portrait: str
    portrait_alt: str
    score: int
    gap: str
    truth: str
    guess: str
    right: bool
    swing: str | None
    receipt: PrintedReceipt


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


class Table(NamedTuple):
    """All that lies on the table."""

    run_id: str
    action: str
    reading_ms: int
    deck: Deck
    mode: Mode
    own_score: int
    own_x: float
    ruler: Markup
    dots: Markup
    others: str
    band: Band | None
    streak: int
    turn: int
    file: PublicProfile | None
    line: str
    rows: Markup
    last: Opened | None
    judged: int
    list: Markup
    result: Result | None
    announcement: str


def lay(desk: Desk, public_url: str, reading_ms: int) -> Table:
    """Lay the table for a desk."""
    model = load_model(desk.deck.model) if desk.deck.model else None
    last = _opened(desk.last, model) if desk.last else None
    result = None if desk.file else _result(desk, public_url, reading_ms)
    return Table(
        run_id=desk.run_id,
        action=f"/runs/{desk.run_id}/guesses",
        reading_ms=reading_ms,
        deck=desk.deck,
        mode=desk.mode,
        own_score=desk.own_score,
        own_x=place(desk.own_score, desk.deck),
        ruler=pieces.ruler(desk.deck.low, desk.deck.high, _ticks(model, desk.deck)),
        dots=pieces.joined([_dot(mark, desk.deck) for mark in desk.marks]),
        others="".join([f", {mark.name} at {mark.verdict.score}" for mark in desk.marks[:NAMED]]),
        band=model.band(desk.own_score) if model else None,
        streak=desk.streak,
        turn=desk.turn,
        file=desk.file,
        line=_line(desk.file) if desk.file else "",
        rows=_rows(desk.file) if desk.file else Markup(),
        last=last,
        judged=len(desk.marks),
        list=pieces.joined([_listed(mark) for mark in desk.marks[:LISTED]]),
        result=result,
        announcement=_announcement(last, desk, result),
    )


def place(score: int, deck: Deck) -> float:
    """Where a score stands on the drawn scale, which is 580 units long and begins at 10."""
    return round(10 + 580 * (score - deck.low) / (deck.high - deck.low), 1)


def _ticks(model: Model | None, deck: Deck) -> tuple[tuple[int, float], ...]:
    """The bounds of the bands, which the scale is marked at."""
    bands = model.bands[1:] if model else ()
    return tuple([(band.low, place(band.low, deck)) for band in bands])


def _dot(mark: JudgedFile, deck: Deck) -> Markup:
    return pieces.dot(place(mark.verdict.score, deck), mark.verdict.right)


def _listed(mark: JudgedFile) -> Markup:
    verdict = mark.verdict
    return pieces.judged(mark.name, verdict.score, verdict.truth.value, verdict.right)


def _line(file: PublicProfile) -> str:
    """Age, occupation and place, as far as they are known."""
    known = (None if file.age is None else str(file.age), file.occupation, file.place)
    return " · ".join([part for part in known if part])


def _rows(file: PublicProfile) -> Markup:
    """The facts and then the black bars."""
    facts = [pieces.fact(fact.label, fact.text) for fact in file.facts]
    return pieces.joined(facts + [pieces.withheld(fact.label, fact.bar) for fact in file.withheld])


def _opened(file: OpenedFile, model: Model | None) -> Opened:
    verdict = file.verdict
    swung = swing(file.record, verdict.truth)
    return Opened(
        name=file.name,
        age=file.age,
        portrait=file.portrait,
        portrait_alt=file.portrait_alt,
        score=verdict.score,
        gap=gap_in_words(verdict),
        truth=verdict.truth.value,
        guess=verdict.guess.value,
        right=verdict.right,
        swing=swung.text if swung else None,
        receipt=printed(receipt(file.record, verdict.score, model)),
    )


def _result(desk: Desk, public_url: str, reading_ms: int) -> Result:
    ending = desk.ending
    verdicts = [mark.verdict for mark in reversed(desk.marks)]
    told = desk.deck.title, desk.streak, verdicts, public_url
    why = f"a file was judged within {reading_ms / 1000:g} seconds, or was one that you had met before"
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


def gap_in_words(verdict: Verdict) -> str:
    """How far a file stood from the score it was compared with."""
    if verdict.truth == Truth.TIE:
        return "exactly your score, right either way"
    return f"{verdict.gap} {'above' if verdict.truth == Truth.HIGHER else 'below'} you"


def _announcement(last: Opened | None, desk: Desk, result: Result | None) -> str:
    """What a screen reader says after a guess, once."""
    if last is None:
        return ""
    said = f"{'Right' if last.right else 'Wrong'}. {last.name} scores {last.score}, {last.gap}."
    if result is not None:
        return f"{said} The run is over with a streak of {result.streak}."
    return f"{said} Streak {desk.streak}. Next file: {desk.file.name if desk.file else ''}."
