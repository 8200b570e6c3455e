"""In-memory note of the sides of a deck where a player has met everybody: no search there is in vain."""

from typing import NamedTuple

from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import PLAYERS
from ...game.deal import Aim
from ..decks.decks import Deck


class ExhaustedSides(NamedTuple):
    """Of a version of a deck, everybody is met who scores at most ``up_to`` or at least ``down_to``."""

    deck_id: int
    version: int
    up_to: int
    down_to: int


_sides: PlayerCache[int, ExhaustedSides] = PlayerCache(__name__, PLAYERS)


def keep(player_id: int, deck: Deck, wanted: Aim) -> None:
    """Note that a player has met everybody who may be dealt on one side of a deck.

    A version never gets new files. If the last meeting is undone after all, that file passes as met while
    this is kept. Where stars move the scores nothing is noted.
    """
    if deck.rated:
        return
    known = _known(player_id, deck)
    if wanted.low <= deck.low:
        known = known._replace(up_to=max(known.up_to, wanted.high))
    if wanted.high >= deck.high:
        known = known._replace(down_to=min(known.down_to, wanted.low))
    _sides.put(player_id, player_id, known)


def is_exhausted(player_id: int, deck: Deck, wanted: Aim) -> bool:
    """Whether it is known that the player has met everybody on that side."""
    known = _known(player_id, deck)
    return wanted.high <= known.up_to or wanted.low >= known.down_to


def _known(player_id: int, deck: Deck) -> ExhaustedSides:
    known = _sides.get(player_id)
    if known is not None and (known.deck_id, known.version) == (deck.id, deck.version):
        return known
    return ExhaustedSides(deck.id, deck.version, up_to=deck.low - 1, down_to=deck.high + 1)
