"""Hidden aliases: on the boards of one deck, or everywhere. Looked up when a board is read.

What is hidden is an alias, not a player: it is over once the player has chosen another, and the one that was
hidden cannot be chosen again.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ScalarSelect, bindparam, delete, exists, func, insert, select
from sqlalchemy.engine import Connection

from ...game.names.alias import alias_key
from ..engine.statement import Statement
from ..tables import decks, hidden_aliases, players

EVERYWHERE = 0
"""The deck of an alias that is hidden on every deck."""

NAMELESS = "name hidden"
"""What others read where an alias is hidden and there is nothing instead."""

_H = hidden_aliases.c
_taken_away = _H.instead == players.c.alias
_hidden_of = Statement(
    select(decks.c.slug, decks.c.title, _H.instead, _taken_away)
    .join(players, players.c.id == _H.player_id)
    .outerjoin(decks, decks.c.id == _H.deck_id)
    .where(_H.player_id == bindparam("player_id"), (_H.alias_key == players.c.alias_key) | _taken_away)
    .order_by(_H.deck_id)
)


class HiddenAlias(NamedTuple):
    """Where an alias of a player is hidden: a deck, or None for everywhere; and what others read instead."""

    slug: str | None
    title: str | None
    instead: str
    taken_away: bool
    """Whether the player has what stands in ``instead`` as the alias now."""


def instead_on(*deck_ids: object) -> ScalarSelect[str | None]:
    """Of a row of ``players``: what others read on some decks instead of the alias; NULL if it is shown.

    Nobody reads an alias that is hidden EVERYWHERE.
    """
    return hidden_in(EVERYWHERE, *deck_ids)


def hidden_in(*deck_ids: object) -> ScalarSelect[str | None]:
    """The same by the rows of these decks alone."""
    here = _H.deck_id.in_(deck_ids)
    mine = (_H.player_id == players.c.id) & here & (_H.alias_key == players.c.alias_key)
    return select(func.max(_H.instead)).where(mine).scalar_subquery()


def read_as(alias: str, instead: str | None) -> str:
    """The name that others read."""
    return alias if instead is None else instead or NAMELESS


def names_read(connection: Connection, deck_id: int, named: Collection[tuple[int, str]]) -> list[str]:
    """What others read of names that are kept elsewhere, each with its player, in the same order."""
    query = select(_H.player_id, _H.alias_key, _H.instead).where(
        _H.player_id.in_({player_id for player_id, _ in named}), _H.deck_id.in_((EVERYWHERE, deck_id))
    )
    rows = connection.execute(query.order_by(_H.instead)).all()
    hidden = {(player_id, key): instead for player_id, key, instead in rows}
    if not hidden:
        return [name for _, name in named]
    return [read_as(name, hidden.get((player_id, alias_key(name)))) for player_id, name in named]


def hide(
    connection: Connection, player_id: int, alias: str, deck_id: int, now: int, instead: str = ""
) -> None:
    """Hide an alias of a player on a deck, or with EVERYWHERE on all; twice is as good as once."""
    show(connection, player_id, alias, deck_id)
    key = {"player_id": player_id, "deck_id": deck_id, "alias_key": alias_key(alias)}
    connection.execute(insert(hidden_aliases), key | {"instead": instead, "hidden_at": now})


def show(connection: Connection, player_id: int, alias: str, deck_id: int) -> None:
    """Show an alias again where it was hidden."""
    this = (_H.player_id == player_id) & (_H.deck_id == deck_id) & (_H.alias_key == alias_key(alias))
    connection.execute(delete(hidden_aliases).where(this))


def was_hidden(connection: Connection, player_id: int, alias: str) -> bool:
    """Whether that alias of the player is or was hidden anywhere."""
    this = (_H.player_id == player_id) & (_H.alias_key == alias_key(alias))
    return bool(connection.execute(select(exists().where(this))).scalar())


def hidden_of(connection: Connection, player_id: int) -> list[HiddenAlias]:
    """Where the alias that a player has now is hidden, or that it was given in the place of a hidden one."""
    found = _hidden_of.all(connection, player_id=player_id)
    return [HiddenAlias(slug, title, instead, bool(taken)) for slug, title, instead, taken in found]


def hidden_everywhere(connection: Connection, most: int) -> list[str]:
    """Aliases of now that are hidden on every deck, the latest first."""
    query = (
        select(players.c.alias)
        .join(hidden_aliases, (_H.player_id == players.c.id) & (_H.alias_key == players.c.alias_key))
        .where(_H.deck_id == EVERYWHERE)
        .order_by(_H.hidden_at.desc())
        .limit(most)
    )
    return list(connection.execute(query).scalars())
