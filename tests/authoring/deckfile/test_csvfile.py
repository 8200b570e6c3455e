"""Decks as CSV: what a file says of each profile, what is said of its bad rows, and how it is written."""

import csv
from io import StringIO

import pytest
from tests.authoring.deck_files import as_csv, csv_file, read
from tests.authoring.workbooks import xlsx

from higherthanthou.authoring.deckfile import (
    BadCell,
    BadRows,
    DeckAbout,
    DeckFileError,
    FiledProfile,
    guess_roles,
    read_csv,
    read_sheet,
    write_csv,
)
from higherthanthou.authoring.deckfile.parsed_deck import check_head
from higherthanthou.authoring.tables.shape import TOTAL
from higherthanthou.game.measure import Kind
from higherthanthou.game.profile import Entry, Shown

HEADER = "name,score,age,occupation,place,picture_alt,fact: Bills,withheld: Debts,record: Court"
FULL = 'Ann,700,34,Baker,Ghent,"A face, smiling",Paid on time,Some,Never'
RECORD = (
    Entry("Bills", "Paid on time", Shown.FILE),
    Entry("Debts", "Some", Shown.WITHHELD),
    Entry("Court", "Never", Shown.RECORD),
)


def refused(data: bytes, head: DeckAbout | None = None) -> BadRows:
    """The refusal of a file with bad rows."""
    with pytest.raises(BadRows) as caught:
        read("deck.csv", data, head)
    return caught.value


def test_a_full_row_is_a_profile() -> None:
    """Every field has its place, and facts stand where their columns say, in the order of the file."""
    deck = read("deck.csv", csv_file(header=HEADER, filler=FULL))
    assert deck.profiles[0] == FiledProfile("Ann", 700, 34, "Baker", "Ghent", "A face, smiling", RECORD)
    assert deck.columns == ("fact: Bills", "withheld: Debts", "record: Court")
    assert deck.head == DeckAbout()
    assert len(deck.profiles) == 10


def test_titles_and_the_head_are_composed() -> None:
    """Two titles that differ only in how they write an umlaut are the same one."""
    decomposed = "Gro\u0308\u00dfe"
    deck = read("deck.csv", csv_file(header=f"name,score,{decomposed},Größe", filler="Ann,700,1,2"))
    assert deck.columns == ("fact: Größe", "fact: Größe (2)")
    assert check_head(DeckAbout(label=decomposed)).label == "Größe"


def test_an_empty_row_has_no_facts() -> None:
    """Only a name and a score have to be there; an empty cell is no fact, and cells are trimmed."""
    deck = read("deck.csv", csv_file("  Bo  , 00355 ,,,,,,  ,", header=HEADER, filler=FULL))
    assert deck.profiles[0] == FiledProfile("Bo", 355, None, "", "", "", ())


def test_the_delimiter_is_found_in_the_header() -> None:
    """Commas inside of a column's title do not make a table of commas."""
    header = 'name;score;"fact: Bills, debts, loans"'
    sheet = read_sheet(csv_file(header=header, filler="Ann;700;1,5"))
    assert sheet.size == 10
    assert sheet.header == ("name", "score", "fact: Bills, debts, loans")
    assert next(sheet.rows) == next(sheet.rows) == (2, ("Ann", "700", "1,5"))


def test_every_bad_cell_is_told_with_its_line() -> None:
    """Lines are those of a text editor: quoted line ends, empty lines and all ends of lines count."""
    lines = ["name,score,age", '"A', 'B",700,', "", "Cy,7.5,200", "", "Di,700,", ",x,", "Ed,700,,1"]
    for end in ("\n", "\r\n", "\r"):
        data = end.join([*lines, *["Ann,700,"] * 9]).encode()
        assert refused(data).cells == (
            BadCell(5, "score", "Scores are whole numbers; 7.5 could be filed as 75."),
            BadCell(5, "age", "Ages go from 0 to 150; 200 is outside."),
            BadCell(8, "name", "The name is missing."),
            BadCell(8, "score", 'Scores are whole numbers; "x" is not one that can be filed.'),
            BadCell(9, "", "The row has 4 cells; the header has 3."),
        )


def test_bad_rows_come_back_as_they_were() -> None:
    """Those rows only, with what is wrong of each; no formula can run, and mended they mean what they meant."""
    rows = ["=1+1,x,'+2", "'=1,x,''=3", '"a;b",,@x']
    error = refused(csv_file(*rows, header="name,score,fact: =Sum", filler="Ann,700,"))
    assert error.header == ("name", "score", "fact: =Sum")
    assert error.rows[0] == (2, ("=1+1", "x", "'+2"))
    assert str(error).startswith("3 rows cannot be filed, the first in line 2: ")
    table = list(csv.reader(StringIO(error.as_csv(), newline=""), strict=True))
    assert table[0] == ["line", "problem", "name", "score", "fact: =Sum"]
    assert table[1][0] == "2"
    assert table[1][1] == 'score: Scores are whole numbers; "x" is not one that can be filed.'
    assert [row[2:] for row in table[1:]] == [["'=1+1", "x", "'+2"], ["'=1", "x", "''=3"], ["a;b", "", "'@x"]]
    assert '"a;b"' in error.as_csv()


def test_titles_of_columns_lose_their_guard() -> None:
    """A table of bad rows has the titles that were uploaded, though a spreadsheet would run one."""
    sheet = read_sheet(csv_file(header="name,score,=Sum", filler="Ann,x,1"))
    with pytest.raises(BadRows) as caught:
        read_csv(sheet, guess_roles(sheet.header), DeckAbout())
    assert caught.value.as_csv().startswith("line,problem,name,score,'=Sum")
    assert read_sheet(caught.value.as_csv().encode()).header[2:] == sheet.header


def test_every_one_of_very_many_bad_rows_is_told() -> None:
    """A hundred thousand rows of which each cell is bad: each row is listed, the later ones with their first fault."""
    header = "name,score,age"
    error = refused("\n".join([header, *[",x,x"] * 60_000]).encode())
    assert [cell.line for cell in error.cells if cell.column == "name"] == list(range(2, 60_002))
    assert len(error.rows) == 60_000
    assert 100_000 <= len(error.cells) < 180_000


def test_scores_keep_to_the_range_of_the_head() -> None:
    """Scores may be negative, and the ends of the range belong to it."""
    head = DeckAbout(low=-5, high=1_000_000_000)
    deck = read("deck.csv", csv_file("Ann,-5", "Bo,1000000000"), head)
    assert [profile.score for profile in deck.profiles[:2]] == [-5, 1_000_000_000]
    error = refused(csv_file("Ann,-6", "Bo,1000000001", "Cy,10000000000"), head)
    assert [cell.reason for cell in error.cells[:2]] == [
        "Scores go from -5 to 1000000000; -6 is outside.",
        "Scores go from -5 to 1000000000; 1000000001 is outside.",
    ]
    assert len(error.cells) == 3


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (DeckAbout(low=0, high=1), "room for at least three different scores"),
        (DeckAbout(low=-(10**15)), "Scores have at most 15 digits."),
        (DeckAbout(high=10**15), "Scores have at most 15 digits."),
        (DeckAbout(low=0, high=9, kind=Kind.DATE), "from the year 1 to the year 9999"),
        (DeckAbout(low=1, high=10**9, kind=Kind.DATE), "from the year 1 to the year 9999"),
        (DeckAbout(low=0, high=10**14, kind=Kind.TIME), "from the year 1 to the year 9999"),
        (DeckAbout(decimals=7), "Scores of the kind number have 0 to 6 decimals."),
        (DeckAbout(kind=Kind.YEAR, decimals=1), "Scores of the kind year have no decimals."),
        (DeckAbout(comparison="taller"), "The comparison of a deck is one of higher, more,"),
        (DeckAbout(model="sesame", decimals=1), "from a score model or from stars are whole numbers"),
        (DeckAbout(title="t" * 101), "The title of a deck is one line of at most 100 characters."),
        (DeckAbout(label=""), "The label of a deck cannot be empty."),
        (DeckAbout(label="l" * 61), "The label of a deck is one line of at most 60 characters."),
        (DeckAbout(unit="a\tb"), "The unit of a deck is one line of at most 20 characters."),
        (DeckAbout(noun="n" * 41), "The noun of a deck is one line of at most 40 characters."),
        (DeckAbout(theme="\ud800"), "The theme of a deck is one line of at most 60 characters."),
        (DeckAbout(model="phrenology"), "There is no score model phrenology."),
        (
            DeckAbout(model="sesame"),
            "A CSV has no points, so its deck has no score model; import it as JSON.",
        ),
    ],
)
def test_a_head_that_no_deck_can_have_is_refused(head: DeckAbout, sentence: str) -> None:
    """The range and every text of it have bounds."""
    with pytest.raises(DeckFileError) as caught:
        read("deck.csv", csv_file(), head)
    assert sentence in str(caught.value)


def test_the_texts_of_a_head_are_trimmed() -> None:
    """A title with spaces around it is the title without."""
    sheet = read_sheet(csv_file())
    deck = read_csv(
        sheet, guess_roles(sheet.header), DeckAbout(title=" Films ", label=" stars ", unit=" of 10 ")
    )
    assert deck.head == DeckAbout(title="Films", label="stars", unit="of 10")


def test_a_deck_is_written_as_it_is_documented() -> None:
    """Six columns, then those handed in; formulas get an apostrophe, numbers do not."""
    record = (Entry("Bills", "=1+1", Shown.FILE), Entry("Bills", "", Shown.WITHHELD))
    profile = FiledProfile("-1", -5, 7, "'=x", "a;b", 'He said "no"', record)
    written = "".join(write_csv(["withheld: Bills", "fact: Bills"], [profile]))
    assert written == (
        "name,score,age,occupation,place,picture_alt,withheld: Bills,fact: Bills\r\n"
        '\'-1,-5,7,\'\'=x,"a;b","He said ""no""",,\'=1+1\r\n'
    )


def test_a_fact_without_a_column_is_no_silent_loss() -> None:
    """Writing fails rather than leave a fact out."""
    profile = FiledProfile("Ann", 700, None, "", "", "", RECORD)
    with pytest.raises(ValueError, match=r"There is no column record: Court."):
        list(write_csv(["fact: Bills", "withheld: Debts"], [profile]))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'=", "''+", "'\t"])
def test_what_a_spreadsheet_would_run_is_disarmed_and_comes_back(start: str) -> None:
    """In a file no cell of text begins with such a character, and a reader finds it where it was."""
    text = start + "1"
    profile = FiledProfile(text, 700, None, text, text, text, (Entry("Bills", text, Shown.FILE),))
    written = "".join(write_csv(["fact: Bills"], [profile] * 10))
    cells = [cell for row in csv.reader(StringIO(written, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    deck = read("deck.csv", written.encode())
    assert list(deck.profiles) == [profile] * 10
    assert as_csv(deck) == written.encode()


def test_bad_rows_may_be_left_out() -> None:
    """By one choice; which they are and why is told, and the others are a deck if they are enough."""
    data = csv_file("Bo,x", "Cy,", *["Ann,700"] * 10, "", "Total,9000", size=14)
    sheet = read_sheet(data)
    with pytest.raises(BadRows) as refused:
        read_csv(sheet, sheet.header, DeckAbout())
    deck = read_csv(sheet, sheet.header, DeckAbout(), skip_bad=True)
    assert len(deck.profiles) == refused.value.kept == 10
    assert deck.left_out is not None
    assert deck.left_out.cells == refused.value.cells
    assert [(cell.line, cell.reason) for cell in deck.left_out.cells] == [
        (2, 'Scores are whole numbers; "x" is not one that can be filed.'),
        (3, "The score is missing."),
        (15, TOTAL),
    ]
    assert read_csv(read_sheet(csv_file()), sheet.header, DeckAbout(), skip_bad=True).left_out is None


def test_too_few_rows_without_the_bad_ones_are_no_deck() -> None:
    """It is said how many are left."""
    sheet = read_sheet(csv_file("Bo,x", "Cy,x", size=11))
    with pytest.raises(DeckFileError, match="Without the rows that cannot be filed 9 are left"):
        read_csv(sheet, sheet.header, DeckAbout(), skip_bad=True)


def test_an_empty_cell_of_a_workbook_may_be_a_formula() -> None:
    """Its row, its sheet and what it may be are told."""
    sheet = read_sheet(xlsx([["name", "score"], ["Bo", None], *[["Ann", 700]] * 10], "People"))
    with pytest.raises(BadRows) as refused:
        read_csv(sheet, sheet.header, DeckAbout())
    [cell] = refused.value.cells
    assert (refused.value.sheet, refused.value.place, cell.line, cell.column) == ("People", "row", 2, "score")
    assert (
        cell.reason
        == "The score is missing. The cell is empty, or holds an error or a formula without a result."
    )


def test_a_fact_may_be_long() -> None:
    """Up to 2,000 characters; everything else on a file stays short."""
    deck = read("deck.csv", csv_file(header="name,score,fact: About", filler=f"Ann,700,{'x' * 2000}"))
    assert deck.profiles[0].record[0].text == "x" * 2000
    for filler, reason in (
        (f"Ann,700,{'x' * 2001}", "at most 2,000 characters; this one has 2,001"),
        (f"{'x' * 201},700,y", "at most 200"),
    ):
        assert reason in str(refused(csv_file(header="name,score,fact: About", filler=filler)))
