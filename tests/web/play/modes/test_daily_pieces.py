"""What the daily says of its day."""

import pytest

from higherthanthou.game.modes.daily import DAY, GRACE
from higherthanthou.web.play.modes.daily_pieces import date_said, when_open

MIDNIGHT = 20_000 * DAY


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (MIDNIGHT - 1, "An hour after the end of the day"),
        (MIDNIGHT + GRACE - 1, "In less than an hour"),
        (MIDNIGHT + GRACE, "These ten lie open"),
        (MIDNIGHT + DAY + GRACE, "The day after, these ten lay open"),
    ],
)
def test_when_the_ten_of_a_day_lie_open(now: int, said: str) -> None:
    """From an hour after its end, for a day."""
    assert when_open(19_999, now).startswith(said)


def test_a_date_is_said_in_words() -> None:
    """Without a zero before the day."""
    assert date_said(19_999) == "3 October 2024"
