"""Leaderboards: a row for each player's best, and a histogram for exact ranks in constant time.

A board is named ``deck/version/mode/period``. The period is ``all``, or the ISO week or day (UTC) for
which the mode counts the run. Everything here can be rebuilt from the log of guesses (rebuild.py).
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, bindparam, case, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from ...caches.cached import cached
from ...caches.sizes import HEAD_LENGTHS
from ...game.modes.daily import DAY
from ...game.standing import Standing, placed
from ..engine.counter_shards import shard_of
from ..engine.statement import Statement, at_most
from ..tables import board_counts, board_rows, players

PERIODS = ("today", "week", "all")
SHOWN = 20

_row, _count = board_rows.c, board_counts.c

_best = Statement(
    select(_row.value, _row.reached_at).where(
        _row.board == bindparam("in_board"), _row.player_id == bindparam("in_player")
    )
)
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


_around = Statement(
    select(
        _players(_count.value > bindparam("in_value")),
        _players(_count.value == bindparam("in_value")),
        _players(_count.value < bindparam("in_value")),
    ).where(_count.board == bindparam("in_board"))
)
"""How many players are above, at and below a value."""

_add_row = Statement(insert(board_rows).values({c.name: bindparam(c.name) for c in board_rows.c}))
_better_row = Statement(
    update(board_rows)
    .where(_row.board == bindparam("in_board"), _row.player_id == bindparam("in_player"))
    .values(value=bindparam("value"), reached_at=bindparam("reached_at"))
)
_count_more = Statement(
    update(board_counts)
    .where(
        _count.board == bindparam("in_board"),
        _count.value == bindparam("in_value"),
        _count.shard == bindparam("in_shard"),
    )
    .values(players=_count.players + bindparam("more"))
)
_count_first = Statement(insert(board_counts).values({c.name: bindparam(c.name) for c in board_counts.c}))

_lines = (
    select(players.c.id, players.c.alias, players.c.name_hidden, _row.value)
    .join(players, players.c.id == _row.player_id)
    .where(_row.board == bindparam("in_board"))
)
_own_line = Statement(_lines.where(players.c.id == bindparam("in_player")))


@cached(HEAD_LENGTHS)
def _head(shown: int) -> Statement:
    """The first lines of a board, so many; pages show three, five, ten or twenty."""
    return Statement(at_most(_lines.order_by(_row.value.desc(), _row.reached_at, _row.player_id), shown))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a board."""

    rank: int
    name: str
    value: int
    player_id: int


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


def begin_of(day: int) -> int:
    """The first millisecond of a day; days are counted from 1970 in UTC."""
    return day * DAY


def best(connection: Connection, board: str, player_id: int) -> tuple[int, int] | None:
    """A player's best value on a board and when it was reached; None if the player is not on it."""
    row = _best.first(connection, in_board=board, in_player=player_id)
    return (row[0], row[1]) if row else None


def enter_all(
    connection: Connection, deck_id: int, version: int, mode: str, player_id: int, value: int, now: int
) -> None:
    """Enter the value of a run that ends now on the board of every period."""
    names = {period: board_name(deck_id, version, mode, period, now) for period in PERIODS}
    before: dict[str, int] = dict(_bests.all(connection, in_player=player_id, **names))
    for board in names.values():
        _enter(connection, board, player_id, before.get(board), value, now)


def _enter(
    connection: Connection, board: str, player_id: int, before: int | None, value: int, now: int
) -> None:
    """Put a value on a board if it is better than the one before, and move the histogram with it."""
    if before is None:
        _add_row.change(connection, board=board, player_id=player_id, value=value, reached_at=now)
    elif before >= value:
        return
    else:
        _better_row.change(connection, in_board=board, in_player=player_id, value=value, reached_at=now)
        _count_up(connection, board, before, player_id, -1)
    _count_up(connection, board, value, player_id, 1)


def _count_up(connection: Connection, board: str, value: int, player_id: int, more: int) -> None:
    """Add ``more`` players at a value, in the shard of this player."""
    place = {"in_board": board, "in_value": value, "in_shard": shard_of(connection, player_id)}
    if not _count_more.change(connection, **place, more=more):
        _count_first.change(connection, board=board, value=value, shard=place["in_shard"], players=more)


def place(connection: Connection, board: str, value: int) -> Standing:
    """The rank of a value on a board, from the histogram alone."""
    row = _around.first(connection, in_board=board, in_value=value) or ()
    return placed(*[int(count or 0) for count in row])


def players_by_value(connection: Connection, board: str) -> dict[int, int]:
    """The histogram of a board: how many players have a value."""
    return {row[0]: row[1] for row in _histogram.all(connection, in_board=board) if row[1]}


def players_on(connection: Connection, board: str) -> int:
    """How many players are on a board."""
    row = _total.first(connection, in_board=board)
    return int(row[0] or 0) if row else 0


def top(connection: Connection, board: str, shown: int = SHOWN) -> tuple[Row, ...]:
    """The first rows of a board, so many; equal values share a rank."""
    rows: list[Row] = []
    for number, line in enumerate(_head(shown).all(connection, in_board=board), 1):
        tied = rows and rows[-1].value == line[-1]
        rows.append(_read(line, rows[-1].rank if tied else number))
    return tuple(rows)


def own_row(connection: Connection, board: str, player_id: int) -> OwnRow | None:
    """A player's own row of a board, exact at any size; None if the player is not on it."""
    line = _own_line.first(connection, in_board=board, in_player=player_id)
    if line is None:
        return None
    standing = place(connection, board, line[-1])
    return OwnRow(_read(line, standing.rank), standing)


def _read(line: tuple[int, str, bool, int], rank: int) -> Row:
    player_id, alias, hidden, value = line
    return Row(rank, "name hidden" if hidden else alias, value, player_id)


def leave(connection: Connection, player_id: int) -> None:
    """Take a player off every board."""
    mine = select(_row.board, _row.value).where(_row.player_id == player_id)
    for board, value in connection.execute(mine).all():
        _count_up(connection, board, value, player_id, -1)
    connection.execute(delete(board_rows).where(_row.player_id == player_id))
