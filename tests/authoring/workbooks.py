"""Tiny workbooks, written part by part so that each can be odd in just one way."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

TEN = [["name", "score"], *[[f"Ann {n}", 400 + n] for n in range(10)]]
"""The smallest table that is a deck."""

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
FORMATS = ("", "0%", "0.0%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "[h]:mm:ss", "h:mm", "mm:ss.0")
"""The formats of cells; a styled cell is (value, place in here)."""


def letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


class Xml(str):
    """What stands within a cell, as it is."""


def cell(value: object, place: str) -> str:
    """A cell of a sheet in .xlsx: a text, a number, a truth, or XML."""
    style = ""
    if isinstance(value, tuple):
        value, form = value
        style = f' s="{form}"'
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, Xml):
        return f'<c r="{place}"{style}>{value}</c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{place}"{style}><v>{value}</v></c>'


def sheet_xml(rows: Sequence[Sequence[object]], first: int = 1) -> str:
    """The sheet of these rows; None leaves a cell out."""
    lines = []
    for number, values in enumerate(rows, first):
        cells = (cell(v, f"{letters(n)}{number}") for n, v in enumerate(values) if v is not None)
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def xlsx_parts(sheets: Mapping[str, str]) -> dict[str, str]:
    """The parts of a workbook of sheets by their names; one whose name begins with a dot is hidden."""
    formats = "".join(
        f'<numFmt numFmtId="{163 + n}" formatCode={quoteattr(form)}/>' for n, form in enumerate(FORMATS) if n
    )
    xfs = "".join(f'<xf numFmtId="{163 + n if n else 0}"/>' for n in range(len(FORMATS)))
    entries, links, parts = [], [], {}
    for number, (name, xml) in enumerate(sheets.items(), 1):
        hidden = ' state="hidden"' if name.startswith(".") else ""
        entries.append(f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"{hidden}/>')
        links.append(
            f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    links.append(f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/>')
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{"".join(entries)}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{"".join(links)}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(FORMATS) - 1}">{formats}</numFmts><cellXfs count="{len(FORMATS)}">{xfs}</cellXfs></styleSheet>',
        **parts,
    }


def xlsx(
    rows: Sequence[Sequence[object]] = TEN, name: str = "Results", **others: Sequence[Sequence[object]]
) -> bytes:
    """A workbook in .xlsx of one sheet or more."""
    return zipped(
        xlsx_parts({name: sheet_xml(rows)} | {key: sheet_xml(each) for key, each in others.items()})
    )


def ods(rows: str, name: str = "Results", more: str = "") -> bytes:
    """A workbook in .ods whose sheet has these rows, as XML."""
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    table = f'<table:table table:name="{name}">{rows}</table:table>{more}'
    content = f"<office:document-content {names}><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    return zipped({"mimetype": ODS, "META-INF/manifest.xml": MANIFEST, "content.xml": content})


def ods_row(*cells: str) -> str:
    """A row of such a sheet."""
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def ods_cell(kind: str, value: str, shown: str = "") -> str:
    """A cell of a type of OpenDocument, with its value and the text that is seen."""
    key = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    told = "" if kind == "string" else f' office:{key}="{value}"'
    return f'<table:table-cell office:value-type="{kind}"{told}><text:p>{escape(shown or value)}</text:p></table:table-cell>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of these parts."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()
