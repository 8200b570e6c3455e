#!/bin/sh
# python-calamine 0.9.1, a table that begins in B3 of a sheet: iter_rows() gives the two empty rows above it, so that
# counting rows gives their numbers, but not the empty column beside it, so that counting cells is one off.
# to_python() leaves both out, and to_python(skip_empty_area=False) gives both.
#
# Seen:
#   iter_rows(): [['', ''], ['', ''], ['name', 'score'], ['Ann', 640.0]]
#   to_python(): [['name', 'score'], ['Ann', 640.0]]
#   to_python(skip_empty_area=False): [['', '', ''], ['', '', ''], ['', 'name', 'score'], ['', 'Ann', 640.0]]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 XlsxWriter==3.3.1

"$folder/venv/bin/python" - "$folder/people.xlsx" >"$folder/seen" <<'PYTHON'
import sys

import xlsxwriter
from python_calamine import CalamineWorkbook

book = xlsxwriter.Workbook(sys.argv[1])
sheet = book.add_worksheet("People")
sheet.write_row("B3", ["name", "score"])
sheet.write_row("B4", ["Ann", 640])
book.close()
read = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_name("People")
print("iter_rows():", list(read.iter_rows()))
print("to_python():", read.to_python())
print("to_python(skip_empty_area=False):", read.to_python(skip_empty_area=False))
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
iter_rows(): [['', ''], ['', ''], ['name', 'score'], ['Ann', 640.0]]
to_python(): [['name', 'score'], ['Ann', 640.0]]
to_python(skip_empty_area=False): [['', '', ''], ['', '', ''], ['', 'name', 'score'], ['', 'Ann', 640.0]]
END
