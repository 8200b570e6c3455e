"""What would have helped with a file that was missed, in sentences that the numbers bear out."""

from collections.abc import Sequence

from ...authoring.seeds.models import load_model
from ...game.profile import Entry, Shown
from ...game.receipt import cause, on_file_alone, swing
from ...game.texts.signed import signed
from ...game.verdict import Truth, Verdict, truth_of
from ...store.decks.decks import Deck

STOOD = {Shown.FILE: "It stood on the file.", Shown.WITHHELD: "It was under a bar."}


def hindsight(record: Sequence[Entry], verdict: Verdict, deck: Deck) -> tuple[str, ...]:
    """Which fact swung a miss and where it stood, and what the facts on the file came to.

    ``record`` has each fact where its player saw it. Of a right call nothing is said.
    """
    if verdict.right:
        return ()
    said = (*_swung(record, verdict, deck), *_alone(record, verdict, deck))
    return said or ("This deck does not say which fact counts for how much.",)


def _swung(record: Sequence[Entry], verdict: Verdict, deck: Deck) -> list[str]:
    """The fact that swung it, and why it was missed if that can be said."""
    fact, why = swing(record, verdict.truth), cause(record, verdict, deck.on_our_scale)
    if fact is None:
        return [why] if why else []
    points = f", {signed(fact.points or 0)}" if deck.model else ""
    said = [f"{fact.label}: “{fact.text}” swung it{points}. {STOOD[fact.shown]}"]
    return [*said, why] if why and fact.shown is Shown.FILE else said


def _alone(record: Sequence[Entry], verdict: Verdict, deck: Deck) -> list[str]:
    """Where the facts on the file pointed without the others, under a score model."""
    if not deck.model:
        return []
    alone = on_file_alone(record, load_model(deck.model).base)
    pointed = truth_of(alone, verdict.anchor)
    figures = deck.measure.shown(alone), deck.measure.shown(verdict.anchor)
    told = "The facts on the file alone come to {}, and you were compared at {}: ".format(*figures)
    if pointed is Truth.TIE:
        return [f"{told}they pointed neither way."]
    way = deck.words.said(pointed)
    return [f"{told}they pointed {'the right way' if pointed is verdict.truth else 'the other way'}, {way}."]
