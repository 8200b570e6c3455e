"""A player's own play, counted by the database: runs by mode and what they came to, and by day."""

from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, func, or_, select
from sqlalchemy.engine import Connection

from ...game.modes import OF_RUNS
from ...game.modes.daily import DAY
from ..engine.statement import Statement
from ..tables import day_entries, guesses, run_of, runs

_E, _R = day_entries.c, runs.c
_mine = _R.player_id == bindparam("player_id")
_judged = or_(_R.turn > 1, exists().where(run_of(guesses)))
_entered = exists().where(run_of(day_entries), _E.deck_id == _R.deck_id, _E.day == _R.day)
_practice = and_(_R.day.is_not(None), ~_entered)
_ended = _R.mode, _R.value, _R.own_score
_values = Statement(
    select(*_ended, func.count()).where(_mine, ~_R.open, _judged, ~_practice).group_by(*_ended)
)
_day = _R.started_at // DAY
_days = Statement(select(_day, func.count()).where(_mine, _R.started_at >= bindparam("since")).group_by(_day))


class OwnPlay(NamedTuple):
    """Ended runs with a judged file, ``{mode: {value: runs}}``, and all that were begun, ``{day: runs}``.

    A value is the one that boards rank by. Practice on the ten of a day is none of those that ended.
    """

    values: dict[str, dict[int, int]]
    days: dict[int, int]


def own_play(connection: Connection, player_id: int, first_day: int) -> OwnPlay:
    """Count the play of a player; the days are those from ``first_day`` on."""
    values: dict[str, dict[int, int]] = {}
    for mode, value, own_score, count in _values.all(connection, player_id=player_id):
        ranked_by = OF_RUNS[mode].board_value(value, own_score)
        counts = values.setdefault(mode, {})
        counts[ranked_by] = counts.get(ranked_by, 0) + count
    days = _days.all(connection, player_id=player_id, since=first_day * DAY)
    return OwnPlay(values, {int(day): count for day, count in days})
