"""What each player made of a deck: runs, guesses and the best, by mode. Those of its owner do not count."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, select
from sqlalchemy.engine import Connection

from ...game.names.alias import alias_key
from ..boards.hidden_aliases import EVERYWHERE, hidden_in, read_as
from ..decks.owners import by_owner
from ..engine.errors import Missing
from ..players import aliases
from ..tables import guesses, players, run_of, runs
from .drafts import OwnDeck

PAGE = 50
NEVER = -(10**9)
"""Stands below every best, for a player who has ended no run."""

_BEST = func.max(case((runs.c.open, None), else_=runs.c.value))


class PlayerResult(NamedTuple):
    """What a player made of a deck in a mode; ``best`` is None if no run has ended.

    ``last`` is when the last run began, in milliseconds.

    ``alias`` is as others read it. ``hidden`` is the alias itself if it is hidden on this deck, else empty;
    one that is hidden ``everywhere`` is told to nobody.
    """

    alias: str
    hidden: str
    everywhere: bool
    mode: str
    runs: int
    guesses: int
    right: int
    best: int | None
    last: int


@dataclass(frozen=True, slots=True)
class PlayerQuery:
    """Which players to show: a page, of a mode, in a version or in all, whose alias holds some words."""

    mode: str
    version: int | None
    page: int = 1
    words: str = ""


@dataclass(frozen=True, slots=True)
class PlayerPage:
    """A page of players, counted from 1, out of ``total``."""

    lines: tuple[PlayerResult, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // PAGE))


def page(connection: Connection, deck: OwnDeck, wanted: PlayerQuery) -> PlayerPage:
    """A page of the players of a mode, the best first."""
    found = _results(deck, wanted.version).where(runs.c.mode == wanted.mode)
    if wanted.words:
        has_them = players.c.alias_key.contains(alias_key(wanted.words), autoescape=True)
        found = found.where(has_them, hidden_in(EVERYWHERE).is_(None))
    total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    number = max(1, min(wanted.page, -(-total // PAGE)))
    best = func.coalesce(_BEST, NEVER).desc(), func.max(runs.c.started_at).desc(), players.c.id
    rows = connection.execute(found.order_by(*best).limit(PAGE).offset((number - 1) * PAGE))
    return PlayerPage(tuple(map(_result, rows)), number, total)


def every(connection: Connection, deck: OwnDeck, version: int | None) -> list[PlayerResult]:
    """Every player and mode, by mode and alias as others read it."""
    found = map(_result, connection.execute(_results(deck, version)))
    return sorted(found, key=lambda one: (one.mode, one.alias, -one.last))


def player_named(connection: Connection, deck: OwnDeck, alias: str) -> tuple[int, str]:
    """Id and alias of a player of a deck; Missing if nobody has that alias, or has never played on it.

    One whose alias is hidden everywhere is not found.
    """
    player_id = aliases.holder(connection, alias)
    if player_id is None:
        raise Missing
    played = select(runs.c.id).where(runs.c.deck_id == deck.deck.id, runs.c.player_id == players.c.id)
    query = select(players.c.id, players.c.alias).where(
        players.c.id == player_id, played.exists(), hidden_in(EVERYWHERE).is_(None)
    )
    row = connection.execute(query).first()
    if row is None:
        raise Missing
    return row.id, row.alias


def _results(deck: OwnDeck, version: int | None) -> Select[Any]:
    """A row for each player and mode, as ``_result`` reads it."""
    played = (runs.c.deck_id == deck.deck.id) & ~by_owner(deck.deck.host_id)
    if version is not None:
        played &= runs.c.deck_version == version
    hidden = hidden_in(deck.deck.id), hidden_in(EVERYWHERE)
    counts = func.count(runs.c.id.distinct()), func.count(guesses.c.turn)
    right = func.coalesce(func.sum(case((guesses.c.right, 1), else_=0)), 0)
    return (
        select(players.c.alias, *hidden, runs.c.mode, *counts, right, _BEST, func.max(runs.c.started_at))
        .select_from(runs)
        .join(players, players.c.id == runs.c.player_id)
        .outerjoin(guesses, run_of(guesses))
        .where(played)
        .group_by(players.c.id, players.c.alias, players.c.alias_key, runs.c.mode)
    )


def _result(row: Any) -> PlayerResult:
    alias, here, everywhere, *numbers = row
    instead = None if here is None and everywhere is None else here or everywhere or ""
    hidden = alias if everywhere is None and here is not None else ""
    return PlayerResult(read_as(alias, instead), hidden, everywhere is not None, *numbers)
