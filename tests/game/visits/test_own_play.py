"""Own play in figures: every streak in one step, every day in its place, rows of days counted."""

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.modes.daily import date_of
from higherthanthou.game.visits.own_play import PLAYED_WEEKS, STEPS, longest_row, played_days, streak_steps

DAYS = st.integers(0, 40_000)


@given(st.dictionaries(st.integers(0, 200), st.integers(1, 50)))
def test_every_streak_is_in_one_step(streaks: dict[int, int]) -> None:
    """None is lost, however long."""
    steps = streak_steps(streaks)
    assert sum(step.streaks for step in steps) == sum(streaks.values())
    assert [step.first for step in steps] == list(STEPS)


def test_steps_are_told_in_words() -> None:
    """One number, from one to another, or without an end."""
    assert [step.said for step in streak_steps({})] == [
        "0", "1", "2", "3 to 4", "5 to 9", "10 to 14", "15 to 24", "25 and more",
    ]  # fmt: skip
    assert [step.streaks for step in streak_steps({4: 2, 5: 1, 300: 1})] == [0, 0, 0, 2, 1, 0, 0, 1]


@given(DAYS, st.dictionaries(DAYS, st.integers(1, 9)))
def test_the_calendar_has_whole_weeks_up_to_today(today: int, runs: dict[int, int]) -> None:
    """From a Monday on, each day once, a row for each day of the week."""
    days = played_days(runs, today)
    assert [one.day for one in days] == list(range(days[0].day, today + 1))
    assert {one.column for one in days} == set(range(PLAYED_WEEKS))
    for one in days:
        assert one.row == date_of(one.day).weekday()
        assert one.runs == runs.get(one.day, 0)


@given(st.sets(st.integers(0, 60)))
def test_the_longest_row_is_the_longest(days: set[int]) -> None:
    """Beside a count day by day."""
    best = row = 0
    for day in range(62):
        row = row + 1 if day in days else 0
        best = max(best, row)
    assert longest_row(days) == best
