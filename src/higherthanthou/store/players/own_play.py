"""A player's own play, counted by the database: runs by mode and value, and by the day they began on."""

from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.engine import Connection

from ...game.modes.daily import DAY
from ..engine.statement import Statement
from ..tables import guesses, run_of, runs

_R = runs.c
_mine = _R.player_id == bindparam("player_id")
_judged = or_(_R.turn > 1, exists().where(run_of(guesses)))
_values = Statement(
    select(_R.mode, _R.value, func.count()).where(_mine, ~_R.open, _judged).group_by(_R.mode, _R.value)
)
_day = _R.started_at // DAY
_days = Statement(select(_day, func.count()).where(_mine, _R.started_at >= bindparam("since")).group_by(_day))


class OwnPlay(NamedTuple):
    """Ended runs with a judged file, ``{mode: {value: runs}}``, and all that were begun, ``{day: runs}``."""

    values: dict[str, dict[int, int]]
    days: dict[int, int]


def own_play(connection: Connection, player_id: int, first_day: int) -> OwnPlay:
    """Count the play of a player; the days are those from ``first_day`` on."""
    values: dict[str, dict[int, int]] = {}
    for mode, value, count in _values.all(connection, player_id=player_id):
        values.setdefault(mode, {})[value] = count
    days = _days.all(connection, player_id=player_id, since=first_day * DAY)
    return OwnPlay(values, {int(day): count for day, count in days})
