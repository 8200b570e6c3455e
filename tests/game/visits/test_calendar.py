"""The calendar and the time to the next ten."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.modes.daily import DAY, date_of, day_of
from higherthanthou.game.visits.calendar import SHOWN, WEEK, WEEKS, Mark, first_day, monday_of, weeks
from higherthanthou.game.visits.waiting import until_next
from world import NOW

TODAY = day_of(NOW)  # a Monday


def test_a_week_goes_from_monday_to_sunday_and_ends_with_that_of_today() -> None:
    """On a Monday the rest of the week is ahead."""
    last = weeks(TODAY, {})[-1]
    assert [day.date.weekday() for day in last] == list(range(WEEK))
    assert [day.mark for day in last] == [Mark.TODAY] + [Mark.AHEAD] * 6
    assert last[0].is_today


def test_days_say_what_they_came_to() -> None:
    """Nothing right is a result too; what is older than the calendar is not in it."""
    shown = weeks(TODAY, {TODAY: 6, TODAY - 1: 0, TODAY - 100: 9})
    assert (shown[-1][0].mark, shown[-1][0].right) == (Mark.PLAYED, 6)
    assert (shown[-2][6].mark, shown[-2][6].right) == (Mark.PLAYED, 0)
    assert shown[-2][5].mark is Mark.MISSED
    assert sum(day.mark is Mark.PLAYED for week in shown for day in week) == 2


@given(st.integers(0, 60_000))
def test_every_day_stands_there_once(today: int) -> None:
    """Five weeks without a gap, today in the last of them."""
    shown = weeks(today, {})
    days = [day.date for week in shown for day in week]
    assert [len(week) for week in shown] == [WEEK] * WEEKS
    assert days == [date_of(first_day(today) + number) for number in range(SHOWN)]
    assert sum(day.is_today for day in shown[-1]) == 1


@given(st.integers(0, 60_000))
def test_a_week_begins_on_monday(day: int) -> None:
    """As the calendar of the world has it."""
    date = date_of(day)
    assert date_of(monday_of(day)) == date - timedelta(days=date.weekday())


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (DAY, "24 h"),
        (DAY - 1, "24 h"),
        ((5 * 60 + 12) * 60_000, "5 h 12 min"),
        ((5 * 60 + 11) * 60_000 + 1, "5 h 12 min"),
        (3_600_000, "1 h"),
        (59 * 60_000, "59 min"),
        (1, "1 min"),
    ],
)
def test_the_time_to_the_next_ten_is_rounded_up(left: int, said: str) -> None:
    """So whoever comes back then finds them."""
    assert until_next((TODAY + 1) * DAY - left).replace("\N{NO-BREAK SPACE}", " ") == said
