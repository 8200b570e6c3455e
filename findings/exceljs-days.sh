#!/bin/sh
# exceljs 4.4.0 stores a Date as it is in Greenwich. In Brussels new Date(2026, 0, 15), midnight of 15 January, becomes
# 14 January, 23:00, and new Date(2026, 6, 15), in summer, 14 July, 22:00: every reader of the workbook is a day
# behind. SheetJS (npm xlsx 0.18.5) stores the local day. Read by python-calamine 0.9.1. Needs Node.js with npm.
#
# Seen:
#   exceljs: 2026-01-14 23:00:00, 2026-07-14 22:00:00
#   SheetJS: 2026-01-15, 2026-07-15
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" exceljs@4.4.0 xlsx@0.18.5 >/dev/null 2>&1

TZ=Europe/Brussels node - <<'JAVASCRIPT'
const { Workbook } = require("exceljs");
const XLSX = require("xlsx");
const days = [[new Date(2026, 0, 15), new Date(2026, 6, 15)]];
const book = new Workbook();
book.addWorksheet("Days").addRows(days);
book.xlsx.writeFile("exceljs.xlsx");
const other = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(other, XLSX.utils.aoa_to_sheet(days, { cellDates: true }), "Days");
XLSX.writeFile(other, "SheetJS.xlsx");
JAVASCRIPT

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from datetime import datetime, timedelta

from python_calamine import CalamineWorkbook


def shown(value):
    if isinstance(value, datetime):
        value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    return str(value)


for writer in ("exceljs", "SheetJS"):
    [days] = CalamineWorkbook.from_path(f"{writer}.xlsx").get_sheet_by_index(0).to_python()
    print(f"{writer}: {', '.join(map(shown, days))}")
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
exceljs: 2026-01-14 23:00:00, 2026-07-14 22:00:00
SheetJS: 2026-01-15, 2026-07-15
END
