"""By which column each table is distributed, where a database is spread over machines (db distribute)."""

from collections.abc import Iterator

from sqlalchemy import Column, Table

from .base import metadata

PLAYER = "player_id"
OTHERS = {"players": "id", "aliases": "alias_key", "board_counts": "shard", "day_counts": "shard"}
"""Tables that are not distributed by a column ``player_id``, and the column that they are distributed by."""


def distributed_by(table: Table) -> Column[object] | None:
    """The column whose value says which shard has a row; None for a table that every machine has whole.

    Everything that a player has is in the shard of the player. What everybody counts up is spread by the
    shards of its counters (counter_shards.py).
    """
    name = OTHERS.get(table.name, PLAYER)
    return table.c[name] if name in table.primary_key.columns else None


def of_a_player(table: Table) -> bool:
    """Whether the rows of a table are players' and are where their player is."""
    column = distributed_by(table)
    return column is not None and (table.name == "players" or column.name == PLAYER)


def in_order() -> Iterator[Table]:
    """Every table, those that others refer to first: as they are to be distributed."""
    yield from sorted(metadata.sorted_tables, key=lambda table: distributed_by(table) is not None)
