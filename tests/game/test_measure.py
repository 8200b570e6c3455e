"""How scores are written, by the kind of number that they are."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.comparison import COMPARISONS, USUAL
from higherthanthou.game.measure import Kind, Measure

DOLLARS = Measure(decimals=2, unit="$", unit_first=True)
EUROS = Measure(decimals=2, unit="EUR", unit_first=True)
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
        (EUROS, 500, "5.00", "EUR 5.00"),
        (EUROS, -500, "-5.00", "−EUR 5.00"),
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
        (PERCENT, 12, "12 percentage points"),
        (PERCENT, 1, "1 percentage point"),
        (Measure(Kind.YEAR), 1, "1 year"),
        (DAY, 34, "34 days"),
        (DAY, 730, "730 days"),
        (DAY, 8225, "22.5 years"),
        (MOMENT, 731 * 86_400 + 5, "2.0 years"),
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


MEASURES = st.builds(
    Measure,
    st.just(Kind.NUMBER) | st.just(Kind.YEAR) | st.just(Kind.DURATION) | st.just(Kind.HOURS),
    st.integers(0, 6),
    st.sampled_from(["", "$", "US$", "EUR", "km", "%", "°", "5", "m2"]),
    st.booleans(),
)
DAYS = st.integers(1, date.max.toordinal())
SECONDS = st.integers(0, date.max.toordinal() * 86_400 - 86_401)


@given(MEASURES, st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_score_is_read_as_it_is_written(measure: Measure, score: int) -> None:
    """For a file, or as it is shown to people, with its unit or without."""
    if measure.kind in (Kind.YEAR, Kind.HOURS):
        measure = measure._replace(decimals=0)
    assert measure.read(measure.plain(score)) == score
    assert measure.read(measure.figure(score)) == score
    assert measure.read(measure.shown(score)) == score


@given(DAYS, SECONDS)
def test_a_day_is_read_as_it_is_written(day: int, second: int) -> None:
    """The same of days and moments."""
    assert DAY.read(DAY.plain(day)) == DAY.read(DAY.shown(day)) == day
    assert MOMENT.read(MOMENT.plain(second)) == MOMENT.read(MOMENT.shown(second)) == second


@pytest.mark.parametrize(
    ("measure", "text", "score"),
    [
        (WEIGHT, "72", 720),
        (WEIGHT, " 72.30 kg ", 723),
        (DOLLARS, "$ 1,234.5", 123_450),
        (DAY, "3 may 1912", BIRTHDAY),
        (DAY, "03 September 1912", date(1912, 9, 3).toordinal()),
        (MOMENT, "1912-05-03", NOON - 12 * 3600),
        (MOMENT, "1912-05-03T12:00", NOON),
        (LAP, "90:00", 5400),
    ],
)
def test_a_score_may_be_typed_in_other_ways(measure: Measure, text: str, score: int) -> None:
    """With fewer decimals, with a longer name of a month, without hours."""
    assert measure.read(text) == score


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (Measure(), ""),
        (Measure(), "7.5"),
        (Measure(), "12,34"),
        (Measure(), "--5"),
        (Measure(), "٣"),
        (Measure(), "1" * 16),
        (WEIGHT, "72.35"),
        (WEIGHT, "72,3"),
        (WEIGHT, "72 lb"),
        (DAY, "1912-13-01"),
        (DAY, "30 Feb 1912"),
        (DAY, "3 Ma 1912"),
        (DAY, "3 Foo 1912"),
        (DAY, "1912-05-03 12:00"),
        (LAP, "1:75:00"),
        (LAP, "7:60"),
        (LAP, "7:15.5"),
        (SHIFT, "26:60"),
        (SHIFT, "26"),
    ],
)
def test_what_is_no_score_is_not_read(measure: Measure, text: str) -> None:
    """Nothing is guessed and nothing is rounded."""
    with pytest.raises(ValueError):  # noqa: PT011  # each says another thing, nobody reads it
        measure.read(text)


@pytest.mark.parametrize(
    ("measure", "figure"),
    [
        (DOLLARS, "$0.12"),
        (PERCENT, "12%"),
        (EUROS, "0.12"),
        (WEIGHT, "1.2"),
        (Measure(unit="km²"), "12"),
        (Measure(unit="US$", unit_first=True), "US$12"),
    ],
)
def test_a_panel_has_room_for_a_sign(measure: Measure, figure: str) -> None:
    """A unit in letters stands beside the panel."""
    assert measure.panel(12) == figure


def test_each_comparison_is_called_by_its_word_for_the_higher_number() -> None:
    """So a key says what the answer ``higher`` means."""
    assert all(words.up.casefold() == key for key, words in COMPARISONS.items())
    assert COMPARISONS[USUAL].down == "Lower"
    assert [key for key, words in COMPARISONS.items() if words.less_is_better] == ["slower"]
