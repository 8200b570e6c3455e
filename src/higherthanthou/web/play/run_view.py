"""The part of a table that stays for the whole run, or until the score that files are compared with moves."""

from typing import NamedTuple

from ...authoring.seeds.models import load_model
from ...caches.cached import cached
from ...caches.sizes import RUNS
from ...game.comparison import USUAL
from ...game.modes import OF_RUNS, Mode
from ...game.modes.mode import Against
from ...game.score import Model
from ...game.stars import stars_of
from ...store.decks.decks import Deck
from ...store.runs.desks import Desk
from ..html.pieces import Piece
from ..html.render import capital, led_size
from .drawn_scale import DrawnScale, drawn_scale, marked, ruler

CITIZENS = "citizens"
"""The theme whose people are drawn without a look at the score."""

STAND_IN, STAND_IN_WHERE_LESS_IS_BETTER = "as far up as your own score", "as good as your own score"
"""What stands by the score of a player on a deck that has a scale of its own."""

_WHO = {Against.YOU: "You", Against.PERSON: "Before", Against.MARK: "The mark"}
_TAGS = {Against.YOU: "YOU", Against.PERSON: "BEFORE", Against.MARK: "MARK"}


class RunView(NamedTuple):
    """What pages print of a run: its deck, its mode, and what its files are compared with.

    ``higher`` and ``lower`` are its words for the two answers. ``own_led`` is the size of the panel.
    ``scale`` is the drawn scale in words. ``explains`` if a receipt says why, ``invented`` if its files are
    citizens that the score model made. ``unfair`` if the deck is so on purpose.
    """

    reading_ms: int
    noun: str
    title: str
    slug: str
    mode: str
    heading: str
    higher: str
    lower: str
    who: str
    tag: str
    own_score: str
    own_led: str
    own_x: float
    scale: str
    ruler: Piece
    band: str
    band_note: str
    question: str
    counts: str
    howto: str
    explains: bool
    invented: bool
    unfair: bool


def run_view(desk: Desk, reading_ms: int) -> RunView:
    """The view of the run on a desk; a cache keeps the latest."""
    panel_score = desk.mode.words.panel_score(desk.run, desk.own_score)
    scale = drawn_scale(desk)
    return _made(desk.deck, desk.mode.key, scale, desk.run.anchor, panel_score, desk.before, reading_ms)


@cached(RUNS)
def _made(
    deck: Deck,
    key: str,
    scale: DrawnScale,
    anchor: int,
    panel_score: int,
    before: str | None,
    reading_ms: int,
) -> RunView:
    mode = OF_RUNS[key]
    model = load_model(deck.model) if deck.model else None
    against, measure, words = mode.against, deck.measure, deck.words
    own_score = measure.panel(panel_score)
    band, band_note = _band(deck, mode, model, anchor, panel_score, before)
    return RunView(
        reading_ms=reading_ms,
        noun=deck.noun,
        title=deck.title,
        slug=deck.slug,
        mode=mode.key,
        heading=f"{words.asks} than {mode.words.against}?",
        higher=words.up,
        lower=words.down,
        who=_WHO[against],
        tag=_TAGS[against],
        own_score=own_score,
        own_led=led_size(own_score),
        own_x=scale.place(panel_score),
        scale=f"{marked(deck, scale, measure)}: {_WHO[against]} at {own_score}",
        ruler=ruler(scale, measure, model),
        band=band,
        band_note=band_note,
        question=question(deck, anchor, against, panel_score, before),
        counts=mode.words.counter,
        howto=mode.words.howto,
        explains=model is not None,
        invented=model is not None and deck.theme == CITIZENS,
        unfair=deck.unfair,
    )


def _band(
    deck: Deck, mode: Mode, model: Model | None, anchor: int, panel_score: int, before: str | None
) -> tuple[str, str]:
    """What stands below the panel: the band of a score and a note to it, or whose score it is."""
    if mode.against is Against.PERSON:
        return before or "", deck.label
    if mode.against is Against.MARK:
        return mode.words.mark, mode.words.mark_note
    if deck.rated:
        return f"{stars_of(panel_score, deck.scale):.1f} of 5 stars", "had strangers rated you"
    if anchor != panel_score:
        return f"Compared at {deck.measure.panel(anchor)}", "hardly anybody stands further out"
    if model:
        band = model.band(panel_score)
        return band.title, band.note
    unit = "" if deck.measure.unit_is_sign else deck.unit
    if deck.on_our_scale:
        return capital(deck.label), unit
    stand_in = STAND_IN_WHERE_LESS_IS_BETTER if deck.less_is_better else STAND_IN
    return f"{capital(deck.label)}, {unit}" if unit else capital(deck.label), stand_in


def question(
    deck: Deck,
    anchor: int,
    against: Against = Against.YOU,
    panel_score: int | None = None,
    before: str | None = None,
) -> str:
    """What a player is asked, in the words of the deck; ``panel_score`` if another score is on the panel."""
    whose = {Against.YOU: "your", Against.MARK: "the mark of"}.get(against, f"{before or 'the one before'}’s")
    shown, asks = deck.measure.shown(anchor), deck.words.asks.lower()
    compared = f"{whose} {shown}" if panel_score in (anchor, None) else f"the {shown} you are compared at"
    if deck.label == "score" and deck.comparison == USUAL:
        return f"Does this {deck.noun} score {asks} than {compared}?"
    return f"{capital(deck.label)} of this {deck.noun}: {asks} than {compared}?"
