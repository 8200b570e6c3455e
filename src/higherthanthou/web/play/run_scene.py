"""What stays the same on a table for a whole run, or until what its files are compared with moves."""

from typing import NamedTuple

from ...authoring.seeds.models import load_model
from ...caches.cached import cached
from ...caches.sizes import RUNS
from ...game.deal import SESAME
from ...game.modes import MODES
from ...game.modes.mode import Against
from ...game.score import Model
from ...game.stars import stars_of
from ...store.decks.decks import Deck
from ...store.runs.desks import Desk
from ..html import pieces
from ..html.pieces import Piece
from ..html.render import capital

CITIZENS = "citizens"
"""The theme whose people are drawn without a look at the score."""

STAND_IN = "as far up as your own score"
"""What stands by the score of a player on a deck that has a scale of its own."""

_WHO = {Against.YOU: "You", Against.PERSON: "Before", Against.MARK: "The mark"}
_TAGS = {Against.YOU: "YOU", Against.PERSON: "BEFORE", Against.MARK: "MARK"}


class Scene(NamedTuple):
    """The deck, the mode, and what files are compared with.

    ``scale`` is the drawn scale in words. ``explains`` if a receipt says why, ``invented`` if its files are
    citizens that the score model made.
    """

    reading_ms: int
    noun: str
    title: str
    slug: str
    mode: str
    heading: str
    who: str
    tag: str
    own_score: int
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


def scene_of(desk: Desk, reading_ms: int) -> Scene:
    """The scene of a desk; those set lately are kept."""
    stands = desk.mode.stands(desk.run)
    return _set(desk.deck, desk.mode.key, desk.run.anchor, stands, desk.before, reading_ms)


@cached(RUNS)
def _set(deck: Deck, key: str, anchor: int, stands: int, before: str | None, reading_ms: int) -> Scene:
    mode = MODES[key]
    model = load_model(deck.model) if deck.model else None
    against = mode.against
    band, band_note = _band(deck, against, model, anchor, stands, before)
    return Scene(
        reading_ms=reading_ms,
        noun=deck.noun,
        title=deck.title,
        slug=deck.slug,
        mode=mode.key,
        heading=f"Higher or lower than {against}?",
        who=_WHO[against],
        tag=_TAGS[against],
        own_score=stands,
        own_x=pieces.place(stands, deck.low, deck.high),
        scale=f"The scale from {deck.low:,} to {deck.high:,}: {_WHO[against]} at {stands:,}",
        ruler=pieces.ruler(deck.low, deck.high, _bounds(model)),
        band=band,
        band_note=band_note,
        question=_question(deck, against, anchor, stands, before),
        counts=mode.counts,
        howto=mode.howto,
        explains=model is not None,
        invented=model is not None and deck.theme == CITIZENS,
    )


def _band(
    deck: Deck, against: Against, model: Model | None, anchor: int, stands: int, before: str | None
) -> tuple[str, str]:
    """What stands below the panel: the band of a score and a note to it, or whose score it is."""
    if against is Against.PERSON:
        return before or "", deck.label
    if against is Against.MARK:
        return "The mark of the day", "the same for everybody"
    if deck.rated:
        return f"{stars_of(stands, deck.scale):.1f} of 5 stars", "had strangers rated you"
    if anchor != stands:
        return f"Compared at {anchor}", "hardly anybody stands further out"
    if model:
        band = model.band(stands)
        return band.title, band.note
    return capital(deck.label), STAND_IN if deck.scale != SESAME else deck.unit


def _question(deck: Deck, against: Against, anchor: int, stands: int, before: str | None) -> str:
    """What a player is asked, in the words of the deck."""
    whose = {Against.YOU: "your", Against.MARK: "the mark of"}.get(against, f"{before}’s")
    compared = f"{whose} {anchor}" if anchor == stands else f"the {anchor} you are compared at"
    if deck.label == "score":
        return f"Does this {deck.noun} score higher or lower than {compared}?"
    unit = f" {deck.unit}" if deck.unit else ""
    return f"{capital(deck.label)} of this {deck.noun}: higher or lower than {compared}{unit}?"


def _bounds(model: Model | None) -> tuple[int, ...]:
    """The lower bounds of the bands, which the scale is marked at."""
    return tuple([band.low for band in model.bands[1:]]) if model else ()
