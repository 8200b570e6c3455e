"""Leaderboards: a row for each player's best, and a histogram for exact ranks in constant time.

A board is named ``deck/version/mode/period``. The period is ``all``, or the ISO week or day (UTC) for
which the mode counts the run. Everything here can be rebuilt from the log of guesses (rebuild.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from ...caches.cached import cached
from ...caches.sizes import HEAD_LENGTHS
from ...game.modes.daily import DAY
from ...game.standing import Standing, placed
from ..engine.statement import Statement, at_most
from ..tables import board_counts, board_rows, players
from ..tables.counter_shards import shard_of
from .hidden_aliases import instead_on, read_as

PERIODS = ("today", "week", "all")
SHOWN = 20

_row, _count = board_rows.c, board_counts.c

_bests = Statement(
    select(_row.board, _row.value).where(
        _row.board.in_([bindparam(period) for period in PERIODS]), _row.player_id == bindparam("in_player")
    )
)
"""A player's best on the boards of every period at once."""

_histogram = Statement(
    select(_count.value, func.sum(_count.players))
    .where(_count.board == bindparam("in_board"))
    .group_by(_count.value)
)
_total = Statement(select(func.sum(_count.players)).where(_count.board == bindparam("in_board")))


def _players(which: ColumnElement[bool]) -> ColumnElement[int]:
    """How many players a board has where this is true."""
    return func.sum(case((which, _count.players), else_=0))


_best = Statement(
    select(_row.value, _row.reached_at).where(
        _row.board == bindparam("in_board"), _row.player_id == bindparam("in_player")
    )
)
_beside = Statement(
    select(
        _players(_count.value > bindparam("than")),
        _players(_count.value == bindparam("than")),
        _players(_count.value < bindparam("than")),
    ).where(_count.board == bindparam("in_board"))
)
"""How many players of a board are above, at and below a value. Players' rows may be on another machine."""

_add_row = Statement(insert(board_rows).values({c.name: bindparam(c.name) for c in board_rows.c}))
_better_row = Statement(
    update(board_rows)
    .where(_row.board == bindparam("in_board"), _row.player_id == bindparam("in_player"))
    .values(value=bindparam("value"), reached_at=bindparam("reached_at"))
)
_lines = (
    select(
        players.c.id,
        players.c.alias,
        instead_on(bindparam("in_deck")),
        players.c.replays,
        _row.reached_at,
        _row.value,
    )
    .join(players, players.c.id == _row.player_id)
    .where(_row.board == bindparam("in_board"))
)
_own_line = Statement(
    select(players.c.alias, _row.value)
    .join(players, players.c.id == _row.player_id)
    .where(_row.board == bindparam("in_board"), _row.player_id == bindparam("in_player"))
)


@cached(HEAD_LENGTHS)
def _head(shown: int) -> Statement:
    """The first lines of a board, so many; pages show three, five, ten or twenty."""
    return Statement(at_most(_lines.order_by(_row.value.desc(), _row.reached_at, _row.player_id), shown))


@cached(HEAD_LENGTHS)
def _count_up(dialect: str) -> Statement:
    """So many players more at a value, or fewer, in a shard of a board; each database has its own words."""
    insert_or_change: Any = import_module(f"sqlalchemy.dialects.{dialect}").insert
    counted = insert_or_change(board_counts).values({c.name: bindparam(c.name) for c in board_counts.c})
    return Statement(
        counted.on_conflict_do_update(
            index_elements=[_count.board, _count.value, _count.shard],
            set_={"players": _count.players + counted.excluded.players},
        )
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a board. ``opens`` if its player agrees that others look at the run, and is named there."""

    rank: int
    name: str
    value: int
    player_id: int
    reached_at: int = 0
    opens: bool = False


class Best(NamedTuple):
    """A player's best value on a board, when it was reached, and where it stands at this moment."""

    value: int
    reached_at: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A player's own row of a board, and where it stands at this moment."""

    row: Row
    standing: Standing


def period_key(period: str, now: int) -> str:
    """The name of the period that contains ``now`` (milliseconds)."""
    day = datetime.fromtimestamp(now / 1000, UTC).date()
    year, week, _ = day.isocalendar()
    return {"today": day.isoformat(), "week": f"{year}-W{week:02}", "all": "all"}[period]


def board_name(deck_id: int, version: int, mode: str, period: str, now: int) -> str:
    """The name of the board for the period (one of PERIODS) that contains ``now``."""
    return f"{deck_id}/{version}/{mode}/{period_key(period, now)}"


def _deck_of(board: str) -> int:
    """The deck of a board, by its name."""
    return int(board.partition("/")[0])


def begin_of(day: int) -> int:
    """The first millisecond of a day; days are counted from 1970 in UTC."""
    return day * DAY


def best(connection: Connection, board: str, player_id: int) -> Best | None:
    """A player's best on a board, exact at any size; None if the player is not on it."""
    row = _best.first(connection, in_board=board, in_player=player_id)
    if row is None:
        return None
    value, reached_at = row
    beside = _beside.first(connection, in_board=board, than=value)
    assert beside is not None
    above, equal, below = (int(players or 0) for players in beside)
    return Best(value, reached_at, placed(above, equal, below))


def enter_all(
    connection: Connection, deck_id: int, version: int, mode: str, player_id: int, value: int, now: int
) -> None:
    """Enter the value of a run that ends now on the board of every period where it is the player's best."""
    names = {period: board_name(deck_id, version, mode, period, now) for period in PERIODS}
    before: dict[str, int] = dict(_bests.all(connection, in_player=player_id, **names))
    new = [board for board in names.values() if board not in before]
    better = [board for board, best in before.items() if best < value]
    row = {"player_id": player_id, "value": value, "reached_at": now}
    if new:
        _add_row.many(connection, [row | {"board": board} for board in new])
    if better:
        same = row | {"in_player": player_id}
        _better_row.many(connection, [same | {"in_board": board} for board in better])
    moved = [(board, value, 1) for board in new + better] + [(board, before[board], -1) for board in better]
    _move(connection, player_id, moved)


def _move(connection: Connection, player_id: int, moved: Sequence[tuple[str, int, int]]) -> None:
    """Move the histograms: for each board and value so many players more, in the shard of this player."""
    shard = shard_of(connection, player_id)
    rows = [{"board": b, "value": v, "shard": shard, "players": more} for b, v, more in moved]
    if rows:
        _count_up(connection.dialect.name).many(connection, rows)


def players_by_value(connection: Connection, board: str) -> dict[int, int]:
    """The histogram of a board: how many players have a value."""
    return {row[0]: row[1] for row in _histogram.all(connection, in_board=board) if row[1]}


def players_on(connection: Connection, board: str) -> int:
    """How many players are on a board."""
    row = _total.first(connection, in_board=board)
    return int(row[0] or 0) if row else 0


def top(connection: Connection, board: str, shown: int = SHOWN) -> tuple[Row, ...]:
    """The first rows of a board as others read them, so many; equal values share a rank."""
    rows: list[Row] = []
    found = _head(shown).all(connection, in_board=board, in_deck=_deck_of(board))
    for number, line in enumerate(found, 1):
        tied = rows and rows[-1].value == line[-1]
        player_id, alias, instead, agreed, reached_at, value = line
        rank, name = rows[-1].rank if tied else number, read_as(alias, instead)
        rows.append(Row(rank, name, value, player_id, reached_at, bool(agreed) and instead is None))
    return tuple(rows)


def own_row(connection: Connection, board: str, player_id: int) -> OwnRow | None:
    """A player's own row of a board and its place; None if the player is not on it.

    An alias that is hidden is read by its player alone, here.
    """
    line = _own_line.first(connection, in_board=board, in_player=player_id)
    own = best(connection, board, player_id)
    if line is None or own is None:
        return None
    alias, value = line
    return OwnRow(Row(own.standing.rank, alias, value, player_id), own.standing)


def leave(connection: Connection, player_id: int) -> None:
    """Take a player off every board."""
    mine = select(_row.board, _row.value).where(_row.player_id == player_id)
    _move(connection, player_id, [(board, value, -1) for board, value in connection.execute(mine).all()])
    connection.execute(delete(board_rows).where(_row.player_id == player_id))
