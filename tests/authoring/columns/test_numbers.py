"""Numbers, days and durations as people write them: one decision for a whole column, order and value kept."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.authoring.columns.detection import detect, texts_of
from higherthanthou.authoring.columns.number_format import NumberFormat
from higherthanthou.authoring.columns.spelling import plain
from higherthanthou.authoring.deckfile.cells import CellError
from higherthanthou.game.measure import Kind


def read(*cells: str, hint: str = "", **chosen: object) -> list[str]:
    """The cells as players will read them, a sentence in place of one that is wrong."""
    found = detect(texts_of(cells), hint, chosen=chosen)
    assert found
    return [_shown(found.format.read, found.format.measure.shown, cell) for cell in cells]


def _shown(reader: Callable[[str], int], shown: Callable[[int], str], cell: str) -> str:
    try:
        return shown(reader(cell))
    except CellError as error:
        return str(error)


COLUMNS = [
    ("7.8 8 7.25 9.1", "7.80 8.00 7.25 9.10"),
    ("3,05 4,1 12", "3.05 4.10 12.00"),
    ("1,234 2,345 999", "1,234 2,345 999"),
    ("1.234.567 12 2.345", "1,234,567 12 2,345"),
    ("1.234,50 99,5", "1,234.50 99.50"),
    ("1'234 2’345'678 5", "1,234 2,345,678 5"),
    ("1\u202f234 2\u00a0345\u00a0678 3\u2009000", "1,234 2,345,678 3,000"),
    ("12,34,567 1,00,000 99", "1,234,567 100,000 99"),
    ("$1,234.50 $5 -$3", "$1,234.50 $5.00 −$3.00"),
    ("CHF1'234.50 CHF5.-", "CHF·1,234.50 CHF·5.00"),
    ("12€ 7,5€", "12.0 € 7.5 €"),
    ("5% 11.5% 7%", "5.0% 11.5% 7.0%"),
    ("−30 –5 -4 35", "−30 −5 −4 35"),
    ("(1,234) 5 (7)", "−1,234 5 −7"),
    ("1.5M 900k 2B", "1,500,000 900,000 2,000,000,000"),
    ("1,5Mio 2Mrd", "1,500,000 2,000,000,000"),
    ("$1.5m $20m", "$1,500,000 $20,000,000"),
    ("1.83m 1.9m", "1.83 m 1.90 m"),
    ("1.23E+06 4.5e5", "1,230,000 450,000"),
    ("१२३ ４５ ٧٨٩", "123 45 789"),
    ("431[a] 400 12[note] 7*", "431 400 12 7"),
    ("12km 5km 7", "12 km 5 km 7 km"),
    ("12km² 5km²", "12 km² 5 km²"),
    ("~1,200 c.900", "1,200 900"),
    ("1493900944701 5", "1,493,900,944,701 5"),
    ("2:07:15 58:12", "2:07:15 58:12"),
    ("7:15.42 6:59.1", "7:15.42 6:59.10"),
    ("PT26H30M PT5M", "26:30 0:05"),
    ("1h52m 52m", "1:52 0:52"),
    ("05/13/1912 07/04/1913", "13·May·1912 4·Jul·1913"),
    ("3.5.1912 14.6.1913", "3·May·1912 14·Jun·1913"),
    ("1912-05-03 1912/05/04", "3·May·1912 4·May·1912"),
    ("2026-01-15T14:05 2026-01-16T00:00", "15·Jan·2026,·14:05 16·Jan·2026,·00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "shown"), COLUMNS)
def test_a_column_is_read_by_one_decision(cells: str, shown: str) -> None:
    """Decimals, thousands, currencies, units, powers of ten, scripts, footnotes, days and durations."""
    found = [text.replace("·", " ") for text in shown.split()] if "·" in shown else None
    told = read(*cells.split(" "))
    assert (told if found else " ".join(told)) == (found or shown)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["3 May 1912", "12. Mai 1913", "1er janvier 1900"], ["3 May 1912", "12 May 1913", "1 Jan 1900"]),
        (["May 3, 1912", "3 de mayo de 1913", "4 maart 1914"], ["3 May 1912", "3 May 1913", "4 Mar 1914"]),
        (["1.5 million", "2 Mio. €", "3 bn"], None),
        (["€ 1.5 million", "€ 900"], ["€1,500,000", "€900"]),
        (["412 (est.)", "399 (2019)"], ["412", "399"]),
        (["1 h 52 min", "2 hours", "45 min"], ["1:52", "2:00", "0:45"]),
        (["0 days 02:07:15", "1 day, 0:00:01"], ["2:07:15", "24:00:01"]),
    ],
)
def test_cells_with_words_are_read(cells: list[str], shown: list[str] | None) -> None:
    """Months in five languages, words for powers of ten, notes in brackets, durations in words."""
    assert read(*cells) == (
        shown or ["1,500,000", '"2 Mio. €" is no number like the others in this column.', "3,000,000,000"]
    )


@pytest.mark.parametrize(
    ("cells", "doubt", "shown"),
    [
        ("1,234 2,345", "The comma in 1,234 stands between thousands", "1,234 2,345"),
        ("1.234 2.345", "The point in 1.234 is the decimal mark", "1.234 2.345"),
        ("05/03/1912 06/04/1912", "05/03/1912 is read with the day first", ""),
        ("26:05 7:15", "26:05 is read as minutes and seconds", "26:05 7:15"),
        ("07:30 14:05", "07:30 is read as hours and minutes", "7:30 14:05"),
        ("0.123456789 0.2", "up to 9 decimals and are rounded to 2", "0.12 0.20"),
    ],
)
def test_what_the_cells_leave_open_is_said(cells: str, doubt: str, shown: str) -> None:
    """One reading is chosen, and it is told that another one could be meant."""
    found = detect(texts_of(cells.split()))
    assert found
    assert doubt in found.doubt
    assert not shown or " ".join(read(*cells.split())) == shown


def test_what_is_open_can_be_chosen() -> None:
    """The mark, the order of day and month, the kind and the decimals."""
    assert read("1,234", "2,345", mark=",") == ["1.234", "2.345"]
    assert read("1.234", "2.345", hint=",") == ["1,234", "2,345"]
    assert read("05/03/1912", "06/04/1912", day_first=False) == ["3 May 1912", "4 Jun 1912"]
    assert read("26:05", "7:15", kind=Kind.HOURS) == ["26:05", "7:15"]
    assert read("1234.56", "7", decimals=1) == ["1,234.6", "7.0"]
    assert read("1999", "2004", kind=Kind.YEAR) == ["1999", "2004"]


def test_cells_that_are_none_say_so() -> None:
    """Missing ones, another unit, another separator, too many digits, another kind of thing."""
    wrong = ["n/a", "–", "", "5 mi", "1,2,3", "1234567890123456 km", "closed"]
    told = read(*wrong, *(f"{n}.5 km" for n in range(10)), "6 km")
    assert set(told[:3]) == {"The score is missing."}
    assert told[3] == '"5 mi" is no number like the others in this column.'
    assert all("is no number" in told[n] for n in (4, 6))
    assert told[5] == '"1234567890123456 km" has more than 15 digits.'
    assert told[-2:] == ["9.5 km", "6.0 km"]


def test_texts_are_no_numbers() -> None:
    """Names with figures in them, ranges, scores of matches, an empty column."""
    for cells in (
        ["Apollo 11", "Apollo 12"],
        ["1914–1918", "1939–1945"],
        ["3-1", "2-2"],
        ["", "n/a"],
        ["Ann", "7"],
    ):
        assert detect(texts_of(cells)) is None, cells


LONG = {
    "digits": "7" * 5_000,
    "footnotes": "7" + "[a]" * 6_000 + "x]",
    "brackets": "(" + "7" * 20_000,
    "spaces": "~" + " " * 2_000 + "7;",
    "points": "7." * 10_000 + ":",
    "unit": "7 " + "a/" * 10_000 + "7",
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_cell_is_no_number_and_takes_no_time(name: str) -> None:
    """A table has room for a thousand such cells, and a host waits for all of them."""
    begun = time.process_time()
    assert detect(texts_of([LONG[name]])) is None
    found = detect(texts_of(["7"]))
    assert found
    for kind in Kind:
        with pytest.raises(CellError, match="is no "):
            replace(found.format, kind=kind).read(LONG[name])
    assert time.process_time() - begun < 0.5


def test_as_many_footnotes_as_fit_are_left_off() -> None:
    """One after the other, in any mix."""
    assert read("7[a][b] *†[12]", "8 [note 3]¹", "9") == ["7", "8", "9"]


def grouped(number: int, sign: str) -> str:
    """Thousands apart."""
    return f"{number:,}".replace(",", sign)


def in_script(number: int) -> str:
    """In Devanagari."""
    return "".join(chr(0x966 + int(c)) if c.isdecimal() else c for c in str(number))


SPELLINGS: dict[str, Callable[[int], str]] = {
    "plain": str,
    "comma": lambda n: grouped(n, ","),
    "point": lambda n: grouped(n, "."),
    "space": lambda n: grouped(n, " "),
    "narrow space": lambda n: grouped(n, "\u202f"),
    "apostrophe": lambda n: grouped(n, "’"),
    "dollars": lambda n: f"${n:,}".replace("$-", "-$"),
    "euros behind": lambda n: grouped(n, ".") + " €",
    "percent": lambda n: f"{n} %",
    "unit": lambda n: f"{n:,} km/h",
    "real minus": lambda n: str(n).replace("-", "−"),
    "brackets": lambda n: f"({-n:,})" if n < 0 else f"{n:,}",
    "footnote": lambda n: f"{n:,}[b]",
    "script": in_script,
    "power": lambda n: f"{n}E+00",
    "thousand": lambda n: f"{n}k",
}  # fmt: skip
DECIMAL_SPELLINGS: dict[str, Callable[[int], str]] = {
    "two decimals": lambda n: f"{n / 100:.2f}",
    "decimal comma": lambda n: f"{n / 100:.2f}".replace(".", ","),
    "German": lambda n: f"{n / 100:,.2f}".translate(str.maketrans(",.", ".,")),
    "French": lambda n: f"{n / 100:,.2f}".replace(",", "\u202f").replace(".", ","),
    "Swiss": lambda n: f"{n / 100:,.2f}".replace(",", "'"),
    "as short as can be": lambda n: f"{n / 100:g}",
    "pounds": lambda n: f"£{n / 100:,.2f}".replace("£-", "-£"),
}  # fmt: skip
NUMBERS = st.lists(st.integers(-999_999, 999_999), min_size=10, max_size=30, unique=True)


@given(NUMBERS, st.sampled_from(sorted(SPELLINGS)))
def test_whole_numbers_keep_value_and_order(numbers: list[int], spelling: str) -> None:
    """In sixteen spellings. Four-digit numbers below ten thousand leave open what a comma is, so one tells."""
    numbers = [*numbers, 1_234_567, 12]
    found = detect(texts_of(map(SPELLINGS[spelling], numbers)))
    assert found
    times = 1000 if spelling == "thousand" else 1
    assert [found.format.read(SPELLINGS[spelling](n)) for n in numbers] == [n * times for n in numbers]


@given(
    st.lists(st.integers(-99_999, 99_999), min_size=10, max_size=30, unique=True),
    st.sampled_from(sorted(DECIMAL_SPELLINGS)),
)
def test_decimals_keep_value_and_order(hundredths: list[int], spelling: str) -> None:
    """In seven spellings; one number with two decimals tells how many the column has."""
    hundredths = [*hundredths, 725]
    found = detect(texts_of(map(DECIMAL_SPELLINGS[spelling], hundredths)))
    assert found
    assert found.format.decimals == 2
    assert [found.format.read(DECIMAL_SPELLINGS[spelling](n)) for n in hundredths] == hundredths


DAY_SPELLINGS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y")


@given(st.lists(st.integers(0, 60_000), min_size=5, max_size=20, unique=True), st.sampled_from(DAY_SPELLINGS))
def test_days_keep_value_and_order(offsets: list[int], spelling: str) -> None:
    """In seven spellings; the thirteenth of a month tells where the month stands."""
    days = [date(1860, 1, 1) + timedelta(n) for n in offsets] + [date(2001, 2, 13)]
    found = detect(texts_of(day.strftime(spelling) for day in days))
    assert found
    assert found.format.kind is Kind.DATE
    assert [found.format.read(day.strftime(spelling)) for day in days] == [day.toordinal() for day in days]


@given(st.lists(st.integers(1, 400_000), min_size=5, max_size=20, unique=True))
def test_durations_keep_value_and_order(seconds: list[int]) -> None:
    """Hours are written only where there are any; one of them tells that two parts are minutes and seconds."""

    def clock(n: int) -> str:
        ends = f"{n % 3600 // 60:02}:{n % 60:02}"
        return f"{n // 3600}:{ends}" if n >= 3600 else ends.removeprefix("0")

    seconds = [*seconds, 7635]
    found = detect(texts_of(map(clock, seconds)))
    assert found
    assert [found.format.read(clock(n)) for n in seconds] == seconds


def test_footnotes_are_looked_for_in_short_texts_only() -> None:
    """What is longer is no number, and a search would take the square of its length."""
    assert plain("431 [a]*") == "431"
    long = "*" * 500 + "x]"
    assert plain(long) == long
    assert plain("word " * 100 + "[a]") == "word " * 100 + "[a]"


@given(st.integers(0, 10**16), st.integers(0, 4), st.sampled_from((".", ",")))
def test_digits_alone_are_read_as_any_number_is(number: int, decimals: int, mark: str) -> None:
    """Faster, and the same: a space before them takes the longer way."""
    fmt = NumberFormat(decimals=decimals, mark=mark, unit="km")

    def read(cell: str) -> int | str:
        try:
            return fmt.read(cell)
        except CellError as error:
            return str(error)

    assert read(str(number)) == read(f" {number}")
