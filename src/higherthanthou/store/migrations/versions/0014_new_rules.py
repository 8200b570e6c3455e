"""Streak, chain and year have new rules, so their boards begin anew, and say so.

A chain on a deck with a scale of its own is dealt as before, so its boards go on.
"""

import time

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

CHANGED = ("streak", "chain", "year")
LEAST, MOST = 500, 800
"""Who is compared at less or more than this by the old rules would be easy to play by the new ones."""

board_rows = sa.table("board_rows", sa.column("board"), sa.column("reached_at"))
board_counts = sa.table("board_counts", sa.column("board"))
board_starts = sa.table(
    "board_starts", *map(sa.column, ("deck_id", "version", "mode", "counts_from", "new_rules"))
)
decks = sa.table("decks", sa.column("id"), sa.column("low"), sa.column("high"))
runs = sa.table(
    "runs", *map(sa.column, ("deck_id", "deck_version", "mode", "anchor", "turn", "ended_at")),
    sa.column("open", sa.Boolean()), sa.column("ranked", sa.Boolean()),
)  # fmt: skip


def upgrade() -> None:
    """Apply."""
    added: sa.Column[bool] = sa.Column("new_rules", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("board_starts", added)
    connection = op.get_bind()
    ours = set(
        connection.execute(sa.select(decks.c.id).where(decks.c.low == 350, decks.c.high == 950)).scalars()
    )
    boards = [
        (board, (int(deck), int(version), mode))
        for board in connection.execute(sa.select(board_counts.c.board).distinct()).scalars()
        for deck, version, mode, _ in [board.split("/", 3)]
        if _is_changed(int(deck), mode, ours)
    ]
    latest = connection.execute(sa.select(sa.func.max(board_rows.c.reached_at))).scalar() or 0
    counts_from = max(round(time.time() * 1000), latest + 1)
    for table in (board_rows, board_counts):
        gone = sa.delete(table).where(table.c.board == sa.bindparam("gone"))
        if boards:
            connection.execute(gone, [{"gone": board} for board, _ in boards])
    _begin({begun for _, begun in boards} | _being_played(connection, ours), counts_from)
    _overtake(connection, ours, counts_from)


def _is_changed(deck: int, mode: str, ours: set[int]) -> bool:
    return mode in CHANGED and (mode != "chain" or deck in ours)


def _being_played(connection: sa.Connection, ours: set[int]) -> set[tuple[int, int, str]]:
    """Deck, version and mode of the runs that go on."""
    open_ones = sa.select(runs.c.deck_id, runs.c.deck_version, runs.c.mode).where(runs.c.open).distinct()
    found = map(tuple, connection.execute(open_ones).all())
    return {(deck, version, mode) for deck, version, mode in found if _is_changed(deck, mode, ours)}


def _begin(boards: set[tuple[int, int, str]], counts_from: int) -> None:
    """Note since when these count; a start by a host was earlier."""
    connection, c = op.get_bind(), board_starts.c
    rows = [
        {"deck_id": deck, "version": version, "mode": mode, "counts_from": counts_from, "new_rules": True}
        for deck, version, mode in sorted(boards)
    ]
    for row in rows:
        this = (c.deck_id == row["deck_id"]) & (c.version == row["version"]) & (c.mode == row["mode"])
        connection.execute(sa.delete(board_starts).where(this))
    if rows:
        connection.execute(sa.insert(board_starts), rows)


def _overtake(connection: sa.Connection, ours: set[int], now: int) -> None:
    """Open runs that began where none begins now: they go on unranked, and if unjudged they are closed."""
    far_out = (runs.c.mode == "streak") & ~runs.c.anchor.between(LEAST, MOST)
    far_out &= runs.c.deck_id.in_(sorted(ours))
    these = runs.c.open & ((runs.c.mode == "year") | far_out)
    closed = {"open": False, "ranked": False, "ended_at": now}
    connection.execute(sa.update(runs).where(these, runs.c.turn == 1).values(closed))
    connection.execute(sa.update(runs).where(these).values(ranked=False))
