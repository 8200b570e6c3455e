"""A player's past runs, and the export of everything stored about a player."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.engine import Connection

from ..engine.errors import Missing
from ..tables import (
    board_rows,
    columns,
    day_entries,
    decks,
    guesses,
    lifelines,
    players,
    profiles,
    ratings,
    runs,
    sessions,
    sightings,
)

SHOWN = 20
STREAK = "streak"

_PLAYER = columns(players, "alias name_hidden own_score provisional answers created_at host_id on_wall")
_RUN = (
    runs.c.id,
    decks.c.slug.label("deck"),
    *columns(runs, "deck_version mode own_score turn streak value day open ranked started_at ended_at"),
)
_GUESS = (
    guesses.c.run_id.label("run"),
    guesses.c.turn,
    guesses.c.name.label("file"),
    *columns(guesses, "guess score anchor right stake gain dealt_at decided_at"),
)
_USED = (lifelines.c.run_id.label("run"), *columns(lifelines, "turn kind"))
_STARS = (profiles.c.name.label("file"), *columns(ratings, "stars weight given_at"))
_DAY = (decks.c.slug.label("deck"), day_entries.c.day, day_entries.c.run_id.label("run"))
_BOARD = columns(board_rows, "board value reached_at")


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run in the player's list; ``started_at`` in milliseconds, ``judged`` if any file was decided."""

    id: str
    deck_title: str
    mode: str
    value: int
    open: bool
    ranked: bool
    started_at: int
    judged: bool


def open_run(connection: Connection, player_id: int | None, deck_id: int) -> PastRun | None:
    """The player's latest open streak on a deck in which a file has been decided."""
    mine = runs.c.player_id == player_id, runs.c.deck_id == deck_id
    begun = _past_runs(*mine, runs.c.open, runs.c.turn > 1, runs.c.mode == STREAK).order_by(None)
    found = [PastRun(*row) for row in connection.execute(begun)]  # few rows, by the index of open runs
    return max(found, key=lambda run: run.started_at, default=None)


def is_over(connection: Connection, run_id: str) -> bool:
    """Whether a run has ended."""
    return connection.execute(select(runs.c.open).where(runs.c.id == run_id)).scalar() is False


def past_runs(connection: Connection, player_id: int | None) -> list[PastRun]:
    """The latest runs of a player, newest first."""
    latest = _past_runs(runs.c.player_id == player_id).limit(SHOWN)
    return [PastRun(*row) for row in connection.execute(latest)]


def _past_runs(*which: ColumnElement[bool]) -> Select[Any]:
    """Select the columns of PastRun for some runs, newest first."""
    shown = columns(runs, "mode value open ranked started_at")
    query = select(runs.c.id, decks.c.title, *shown, exists().where(guesses.c.run_id == runs.c.id))
    return query.join(decks, decks.c.id == runs.c.deck_id).where(*which).order_by(runs.c.started_at.desc())


def export(connection: Connection, player_id: int) -> dict[str, Any]:
    """Everything stored about a player, column by column, without scores of undecided files.

    Times are milliseconds since 1970 (UTC). Raises Missing if the player has been erased.
    """
    found = _rows(connection, select(*_PLAYER).where(players.c.id == player_id))
    if not found:
        raise Missing
    played = select(*_RUN).join(decks, decks.c.id == runs.c.deck_id).where(runs.c.player_id == player_id)
    decided = select(*_GUESS).join(runs, runs.c.id == guesses.c.run_id).where(runs.c.player_id == player_id)
    seen = select(func.count()).where(sightings.c.player_id == player_id)
    used = select(*_USED).join(runs, runs.c.id == lifelines.c.run_id).where(runs.c.player_id == player_id)
    given = select(*_STARS).join(profiles, profiles.c.id == ratings.c.profile_id)
    entered = select(*_DAY).join(decks, decks.c.id == day_entries.c.deck_id)
    on_boards = select(*_BOARD).where(board_rows.c.player_id == player_id)
    return {
        "player": found[0] | {"answers": json.loads(found[0]["answers"])},
        "sessions": _rows(connection, select(sessions.c.created_at).where(sessions.c.player_id == player_id)),
        "runs": _rows(connection, played.order_by(runs.c.started_at)),
        "guesses": _rows(connection, decided.order_by(guesses.c.decided_at)),
        "lifelines": _rows(connection, used),
        "stars": _rows(connection, given.where(ratings.c.player_id == player_id)),
        "days": _rows(connection, entered.where(day_entries.c.player_id == player_id)),
        "files_seen": connection.execute(seen).scalar_one(),
        "boards": _rows(connection, on_boards),
    }


def _rows(connection: Connection, query: Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query).mappings()]
