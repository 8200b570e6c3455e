"""Candidates for the desk: the nearest profiles on each side of the score that the rules aim at."""

from random import Random
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, func, insert, select, tuple_, union_all
from sqlalchemy.engine import Connection

from ...game.deal import NEAREST, Aim, stand_in
from ...game.errors import NobodyLeft
from ..decks.decks import Deck
from ..decks.standings import quantiles_of
from ..engine.statement import Statement, at_most
from ..tables import guesses, profiles, runs, sightings
from .exhausted_sides import is_exhausted, keep

_P = profiles.c
_place = tuple_(_P.score, _P.id)
_pivot = tuple_(bindparam("target", type_=_P.score.type), bindparam("pivot", type_=_P.id.type))


def nearest(allowed: ColumnElement[bool]) -> Statement:
    """Score and id of the profiles of a deck that come nearest to the pivot from above and from below."""
    query = select(_P.score, _P.id).where(
        _P.deck_id == bindparam("deck_id"),
        _P.since <= bindparam("version"),
        _P.until > bindparam("version"),
        ~_P.reserve,
        allowed,
    )
    above = query.where(_place >= _pivot, _P.score <= bindparam("high")).order_by(_P.score, _P.id)
    below = query.where(_place < _pivot, _P.score >= bindparam("low")).order_by(_P.score.desc(), _P.id.desc())
    sides = (at_most(side, NEAREST).subquery() for side in (above, below))
    return Statement(union_all(*(select(side) for side in sides)))


_met = exists().where(sightings.c.player_id == bindparam("player_id"), sightings.c.profile_id == _P.id)
_in_this_run = _P.id.in_(
    select(guesses.c.profile_id).where(
        guesses.c.player_id == bindparam("player_id"), guesses.c.run_id == bindparam("run_id")
    )
)
_on_a_desk = _P.id.in_(
    select(runs.c.profile_id).where(runs.c.player_id == bindparam("player_id"), runs.c.open)
)

_unmet = nearest(~_met)
_again = nearest(~_in_this_run & ~_on_a_desk)

SIGHT = insert(sightings).values(player_id=bindparam("player_id"), profile_id=bindparam("profile_id"))
"""A player meets a file for the first time."""

_sight = Statement(SIGHT)
_sighted = Statement(
    select(sightings.c.profile_id).where(
        sightings.c.player_id == bindparam("player_id"), sightings.c.profile_id == bindparam("profile_id")
    )
)


def anchor_of(connection: Connection, deck: Deck, own_score: int) -> int:
    """The score that a player is compared with on a deck: the own one, or on another scale its stand-in."""
    quantiles = quantiles_of(connection, deck)
    return own_score if quantiles is None else quantiles.between(stand_in(own_score, deck.less_is_better))


def score_at(connection: Connection, deck: Deck, own_score: int) -> int:
    """The score that is as far up among the files of a version as an own score is on the 350 to 950 scale.

    On that scale the files are counted: the size of a deck is that of its newest version, a run may be on an
    older one.
    """
    quantiles = quantiles_of(connection, deck)
    if quantiles is not None:
        return quantiles.between(stand_in(own_score))
    here = (_P.deck_id == deck.id) & (_P.since <= deck.version) & (_P.until > deck.version)
    files = connection.execute(select(func.count()).where(here)).scalar_one()
    place = round(stand_in(own_score) * (files - 1))
    in_order = select(_P.score).where(here).order_by(_P.score, _P.id)
    score = connection.execute(in_order.limit(1).offset(place)).scalar()
    return own_score if score is None else int(score)


class DealtFile(NamedTuple):
    """A file chosen for the desk: its profile, its score, and whether this player has met it before."""

    profile_id: int
    score: int
    met: bool


def draw(
    connection: Connection, deck: Deck, player_id: int, run_id: str, wanted: Aim, rng: Random
) -> DealtFile:
    """Draw one of the files nearest to the score aimed at, from the version of the deck that is given.

    It is one this player has never met, while the side that the coin chose has any; then any that is not in
    this run yet. Files kept for the daily are never drawn. Raises NobodyLeft if that side is empty.
    """
    place = {
        "deck_id": deck.id, "version": deck.version, "player_id": player_id, "target": wanted.target,
        "pivot": rng.getrandbits(62), "low": wanted.low, "high": wanted.high,
    }  # fmt: skip
    if not is_exhausted(player_id, deck, wanted):
        candidates = _unmet.all(connection, **place)
        if candidates:
            score, profile_id = rng.choice(candidates)
            return DealtFile(profile_id, score, met=False)
        keep(player_id, deck, wanted)
    candidates = _again.all(connection, **place, run_id=run_id)
    if not candidates:
        raise NobodyLeft("This deck has nobody left on the side that the coin chose.")
    score, profile_id = rng.choice(candidates)
    return DealtFile(profile_id, score, met=True)


def sight(connection: Connection, player_id: int, profile_id: int) -> None:
    """Note that a player meets a file for the first time."""
    _sight.change(connection, player_id=player_id, profile_id=profile_id)


def has_met(connection: Connection, player_id: int, profile_id: int) -> bool:
    """Whether a player has had that file on the desk."""
    return _sighted.first(connection, player_id=player_id, profile_id=profile_id) is not None
