"""Whether PostgreSQL gives the sessions that the game needs: enough, each one's own, and as they were set."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from ..engine.database import READERS, SLOW_READERS
from ..engine.errors import StoreError
from ..engine.postgresql import CLIENT, WRITERS, connect_options, reason
from ..engine.postgresql_session import LIMITS, READ_ONLY, ask, open_session, set_all

EACH = WRITERS + READERS + SLOW_READERS
"""Connections of a worker."""

HEARD_WITHIN = 3.0
"""A notification that did not arrive within so many seconds never will."""

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
            ask(session.pgconn, "; ".join(set_all(settings)))
        for session, settings in ((first, LIMITS), (second, READ_ONLY)):
            for name, value in settings.items():
                kept = _value(session, f"SELECT current_setting('{name}')")
                _refuse_if(kept != value, FORGOTTEN, url, setting=name, value=value)


@contextmanager
def _opened(url: URL, needed: int) -> Iterator[list[Session]]:
    """So many sessions at once, in which nothing is set."""
    sessions: list[Session] = []
    options = connect_options(url) | CLIENT | {"autocommit": True}
    try:
        try:
            sessions.extend(open_session({}, options) for _ in range(needed))
        except psycopg.Error as error:
            if not sessions:
                raise
            told = {"found": len(sessions), "needed": needed, "each": EACH, "why": reason(error)}
            raise StoreError(FEW.format(name=url.database, **told)) from error
        yield sessions
    except psycopg.Error as error:
        raise StoreError(f"The database {url.database} cannot be used: {reason(error)}.") from error
    finally:
        for session in sessions:
            session.close()


def _hears(listener: Session, teller: Session) -> bool:
    """Whether one session hears what another one tells.

    Where connections are lent by transaction it does not: while nothing is asked, nothing arrives.
    """
    listener.execute(f"LISTEN {CHANNEL}")
    teller.execute(f"NOTIFY {CHANNEL}")
    heard = list(listener.notifies(timeout=HEARD_WITHIN, stop_after=1))
    listener.execute(f"UNLISTEN {CHANNEL}")
    return bool(heard)


def _value(session: Session, query: str) -> object:
    row = session.execute(query).fetchone()
    return row[0] if row else None


def _refuse_if(true: bool, sentence: str, url: URL, **told: str) -> None:
    if true:
        raise StoreError(sentence.format(name=url.database, **told))
