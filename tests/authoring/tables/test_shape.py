"""The shape of tables: headers and their absence, titles, short and long rows, and what stands below."""

import pytest

from higherthanthou.authoring.tables import DeckFileError, Sheet, read_sheet
from higherthanthou.authoring.tables.shape import HEADER_AGAIN, NOTE, TOTAL

BODY = "".join(f"Ann {n},{400 + n},C{n % 3}\n" for n in range(12))


def read(text: str) -> Sheet:
    """The table of a text."""
    return read_sheet(text.encode())


def test_titles_above_the_header_are_left_out_aloud() -> None:
    """The header is the first row that is filled as most are."""
    sheet = read(f"All of them,,\nSource: nobody,,\n,,\nname,score,where\n{BODY}")
    assert (sheet.header, sheet.size) == (("name", "score", "where"), 12)
    assert next(sheet.rows) == (5, ("Ann 0", "400", "C0"))
    assert sheet.notes == ("The header is in line 4; what stands above it was left out.",)


def test_a_table_without_a_header_has_letters() -> None:
    """Its first row is a row."""
    sheet = read(BODY)
    assert (sheet.header, sheet.size) == (("A", "B", "C"), 12)
    assert sheet.notes == ("The table has no header, so its columns are called by letters.",)


@pytest.mark.parametrize("header", ["name,2019,2020,2021", "name,1990,1980,1970", "name,score,2020,2021"])
def test_years_are_titles(header: str) -> None:
    """Numbers below them are none of their kind, or they go up or down evenly."""
    assert read(header + "\n" + "Ann,2000,1800,1500\nBob,2001,1805,1510\n" * 6).header == tuple(
        header.split(",")
    )


@pytest.mark.parametrize(
    "row",
    [
        "Ann,1999-01-05,x",
        "Ann,2:07:15,x",
        "Ann,$5.00,x",
        "Ann,5%,x",
        "Ann,1990,x",
        "Ann,-5.5,x",
        "Ann,400[a],x",
    ],
)
def test_a_row_that_looks_like_those_below_is_no_header(row: str) -> None:
    """Days, durations, money, per cent, years."""
    assert read(f"{row}\n" * 12).size == 12
    assert read(f"name,score,x\n{row}\n" * 1 + f"{row}\n" * 11).size == 12


def test_titles_are_told_apart() -> None:
    """Equal ones get numbers, also beside one that has such a number; line breaks are spaces."""
    sheet = read('name,Note,note,note (2),"fact:\n Two\r\nlines"\n' + "Ann,a,b,c,d\n" * 3)
    assert sheet.header == ("name", "Note", "note (2)", "note (2) (2)", "fact: Two lines")


def test_a_column_without_a_title_has_its_letter() -> None:
    """An empty one has none; empty ones at the end are no columns."""
    sheet = read(",score,,where,,\n" + "Ann,400,,C0,,\n" * 3)
    assert sheet.header == ("A", "score", "", "where")
    assert {len(cells) for _, cells in sheet.rows} == {4}


def test_short_rows_end_in_empty_cells_and_long_ones_are_told() -> None:
    """Empty cells beyond the header are nothing; a text there stays, so that the row is refused."""
    rows = list(read(f"name,score,where\nBob\nCy,500,C1,,\nDi,600,C2,,oops\n{BODY}").rows)
    assert rows[:2] == [(2, ("Bob", "", "")), (3, ("Cy", "500", "C1"))]
    assert rows[2] == (4, ("Di", "600", "C2", "", "oops"))


def test_totals_and_notes_below_are_set_aside() -> None:
    """With their lines and cells, for the host to decide; nothing is dropped in silence."""
    sheet = read(f"name,score,where\n{BODY}\nTotal,4866,\n\nSource: nobody,,\n* provisional,,\n")
    assert sheet.size == 12
    assert sheet.aside == (
        (15, ("Total", "4866", ""), TOTAL),
        (17, ("Source: nobody", "", ""), NOTE),
        (18, ("* provisional", "", ""), NOTE),
    )


def test_a_total_in_the_middle_is_a_row() -> None:
    """A film may be called so; only at the end it looks like none."""
    sheet = read(f"name,score,where\nTotal,500,x\n{BODY}")
    assert (sheet.size, sheet.aside) == (13, ())


def test_a_header_that_comes_again_is_set_aside() -> None:
    """As in lists that were printed on several pages."""
    sheet = read(f"name,score,where\n{BODY}name,score,where\n{BODY}")
    assert (sheet.size, sheet.aside) == (24, ((14, ("name", "score", "where"), HEADER_AGAIN),))


@pytest.mark.parametrize(
    "text", ["name,score,where\n", "name,score,where\n,,\n", "name,score,where\nTotal,1,\n"]
)
def test_a_header_alone_is_no_table(text: str) -> None:
    """Nor with rows that are none."""
    with pytest.raises(DeckFileError, match="The file has a header but no rows"):
        read(text)
