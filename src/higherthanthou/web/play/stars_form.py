"""The form for stars beside a verdict, in a deck that is scored by them."""

from ...game.stars import GENERATED_STARS, stars_of
from ...store.runs.desks import Desk
from ..html.fragments import fragment
from ..html.pieces import Piece

_form = fragment("play/_stars.html", "stars")


def stars_form(desk: Desk) -> Piece:
    """The form for the file judged last, or the stars that it has from this player; empty in other decks."""
    if desk.stars is None or desk.last is None:
        return Piece()
    verdict = desk.last.verdict
    generated = any(entry.label == GENERATED_STARS for entry in desk.last.file.record)
    mean = f"{stars_of(verdict.score, desk.deck.scale):.1f}"
    score = desk.deck.measure.panel(verdict.score)
    return _form(desk.stars, f"/runs/{desk.run_id}", verdict.turn, score, mean, generated)
