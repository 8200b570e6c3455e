"""How scores are written, by the kind of number that they are."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.comparison import COMPARISONS, USUAL
from higherthanthou.game.measure import Kind, Measure

DOLLARS = Measure(decimals=2, unit="$", unit_first=True)
PERCENT = Measure(unit="%")
WEIGHT = Measure(decimals=1, unit="kg")
DAY = Measure(Kind.DATE)
MOMENT = Measure(Kind.TIME)
LAP = Measure(Kind.DURATION)
SPLIT = Measure(Kind.DURATION, 2)
SHIFT = Measure(Kind.HOURS)
BIRTHDAY = date(1912, 5, 3).toordinal()
NOON = (datetime(1912, 5, 3, 12, 0) - datetime(1, 1, 1)).days * 86_400 + 12 * 3600


@pytest.mark.parametrize(
    ("measure", "score", "plain", "shown"),
    [
        (Measure(), 640, "640", "640"),
        (Measure(), 1_493_900_944_701, "1493900944701", "1,493,900,944,701"),
        (Measure(), -30, "-30", "−30"),
        (Measure(decimals=2), 305, "3.05", "3.05"),
        (Measure(decimals=2), -5, "-0.05", "−0.05"),
        (DOLLARS, 123_450, "1234.50", "$1,234.50"),
        (DOLLARS, -123_450, "-1234.50", "−$1,234.50"),
        (PERCENT, 5, "5", "5%"),
        (WEIGHT, 723, "72.3", "72.3 kg"),
        (Measure(Kind.YEAR), 1066, "1066", "1066"),
        (Measure(Kind.YEAR), -44, "-44", "−44"),
        (DAY, BIRTHDAY, "1912-05-03", "3 May 1912"),
        (MOMENT, NOON, "1912-05-03 12:00:00", "3 May 1912, 12:00"),
        (MOMENT, NOON + 61, "1912-05-03 12:01:01", "3 May 1912, 12:01:01"),
        (LAP, 7635, "2:07:15", "2:07:15"),
        (LAP, 435, "0:07:15", "7:15"),
        (LAP, -435, "-0:07:15", "−7:15"),
        (SPLIT, 43_542, "0:07:15.42", "7:15.42"),
        (SHIFT, 1565, "26:05", "26:05"),
        (SHIFT, -65, "-1:05", "−1:05"),
    ],
)
def test_a_score_is_written_as_what_it_is(measure: Measure, score: int, plain: str, shown: str) -> None:
    """For a file without separators and unit, for people with both."""
    assert measure.plain(score) == plain
    assert measure.shown(score) == shown


@pytest.mark.parametrize(
    ("measure", "gap", "phrase"),
    [
        (Measure(), 1, "1 point"),
        (Measure(), 1200, "1,200 points"),
        (Measure(decimals=1), 10, "1.0 point"),
        (Measure(decimals=1), 5, "0.5 points"),
        (WEIGHT, 5, "0.5 kg"),
        (DOLLARS, 150, "$1.50"),
        (PERCENT, 12, "12%"),
        (Measure(Kind.YEAR), 1, "1 year"),
        (DAY, 34, "34 days"),
        (MOMENT, 86_400 + 3660, "1 day and 1:01 hours"),
        (MOMENT, 3660, "1:01 hours"),
        (LAP, 420, "7:00 minutes"),
        (LAP, 7635, "2:07:15 hours"),
        (SPLIT, 359_999, "59:59.99 minutes"),
        (SPLIT, 360_000, "1:00:00.00 hours"),
        (SHIFT, 65, "1:05 hours"),
    ],
)
def test_a_gap_is_a_phrase(measure: Measure, gap: int, phrase: str) -> None:
    """Points where there is no unit, else that, or days and hours."""
    assert measure.apart(gap) == phrase


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_a_plain_number_is_exact(score: int, decimals: int) -> None:
    """Nothing is rounded, whatever its size."""
    text = Measure(decimals=decimals).plain(score)
    assert int(text.replace(".", "")) == score
    assert len(text.partition(".")[2]) == decimals


def test_each_comparison_is_called_by_its_word_for_the_higher_number() -> None:
    """So a key says what the answer ``higher`` means."""
    assert all(words.up.casefold() == key for key, words in COMPARISONS.items())
    assert COMPARISONS[USUAL].down == "Lower"
    assert [key for key, words in COMPARISONS.items() if words.less_is_better] == ["slower"]
