"""The clock of the server."""

import time


def milliseconds() -> int:
    """Now, in whole milliseconds since 1970 (UTC)."""
    return time.time_ns() // 1_000_000
