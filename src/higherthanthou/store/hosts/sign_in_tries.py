"""Tries to sign in, counted for all processes together: a row for each address and account, kept for an hour.

Two that count at once change the same row, so the database has the later one run again: none is missed.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from ..tables import sign_in_tries

SWEPT = 20
"""So many rows in which nothing counts any more are removed with a try, so that a flood leaves no more."""

_T = sign_in_tries.c


class Limit(NamedTuple):
    """Who is counted, as a keyed hash, and how many tries are allowed within how many milliseconds."""

    counted: str
    most: int
    within: int


def count(connection: Connection, limits: Sequence[Limit], now: int) -> int:
    """Count a try and return 0; at a limit, count nothing and return the milliseconds to wait.

    A try that another server counted may be later than ``now``; nobody waits longer for that.
    """
    known = [_recent(connection, limit, now) for limit in limits]
    waits = [
        min(limit.within, tried[-limit.most] + limit.within - now) if len(tried) >= limit.most else 0
        for limit, tried in zip(limits, (tried or [] for tried in known), strict=True)
    ]
    if any(waits):
        return max(waits)
    for limit, tried in zip(limits, known, strict=True):
        _keep(connection, limit, tried, now)
    _sweep(connection, now)
    return 0


def _recent(connection: Connection, limit: Limit, now: int) -> list[int] | None:
    """The times that count, oldest first, and none of a clock that was far ahead; None without a row."""
    row = connection.execute(select(_T.tried).where(_T.counted == limit.counted)).first()
    return None if row is None else [at for at in json.loads(row[0]) if abs(now - at) < limit.within]


def _keep(connection: Connection, limit: Limit, tried: list[int] | None, now: int) -> None:
    values = {"tried": json.dumps(sorted([*(tried or []), now])), "until": now + limit.within}
    if tried is None:
        connection.execute(insert(sign_in_tries), values | {"counted": limit.counted})
    else:
        connection.execute(update(sign_in_tries).where(_T.counted == limit.counted).values(values))


def _sweep(connection: Connection, now: int) -> None:
    """Remove some rows in which nothing counts any more, and that no other write is at."""
    old = select(_T.counted).where(_T.until < now).order_by(_T.until).limit(SWEPT)
    gone = connection.execute(old.with_for_update(skip_locked=True)).scalars().all()
    if gone:
        connection.execute(delete(sign_in_tries).where(_T.counted.in_(gone)))


def purge(connection: Connection, now: int) -> None:
    """Remove every row in which nothing counts any more."""
    connection.execute(delete(sign_in_tries).where(_T.until < now))
