"""How rows of players are joined: always by the player too, so that one shard has both sides."""

from sqlalchemy import ColumnElement, Table

from .base import metadata


def run_of(rows: Table) -> ColumnElement[bool]:
    """Of a table with ``player_id`` and ``run_id``: that a row of ``runs`` is the run of its row."""
    runs = metadata.tables["runs"].c
    return (runs.player_id == rows.c.player_id) & (runs.id == rows.c.run_id)


def guesses_of(rows: Table) -> ColumnElement[bool]:
    """Of such a table: that a row of ``guesses`` is of the run of its row."""
    guesses = metadata.tables["guesses"].c
    return (guesses.player_id == rows.c.player_id) & (guesses.run_id == rows.c.run_id)
