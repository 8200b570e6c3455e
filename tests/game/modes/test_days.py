"""The daily's days: numbered, in UTC, and in an order of one's own."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.modes.daily import date_of, day_of, days_in_a_row, number_of, order_of


def test_a_day_is_one_of_utc() -> None:
    """It turns over at midnight UTC, to the millisecond."""
    midnight = round(datetime(2026, 11, 24, tzinfo=UTC).timestamp() * 1000)
    assert date_of(day_of(midnight)) == date(2026, 11, 24)
    assert date_of(day_of(midnight - 1)) == date(2026, 11, 23)


def test_days_are_numbered_from_the_day_it_began() -> None:
    """28 January 2015."""
    first = day_of(round(datetime(2015, 1, 28, 12, tzinfo=UTC).timestamp() * 1000))
    assert [number_of(first + later) for later in (0, 1, 365)] == [1, 2, 366]


@given(st.text(alphabet="abcXYZ019_-", min_size=32, max_size=32))
def test_every_run_has_all_ten_in_one_order(run_id: str) -> None:
    """Always the same for a run."""
    assert sorted(order_of(run_id)) == list(range(1, 11))
    assert order_of(run_id) == order_of(run_id)


def test_orders_differ() -> None:
    """Or else a share text would tell the next player."""
    assert len({tuple(order_of(f"run {n}")) for n in range(50)}) == 50


def test_days_in_a_row_count_up_to_today() -> None:
    """A day that is not over yet breaks nothing; a gap does."""
    assert days_in_a_row(set(), 100) == 0
    assert days_in_a_row({100}, 100) == 1
    assert days_in_a_row({97, 98, 99}, 100) == 3
    assert days_in_a_row({97, 98, 99, 100}, 100) == 4
    assert days_in_a_row({97, 98}, 100) == 0
