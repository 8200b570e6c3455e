"""What a database leaves open when it is closed: nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from higherthanthou.store.engine.database import Database

HANGS = 60
"""What has not happened after so many seconds never will."""


def test_a_read_that_outlasts_the_end_closes_what_it_read_by(database: Database) -> None:
    """Such as that of a chore which was cancelled when the server stopped."""
    reads, go_on = Event(), Event()

    def slow(connection: Connection) -> Any:
        reads.set()
        go_on.wait(HANGS)
        assert connection.execute(text("SELECT 1")).scalar() == 1
        return connection.connection.driver_connection

    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(database.read_now, slow)
        assert reads.wait(HANGS)
        database.close()
        go_on.set()
        driver = reading.result(HANGS)
    with pytest.raises(Exception, match="closed"):
        driver.execute("SELECT 1")
