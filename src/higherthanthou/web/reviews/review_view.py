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
    """A page of a review. ``earlier`` and ``later`` are the addresses of the pages beside it, or empty.

    ``misses`` are all of the run, each with the page that it is on. ``whose`` is the alias of the player in a
    replay, which others look at, and empty in a review.
    """

    run: str
    whose: str
    title: str
    ending: str
    compared: str
    files: tuple[FileLine, ...]
    misses: tuple[tuple[str, Miss], ...]
    earlier: str
    later: str


def review_view(review: Review, here: str, whose: str = "") -> ReviewView:
    """The view of a page of a review; ``here`` is its address, without the turn that the page begins with.

    ``whose`` is the alias of the player if others look at it.
    """
    stored, first = review.stored, review.first
    mode, deck = stored.mode, stored.deck
    ending = mode.words.ending(stored.run.value) if review.files else UNPLAYED
    day = "" if stored.day is None else f" No. {number_of(stored.day)}"
    return ReviewView(
        "" if whose else f"/runs/{stored.run_id}",
        whose,
        f"{deck.title} · {mode.words.title}{day}",
        str(ending),
        f"{deck.words.asks} than {mode.words.against}?",
        tuple([file_line(one, stored, review.quantiles) for one in review.files]),
        tuple([(_place(here, miss.turn, first), miss) for miss in review.misses]),
        _page(here, max(1, first - MOST)) if first > 1 else "",
        _page(here, first + MOST) if review.more else "",
    )


def _page(here: str, first: int) -> str:
    """The address of the page that begins with a turn."""
    return f"{here}{'&' if '?' in here else '?'}first={first}" if first > 1 else here


def _place(here: str, turn: int, first: int) -> str:
    """Where a file is: on this page, which begins with the turn ``first``, or on the page that it begins."""
    on_it = first <= turn < first + MOST
    return f"#file-{turn}" if on_it else f"{_page(here, turn)}#file-{turn}"


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
