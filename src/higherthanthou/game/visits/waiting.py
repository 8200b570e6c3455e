"""How long until the next ten, which come at midnight (UTC)."""

from ..modes.daily import DAY, day_of

MINUTE, HOUR = 60_000, 60
SPACE = "\N{NO-BREAK SPACE}"


def until_next(now: int) -> str:
    """The time from ``now`` (milliseconds since 1970) to midnight UTC, in hours and minutes, rounded up."""
    left = (day_of(now) + 1) * DAY - now
    hours, minutes = divmod(-(-left // MINUTE), HOUR)
    parts = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes)
    return " ".join(parts).replace(" ", SPACE)
