"""Shards of what everybody counts up, so that those who do so at once do not wait for each other."""

from sqlalchemy.engine import Connection

SHARDS = {"postgresql": 8}
"""On SQLite there is one writer, who is in nobody's way."""


def shard_of(connection: Connection, player_id: int) -> int:
    """The shard in which a player counts, always the same one."""
    return player_id % SHARDS.get(connection.dialect.name, 1)
