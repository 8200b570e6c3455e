"""Today's ten of a deck for one player: how far the go is, and why there is none, or why it does not rank."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.modes import MODES
from ...game.modes.daily import FEWEST, day_of, number_of
from ...game.visits.calendar import SHOWN
from ...game.visits.waiting import until_next
from ...making.daily_making import UNKNOWN, Dailies
from ...store.days import attempts, days
from ...store.days.attempts import Attempt
from ...store.decks.decks import Deck
from ...store.players import players
from ...store.players.players import Owner
from ..play.modes.daily_pieces import date_said

NONE = "This deck has no daily: one that was imported needs {:,} files, of which a third is kept for it."
ARCHIVED = "The deck is archived: no more dailies are drawn from it."
NEVER = "The deck is archived, and it never had a daily."
OWN = "This deck is your own, so your go does not rank."
SEVERAL = "Several hosts have signed in in this browser, so your go does not rank."
MET = "You have met one of these ten before, so your go does not rank."


class Today(NamedTuple):
    """The daily of today; ``attempt`` is the player's go, if there was one, ``rights`` its calls so far.

    ``row`` is the number of days in a row. ``closed`` says why there is no daily, ``unranked`` why the go of
    this player does not rank. ``until_next`` is the time to the next ten, in words.
    """

    number: int
    date: str
    until_next: str
    attempt: Attempt | None
    rights: tuple[bool, ...]
    row: int
    closed: str
    unranked: str


def todays_go(
    connection: Connection,
    player_id: int | None,
    deck: Deck,
    own: dict[int, Attempt],
    now: int,
    closed: str,
) -> Today:
    """The daily of today; ``own`` are the player's attempts on the deck of the last weeks, by day.

    ``closed`` is why nobody can begin it any more; a go that has begun goes on.
    """
    today = day_of(now)
    attempt, over = own.get(today), attempts.over_days(own.values())
    rights: tuple[bool, ...] = ()
    row, unranked = 0, ""
    if player_id is not None:
        row = attempts.row_of_days(connection, player_id, deck.id, over, today - SHOWN, today)
        unranked = _unranked(connection, player_id, deck, today, attempt)
        rights = attempts.rights_of(connection, player_id, attempt.run) if attempt else ()
    closed = "" if attempt else closed
    return Today(number_of(today), date_said(today), until_next(now), attempt, rights, row, closed, unranked)


def why_closed(connection: Connection, deck: Deck, today: int, dailies: Dailies) -> str:
    """Why there is no daily of a deck today; empty if there is one."""
    if deck.archived:
        return ARCHIVED if days.had_any(connection, deck.id) else NEVER
    if not MODES["daily"].suits(deck):
        return NONE.format(FEWEST)
    if dailies.has_none(deck) and days.drawn(connection, deck, today) is None:
        return UNKNOWN
    return days.OVER if days.is_over(connection, deck, today) else ""


def _unranked(connection: Connection, player_id: int, deck: Deck, today: int, attempt: Attempt | None) -> str:
    """Why the go of a player does not rank, as far as that is known before it."""
    owner = players.owner(connection, player_id, deck.host_id)
    if owner is not Owner.NO:
        return OWN if owner is Owner.YES else SEVERAL
    if attempt is None:
        return MET if days.has_met_any(connection, player_id, deck.id, today) else ""
    return ""
