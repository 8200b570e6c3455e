"""The purge of what is over: runs, rooms, challenges, polls, days, players, half-made decks, uploads."""

from sqlalchemy import bindparam, delete, exists, select
from sqlalchemy.engine import Connection

from ...game.modes.daily import last_closed
from ..challenges import challenges
from ..days import days, tallies
from ..decks import deck_making
from ..engine.statement import Statement
from ..hosts import sign_in_tries, uploads
from ..hosts.hosts import SESSION_AGE
from ..players.players import erase
from ..players.privacy import UNFINISHED, YEAR
from ..polls import polls
from ..rooms import rooms
from ..tables import (
    challenge_attempts,
    day_entries,
    erasures,
    guesses,
    host_sessions,
    lifelines,
    players,
    runs,
    sessions,
)

AT_ONCE = 50
"""Runs, players, days and so on removed in one write at most, so that other writes need not wait long."""


_KEYS = (
    *((table, table.c.run_id) for table in (guesses, lifelines, day_entries, challenge_attempts)),
    (runs, runs.c.id),
)
_of_a_run = [
    Statement(delete(table).where(table.c.player_id == bindparam("player"), run_id == bindparam("run")))
    for table, run_id in _KEYS
]
"""What goes with a run, and at last the run."""


def purge(connection: Connection, now: int) -> int:
    """Remove one batch of expired rows; return how many runs, players, days and so on: 0 at the end."""
    connection.execute(delete(host_sessions).where(host_sessions.c.created_at < now - SESSION_AGE))
    sign_in_tries.purge(connection, now)
    uploads.discard_old(connection, now)
    deck_making.discard_silent(connection, now)
    connection.execute(delete(erasures).where(erasures.c.erased_at < now - 2 * YEAR))
    unbegun = days.discard_unbegun(connection, last_closed(now), AT_ONCE)
    return (
        _unfinished(connection, now)
        + _unreachable(connection, now)
        + unbegun
        + rooms.discard_old(connection, now, AT_ONCE)
        + challenges.discard_old(connection, now, AT_ONCE)
        + polls.discard_old(connection, now, AT_ONCE)
    )


def _unfinished(connection: Connection, now: int) -> int:
    found = select(runs.c.player_id, runs.c.id, runs.c.day)
    old = found.where(runs.c.open, runs.c.started_at < now - UNFINISHED).limit(AT_ONCE)
    gone = connection.execute(old).all()
    for player_id, run_id, day in gone:
        if day is not None:
            entered = (day_entries.c.player_id == player_id) & (day_entries.c.run_id == run_id)
            tallies.forget(connection, entered)
    for rows in _of_a_run:
        rows.many(connection, [{"player": player_id, "run": run_id} for player_id, run_id, _ in gone])
    return len(gone)


def _unreachable(connection: Connection, now: int) -> int:
    good = exists().where(sessions.c.player_id == players.c.id, sessions.c.created_at >= now - YEAR)
    old = select(players.c.id).where(players.c.created_at < now - YEAR, ~good).limit(AT_ONCE)
    gone = list(connection.execute(old).scalars())
    for player_id in gone:
        erase(connection, player_id, now)
    return len(gone)
