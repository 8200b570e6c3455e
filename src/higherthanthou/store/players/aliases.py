"""Aliases: nobody has one that somebody else has. Taking one, finding who has it, and taking one away."""

from collections.abc import Iterator
from random import Random

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from ...game.errors import Refusal
from ...game.names.alias import alias_key, generate_alias
from ..boards.hidden_aliases import EVERYWHERE, hide
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..tables import aliases, players

ALIAS_TRIES = 8
TAKEN = "Somebody has that alias already; please choose another."

_A = aliases.c
_holder = Statement(select(_A.player_id).where(_A.alias_key == bindparam("key")))
_take = Statement(insert(aliases).values({c.name: bindparam(c.name) for c in _A}))
_now = Statement(select(players.c.alias, players.c.alias_key).where(players.c.id == bindparam("player_id")))


def holder(connection: Connection, alias: str) -> int | None:
    """The id of the player who has an alias, however it is written; None for nobody."""
    row = _holder.first(connection, key=alias_key(alias))
    return int(row[0]) if row else None


def named(connection: Connection, alias: str) -> int:
    """The same, or a refusal."""
    player_id = holder(connection, alias)
    if player_id is None:
        raise Refusal(f"There is no player {alias}.")
    return player_id


def free_alias(connection: Connection, rng: Random) -> str:
    """A generated alias that nobody has."""
    for _ in range(ALIAS_TRIES):
        alias = generate_alias(rng)
        if holder(connection, alias) is None:
            return alias
    while holder(connection, numbered := f"{alias} {rng.randrange(2, 10**4)}") is not None:
        pass
    return numbered


def take(connection: Connection, player_id: int, alias: str) -> None:
    """Keep an alias for a player, from now on; if two take it at once, the database refuses the later one."""
    _take.change(connection, alias_key=alias_key(alias), player_id=player_id)


def change(connection: Connection, player_id: int, alias: str) -> None:
    """Give a player another alias in the place of the one of now; Refusal if somebody else has it."""
    key, (_, before) = alias_key(alias), _alias_of(connection, player_id)
    if key != before:
        try:
            connection.execute(insert(aliases), {"alias_key": key, "player_id": player_id})
        except IntegrityError:
            raise Refusal(TAKEN) from None
        _give_back(connection, before)
    connection.execute(update(players).where(players.c.id == player_id).values(alias=alias, alias_key=key))


def give_back(connection: Connection, player_id: int) -> None:
    """Let others have the alias of a player, before the player is erased; nothing if there is none."""
    row = _now.first(connection, player_id=player_id)
    if row is not None:
        _give_back(connection, row[1])


def _give_back(connection: Connection, key: str) -> None:
    connection.execute(delete(aliases).where(_A.alias_key == key))


def take_away(connection: Connection, player_id: int, now: int, rng: Random) -> str:
    """Give a player a generated alias, and hide the one of now for good; return the new one."""
    new = free_alias(connection, rng)
    hide(connection, player_id, alias_of(connection, player_id), EVERYWHERE, now, new)
    change(connection, player_id, new)
    return new


def alias_of(connection: Connection, player_id: int) -> str:
    """The alias of a player; Missing if there is no such player."""
    return _alias_of(connection, player_id)[0]


def _alias_of(connection: Connection, player_id: int) -> tuple[str, str]:
    """The alias of a player, and the same as it is compared."""
    row = _now.first(connection, player_id=player_id)
    if row is None:
        raise Missing
    alias, key = row
    return str(alias), str(key)


def disagreeing(connection: Connection) -> Iterator[str]:
    """Compare the aliases of all players with those that are kept; a sentence for each that differs."""
    kept = {row.alias_key: row.player_id for row in connection.execute(select(aliases))}
    for row in connection.execute(select(players.c.id, players.c.alias_key)):
        if kept.pop(row.alias_key, None) != row.id:
            yield f"player {row.id}: the alias {row.alias_key} is kept for somebody else, or for nobody"
    for key, player_id in kept.items():
        yield f"player {player_id}: the alias {key} is kept, and the player has another one or is gone"
