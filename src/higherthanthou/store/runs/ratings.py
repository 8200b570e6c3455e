"""The stars of files: what a player gave, and what all of them make of a score."""

from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.engine import Connection

from ...game.deal import Scale
from ...game.modes.daily import day_of
from ...game.stars import GROWN, rescored, weight_of
from ..engine.errors import Missing
from ..engine.statement import Statement, at_most
from ..tables import columns, guesses, profiles, rated, ratings

_G, _R = ratings.c, rated.c
_given = Statement(
    select(_G.stars).where(_G.player_id == bindparam("player_id"), _G.profile_id == bindparam("profile_id"))
)
_judged = Statement(
    at_most(
        select(guesses.c.turn).where(guesses.c.player_id == bindparam("player_id")),
        GROWN,
    )
)
_totals = Statement(
    select(*columns(rated, "first_score weight stars players day day_weight")).where(
        _R.profile_id == bindparam("in_profile")
    )
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
        players=_R.players + 1,
        day=bindparam("on_day"),
        day_weight=bindparam("given"),
    )
)
_rescore = Statement(
    update(profiles).where(profiles.c.id == bindparam("in_profile")).values(score=bindparam("score"))
)


class StarTotals(NamedTuple):
    """The stars of a file: its score before any, their weight, sum and givers, and what a day added."""

    first_score: int
    weight: int
    stars: int
    players: int
    day: int
    day_weight: int


class Stars(NamedTuple):
    """Of a judged file: what this player gave it (None for nothing yet), and how many players gave stars."""

    own: int | None
    players: int


def stars_for(connection: Connection, player_id: int, profile_id: int) -> Stars:
    """The stars of a file that a player has judged."""
    own = _given.first(connection, player_id=player_id, profile_id=profile_id)
    totals = _totals_of(connection, profile_id)
    return Stars(own[0] if own else None, totals.players if totals else 0)


def add(connection: Connection, player_id: int, profile_id: int, stars: int, now: int, scale: Scale) -> None:
    """Give stars to a file of a deck on that scale; somebody who has given it stars before keeps those."""
    if _given.first(connection, player_id=player_id, profile_id=profile_id) is not None:
        return
    day = day_of(now)
    totals = _totals_of(connection, profile_id) or _begin(connection, profile_id, day)
    given = totals.day_weight if totals.day == day else 0
    weight = weight_of(len(_judged.all(connection, player_id=player_id)), given)
    _add_rating.change(
        connection, player_id=player_id, profile_id=profile_id, stars=stars, weight=weight, day=day,
        given_at=now,
    )  # fmt: skip
    _more.change(
        connection, in_profile=profile_id, more_weight=weight, more_stars=weight * stars, on_day=day,
        given=given + weight,
    )  # fmt: skip
    score = rescored(totals.first_score, totals.weight + weight, totals.stars + weight * stars, scale)
    _rescore.change(connection, in_profile=profile_id, score=score)


def _totals_of(connection: Connection, profile_id: int) -> StarTotals | None:
    row = _totals.first(connection, in_profile=profile_id)
    return StarTotals(*row) if row else None


def _begin(connection: Connection, profile_id: int, day: int) -> StarTotals:
    """Keep the score that a file has before its first stars; return its totals, all of them 0."""
    row = _score.first(connection, profile_id=profile_id)
    if row is None:
        raise Missing
    [score] = row
    _add_rated.change(
        connection, profile_id=profile_id, first_score=score, players=0, weight=0, stars=0, day=day,
        day_weight=0,
    )  # fmt: skip
    return StarTotals(score, 0, 0, 0, day, 0)
