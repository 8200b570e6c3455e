#!/bin/sh
# python-calamine 0.9.1 reading a workbook of XlsxWriter 3.3.1: what a duration becomes depends on the format of its
# cell. [h]:mm:ss and [m]:ss.0 give a timedelta, mm:ss.0 a time, and h:mm a datetime of the year 1900 once it is
# longer than a day. There 26.5 hours are 1900-01-01 02:30: the time of day alone loses a day, and subtracting
# 1899-12-30, the epoch that is right for every date of today, gives 50.5 hours.
#
# Seen:
#   26:30:00 as [h]:mm:ss: timedelta 1 day, 2:30:00
#   26:30:00 as h:mm: datetime 1900-01-01 02:30:00
#   00:03:59.5 as mm:ss.0: time 00:03:59.500000
#   00:03:59.5 as [m]:ss.0: timedelta 0:03:59.500000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 XlsxWriter==3.3.1

"$folder/venv/bin/python" - "$folder/laps.xlsx" >"$folder/seen" <<'PYTHON'
import sys
from datetime import timedelta

import xlsxwriter
from python_calamine import CalamineWorkbook

CELLS = [
    ("26:30:00", timedelta(hours=26, minutes=30), "[h]:mm:ss"),
    ("26:30:00", timedelta(hours=26, minutes=30), "h:mm"),
    ("00:03:59.5", timedelta(minutes=3, seconds=59.5), "mm:ss.0"),
    ("00:03:59.5", timedelta(minutes=3, seconds=59.5), "[m]:ss.0"),
]
book = xlsxwriter.Workbook(sys.argv[1])
sheet = book.add_worksheet("Laps")
for row, (_, value, form) in enumerate(CELLS):
    sheet.write_datetime(row, 0, value, book.add_format({"num_format": form}))
book.close()
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_name("Laps").to_python()
for (text, _, form), [read] in zip(CELLS, rows, strict=True):
    print(f"{text} as {form}: {type(read).__name__} {read}")
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
26:30:00 as [h]:mm:ss: timedelta 1 day, 2:30:00
26:30:00 as h:mm: datetime 1900-01-01 02:30:00
00:03:59.5 as mm:ss.0: time 00:03:59.500000
00:03:59.5 as [m]:ss.0: timedelta 0:03:59.500000
END
