"""Players: adding one, what is known of one, and erasing one."""

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import Enum
from random import Random

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.names.alias import alias_key
from ..boards import boards
from ..boards.hidden_aliases import was_hidden
from ..days import tallies
from ..decks.owners import SEVERAL
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..polls.answers import forget
from ..tables import Player, challenges, columns, day_entries, decks, erasures, players, rooms
from . import aliases, sessions
from .privacy import of_players

PROVISIONAL_SCORE = 640
NOBODY = 0
"""Who opened a room or made a challenge, once that player is erased."""

_own_score = Statement(
    update(players)
    .where(players.c.id == bindparam("player_id"))
    .values(own_score=players.c.own_score)
    .returning(players.c.own_score)
)
_me = Statement(
    select(*columns(players, "id alias own_score provisional answers on_wall replays")).where(
        players.c.id == bindparam("player_id")
    )
)
_add_player = Statement(insert(players).values({c.name: bindparam(c.name) for c in players.c}))
_there = Statement(select(players.c.id).where(players.c.id == bindparam("player_id")))
_provisional = Statement(select(players.c.provisional).where(players.c.id == bindparam("player_id")))
_host = Statement(select(players.c.host_id).where(players.c.id == bindparam("player_id")))


class Owner(Enum):
    """Whether a player owns a deck; MAYBE if several hosts have signed in with that browser."""

    NO = "no"
    YES = "yes"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Me:
    """A player, as shown to that player; ``answers`` are those to the intake, ``{trait key: level}``."""

    id: int
    alias: str
    own_score: int
    provisional: bool
    answers: Mapping[str, int]
    on_wall: bool
    replays: bool


def add_player(connection: Connection, token_hash: str, now: int, rng: Random) -> int:
    """Add a player with a provisional score, a free alias and this cookie; return the id."""
    alias = aliases.free_alias(connection, rng)
    player = Player(alias=alias, alias_key=alias_key(alias), own_score=PROVISIONAL_SCORE, created_at=now)
    _add_player.change(connection, **player.model_dump())
    aliases.take(connection, player.id, alias)
    sessions.add(connection, player.id, token_hash, now)
    return player.id


def erased_since(connection: Connection, since: int) -> Set[int]:
    """The ids of players erased since a time."""
    return set(
        connection.execute(select(erasures.c.player_id).where(erasures.c.erased_at >= since)).scalars()
    )


def is_there(connection: Connection, player_id: int) -> bool:
    """Whether the player exists."""
    return _there.first(connection, player_id=player_id) is not None


def own_score(connection: Connection, player_id: int) -> int:
    """The player's own score.

    The row is written, not just read, so that of two transactions that depend on it the later one is retried.
    """
    row = _own_score.first(connection, player_id=player_id)
    if row is None:
        raise Missing
    return int(row[0])


def owner(connection: Connection, player_id: int, host_id: int | None) -> Owner:
    """Whether the player is known to be that host; NO for decks of the house."""
    row = None if host_id is None else _host.first(connection, player_id=player_id)
    if row is None or row[0] not in (host_id, SEVERAL):
        return Owner.NO
    return Owner.YES if row[0] == host_id else Owner.MAYBE


def may_own(connection: Connection, player_id: int, host_id: int | None) -> bool:
    """Whether the player cannot rank on the decks of that host, because they may be the player's own."""
    return owner(connection, player_id, host_id) is not Owner.NO


def belongs_to(connection: Connection, player_id: int | None, host_id: int) -> None:
    """Record that a player's browser signed in as a host, on whose decks it then neither ranks nor counts.

    A browser that was another host's before becomes SEVERAL and ranks on the decks of no host. Missing if the
    player does not exist.
    """
    if player_id is None:
        return
    row = _host.first(connection, player_id=player_id)
    if row is None:
        raise Missing
    known = host_id if row[0] in (None, host_id) else SEVERAL
    if row[0] != known:
        theirs = decks.c.host_id == host_id if known == host_id else decks.c.host_id.is_not(None)
        tallies.forget(connection, (day_entries.c.player_id == player_id) & theirs)
    connection.execute(update(players).where(players.c.id == player_id).values(host_id=known))


def me(connection: Connection, player_id: int | None) -> Me | None:
    """What the player's own page shows; None for no player, or for an erased one."""
    row = None if player_id is None else _me.first(connection, player_id=player_id)
    if row is None:
        return None
    identity, alias, score, provisional, answers, on_wall, replays = row
    return Me(identity, alias, score, bool(provisional), json.loads(answers), bool(on_wall), bool(replays))


def rename(connection: Connection, player_id: int, alias: str) -> None:
    """Change the player's alias (already normalized); refuse one that is taken, or that was hidden."""
    own_score(connection, player_id)
    if was_hidden(connection, player_id, alias):
        raise Refusal("That alias of yours was hidden; please choose another.")
    aliases.change(connection, player_id, alias)


def is_provisional(connection: Connection, player_id: int) -> bool:
    """Whether the player still has the provisional score."""
    row = _provisional.first(connection, player_id=player_id)
    return row is not None and bool(row[0])


def agree_to_wall(connection: Connection, player_id: int, consent: bool) -> None:
    """Store whether the wall may show the player's alias."""
    own_score(connection, player_id)
    connection.execute(update(players).where(players.c.id == player_id).values(on_wall=consent))


def agree_to_replays(connection: Connection, player_id: int, consent: bool) -> None:
    """Store whether others may open the player's runs from the boards."""
    own_score(connection, player_id)
    connection.execute(update(players).where(players.c.id == player_id).values(replays=consent))


def set_own_score(connection: Connection, player_id: int, score: int, answers: Mapping[str, int]) -> None:
    """Store the result of the intake. Runs that have begun keep the score they began with."""
    own_score(connection, player_id)
    connection.execute(
        update(players)
        .where(players.c.id == player_id)
        .values(own_score=score, provisional=False, answers=json.dumps(dict(answers)))
    )


def erase(connection: Connection, player_id: int, now: int) -> None:
    """Erase a player, with all rows and places on boards. A second call does nothing.

    What the player's stars did to a score stays; it says nothing about anybody. If it went too, somebody who
    erases many players at once could move a file as far as they all had together.
    """
    if connection.execute(select(erasures).where(erasures.c.player_id == player_id)).first():
        return
    boards.leave(connection, player_id)
    tallies.forget(connection, day_entries.c.player_id == player_id)
    aliases.give_back(connection, player_id)
    forget(connection, player_id)
    for table in of_players():
        whose = players.c.id if table is players else table.c.player_id
        connection.execute(delete(table).where(whose == player_id))
    connection.execute(update(rooms).where(rooms.c.opener_id == player_id).values(opener_id=NOBODY))
    _end_challenges(connection, player_id, now)
    connection.execute(insert(erasures), {"player_id": player_id, "erased_at": now})


def _end_challenges(connection: Connection, player_id: int, now: int) -> None:
    """End what a player who goes has challenged others to, and forget whose it was."""
    ended = func.coalesce(challenges.c.ended_at, now)
    theirs = update(challenges).where(challenges.c.maker_id == player_id)
    connection.execute(theirs.values(maker_id=NOBODY, run_id=None, ended_at=ended))
