"""The wall: blacklisted players of this week who agreed to be shown."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, exists, literal_column, select
from sqlalchemy.engine import Connection

from ...game.modes.privileges import WALL
from ..tables import players, runs
from .hidden_aliases import EVERYWHERE, instead_on


def blacklisted(connection: Connection, now: int, shown: int, deck_id: int | None = None) -> list[str]:
    """Aliases of consenting players whose latest ``year`` run of this week (UTC) is below the limit.

    The latest come first. A player comes off with a higher score or a new year, by withdrawing consent, and
    on Monday. An alias is not shown if it is hidden everywhere, on the deck of that run, or on the wall's.
    """
    year: ColumnElement[str] = literal_column("'year'")  # literal, so that the planner finds the index
    later = runs.alias()
    another = exists().where(
        later.c.player_id == runs.c.player_id, later.c.mode == year, later.c.started_at > runs.c.started_at
    )
    hidden = instead_on(runs.c.deck_id, deck_id or EVERYWHERE)
    query = (
        select(players.c.alias)
        .join(runs, runs.c.player_id == players.c.id)
        .where(runs.c.mode == year, runs.c.started_at >= _monday(now), runs.c.value < WALL.limit, ~another)
        .where(players.c.on_wall, hidden.is_(None))
        .order_by(runs.c.started_at.desc())
        .limit(shown)
    )
    return [alias for (alias,) in connection.execute(query)]


def _monday(now: int) -> int:
    """The start of the week that contains a time, in milliseconds."""
    moment = datetime.fromtimestamp(now / 1000, UTC)
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return int((midnight - timedelta(days=midnight.weekday())).timestamp() * 1000)
