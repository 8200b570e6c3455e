"""A player's past runs, and the export of everything stored about a player."""

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.engine import Connection

from ...game.measure import Kind, Measure
from ..engine.errors import Missing
from ..engine.statement import Row, Statement, at_most
from ..polls.answers import of_player
from ..tables import (
    board_rows,
    challenge_attempts,
    challenges,
    columns,
    day_entries,
    decks,
    guesses,
    hidden_aliases,
    lifelines,
    players,
    profiles,
    public_results,
    ratings,
    reports,
    room_calls,
    room_guests,
    room_stars,
    room_votes,
    rooms,
    run_of,
    runs,
    sessions,
    sightings,
)

SHOWN = 20
STREAK = "streak"
SCORES = ("own_score", "score", "anchor")
"""The columns of runs and guesses that hold scores of their deck."""

_MEASURE = columns(decks, "kind decimals")

_PLAYER = columns(players, "alias own_score provisional answers created_at host_id on_wall replays")
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
_PUBLIC = (public_results.c.run_id.label("run"), *columns(public_results, "token made_at"))
_BOARD = columns(board_rows, "board value reached_at")
_HIDDEN = (decks.c.slug.label("deck"), *columns(hidden_aliases, "alias_key instead hidden_at"))
_REPORT = (
    profiles.c.name.label("file"),
    decks.c.slug.label("deck"),
    *columns(reports, "reason reported_at settled"),
)
_GUEST = (
    rooms.c.code.label("room"),
    *columns(room_guests, "number name anchor joined_round joined_at state knocked_at"),
)
_CALL = (rooms.c.code.label("room"), *columns(room_calls, "round guess reason called_at"))
_ROOM_STARS = (rooms.c.code.label("room"), *columns(room_stars, "round stars"))
_ATTEMPT = (
    challenges.c.token.label("challenge"),
    challenge_attempts.c.run_id.label("run"),
    challenge_attempts.c.begun_at,
)
_MADE = (
    challenges.c.token.label("challenge"),
    challenges.c.run_id.label("run"),
    decks.c.slug.label("deck"),
    *columns(challenges, "files made_at ended_at"),
)
_VOTE = (rooms.c.code.label("room"), room_votes.c.law)
_OPENED = (
    rooms.c.code.label("room"),
    decks.c.slug.label("deck"),
    *columns(rooms, "rounds against opened_at"),
)


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run in the player's list; ``started_at`` in milliseconds, ``judged`` if any file was decided.

    ``day`` is that of a daily.
    """

    id: str
    deck_title: str
    mode: str
    value: int
    open: bool
    ranked: bool
    started_at: int
    day: int | None
    judged: bool


class OpenRun(NamedTuple):
    """A run that has begun and not ended; ``started_at`` in milliseconds."""

    id: str
    value: int
    started_at: int


def _past_runs() -> Select[Any]:
    """The columns of PastRun for the runs of a player."""
    shown = columns(runs, "mode value open ranked started_at day")
    query = select(runs.c.id, decks.c.title, *shown, exists().where(run_of(guesses)))
    mine = runs.c.player_id == bindparam("player_id")
    return query.join(decks, decks.c.id == runs.c.deck_id).where(mine)


_begun = Statement(
    select(runs.c.id, runs.c.value, runs.c.started_at).where(
        runs.c.player_id == bindparam("player_id"),
        runs.c.deck_id == bindparam("deck_id"),
        runs.c.open,
        runs.c.turn > 1,
        runs.c.mode == bindparam("mode"),
    )
)
_latest = Statement(at_most(_past_runs().order_by(runs.c.started_at.desc()), SHOWN))
_open = Statement(
    select(runs.c.open).where(runs.c.player_id == bindparam("player_id"), runs.c.id == bindparam("run_id"))
)


def _past_run(row: Row) -> PastRun:
    run_id, title, mode, value, is_open, ranked, started_at, day, judged = row
    return PastRun(run_id, title, mode, value, bool(is_open), bool(ranked), started_at, day, bool(judged))


def open_run(connection: Connection, player_id: int, deck_id: int) -> OpenRun | None:
    """The latest streak on a deck that the player has begun to judge and not ended; by an index."""
    begun = _begun.all(connection, player_id=player_id, deck_id=deck_id, mode=STREAK)
    return max(map(OpenRun._make, begun), key=lambda run: run.started_at, default=None)


def is_over(connection: Connection, player_id: int, run_id: str) -> bool:
    """Whether a run of a player has ended."""
    row = _open.first(connection, player_id=player_id, run_id=run_id)
    return row is not None and not row[0]


def past_runs(connection: Connection, player_id: int | None) -> list[PastRun]:
    """The latest runs of a player, newest first."""
    return [] if player_id is None else list(map(_past_run, _latest.all(connection, player_id=player_id)))


def export(connection: Connection, player_id: int) -> dict[str, Any]:
    """Everything stored about a player, column by column, without scores of undecided files.

    Times are milliseconds since 1970 (UTC). Scores of a deck are written as its file has them. Raises Missing
    if the player has been erased.
    """
    found = _rows(connection, select(*_PLAYER).where(players.c.id == player_id))
    if not found:
        raise Missing
    played = (
        select(*_RUN, *_MEASURE)
        .join(decks, decks.c.id == runs.c.deck_id)
        .where(runs.c.player_id == player_id)
    )
    decided = select(*_GUESS, *_MEASURE).join(runs, run_of(guesses))
    decided = decided.join(decks, decks.c.id == runs.c.deck_id).where(guesses.c.player_id == player_id)
    seen = select(func.count()).where(sightings.c.player_id == player_id)
    used = select(*_USED).where(lifelines.c.player_id == player_id)
    given = select(*_STARS).join(profiles, profiles.c.id == ratings.c.profile_id)
    entered = select(*_DAY).join(decks, decks.c.id == day_entries.c.deck_id)
    hidden = select(*_HIDDEN).outerjoin(decks, decks.c.id == hidden_aliases.c.deck_id)
    told = select(*_REPORT).outerjoin(profiles, profiles.c.id == reports.c.profile_id)
    told = told.join(decks, decks.c.id == reports.c.deck_id).where(reports.c.player_id == player_id)
    came_in = select(*_GUEST).join(rooms, rooms.c.id == room_guests.c.room_id)
    called = select(*_CALL).join(rooms, rooms.c.id == room_calls.c.room_id)
    rated = select(*_ROOM_STARS).join(rooms, rooms.c.id == room_stars.c.room_id)
    public = select(*_PUBLIC).where(public_results.c.player_id == player_id)
    voted = select(*_VOTE).join(rooms, rooms.c.id == room_votes.c.room_id)
    opened = select(*_OPENED).join(decks, decks.c.id == rooms.c.deck_id)
    made = select(*_MADE).join(decks, decks.c.id == challenges.c.deck_id)
    took_up = select(*_ATTEMPT).join(challenges, challenges.c.id == challenge_attempts.c.challenge_id)
    on_boards = select(*_BOARD).where(board_rows.c.player_id == player_id)
    return {
        "player": found[0] | {"answers": json.loads(found[0]["answers"])},
        "sessions": _rows(connection, select(sessions.c.created_at).where(sessions.c.player_id == player_id)),
        "runs": _written(_rows(connection, played.order_by(runs.c.started_at))),
        "guesses": _written(_rows(connection, decided.order_by(guesses.c.decided_at))),
        "lifelines": _rows(connection, used),
        "stars": _rows(connection, given.where(ratings.c.player_id == player_id)),
        "days": _rows(connection, entered.where(day_entries.c.player_id == player_id)),
        "files_seen": connection.execute(seen).scalar_one(),
        "boards": _rows(connection, on_boards),
        "public_results": _rows(connection, public),
        "hidden": _rows(connection, hidden.where(hidden_aliases.c.player_id == player_id)),
        "reports": _rows(connection, told),
        "challenges_made": _rows(connection, made.where(challenges.c.maker_id == player_id)),
        "challenges": _rows(connection, took_up.where(challenge_attempts.c.player_id == player_id)),
        "rooms": _rows(connection, came_in.where(room_guests.c.player_id == player_id)),
        "rooms_opened": _rows(connection, opened.where(rooms.c.opener_id == player_id)),
        "room_calls": _rows(connection, called.where(room_calls.c.player_id == player_id)),
        "room_stars": _rows(connection, rated.where(room_stars.c.player_id == player_id)),
        "room_votes": _rows(connection, voted.where(room_votes.c.player_id == player_id)),
        "polls": of_player(connection, player_id),
    }


def _written(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the scores of their decks as those are written; whole numbers stay numbers."""
    for row in rows:
        measure = Measure(Kind(row.pop("kind")), row.pop("decimals"))
        if measure != Measure():
            row |= {name: measure.plain(row[name]) for name in SCORES if name in row}
    return rows


def _rows(connection: Connection, query: Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query).mappings()]
