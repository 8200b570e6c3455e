"""Dealing from a deck: the nearest unseen profiles on each side of the score that the rules aim at."""

import secrets
from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from sqlalchemy import Select, bindparam, exists, insert, select, tuple_
from sqlalchemy.engine import Connection

from ..game.deal import NEAREST, aim, choose
from ..game.errors import NobodyLeft
from .decks import Deck
from .statement import Row, Statement
from .tables import guesses, profiles, runs, sightings

_P = profiles.c
_place = tuple_(_P.score, _P.id)
_pivot = tuple_(bindparam("target", type_=_P.score.type), bindparam("pivot", type_=_P.id.type))


def _window(upwards: bool) -> Select[tuple[int, int]]:
    """Profiles of a deck from the pivot up or down, nearest first, within the scores allowed."""
    query = select(_P.score, _P.id).where(_P.deck_id == bindparam("deck_id"))
    if upwards:
        query = query.where(_place >= _pivot, _P.score <= bindparam("high"), _P.score >= bindparam("low"))
        return query.order_by(_P.score, _P.id).limit(NEAREST)
    query = query.where(_place < _pivot, _P.score >= bindparam("low"), _P.score <= bindparam("high"))
    return query.order_by(_P.score.desc(), _P.id.desc()).limit(NEAREST)


_met = exists().where(sightings.c.player_id == bindparam("player_id"), sightings.c.profile_id == _P.id)
_in_this_run = exists().where(guesses.c.run_id == bindparam("run_id"), guesses.c.profile_id == _P.id)
_on_a_desk = exists().where(
    runs.c.player_id == bindparam("player_id"), runs.c.open, runs.c.profile_id == _P.id
)

_unmet = tuple(Statement(_window(up).where(~_met)) for up in (True, False))
_again = tuple(Statement(_window(up).where(~_in_this_run, ~_on_a_desk)) for up in (True, False))

_sight = Statement(
    insert(sightings).values(player_id=bindparam("player_id"), profile_id=bindparam("profile_id"))
)


class Dealt(NamedTuple):
    """A file drawn: its profile, its score, and whether this player had met it before."""

    profile_id: int
    score: int
    met: bool


def deal(
    connection: Connection, deck: Deck, player_id: int, run_id: str, turn: int, anchor: int, rng: Random
) -> Dealt:
    """Draw the file of a turn and note that the player has met it.

    Somebody this player has never met, as long as the side that the coin chose has one; then
    anybody who is not in this run yet. Raises NobodyLeft when that side is empty.
    """
    wanted = aim(turn, anchor, rng, deck.scale)
    place = {
        "deck_id": deck.id, "player_id": player_id, "target": wanted.target, "pivot": secrets.randbits(62),
        "low": wanted.low, "high": wanted.high,
    }  # fmt: skip
    candidates = _look(connection, _unmet, place)
    again = not candidates
    if candidates:
        profile_id = choose(candidates, wanted.target, rng)
        _sight.change(connection, player_id=player_id, profile_id=profile_id)
    else:
        candidates = _look(connection, _again, place | {"run_id": run_id})
        if not candidates:
            raise NobodyLeft(f"This deck has nobody left who scores {wanted.side} than you.")
        profile_id = choose(candidates, wanted.target, rng)
    return Dealt(profile_id, dict(_turned(candidates))[profile_id], met=again)


def _turned(candidates: list[Row]) -> list[tuple[int, int]]:
    return [(profile_id, score) for score, profile_id in candidates]


def _look(connection: Connection, windows: tuple[Statement, ...], place: Mapping[str, object]) -> list[Row]:
    return [row for window in windows for row in window.all(connection, **place)]
