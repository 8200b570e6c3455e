"""Attempts at a challenge: one for each player, on files that then count as met."""

from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, insert, or_, select
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ..boards.hidden_aliases import instead_on, read_as
from ..engine.statement import Statement, at_most
from ..tables import (
    challenge_attempts,
    challenge_files,
    challenges,
    columns,
    players,
    profiles,
    run_of,
    runs,
    sightings,
)
from .challenges import FIELDS, Challenge

MOST = 200
"""So many players can take up a challenge; all of them are listed."""

OWN = "This challenge is your own: you know its files. Send its address to somebody else."
ARCHIVED = "The deck is archived: nobody can begin a run on it, not even for a challenge."
FULL = f"This challenge is full: {MOST} have taken it up."
ON_A_DESK = "One of its files lies on your desk in a run that ranks. Judge that file first, then come back."
GONE = "One of its files is no longer there, so this challenge cannot be taken up any more."

_A, _F = challenge_attempts.c, challenge_files.c
_me = bindparam("player_id", type_=sightings.c.player_id.type)
_files = _F.challenge_id == bindparam("challenge_id")
_run = Statement(select(_A.run_id).where(_A.player_id == _me, _A.challenge_id == bindparam("challenge_id")))
_count = Statement(select(func.count()).where(_A.challenge_id == bindparam("challenge_id")))
_there = Statement(
    select(func.count())
    .select_from(challenge_files)
    .join(profiles, profiles.c.id == _F.profile_id)
    .where(_files)
)
_persons = (
    select(profiles.c.person)
    .join(challenge_files, or_(_F.profile_id == profiles.c.id, _F.before_id == profiles.c.id))
    .where(_files)
)
"""Whoever is in a challenge; an edit, or an undone publish, gives the same persons other rows."""

_on_a_desk = Statement(
    at_most(
        select(runs.c.id)
        .join(profiles, profiles.c.id == runs.c.profile_id)
        .where(runs.c.player_id == _me, runs.c.open, runs.c.ranked, profiles.c.person.in_(_persons)),
        1,
    )
)
_met = exists().where(sightings.c.player_id == _me, sightings.c.profile_id == profiles.c.id)
_sight = Statement(
    insert(sightings).from_select(
        ["player_id", "profile_id"], select(_me, profiles.c.id).where(profiles.c.person.in_(_persons), ~_met)
    )
)
_enter = Statement(
    insert(challenge_attempts).values({c.name: bindparam(c.name) for c in challenge_attempts.c})
)
_file = Statement(
    select(*columns(challenge_files, "profile_id score anchor before_id"))
    .join(challenge_attempts, _A.challenge_id == _F.challenge_id)
    .where(_A.player_id == _me, _A.run_id == bindparam("run_id"), _F.turn == bindparam("turn"))
)
_challenge = Statement(
    select(*FIELDS)
    .join(challenge_attempts, _A.challenge_id == challenges.c.id)
    .where(_A.player_id == _me, _A.run_id == bindparam("run_id"))
)
_listed = Statement(
    at_most(
        select(
            players.c.id,
            players.c.alias,
            instead_on(bindparam("deck_id")),
            runs.c.id,
            runs.c.open,
            runs.c.value,
            _A.begun_at,
        )
        .join(players, players.c.id == _A.player_id)
        .join(runs, run_of(challenge_attempts))
        .where(_A.challenge_id == bindparam("challenge_id"))
        .order_by(runs.c.open, runs.c.value.desc(), _A.begun_at, players.c.id),
        MOST,
    )
)


class Attempt(NamedTuple):
    """An attempt of somebody at a challenge: the alias as others read it, and how many calls were right.

    ``place`` counts from 1 in the order in which they began. Names are no use for that: two that are hidden
    read alike.
    """

    player_id: int
    name: str
    run_id: str
    open: bool
    right: int
    place: int


class DealtAgain(NamedTuple):
    """The file of a turn, with its score, what it is compared with, and the person whose score that is."""

    profile_id: int
    score: int
    anchor: int
    before_id: int | None


def run_in(connection: Connection, player_id: int, challenge: Challenge) -> str | None:
    """The run of this player's attempt, if there is one."""
    row = _run.first(connection, player_id=player_id, challenge_id=challenge.id)
    return str(row[0]) if row else None


def enter(connection: Connection, player_id: int, challenge: Challenge, run_id: str, now: int) -> None:
    """Note a run as this player's attempt. From now on the player has met all files of the challenge.

    So none of them is dealt to the player where it would rank, whether the attempt comes to it or not.

    Raises:
        Refusal: The challenge is the player's own or full, a file of it has gone, or lies on a desk of the
            player where it still ranks: the challenge would tell its score.
    """
    if challenge.maker_id == player_id:
        raise Refusal(OWN)
    mine = {"player_id": player_id, "challenge_id": challenge.id}
    if _number(connection, _count, challenge) >= MOST:
        raise Refusal(FULL)
    if _number(connection, _there, challenge) < challenge.files:
        raise Refusal(GONE)
    if _on_a_desk.first(connection, **mine) is not None:
        raise Refusal(ON_A_DESK)
    _sight.change(connection, **mine)
    _enter.change(connection, **mine, run_id=run_id, begun_at=now)


def _number(connection: Connection, counted: Statement, challenge: Challenge) -> int:
    row = counted.first(connection, challenge_id=challenge.id)
    return int(row[0]) if row else 0


def challenge_of(connection: Connection, player_id: int, run_id: str) -> Challenge | None:
    """The challenge that a run of this player took up, as long as it is kept."""
    row = _challenge.first(connection, player_id=player_id, run_id=run_id)
    return Challenge._make(row) if row else None


def file_at(connection: Connection, player_id: int, run_id: str, turn: int) -> DealtAgain | None:
    """The file of a turn in a run that is an attempt of this player; None after the last one."""
    row = _file.first(connection, player_id=player_id, run_id=run_id, turn=turn)
    return DealtAgain._make(row) if row else None


def listed(connection: Connection, challenge: Challenge) -> list[Attempt]:
    """Who took a challenge up: those who have finished by right calls, then the others."""
    found = _listed.all(connection, challenge_id=challenge.id, deck_id=challenge.deck_id)
    begun = sorted([(begun_at, player_id) for player_id, *_, begun_at in found])
    places = {player_id: place for place, (_, player_id) in enumerate(begun, 1)}
    return [
        Attempt(player_id, read_as(alias, instead), run_id, bool(is_open), right, places[player_id])
        for player_id, alias, instead, run_id, is_open, right, _ in found
    ]
