"""The wall: who is blacklisted this week, of those who agreed to be shown."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from ..game.modes.privileges import WALL
from .tables import players, runs

YEAR = "year"


def blacklisted(connection: Connection, now: int, shown: int) -> list[str]:
    """The aliases of consenting players whose latest year of this week (UTC) stands below the wall's limit.

    The latest first. One comes off by standing higher or beginning another year, by withdrawing the consent,
    and on Monday. An alias that a host has hidden is not shown.
    """
    monday = _monday(now)
    this_week = (runs.c.mode == YEAR) & (runs.c.started_at >= monday)
    latest = (
        select(runs.c.player_id, func.max(runs.c.started_at).label("started_at"))
        .where(this_week)
        .group_by(runs.c.player_id)
        .subquery()
    )
    query = (
        select(players.c.alias)
        .join(runs, runs.c.player_id == players.c.id)
        .join(latest, (latest.c.player_id == runs.c.player_id) & (latest.c.started_at == runs.c.started_at))
        .where(this_week, runs.c.value < WALL.limit, players.c.on_wall, ~players.c.name_hidden)
        .order_by(runs.c.started_at.desc())
        .limit(shown)
    )
    return [alias for (alias,) in connection.execute(query)]


def _monday(now: int) -> int:
    """The begin of the week that a time lies in, in milliseconds."""
    moment = datetime.fromtimestamp(now / 1000, UTC)
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return int((midnight - timedelta(days=midnight.weekday())).timestamp() * 1000)
