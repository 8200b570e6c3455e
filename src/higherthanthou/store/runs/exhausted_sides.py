"""Where in a deck a player has met everybody, so that nobody is looked for there again in vain."""

from typing import NamedTuple

from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import PLAYERS
from ...game.deal import Aim
from ..decks.decks import Deck


class Spent(NamedTuple):
    """Of a version of a deck: all are met who score at most ``up_to`` or at least ``down_to``."""

    deck_id: int
    version: int
    up_to: int
    down_to: int


_spent: PlayerCache[int, Spent] = PlayerCache(__name__, PLAYERS)


def keep(player_id: int, deck: Deck, wanted: Aim) -> None:
    """Keep that a player has met everybody who may be dealt on one side of a deck.

    Nobody new joins a version. If the meeting that was the last one is undone, that file passes as met for as
    long as this is kept. Where stars move the scores nothing is kept.
    """
    if deck.rated:
        return
    known = _known(player_id, deck)
    if wanted.low <= deck.low:
        known = known._replace(up_to=max(known.up_to, wanted.high))
    if wanted.high >= deck.high:
        known = known._replace(down_to=min(known.down_to, wanted.low))
    _spent.put(player_id, player_id, known)


def is_spent(player_id: int, deck: Deck, wanted: Aim) -> bool:
    """Whether it is known that nobody is left on that side whom the player has not met."""
    known = _known(player_id, deck)
    return wanted.high <= known.up_to or wanted.low >= known.down_to


def _known(player_id: int, deck: Deck) -> Spent:
    known = _spent.get(player_id)
    if known is not None and known[:2] == (deck.id, deck.version):
        return known
    return Spent(deck.id, deck.version, up_to=deck.low - 1, down_to=deck.high + 1)
