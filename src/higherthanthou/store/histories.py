"""A player's past runs."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from .tables import decks, runs

SHOWN = 20


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run as the player's list shows it; ``started_at`` in milliseconds."""

    id: str
    deck_title: str
    mode: str
    streak: int
    open: bool
    ranked: bool
    started_at: int


def past_runs(connection: Connection, player_id: int | None) -> list[PastRun]:
    """The latest runs of a player, the newest first."""
    query = (
        select(
            runs.c.id,
            decks.c.title,
            runs.c.mode,
            runs.c.streak,
            runs.c.open,
            runs.c.ranked,
            runs.c.started_at,
        )
        .join(decks, decks.c.id == runs.c.deck_id)
        .where(runs.c.player_id == player_id)
        .order_by(runs.c.started_at.desc())
        .limit(SHOWN)
    )
    return [PastRun(*row) for row in connection.execute(query)]
