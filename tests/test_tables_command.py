"""Tables on the command line: sheets of a workbook, rows that are left out, and workbooks that are refused."""

from pathlib import Path

from tests.authoring.workbooks import TEN, sheet_xml, xlsx, xlsx_parts, zipped

from test_cli import refused, run


def test_a_sheet_is_named_and_bad_rows_are_left_out_aloud(tmp_path: Path) -> None:
    """Sheet, row, column and reason of each are printed; without the option nothing is imported."""
    rows = [["name", "score"], ["Bo", None], *TEN[1:], ["Total", 4000]]
    (book := tmp_path / "people.xlsx").write_bytes(xlsx([["Welcome"]], "Cover", Old=TEN, New=rows))
    words = ("deck", "import", str(book), "--sheet", "New")
    whole = run(tmp_path / "game", *words)
    assert whole.returncode == 1
    assert "2 rows cannot be filed, so nothing was imported; --skip-bad leaves them out." in whole.stderr
    assert run(tmp_path / "game", "deck", "list").stdout == ""
    done = run(tmp_path / "game", *words, "--skip-bad")
    assert done.stdout == "Deck people: 10 profiles, draft.\n", done.stderr
    assert "Sheet 3 of 3: New." in done.stderr
    assert "left out: sheet New, row 2, score: The score is missing." in done.stderr
    assert "left out: sheet New, row 13, the whole row: This looks like a total" in done.stderr
    refused(
        run(tmp_path / "game", *words[:-1], "Newer"),
        'The workbook has no sheet "Newer", but "Cover", "Old", "New".',
    )


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    """It is read in a process of its own, which ends and takes nothing with it."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    book = tmp_path / "far.xlsx"
    book.write_bytes(zipped(xlsx_parts({"S": sheet_xml(TEN).replace("</sheetData>", far)})))
    refused(run(tmp_path / "game", "deck", "import", str(book)), "takes too much time or memory to read")
