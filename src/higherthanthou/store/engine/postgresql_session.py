"""A session of PostgreSQL: what is set in it once it is connected, and whether it is one of its own.

What is set when a connection begins (``options``) does not pass a pooler: PgBouncer refuses it, or ignores it
where it is told to. So it is set afterwards, and proved at the start.
"""

import select
import time
from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import pq
from psycopg.errors import ConnectionTimeout, error_from_result

WAIT = 3.0
"""Seconds until a session that is connected has to answer: behind a pooler it may wait for its turn."""

LIMITS = {
    "lock_timeout": "2500ms",
    "statement_timeout": "1min",
    "idle_in_transaction_session_timeout": "1min",
}
READ_ONLY = LIMITS | {"default_transaction_read_only": "on"}

NO_TURN = "no connection was free for {:g} seconds"


def open_session(
    settings: Mapping[str, str], options: Mapping[str, Any], wait: float | None = None
) -> "psycopg.Connection[Any]":
    """Connect, and set these for as long as the session lasts; ConnectionTimeout if it has to wait."""
    connection: psycopg.Connection[Any] = psycopg.connect(**options)
    try:
        ask(connection.pgconn, "; ".join(["SELECT 1", *set_all(settings)]), WAIT if wait is None else wait)
    except BaseException:
        connection.close()
        raise
    return connection


def set_all(settings: Mapping[str, str]) -> list[str]:
    """The statements that set these settings for the rest of the session."""
    return [f"SET {name} = '{value}'" for name, value in settings.items()]


def ask(server: pq.abc.PGconn, statements: str, wait: float) -> None:
    """Run statements whose rows nobody wants; ConnectionTimeout if there is no answer for so many seconds.

    psycopg itself would wait for as long as the other side keeps the connection open.
    """
    server.send_query(statements.encode())
    deadline = time.monotonic() + wait
    while (result := _next_result(server, deadline, NO_TURN.format(wait))) is not None:
        if result.status == pq.ExecStatus.FATAL_ERROR:
            raise error_from_result(result)


def _next_result(server: pq.abc.PGconn, deadline: float, late: str) -> pq.abc.PGresult | None:
    """The result of the next statement, None after the last one."""
    poll = select.poll()
    poll.register(server.socket, select.POLLIN)
    server.flush()
    while server.is_busy():
        left = deadline - time.monotonic()
        if left <= 0:
            raise ConnectionTimeout(late)
        poll.poll(left * 1000)
        server.flush()
        server.consume_input()
    return server.get_result()
