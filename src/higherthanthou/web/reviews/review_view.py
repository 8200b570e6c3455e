"""A review as its template prints it: each file with what it showed, the verdict, and the receipt."""

from typing import NamedTuple

from ...game.modes.daily import number_of
from ...game.profile import shortened
from ...game.quantiles import Quantiles
from ...game.verdict import Truth
from ...store.reviews.reviews import MOST, Miss, Review, ReviewedFile
from ...store.runs.stored_run import StoredRun
from ..html import pieces
from ..html.pieces import Piece
from ..html.render import led_size
from ..play.receipts import PrintedReceipt, explained_now
from ..play.result import UNPLAYED
from ..play.table import bars_of
from ..play.verdicts import stood
from .hindsight import hindsight


class FileLine(NamedTuple):
    """A file of a run. ``receipt`` is None if there is nothing that the file did not show.

    ``staked`` is what was put on the call and what came of it, ``helped`` what would have helped.
    """

    turn: int
    name: str
    line: str
    number: str
    portrait: str
    portrait_alt: str
    facts: Piece
    said: str
    side: str
    right: bool
    outcome: str
    stood: str
    staked: str
    score: str
    led: str
    truth: Truth
    stamp: str
    helped: tuple[str, ...]
    receipt: PrintedReceipt | None
    summary: str


class ReviewView(NamedTuple):
    """A page of a review. ``earlier`` and ``later`` are the first turns of the pages beside it, 0 for none.

    ``misses`` are all of the run, each with the page that it is on.
    """

    run: str
    title: str
    ending: str
    compared: str
    files: tuple[FileLine, ...]
    misses: tuple[tuple[str, Miss], ...]
    earlier: int
    later: int


def review_view(review: Review) -> ReviewView:
    """The view of a page of a review."""
    stored, first = review.stored, review.first
    mode, deck = stored.mode, stored.deck
    ending = mode.words.ending(stored.run.value) if review.files else UNPLAYED
    day = "" if stored.day is None else f" No. {number_of(stored.day)}"
    run = f"/runs/{stored.run_id}"
    return ReviewView(
        run,
        f"{deck.title} · {mode.words.title}{day}",
        str(ending),
        f"{deck.words.asks} than {mode.words.against}?",
        tuple([file_line(one, stored, review.quantiles) for one in review.files]),
        tuple([(_place(run, miss.turn, first), miss) for miss in review.misses]),
        max(1, first - MOST) if first > 1 else 0,
        first + MOST if review.more else 0,
    )


def _place(run: str, turn: int, first: int) -> str:
    """Where a file is: on this page, which begins with the turn ``first``, or on the page that it begins."""
    here = first <= turn < first + MOST
    return f"#file-{turn}" if here else f"{run}/review?first={turn}#file-{turn}"


def file_line(one: ReviewedFile, stored: StoredRun, quantiles: Quantiles | None) -> FileLine:
    """A judged file of a run; ``quantiles`` are those of a deck whose gaps are shares of its files."""
    file, verdict = one.shown, one.verdict
    deck, words = stored.deck, stored.mode.words
    known = (file.occupation, file.place)
    score = deck.measure.panel(verdict.score)
    receipt = explained_now(one.record, verdict.score, deck.model)
    beyond = words.beyond(verdict, deck.measure, stored.own_score)
    after = stored.run._replace(value=one.value)
    facts = [pieces.fact(label, shortened(text)) for label, text in file.facts]
    return FileLine(
        verdict.turn,
        file.name if file.age is None else f"{file.name}, {file.age}",
        " · ".join([part for part in known if part]),
        file.file_number,
        file.portrait,
        file.portrait_alt,
        pieces.joined(facts + bars_of(file, deck.model)),
        deck.words.said(verdict.guess),
        verdict.guess.value,
        verdict.right,
        words.outcome(stored.run, verdict),
        stood(verdict, deck, beyond, quantiles),
        f"{words.staked(verdict)}{words.news(after, verdict)}".strip(),
        score,
        led_size(score),
        verdict.truth,
        deck.words.said(verdict.truth),
        hindsight(one.record, verdict, deck),
        receipt if any(receipt[2:]) else None,
        "Receipt" if deck.model else "Not in your copy",
    )
