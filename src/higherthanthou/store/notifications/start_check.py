"""Whether PostgreSQL gives the sessions that the game needs: enough, each one's own, and as they were set."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from ..engine.database import READERS, SLOW_READERS
from ..engine.errors import StoreError
from ..engine.postgresql import CLIENT, WRITERS, connect_options, reason
from ..engine.postgresql_session import LIMITS, READ_ONLY, ask, open_session, set_all

LISTENING = 2
"""The connection that listens, and another one while that proves that it hears."""

EACH = WRITERS + READERS + SLOW_READERS + LISTENING
"""Connections of a worker."""

TOGETHER = 32
"""So many connect at the same time, because each may have to wait for a server that does not answer."""

PATIENCE = 10
"""Seconds until a connection has to answer, and a notification to arrive: longer than while people play."""

CHANNEL = "higherthanthou_start"

STANDBY = (
    "The database {name} is a standby, to which nobody can write; HIGHERTHANTHOU_DATABASE_URL has to name "
    "the primary, or every server and target_session_attrs=primary."
)
FEW = (
    "The database {name} gives {found} connections at once, and the game needs {needed}, {each} for each "
    "worker: {why}."
)
LENT = (
    "The database {name} is behind a pooler that lends connections by transaction, and the game needs "
    "sessions of its own; PgBouncer has them with pool_mode=session."
)
FORGOTTEN = "The database {name} does not keep the setting {setting}={value} for a session."

Session = psycopg.Connection[Any]


def check_sessions(url: URL, workers: int) -> None:
    """StoreError, in a sentence, if that many workers could not play on this database.

    ``workers`` is 0 for a command, which needs two sessions.
    """
    with _opened(url, max(2, workers * EACH)) as sessions:
        first, second = sessions[:2]
        _refuse_if(_value(first, "SELECT pg_is_in_recovery()") is True, STANDBY, url)
        _refuse_if(not _hears(first, second), LENT, url)  # before something is set that others would meet
        for session, settings in ((first, LIMITS), (second, READ_ONLY)):
            ask(session.pgconn, "; ".join(set_all(settings)), PATIENCE)
        for session, settings in ((first, LIMITS), (second, READ_ONLY)):
            for name, value in settings.items():
                kept = _value(session, f"SELECT current_setting('{name}')")
                _refuse_if(kept != value, FORGOTTEN, url, setting=name, value=value)


@contextmanager
def _opened(url: URL, needed: int) -> Iterator[list[Session]]:
    """So many sessions at once, in which nothing is set."""
    options = connect_options(url) | CLIENT | {"connect_timeout": PATIENCE, "autocommit": True}
    with ThreadPoolExecutor(min(needed, TOGETHER)) as threads:
        tried = list(threads.map(lambda _: _open(options), range(needed)))
    sessions = [one for one in tried if not isinstance(one, psycopg.Error)]
    failed = [one for one in tried if isinstance(one, psycopg.Error)]
    try:
        if failed and sessions:
            told = {"found": len(sessions), "needed": needed, "each": EACH, "why": reason(failed[0])}
            raise StoreError(FEW.format(name=url.database, **told)) from failed[0]
        if failed:
            raise failed[0]
        yield sessions
    except psycopg.Error as error:
        raise StoreError.unusable(url.database, reason(error)) from error
    finally:
        for session in sessions:
            session.close()


def _open(options: dict[str, Any]) -> Session | psycopg.Error:
    try:
        return open_session({}, options, PATIENCE)
    except psycopg.Error as error:
        return error


def _hears(listener: Session, teller: Session) -> bool:
    """Whether one session hears what another one tells.

    Where connections are lent by transaction it does not: while nothing is asked, nothing arrives.
    """
    listener.execute(f"LISTEN {CHANNEL}")
    teller.execute(f"NOTIFY {CHANNEL}")
    heard = list(listener.notifies(timeout=PATIENCE, stop_after=1))
    listener.execute(f"UNLISTEN {CHANNEL}")
    return bool(heard)


def _value(session: Session, query: str) -> object:
    row = session.execute(query).fetchone()
    return row[0] if row else None


def _refuse_if(true: bool, sentence: str, url: URL, **told: str) -> None:
    if true:
        raise StoreError(sentence.format(name=url.database, **told))
