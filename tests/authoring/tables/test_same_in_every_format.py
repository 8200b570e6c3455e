"""A table says the same in every format in which it can be written."""

import csv
import json
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.authoring.workbooks import ods, ods_cell, ods_row, xlsx

from higherthanthou.authoring.tables import read_sheet

HEADER = ("name", "how many", "note, or; none")
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"), exclude_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=12)  # fmt: skip
ROWS = st.lists(
    st.tuples(TEXT.map("x{}".format), st.integers(0, 10**9).map(str), TEXT), min_size=2, max_size=12
)
Row = tuple[str, ...]


def delimited(rows: list[Row], delimiter: str, encoding: str) -> bytes:
    """As a spreadsheet saves it."""
    file = StringIO()
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC).writerows([HEADER, *rows])
    return file.getvalue().encode(encoding)


def as_objects(rows: list[Row]) -> list[dict[str, str]]:
    """As a program hands rows on."""
    return [dict(zip(HEADER, row, strict=True)) for row in rows]


def markdown(rows: list[Row]) -> bytes:
    """With pipes escaped."""
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in [HEADER, *rows]]
    return "\n".join(f"| {line} |" for line in (lines[0], " | ".join(["---"] * 3), *lines[1:])).encode()


def open_document(rows: list[Row]) -> bytes:
    """With every cell a text."""
    return ods("".join(ods_row(*[ods_cell("string", cell) for cell in row]) for row in [HEADER, *rows]))


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_a_table_is_the_same_in_every_format(rows: list[Row]) -> None:
    """Header and cells, whatever delimiter and encoding, as workbook, JSON or Markdown."""
    objects = as_objects(rows)
    written = {
        **{f"{d!r} {e}": delimited(rows, d, e) for d in ",;\t|" for e in ("utf-8", "utf-16", "utf-8-sig")},
        "xlsx": xlsx([HEADER, *rows]),
        "ods": open_document(rows),
        "list": json.dumps(objects).encode(),
        "lines": "\n".join(map(json.dumps, objects)).encode(),
        "wrapped": json.dumps({"of": "x", "rows": objects}, ensure_ascii=False).encode("utf-16"),
    }
    if not any("\\" in cell for row in rows for cell in row):
        written["markdown"] = markdown(rows)
    for name, data in written.items():
        sheet = read_sheet(data)
        assert (name, sheet.header) == (name, HEADER)
        assert (name, [cells for _, cells in sheet.rows]) == (name, rows)
