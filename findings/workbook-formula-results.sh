#!/bin/sh
# The same formula, =6*7, as three writers leave it for a program that reads results and computes none, here
# python-calamine 0.9.1: openpyxl 3.1.5 stores no result, which is read as an empty text; XlsxWriter 3.3.1 stores the
# number 0, which cannot be told from a true 0; exceljs 4.4.0 stores none. Only a spreadsheet that opens and saves the
# file puts 42 there. Needs Node.js with npm.
#
# Seen:
#   openpyxl: ''
#   XlsxWriter: 0.0
#   exceljs: ''
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 XlsxWriter==3.3.1 openpyxl==3.1.5
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" exceljs@4.4.0 >/dev/null 2>&1

node - <<'JAVASCRIPT'
const { Workbook } = require("exceljs");
const book = new Workbook();
book.addWorksheet("Sums").getCell("A1").value = { formula: "6*7" };
book.xlsx.writeFile("exceljs.xlsx");
JAVASCRIPT

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
book.active["A1"] = "=6*7"
book.save("openpyxl.xlsx")
other = xlsxwriter.Workbook("XlsxWriter.xlsx")
other.add_worksheet("Sums").write_formula("A1", "=6*7")
other.close()
for writer in ("openpyxl", "XlsxWriter", "exceljs"):
    [rows] = list(CalamineWorkbook.from_path(f"{writer}.xlsx").get_sheet_by_index(0).iter_rows()) or [[""]]
    print(f"{writer}: {rows[0]!r}")
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
openpyxl: ''
XlsxWriter: 0.0
exceljs: ''
END
