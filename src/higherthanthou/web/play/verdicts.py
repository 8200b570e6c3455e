"""The verdict on the file judged last: its panel, and what a screen reader says of it."""

from typing import NamedTuple

from ...caches.cached import cached
from ...caches.sizes import LAID_FILES
from ...game.profile import Shown
from ...game.receipt import swing
from ...game.verdict import Truth, Verdict
from ...store.decks.decks import Deck
from ...store.decks.profiles import OpenFile
from ...store.runs.desks import Desk, LastFile


class VerdictView(NamedTuple):
    """The verdict on the file judged last, as its panel prints it."""

    who: str
    portrait: str
    portrait_alt: str
    score: int
    gap: str
    truth: Truth
    right: bool
    swing: str


def verdict_view(last: LastFile, desk: Desk) -> VerdictView:
    """The panel of the file that was judged last."""
    file, verdict = last
    return VerdictView(
        file.name if file.age is None else f"{file.name}, {file.age}",
        file.portrait,
        file.portrait_alt,
        verdict.score,
        _gap_in_words(verdict, desk.mode.words.beyond(verdict)),
        verdict.truth,
        verdict.right,
        _swung(file, verdict.truth),
    )


@cached(LAID_FILES)
def _swung(file: OpenFile, truth: Truth) -> str:
    """The sentence on the fact that swung it, if any did; a cache keeps the latest."""
    entry = None if truth is Truth.TIE else swing(file.record, truth)
    if entry is None:
        return ""
    where = ", under a bar," if entry.shown is Shown.WITHHELD else ""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{entry.text}\N{RIGHT DOUBLE QUOTATION MARK}{where} swung it."


def _gap_in_words(verdict: Verdict, beyond: str = "you") -> str:
    """How far a file stood from the score it was compared with, and after a miss what was said of it."""
    if verdict.truth is Truth.TIE:
        return "exactly the same, right either way"
    gap = f"{verdict.gap} {'above' if verdict.truth is Truth.HIGHER else 'below'} {beyond}"
    return gap if verdict.right else f"{gap}, and you said {verdict.guess}"


def _scored(name: str, score: int, deck: Deck) -> str:
    """What somebody has, in the words of the deck."""
    unit = f" {deck.unit}" if deck.unit else ""
    return f"{name} scores {score}" if deck.label == "score" else f"{name}: {deck.label} {score}{unit}"


def announcement(name: str, verdict: VerdictView, desk: Desk) -> str:
    """What a screen reader says after a guess, once."""
    said = (
        f"{'Right' if verdict.right else 'Wrong'}. {_scored(name, verdict.score, desk.deck)}, {verdict.gap}."
    )
    if desk.last and desk.last.verdict.turn == desk.judged[0].verdict.turn:
        said += desk.mode.words.news(desk.run, desk.last.verdict)
    if desk.file is None:
        return f"{said} The run is over. {desk.mode.words.ending(desk.run.value)}."
    return (
        f"{said} {desk.mode.words.counter} {desk.mode.words.figure(desk.run)}. Next file: {desk.file.name}."
    )
