"""Other people's aliases: finding a player by one, and taking one away."""

from random import Random

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.names.alias import alias_key
from ..boards.hidden_aliases import EVERYWHERE, hide
from ..engine.errors import Missing
from ..tables import players
from .players import free_alias


def take_away(connection: Connection, player_id: int, now: int, rng: Random) -> str:
    """Give a player a generated alias, and hide the one of now for good; return the new one."""
    new = free_alias(connection, rng)
    hide(connection, player_id, alias_of(connection, player_id), EVERYWHERE, now, new)
    changed = {"alias": new, "alias_key": alias_key(new)}
    connection.execute(update(players).where(players.c.id == player_id).values(changed))
    return new


def alias_of(connection: Connection, player_id: int) -> str:
    """The alias of a player; Missing if there is no such player."""
    row = connection.execute(select(players.c.alias).where(players.c.id == player_id)).first()
    if row is None:
        raise Missing
    return str(row.alias)


def named(connection: Connection, alias: str) -> int:
    """The id of the player with that alias, however it is written; a refusal if there is none."""
    row = connection.execute(select(players.c.id).where(players.c.alias_key == alias_key(alias))).first()
    if row is None:
        raise Refusal(f"There is no player {alias}.")
    return int(row.id)
