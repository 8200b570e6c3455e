"""What a law comes to in a deck: worked out in a thread, one at a time, and kept for whoever asks again."""

from functools import partial
from typing import NamedTuple

from anyio import CapacityLimiter

from ...caches.bounded_cache import BoundedCache
from ...caches.sizes import LAWS
from ...game.lab.breaking import sentence
from ...game.lab.law import Law, own_law
from ...game.lab.movers import Bar, Move, bars, crossing, movers
from ...game.lab.outcomes import Outcome, scores_of, tallies
from ...game.lab.strategies import Thresholds, kept, strategies
from ...game.lab.wards import TITLES
from ...game.score import Model
from ...store.decks.decks import Deck
from ...store.engine.errors import Unavailable
from ...store.lab.crowds import DeckCrowd
from ...threads import in_thread

AT_ONCE = 1
"""So many laws are worked out at a time: it is all the processor's work, and guesses go first."""

WAITING = 24
"""So many may wait for that; whoever comes then is told to come again."""

_slots = CapacityLimiter(AT_ONCE)


class Busy(Unavailable):
    """Too many laws are being worked out."""

    sentence = "Many laws are being worked out. Please try this one again in a moment."


class LawResult(NamedTuple):
    """What a law comes to in each ward.

    ``crossed`` is how many hear another answer than under the deck's own law with the same thresholds.
    ``choices`` are the thresholds of each strategy and ``kept`` the key of the one that is kept, if any;
    ``broke`` says what that breaks. All three are empty without two wards whose outcomes are known.
    ``fallen`` and ``risen`` are places among the files that may be shown to anybody.
    """

    law: Law
    outcomes: tuple[Outcome, ...]
    bars: tuple[tuple[Bar, ...], ...]
    crossed: int
    choices: dict[str, Thresholds]
    kept: str | None
    broke: str
    fallen: tuple[Move, ...]
    risen: tuple[Move, ...]


_known: BoundedCache[tuple[int, int, Law], LawResult] = BoundedCache(__name__, LAWS)


async def result_of(deck: Deck, model: Model, found: DeckCrowd, law: Law) -> LawResult:
    """What a law comes to in a version of a deck. Busy if too many others are asked for at this moment."""
    key = deck.id, deck.version, law
    known = _known.get(key)
    if known is None:
        if _slots.statistics().tasks_waiting >= WAITING:
            raise Busy
        known = await in_thread(partial(work_out, model, found, law), limiter=_slots)
        _known.put(key, known)
    return known


def work_out(model: Model, found: DeckCrowd, law: Law) -> LawResult:
    """The same, here and now: some 20 ms of the processor for 3,000 files."""
    crowd, own = found.crowd, own_law(model).weights
    before, after = (scores_of(model, weights, crowd.points) for weights in (own, law.weights))
    counted = tallies(model, after, crowd, found.wards)
    outcomes = tuple(ward.at(line) for ward, line in zip(counted, law.thresholds, strict=True))
    lines = [law.thresholds[ward] for ward in crowd.wards]
    choices, broke = {}, ""
    if found.wards > 1 and crowd.outcomes:
        choices, broke = strategies(counted), sentence(law.thresholds, outcomes, TITLES)
    shown = (scores_of(model, weights, found.shown_points) for weights in (own, law.weights))
    return LawResult(
        law,
        outcomes,
        tuple(map(bars, counted)),
        crossing(before, after, [(line, line) for line in lines]),
        choices,
        kept(law.thresholds, choices) if choices else None,
        broke,
        *movers(*shown),
    )
