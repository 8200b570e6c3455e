#!/bin/sh
# python-calamine 0.9.1 cannot open an .ods of SheetJS (npm xlsx 0.18.5): SheetJS indents its content.xml, and
# calamine takes the white space between two cells for an error, though the file is well-formed. Needs Node.js with npm.
#
# Seen:
#   its XML: [['name', 'score'], ['Ann', '640']]
#   calamine: CalamineError, Expecting 'table-cell', found text
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" xlsx@0.18.5 >/dev/null

node - <<'JAVASCRIPT'
const XLSX = require("xlsx");
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["name", "score"], ["Ann", 640]]), "People");
XLSX.writeFile(book, "people.ods");
JAVASCRIPT

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from xml.etree import ElementTree
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
content = ElementTree.fromstring(ZipFile("people.ods").read("content.xml"))
rows = [row.findall(f"{TABLE}table-cell") for row in content.iter(f"{TABLE}table-row")]
print("its XML:", [["".join(cell.itertext()).strip() for cell in row] for row in rows])
try:
    read = CalamineWorkbook.from_path("people.ods").get_sheet_by_index(0).to_python()
except CalamineError as error:
    words, _, found = str(error).partition("found '")
    read = f"CalamineError, {words}found {found[:4].lower()}"
print("calamine:", read)
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
its XML: [['name', 'score'], ['Ann', '640']]
calamine: CalamineError, Expecting 'table-cell', found text
END
