"""Short reads that the event loop of a server runs itself: to ask a thread takes longer than they do.

It has a connection of its own and no patience: what is locked or broken is left to the threads.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from .sqlite import BEGIN_READ, rollback

T = TypeVar("T")


class LoopReader:
    """The reading connection of one event loop; opened at the first read."""

    def __init__(self, engine: Engine) -> None:
        """``engine`` is one whose connections can only read, and do not wait."""
        self._engine = engine
        self._connection: Connection | None = None

    def read(self, fn: Callable[[Connection], T]) -> T:
        """Run ``fn``; all that it reads is one state of the database."""
        connection = self._connection
        if connection is None:
            connection = self._connection = self._engine.connect()
        driver: Any = connection.connection.driver_connection
        driver.execute(BEGIN_READ)
        try:
            return fn(connection)
        finally:
            rollback(connection)

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._engine.dispose()
