"""Giving stars to a file that one has judged."""

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.errors import NotDealt, Refusal
from ...game.stars import FEWEST, MOST
from ..engine.statement import Statement
from ..tables import guesses
from . import ratings
from .desks import Desk, desk

NOT_JUDGED = "You have not judged that file yet."

_judged = Statement(
    select(guesses.c.profile_id).where(
        guesses.c.player_id == bindparam("player_id"),
        guesses.c.run_id == bindparam("run_id"),
        guesses.c.turn == bindparam("turn"),
    )
)


def give(connection: Connection, player_id: int, run_id: str, turn: int, stars: int, now: int) -> Desk:
    """Give stars to the file judged at a turn; return the desk as it is then.

    Somebody who has given that file stars before keeps them. Files on desks keep the scores they were dealt
    with; the next turn that the file is dealt at has the new one.
    """
    row = _judged.first(connection, run_id=run_id, player_id=player_id, turn=turn)
    shown = desk(connection, player_id, run_id)
    if row is None:
        raise NotDealt(NOT_JUDGED)
    if not shown.deck.rated:
        raise Refusal("Nobody gives stars in this deck.")
    if not FEWEST <= stars <= MOST:
        raise Refusal(f"Stars go from {FEWEST} to {MOST}.")
    [profile_id] = row
    ratings.add(connection, player_id, profile_id, stars, now, shown.deck.scale)
    return desk(connection, player_id, run_id)
