"""The verdict on the file judged last: its panel, and what a screen reader says of it."""

from typing import NamedTuple

from ...caches.cached import cached
from ...caches.sizes import LAID_FILES
from ...game.comparison import Comparison
from ...game.measure import Measure
from ...game.profile import Shown, shortened
from ...game.quantiles import Quantiles
from ...game.receipt import swing
from ...game.verdict import Truth, Verdict
from ...store.decks.decks import Deck
from ...store.decks.profiles import OpenFile
from ...store.runs.desks import Desk, LastFile
from ..html.render import led_size
from .drawn_scale import away


class VerdictView(NamedTuple):
    """The verdict on the file judged last, as its panel prints it; ``stamp`` is the deck's word for it.

    ``led`` is the size of the panel. ``line`` is a milestone or what became of credit; it stands in the place
    of ``swing``.
    """

    who: str
    portrait: str
    portrait_alt: str
    score: str
    led: str
    gap: str
    truth: Truth
    stamp: str
    right: bool
    outcome: str
    line: str
    swing: str
    turn: int


def verdict_view(last: LastFile, desk: Desk, measure: Measure) -> VerdictView:
    """The panel of the file that was judged last."""
    words, run, verdict = desk.mode.words, desk.run, last.verdict
    beyond = words.beyond(verdict, measure, desk.own_score)
    panel = panel_of(last.file, verdict, desk.deck, beyond, desk.quantiles)
    line = words.line(run, verdict) if is_latest(verdict, desk) else ""
    return panel._replace(outcome=words.outcome(run, verdict), line=line)


def panel_of(
    file: OpenFile, verdict: Verdict, deck: Deck, beyond: str, quantiles: Quantiles | None
) -> VerdictView:
    """The panel of a judged file; ``beyond`` says what it stands above or below."""
    words, score = deck.words, deck.measure.panel(verdict.score)
    return VerdictView(
        file.name if file.age is None else f"{file.name}, {file.age}",
        file.portrait,
        file.portrait_alt,
        score,
        led_size(score),
        _gap_in_words(verdict, stood(verdict, deck, beyond, quantiles), words),
        verdict.truth,
        words.said(verdict.truth),
        verdict.right,
        "Right" if verdict.right else "Wrong",
        "",
        swung(file, verdict.truth),
        verdict.turn,
    )


def is_latest(verdict: Verdict, desk: Desk) -> bool:
    """Whether it is the last one of the run, so that the run is what that call made of it."""
    return verdict.turn == desk.judged[0].verdict.turn


@cached(LAID_FILES)
def swung(file: OpenFile, truth: Truth) -> str:
    """The sentence on the fact that swung it, if any did; a cache keeps the latest."""
    entry = None if truth is Truth.TIE else swing(file.record, truth)
    if entry is None:
        return ""
    where = ", under a bar," if entry.shown is Shown.WITHHELD else ""
    return f"“{shortened(entry.text)}”{where} swung it."


def _places(verdict: Verdict, quantiles: Quantiles | None) -> str:
    """About how many places lie between, where gaps are shares of the files."""
    if quantiles is None or not (places := quantiles.places(verdict.score, verdict.anchor)):
        return ""
    return f", about {places:,} place{'' if places == 1 else 's'} apart"


def stood(verdict: Verdict, deck: Deck, beyond: str, quantiles: Quantiles | None) -> str:
    """How far a file stood from what it was compared with, which ``beyond`` names."""
    if verdict.truth is Truth.TIE:
        return "exactly the same, right either way"
    distance = deck.measure.distance(verdict.gap)
    return deck.words.stands(distance, verdict.truth, beyond) + _places(verdict, quantiles)


def _gap_in_words(verdict: Verdict, gap: str, words: Comparison) -> str:
    """How far a file stood, and after a miss what was said of it."""
    return gap if verdict.right else f"{gap}, and you said {words.said(verdict.guess)}"


def scored(name: str, score: str, deck: Deck) -> str:
    """What somebody has, in the words of the deck."""
    return f"{name} scores {score}" if deck.label == "score" else f"{name}: {deck.label} {score}"


def announcement(last: LastFile, verdict: VerdictView, desk: Desk, measure: Measure) -> str:
    """What a screen reader says after a guess, once."""
    score = measure.shown(last.verdict.score) if measure.unit else verdict.score
    told = scored(last.file.name, score, desk.deck)
    said = f"{verdict.outcome}. {told}, {verdict.gap}."
    if verdict.line:
        said += f" {verdict.line}"
    if is_latest(last.verdict, desk):
        said += desk.mode.words.news(desk.run, last.verdict)
    if desk.file is None:
        return f"{said} The run is over. {desk.mode.words.ending(desk.run.value)}."
    next_file = ", ".join([part for part in (desk.file.name, _told(desk)) if part])
    return f"{said} {desk.mode.words.counter} {desk.mode.words.figure(desk.run)}. Next file: {next_file}."


def _told(desk: Desk) -> str:
    """How far away the file on the desk is, where that is told."""
    told = away(desk)
    return f"{told} of the deck away" if told else desk.mode.told_gap(desk.run.turn)
