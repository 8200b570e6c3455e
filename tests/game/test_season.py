"""Seasons: when one is over, and what its board is called."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.season import MONTHS, Season, is_due, named


def at(*moment: int) -> int:
    """Milliseconds since 1970 of year, month, day, hour and so on (UTC)."""
    return int(datetime(*moment, tzinfo=UTC).timestamp() * 1000)  # type: ignore[arg-type, misc]  # no time zone


def test_a_season_is_over_when_a_month_has_begun() -> None:
    """At midnight UTC, however short it was; never if the clock went back."""
    last = at(2026, 10, 31, 23, 59)
    assert not is_due(at(2026, 10, 1), last)
    assert is_due(last, at(2026, 11, 1))
    assert is_due(at(2026, 12, 31), at(2027, 1, 1))
    assert not is_due(at(2026, 11, 1), at(2026, 10, 31))


def test_boards_are_called_by_the_month() -> None:
    """With the year if it is another, and a number if the month had several; the last season goes on."""
    begun = [at(2025, 10, 3), at(2026, 9, 1), at(2026, 10, 1), at(2026, 10, 12)]
    found = named([Season(version, moment) for version, moment in enumerate(begun, 1)], at(2026, 10, 20))
    assert [season.name for season in found] == ["October 2025", "September", "October", "October (2)"]
    assert [season.version for season in found if season.is_open] == [4]
    assert named([], 0) == []


@given(st.lists(st.integers(0, 2**41), min_size=1, max_size=40), st.integers(0, 2**41))
def test_no_two_seasons_have_the_same_name(begun: list[int], now: int) -> None:
    """Whenever they began."""
    found = named([Season(version, moment) for version, moment in enumerate(sorted(begun), 1)], now)
    assert len({season.name for season in found}) == len(begun)
    assert all(season.name.startswith(MONTHS) for season in found)
