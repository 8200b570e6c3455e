"""Text files as tables: delimiters, encodings, the lines that programs write above, and Markdown."""

import time

import pytest

from higherthanthou.authoring.tables import DeckFileError, Sheet, read_sheet
from higherthanthou.authoring.tables.encoding import READ_AS_FALLBACK

ROWS = [("Ann, the first", "3,5", "x|y"), ("Bob", "4,25", "a;b"), ("Cy", "5", "z")]


def read(text: str, encoding: str = "utf-8") -> Sheet:
    """The table of a text."""
    return read_sheet(text.encode(encoding))


def quoted(cells: tuple[str, ...], delimiter: str) -> str:
    """A line with every cell in quotation marks that has the delimiter."""
    return delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in cells)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found(delimiter: str) -> None:
    """Whatever the others do inside of cells."""
    lines = [quoted(cells, delimiter) for cells in [("name", "score", "note"), *ROWS]]
    sheet = read("\n".join(lines))
    assert sheet.header == ("name", "score", "note")
    assert list(sheet.rows) == list(enumerate(ROWS, 2))


def test_commas_between_digits_are_decimals() -> None:
    """A semicolon file of decimals has as many commas as semicolons."""
    sheet = read("x;1,5;2,5\ny;3,5;4,5\nz;5,5;6,5")
    assert next(sheet.rows) == (1, ("x", "1,5", "2,5"))


@pytest.mark.parametrize("mark", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_first_line_of_excel_is_no_row(mark: str) -> None:
    """It names the delimiter, even where another would fit better; lines are counted with it."""
    sheet = read(f"{mark}\r\nname;a,b,c\r\nAnn;1,2,3\r\nBob;4,5,6\r\n")
    assert (sheet.header, next(sheet.rows)) == (("name", "a,b,c"), (3, ("Ann", "1,2,3")))


def test_windows_1252_is_said_aloud() -> None:
    """It is the one fallback; UTF-16 needs none."""
    text = "name;score\nJosé;400\nZoë – “Z”;500\n€uro;600"
    sheet = read(text, "cp1252")
    assert sheet.notes == (READ_AS_FALLBACK,)
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert list(read(text, encoding).rows) == list(sheet.rows)
        assert read(text, encoding).notes == ()


def test_a_fault_in_utf_8_is_no_windows_1252() -> None:
    """Letters that were UTF-8 before the fault would all come out wrong."""
    with pytest.raises(DeckFileError, match="Line 3 is not UTF-8 text"):
        read_sheet("name,score\nJosé,400\n".encode() + b"Jos\xe9,500")


def test_anki_says_what_it_exports() -> None:
    """The lines with a number sign name separator and columns; without names the first row is a row."""
    named = "#separator:Semicolon\n#html:true\n#columns:Front;Back;Tags\nAnn;400;x\nBob;500;y"
    assert (read(named).header, next(read(named).rows)) == (
        ("Front", "Back", "Tags"),
        (4, ("Ann", "400", "x")),
    )
    bare = read("#separator:tab\n#html:false\n#tags column:3\nAnn\tBelgium\tx\nBob\tPeru\ty")
    assert (bare.header, bare.size) == (("A", "B", "Tags"), 2)


def test_markdown_is_a_table() -> None:
    """With prose around it, pipes inside of cells, and with or without pipes at the ends of lines."""
    text = "# People\n\nAll of them.\n\n| name | score |\n|:-----|------:|\n| Ann \\| B | 1 |\n| Bob |  |\n\nThat is | all."
    sheet = read(text)
    assert sheet.header == ("name", "score")
    assert list(sheet.rows) == [(7, ("Ann | B", "1")), (8, ("Bob", ""))]
    assert sheet.notes == ("4 lines above the table were left out.",)
    assert list(read("name | score\n--- | ---\nAnn | 1\nBob | 2").rows) == [
        (3, ("Ann", "1")),
        (4, ("Bob", "2")),
    ]


def test_quotation_marks_in_a_file_with_tabs_are_text() -> None:
    """Where they do not go round whole cells; where they do, a cell may hold line ends."""
    sheet = read('name\tscore\n"Weird Al" Yankovic\t1\n12" single\t2')
    assert [cells[0] for _, cells in sheet.rows] == ['"Weird Al" Yankovic', '12" single']
    assert next(read('name\tscore\n"Ann\nB"\t1\nBob\t2').rows) == (2, ("Ann\nB", "1"))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"\n<!DOCTYPE html><table>", "This is a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "This is a web page or XML"),
        (b"{\\rtf1 name}", "This is a text document"),
        (b"\x1f\x8b\x08\x00", "This is an archive"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "This file is no text"),
        (b"name,score\nAnn,\x00\x01\xff", "Line 2 is not UTF-8 text"),
    ],
)
def test_what_is_no_table_is_said_to_be_what_it_is(data: bytes, sentence: str) -> None:
    """By its first bytes."""
    with pytest.raises(DeckFileError, match=sentence):
        read_sheet(data)


@pytest.mark.parametrize(
    "line", [" " * 99_000 + "x", "-" * 99_000, "|" + " -" * 40_000 + "x", "#" + "a" * 99_000]
)
def test_a_long_line_takes_no_time(line: str) -> None:
    """Whatever is looked for in it."""
    begun = time.process_time()
    read_sheet(f"a|b\n{line}\n".encode() * 20 + b"name,score\nAnn,400\n")
    assert time.process_time() - begun < 1


def test_only_a_workbook_has_sheets() -> None:
    """To name one of another file is a mistake that is told."""
    with pytest.raises(DeckFileError, match="Only a workbook has sheets"):
        read_sheet(b"name,score\nAnn,400", "Results")
