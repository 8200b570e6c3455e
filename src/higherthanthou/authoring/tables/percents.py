"""Which columns of a workbook show their numbers as per cent; the reader gives numbers without formats.

The first rows tell, as text: nothing is built of them, so that no part can be too much. Where a workbook is
written in another way than usual, no column is found, and its numbers stay 0.07.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from zipfile import ZipFile

PROBED = 512 * 1024
"""Bytes of a sheet that are looked at."""
LONGEST_PART = 4 * 1024**2
_USUAL_PERCENTS = ("9", "10")
"""Formats of xlsx that every workbook has: 0% and 0.00%."""

_TAG = r"<(?:\w{1,20}:)?"
"""The beginning of a tag, with any prefix. Tags are short: a search without end could take hours."""
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_SHEET, _LINK = re.compile(_TAG + r"sheet\b[^<>]{0,999}>"), re.compile(_TAG + r"Relationship\b[^<>]{0,999}>")
_FORMAT, _XF = re.compile(_TAG + r"numFmt\b[^<>]{0,999}>"), re.compile(_TAG + r"xf\b[^<>]{0,999}>")
_CELL = re.compile(_TAG + r"c\b[^<>]{0,999}[^<>/]>")
_PLACE = re.compile(r"([A-Z]{1,3})[0-9]+")
_ODS_TABLE = re.compile(r"<table:table\b[^<>]{0,999}>")
_ODS_TAG = re.compile(r"<table:(table-row|(?:covered-)?table-cell)\b([^<>]{0,999})>")

Found = Iterator[tuple[int, bool]]
"""Columns of cells with numbers, counted from 0, and whether each is shown as per cent."""


def percent_columns(data: bytes, sheet: str) -> set[int]:
    """The columns of a sheet of a workbook, counted from 0, of which all numbers are shown as per cent."""
    if not data.startswith(b"PK"):
        return set()
    with ZipFile(BytesIO(data)) as archive:
        ods = "content.xml" in archive.namelist()
        found = list(_of_ods(archive, sheet) if ods else _of_xlsx(archive, sheet))
    numbers = Counter(column for column, _ in found)
    percents = Counter(column for column, percent in found if percent)
    return {column for column, count in percents.items() if count == numbers[column]}


def _part(archive: ZipFile, name: str, most: int = LONGEST_PART) -> str:
    """The beginning of a part as text; empty if there is none."""
    if name not in archive.namelist():
        return ""
    with archive.open(name) as part:
        return part.read(most).decode("utf-8", "replace")


def _attributes(tag: str) -> dict[str, str]:
    """Those of a tag, called as after a colon: r:id is id."""
    return {key.rpartition(":")[2]: unescape(value) for key, value in _ATTRIBUTE.findall(tag)}


def _of_xlsx(archive: ZipFile, sheet: str) -> Found:
    percents = _percent_styles(_part(archive, "xl/styles.xml"))
    if not percents:
        return
    for tag in _CELL.findall(_part(archive, _part_of_sheet(archive, sheet), PROBED)):
        cell = _attributes(tag)
        place = _PLACE.fullmatch(cell.get("r", ""))
        if place and cell.get("t", "n") == "n":
            yield _column(place[1]), cell.get("s") in percents


def _part_of_sheet(archive: ZipFile, sheet: str) -> str:
    sheets = map(_attributes, _SHEET.findall(_part(archive, "xl/workbook.xml")))
    key = next((each.get("id") for each in sheets if each.get("name") == sheet), None)
    links = map(_attributes, _LINK.findall(_part(archive, "xl/_rels/workbook.xml.rels")))
    target = next((link.get("Target", "") for link in links if link.get("Id") == key), "")
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _percent_styles(styles: str) -> set[str]:
    """The numbers of the cell styles that show per cent."""
    formats = map(_attributes, _FORMAT.findall(styles))
    own = {each.get("numFmtId") for each in formats if "%" in each.get("formatCode", "")}
    _, _, used = styles.partition("cellXfs")
    xfs = map(_attributes, _XF.findall(used.partition("cellXfs")[0]))
    known = own | set(_USUAL_PERCENTS)
    return {str(n) for n, xf in enumerate(xfs) if xf.get("numFmtId") in known}


def _column(letters: str) -> int:
    place = 0
    for each in letters:
        place = place * 26 + ord(each) - ord("A") + 1
    return place - 1


def _of_ods(archive: ZipFile, sheet: str) -> Found:
    content = _part(archive, "content.xml", LONGEST_PART)
    tables = _ODS_TABLE.finditer(content)
    begin = next((each.end() for each in tables if _attributes(each[0]).get("name") == sheet), len(content))
    column = 0
    for tag, inside in _ODS_TAG.findall(content[begin : begin + PROBED].partition("</table:table>")[0]):
        cell = _attributes(inside)
        if tag == "table-row":
            column = 0
            continue
        if (kind := cell.get("value-type")) in ("percentage", "float", "currency"):
            yield column, kind == "percentage"
        repeated = cell.get("number-columns-repeated", "1")
        column += int(repeated[:6]) if repeated.isdecimal() else 1
