"""The stars of files: what a player gave, and what all of them make of a score."""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from ..game.modes.daily import day_of
from ..game.stars import GROWN, rescored, weight_of
from .errors import Missing
from .statement import Statement, at_most
from .tables import profiles, rated, ratings, sightings

_G, _R = ratings.c, rated.c
_given = Statement(
    select(_G.stars).where(_G.player_id == bindparam("player_id"), _G.profile_id == bindparam("profile_id"))
)
_today = Statement(
    select(func.coalesce(func.sum(_G.weight), 0)).where(
        _G.profile_id == bindparam("profile_id"), _G.day == bindparam("on_day")
    )
)
_met = Statement(
    at_most(select(sightings.c.profile_id).where(sightings.c.player_id == bindparam("player_id")), GROWN)
)
_totals = Statement(
    select(_R.first_score, _R.weight, _R.stars, _R.players).where(_R.profile_id == bindparam("in_profile"))
)
_score = Statement(select(profiles.c.score).where(profiles.c.id == bindparam("profile_id")))
_add_rating = Statement(insert(ratings).values({c.name: bindparam(c.name) for c in ratings.c}))
_add_rated = Statement(insert(rated).values({c.name: bindparam(c.name) for c in rated.c}))
_more = Statement(
    update(rated)
    .where(_R.profile_id == bindparam("in_profile"))
    .values(
        weight=_R.weight + bindparam("more_weight"),
        stars=_R.stars + bindparam("more_stars"),
        players=_R.players + bindparam("more_players"),
    )
)
_rescore = Statement(
    update(profiles).where(profiles.c.id == bindparam("in_profile")).values(score=bindparam("score"))
)


class Stars(NamedTuple):
    """Of a judged file: what this player gave it (None for nothing yet), and how many players gave stars."""

    own: int | None
    players: int


def stars_for(connection: Connection, player_id: int, profile_id: int) -> Stars:
    """The stars of a file that a player has judged."""
    own = _given.first(connection, player_id=player_id, profile_id=profile_id)
    totals = _totals.first(connection, in_profile=profile_id)
    return Stars(own[0] if own else None, totals[3] if totals else 0)


def add(connection: Connection, player_id: int, profile_id: int, stars: int, now: int) -> None:
    """Give stars to a file; somebody who has given it stars before keeps those."""
    if _given.first(connection, player_id=player_id, profile_id=profile_id) is not None:
        return
    day = day_of(now)
    today = _today.first(connection, profile_id=profile_id, on_day=day)
    judged = len(_met.all(connection, player_id=player_id))
    weight = weight_of(judged, today[0] if today else 0)
    _add_rating.change(
        connection,
        player_id=player_id,
        profile_id=profile_id,
        stars=stars,
        weight=weight,
        day=day,
        given_at=now,
    )
    if _totals.first(connection, in_profile=profile_id) is None:
        score = _score.first(connection, profile_id=profile_id)
        if score is None:
            raise Missing
        first = {"first_score": score[0], "players": 0, "weight": 0, "stars": 0}
        _add_rated.change(connection, profile_id=profile_id, **first)
    _move(connection, profile_id, weight, weight * stars, 1)


def _move(connection: Connection, profile_id: int, weight: int, stars: int, players: int) -> None:
    """Add to what players have given a file, and score it anew."""
    _more.change(
        connection, in_profile=profile_id, more_weight=weight, more_stars=stars, more_players=players
    )
    totals = _totals.first(connection, in_profile=profile_id)
    assert totals is not None
    _rescore.change(connection, in_profile=profile_id, score=rescored(*totals[:3]))


def forget(connection: Connection, player_id: int) -> None:
    """Take back every star of a player."""
    mine = select(_G.profile_id, _G.weight, _G.stars).where(_G.player_id == player_id)
    for profile_id, weight, stars in connection.execute(mine).all():
        _move(connection, profile_id, -weight, -weight * stars, -1)
    connection.execute(delete(ratings).where(_G.player_id == player_id))
