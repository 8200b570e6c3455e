"""Workbooks as tables: sheets, typed cells as texts, and what is no workbook that can be read."""

import time
from pathlib import Path

import pytest
from tests.authoring.workbooks import (
    MANIFEST,
    ODS,
    TEN,
    Xml,
    ods,
    ods_cell,
    ods_row,
    sheet_xml,
    xlsx,
    xlsx_parts,
    zipped,
)

from higherthanthou.authoring.tables import DeckFileError, archive, percents, read_sheet, shape
from higherthanthou.authoring.tables.workbook import DAY_BEFORE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
JAN_15 = 46037
"""Days of a workbook up to 15 January 2026."""


def cells_of(data: bytes) -> tuple[str, ...]:
    """The cells of the first row below the header."""
    return next(read_sheet(data).rows)[1]


def test_the_first_sheet_with_a_table_is_read_or_the_one_that_is_named() -> None:
    """Hidden sheets are none; which one was read is said where there are several."""
    data = xlsx([["Welcome"]], "Cover", Results=TEN, Other=[["a", "b"], ["x", 1]], **{".old": TEN})
    sheet = read_sheet(data)
    assert (sheet.sheet, sheet.sheets, sheet.size) == ("Results", ("Cover", "Results", "Other"), 10)
    assert sheet.notes == ("Sheet 2 of 3: Results.",)
    assert read_sheet(data, "Other").header == ("a", "b")
    for name in ("results", ".old"):
        with pytest.raises(
            DeckFileError, match=r'The workbook has no sheet .*, but "Cover", "Results", "Other"'
        ):
            read_sheet(data, name)
    assert read_sheet(xlsx()).notes == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7.0, "7"), (-3.25, "-3.25"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (1.5e15, "1500000000000000"),
        (True, "yes"), (False, "no"), ((JAN_15, 3), "2026-01-15"), ((JAN_15 + 0.5868055555, 4), "2026-01-15 14:05:00"),
        ((26.5 / 24, 5), "26:30:00"), ((26.5 / 24, 6), "26:30:00"), ((2.1208333333 / 24, 6), "2:07:15"), ((239.5 / 86400, 7), "0:03:59.5"),
        (Xml("<f>1+1</f>"), ""), (Xml("<f>1+1</f><v>2</v>"), "2"), ("  a\nb ", "  a\nb "),
    ],
)  # fmt: skip
def test_cells_become_texts(value: object, text: str) -> None:
    """One spelling for each kind; whatever the format of a duration."""
    assert cells_of(xlsx([["name", "score"], ["Ann", value], ["Bob", "x"]]))[1] == text


def test_an_error_is_an_empty_cell() -> None:
    """As a formula without a result is."""
    part = sheet_xml([["name", "score"], ["Ann", 1]]).replace('<c r="B2"><v>1', '<c r="B2" t="e"><v>#N/A')
    assert "#N/A" in part
    assert cells_of(zipped(xlsx_parts({"S": part}))) == ("Ann", "")


def test_percents_are_those_of_their_column() -> None:
    """A column with other numbers beside keeps them all as they are, so that their order holds."""
    rows = [
        ["name", "share", "mixed"],
        ["Ann", (0.07, 1), (0.07, 1)],
        ["Bob", (0.125, 2), 0.5],
        ["Cy", "n/a", 1],
    ]
    assert [cells[1:] for _, cells in read_sheet(xlsx(rows)).rows] == [
        ("7%", "0.07"),
        ("12.5%", "0.5"),
        ("n/a", "1"),
    ]


def test_days_that_begin_an_hour_before_midnight_are_days() -> None:
    """Some programs write the local midnight as it is in Greenwich; it is said. Other evenings stay."""
    rows = [
        ["name", "day", "at"],
        ["Ann", (JAN_15 - 1 / 24, 4), (JAN_15 - 1 / 24, 4)],
        ["Bob", (JAN_15 - 2 / 24, 4), (JAN_15 + 0.5, 4)],
    ]
    sheet = read_sheet(xlsx(rows))
    assert [cells for _, cells in sheet.rows] == [
        ("Ann", "2026-01-15", "2026-01-14 23:00:00"),
        ("Bob", "2026-01-15", "2026-01-15 12:00:00"),
    ]
    assert sheet.notes == (DAY_BEFORE,)


def test_rows_have_their_numbers_in_the_workbook() -> None:
    """A table may begin anywhere."""
    part = sheet_xml(
        [[None, None, "name", "score"], [None, None, "Ann", 1], [None, None, "Bob", (0.5, 1)]], first=5
    )
    assert list(read_sheet(zipped(xlsx_parts({"S": part}))).rows) == [(6, ("Ann", "1")), (7, ("Bob", "0.5"))]


def test_an_ods_is_read_as_an_xlsx_is() -> None:
    """Days before 1900, long durations, per cent; a million empty rows below are nothing."""
    head = ods_row(*[ods_cell("string", title) for title in ("name", "share", "lap", "born", "in")])
    row = ods_row(
        ods_cell("string", "Ann"),
        ods_cell("percentage", "0.07", "7%"),
        ods_cell("time", "PT26H30M00S"),
        ods_cell("date", "1812-05-03"),
        ods_cell("boolean", "true"),
    )
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    sheet = read_sheet(ods(head + row * 3 + empty))
    assert list(sheet.rows) == [(n, ("Ann", "7%", "26:30:00", "1812-05-03", "yes")) for n in (2, 3, 4)]


def test_an_old_workbook_is_read() -> None:
    """An .xls; it does not tell which numbers are shown as per cent."""
    sheet = read_sheet((Path(__file__).parent / "old.xls").read_bytes())
    assert (sheet.header, sheet.size, sheet.place) == (("name", "score", "share", "day", "time"), 10, "row")
    assert next(sheet.rows) == (2, ("Ann 0", "400", "0.07", "2026-01-15", "26:30:00"))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (xlsx()[:-40], "This workbook is damaged"),
        (xlsx().replace(b"PK\x05\x06", b"PK\x05\x07"), "This workbook is damaged"),
        (zipped({"xl/workbook.bin": b""}), r"\.xlsb cannot be read"),
        (zipped({"Index/Document.iwa": b""}), "Files of Numbers"),
        (zipped({"word/document.xml": b""}), "This is a text document"),
        (zipped({"ppt/presentation.xml": b""}), "This is a presentation"),
        (zipped({"people.csv": b"name,score"}), "This is an archive"),
        (zipped({f"{n}": b"" for n in range(2001)}), "unpacks to more"),
        (zipped({"mimetype": ODS, "META-INF/manifest.xml": MANIFEST, "content.xml": "<x/>"}), "No sheet of this workbook has a table"),
        (zipped({"mimetype": ODS, "META-INF/manifest.xml": "<manifest:encryption-data/>", "content.xml": ""}), "has a password"),
        (OLE + bytes(4096), "This workbook is damaged"),
        (OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512), "has a password"),
        (OLE + bytes(512) + "WordDocument".encode("utf-16-le") + bytes(512), "This is a text document"),
        (zipped(xlsx_parts({})), "No sheet of this workbook has a table"),
        (xlsx([["name"], ["Ann"]]), "No sheet of this workbook has a table"),
        (zipped(xlsx_parts({"S": "<worksheet><sheetData>" + "<row/>" * 1_200_000})), "unpacks to more"),
        (zipped(xlsx_parts({"S": '<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "Ann">]>' + sheet_xml(TEN).replace("Ann 1", "&a;")})), "This workbook is damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_read_is_refused(data: bytes, sentence: str) -> None:
    """In one sentence that says what to do."""
    with pytest.raises(DeckFileError, match=sentence):
        read_sheet(data)


def test_an_archive_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is what comes out of it."""
    size = 70_000
    true = zipped(xlsx_parts({"S": " " * size}))
    lie = true.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lie != true
    monkeypatch.setattr(archive, "MOST_UNPACKED", size)
    for data in (true, lie):
        with pytest.raises(DeckFileError, match=r"unpacks to more|damaged"):
            read_sheet(data)


@pytest.mark.parametrize("inside", ["<c " * 200_000, "a" * 600_000, "<a" + "b" * 600_000])
def test_odd_tags_take_no_time(inside: str) -> None:
    """The formats of cells are looked for in text that may be no XML at all."""
    part = sheet_xml([["name", "share"], ["Ann", (0.07, 1)]]).replace(
        "<sheetData>", f'<x y="{inside}<sheetData>', 1
    )
    data = zipped(xlsx_parts({"S": part}))
    begun = time.process_time()
    percents.percent_columns(data, "S")
    assert time.process_time() - begun < 1


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in any other file; the most are taken."""
    monkeypatch.setattr(shape, "MOST_PROFILES", 10)
    assert read_sheet(xlsx()).size == 10
    with pytest.raises(DeckFileError, match="which is the most a deck can have"):
        read_sheet(xlsx([*TEN, ["Bob", 1]]))
