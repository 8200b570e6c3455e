#!/bin/sh
# python-calamine 0.9.1 reading an .xlsb that SheetJS (npm xlsx 0.18.5) wrote: only the first cell of each row is
# there, and no error tells. SheetJS writes every further cell of a row as a record of the short kind, which leaves
# the column out; Excel never does, and calamine passes those records over. The same table as .xlsx and .xls is read
# whole. Needs Node.js with npm.
#
# Seen:
#   xlsx [['name', 'score', 'age'], ['Ann', 640.0, 31.0]]
#   xls [['name', 'score', 'age'], ['Ann', 640.0, 31.0]]
#   xlsb [['name'], ['Ann']]
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
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["name", "score", "age"], ["Ann", 640, 31]]), "People");
for (const kind of ["xlsx", "xls", "xlsb"]) XLSX.writeFile(book, "people." + kind);
JAVASCRIPT

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from python_calamine import CalamineWorkbook

for kind in ("xlsx", "xls", "xlsb"):
    print(kind, CalamineWorkbook.from_path(f"people.{kind}").get_sheet_by_name("People").to_python())
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
xlsx [['name', 'score', 'age'], ['Ann', 640.0, 31.0]]
xls [['name', 'score', 'age'], ['Ann', 640.0, 31.0]]
xlsb [['name'], ['Ann']]
END
