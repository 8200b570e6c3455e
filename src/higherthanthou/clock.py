"""The clock of the server."""

import time
from datetime import UTC, datetime

LATEST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp() * 1000)
"""There are no dates after the year 9999: a clock that says so can only be wrong, and stands still here."""


def milliseconds() -> int:
    """Now, in whole milliseconds since 1970 (UTC), at most ``LATEST``."""
    return min(time.time_ns() // 1_000_000, LATEST)
