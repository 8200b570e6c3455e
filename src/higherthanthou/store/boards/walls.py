"""The wall: who is blacklisted this week, of those who agreed to be shown."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, exists, literal_column, select
from sqlalchemy.engine import Connection

from ...game.modes.privileges import WALL
from ..tables import players, runs


def blacklisted(connection: Connection, now: int, shown: int) -> list[str]:
    """The aliases of consenting players whose latest year of this week (UTC) stands below the wall's limit.

    The latest first. One comes off by standing higher or beginning another year, by withdrawing the consent,
    and on Monday. An alias that a host has hidden is not shown.
    """
    year: ColumnElement[str] = literal_column("'year'")  # written out, so that its index is found
    later = runs.alias()
    another = exists().where(
        later.c.player_id == runs.c.player_id, later.c.mode == year, later.c.started_at > runs.c.started_at
    )
    query = (
        select(players.c.alias)
        .join(runs, runs.c.player_id == players.c.id)
        .where(runs.c.mode == year, runs.c.started_at >= _monday(now), runs.c.value < WALL.limit, ~another)
        .where(players.c.on_wall, ~players.c.name_hidden)
        .order_by(runs.c.started_at.desc())
        .limit(shown)
    )
    return [alias for (alias,) in connection.execute(query)]


def _monday(now: int) -> int:
    """The begin of the week that a time lies in, in milliseconds."""
    moment = datetime.fromtimestamp(now / 1000, UTC)
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return int((midnight - timedelta(days=midnight.weekday())).timestamp() * 1000)
