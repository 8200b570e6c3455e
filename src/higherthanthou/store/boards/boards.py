"""Leaderboards: a row for each player's best, and a histogram for exact ranks in constant time.

A board is named ``deck/version/mode/period``. The period is ``all``, or the ISO week or day (UTC) for
which the mode counts the run. Everything here can be rebuilt from the log of guesses (rebuild.py).
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from ...caches.cached import cached
from ...caches.sizes import HEAD_LENGTHS
from ...game.modes.daily import DAY
from ...game.standing import Standing, standing
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
    """A row of a board, as printed."""

    rank: int
    name: str
    value: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The top of a board, and one player's place; ``shared`` if others have the same rank."""

    rows: tuple[Row, ...]
    own: Row | None
    percentile: int | None
    players: int
    shared: bool


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
    return standing(value, players_by_value(connection, board))


def players_by_value(connection: Connection, board: str) -> dict[int, int]:
    """The histogram of a board: how many players have a value."""
    return {row[0]: row[1] for row in _histogram.all(connection, in_board=board) if row[1]}


def ranking(connection: Connection, board: str, player_id: int | None, shown: int = SHOWN) -> Ranking:
    """The first rows of a board and the player's own row; equal values share a rank."""
    histogram = players_by_value(connection, board)
    places = {value: standing(value, histogram) for value in histogram}

    def line(identity: int, alias: str, hidden: bool, value: int) -> Row:
        return Row(places[value].rank, "name hidden" if hidden else alias, value, identity == player_id)

    rows = tuple(line(*row) for row in _head(shown).all(connection, in_board=board))
    mine = player_id and _own_line.first(connection, in_board=board, in_player=player_id)
    own = line(*mine) if mine else None
    place = places[own.value] if own else None
    percentile, shared = (place.percentile, place.shared) if place else (None, False)
    return Ranking(rows, own, percentile, sum(histogram.values()), shared)


def leave(connection: Connection, player_id: int) -> None:
    """Take a player off every board."""
    mine = select(_row.board, _row.value).where(_row.player_id == player_id)
    for board, value in connection.execute(mine).all():
        _count_up(connection, board, value, player_id, -1)
    connection.execute(delete(board_rows).where(_row.player_id == player_id))
