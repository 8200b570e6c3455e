"""The dailies of other decks: those that a player has played lately, and those on offer."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.modes import MODES
from ...game.modes.ten import TURNS
from ...game.visits.calendar import SHOWN
from ...making.daily_making import Dailies
from ...store.days import attempts
from ...store.days.attempts import Attempt
from ...store.decks import decks
from ...store.decks.decks import Deck

MANY = 12
"""So many are listed; whoever wants another one looks at the decks."""


class OtherDaily(NamedTuple):
    """The daily of another deck: how far the player is today, and the days in a row."""

    deck: Deck
    state: str
    row: int


def other_dailies(
    connection: Connection,
    known: tuple[Deck, ...],
    this: Deck,
    mine: dict[int, dict[int, Attempt]],
    dailies: Dailies,
    player_id: int | None,
    today: int,
) -> list[OtherDaily]:
    """First the decks whose daily the player has played lately, then the others that offer one."""
    listed = {deck.id: deck for deck in known if dailies.offers(MODES["daily"], deck)}
    played = [listed.get(deck_id) or _unlisted(connection, deck_id) for deck_id in mine]
    first = [deck for deck in played if deck is not None and deck.id != this.id]
    rest = [deck for deck in listed.values() if deck.id not in mine and deck.id != this.id]
    return [_other(connection, deck, mine.get(deck.id, {}), player_id, today) for deck in first + rest]


def _unlisted(connection: Connection, deck_id: int) -> Deck | None:
    """A deck that no list has, but which is open to whoever knows it, as this player does."""
    deck = decks.by_id(connection, deck_id)
    return deck if deck is not None and deck.state == "published" else None


def _other(
    connection: Connection, deck: Deck, own: dict[int, Attempt], player_id: int | None, today: int
) -> OtherDaily:
    over, row = attempts.over_days(own.values()), 0
    if player_id is not None and over:
        row = attempts.row_of_days(connection, player_id, deck.id, over, today - SHOWN, today)
    return OtherDaily(deck, _state(own.get(today)), row)


def _state(attempt: Attempt | None) -> str:
    if attempt is None:
        return "not yet today"
    return f"{attempt.right} of {TURNS} today" if attempt.over else "begun today"
