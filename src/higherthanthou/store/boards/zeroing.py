"""Boards that begin anew: those of a version and a mode, of every period. Runs stay in the log.

A run counts if it ended at ``counts_from`` or later; so boards that are rebuilt from the log are the same.
"""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.engine import Connection

from ...game.modes.daily import DAY
from ..engine.statement import Statement
from ..tables import board_counts, board_rows, board_starts, runs
from .boards import PERIODS, board_name

AT_ONCE = 500
"""Boards named in one statement."""

_S = board_starts.c
_start = Statement(
    select(_S.counts_from, _S.new_rules).where(
        *(_S[name] == bindparam(name) for name in ("deck_id", "version", "mode"))
    )
)

Boards = tuple[int, int, str]
"""Deck, version and mode."""


def put_to_zero(connection: Connection, deck_id: int, version: int, mode: str, now: int) -> int:
    """Empty the boards of a version and a mode; return from when on runs count, in milliseconds.

    That is after every run that has ended, even if a clock was ahead.
    """
    played = (runs.c.deck_id == deck_id) & (runs.c.deck_version == version) & (runs.c.mode == mode)
    times = select(func.min(runs.c.started_at), func.max(runs.c.ended_at)).where(played)
    first, last = connection.execute(times).one()
    counts_from = max(now, (last or 0) + 1)
    if first is not None:
        _empty(connection, _names(deck_id, version, mode, first, counts_from))
    this = (_S.deck_id == deck_id) & (_S.version == version) & (_S.mode == mode)
    connection.execute(delete(board_starts).where(this))
    row = {
        "deck_id": deck_id,
        "version": version,
        "mode": mode,
        "counts_from": counts_from,
        "new_rules": False,
    }
    connection.execute(insert(board_starts), row)
    return counts_from


class Start(NamedTuple):
    """Since when runs count on a board, in milliseconds, and whether that is because of new rules."""

    counts_from: int
    new_rules: bool


def start_of(connection: Connection, deck_id: int, version: int, mode: str) -> Start | None:
    """Since when the boards of a version and a mode count; None if they count from the first run on."""
    row = _start.first(connection, deck_id=deck_id, version=version, mode=mode)
    return Start(row[0], bool(row[1])) if row else None


def _names(deck_id: int, version: int, mode: str, first: int, last: int) -> list[str]:
    """The names of the boards of every period between two times, in milliseconds."""
    days = range(first - DAY, last + DAY, DAY)
    return list({board_name(deck_id, version, mode, period, at): None for at in days for period in PERIODS})


def _empty(connection: Connection, names: list[str]) -> None:
    """Delete rows and histograms by their names, which an index finds."""
    for begin in range(0, len(names), AT_ONCE):
        some = names[begin : begin + AT_ONCE]
        for table in (board_rows, board_counts):
            connection.execute(delete(table).where(table.c.board.in_(some)))


def starts(connection: Connection, deck_id: int | None = None) -> dict[Boards, int]:
    """Since when runs count on the boards that were put to zero, of one deck or of all."""
    query = select(_S.deck_id, _S.version, _S.mode, _S.counts_from)
    if deck_id is not None:
        query = query.where(_S.deck_id == deck_id)
    return {(deck, version, mode): at for deck, version, mode, at in connection.execute(query)}
