#!/bin/sh
# SQLAlchemy 2.1.0: make_url drops an option of a database URL that has no value, and says nothing. With
# "?sslmode=" (a variable of a compose file that was not set, say) the driver is never told about sslmode, and falls
# back to its default, where libpq given the same URL refuses it as a wrong value.
#
# Seen:
#   make_url("postgresql://127.0.0.1/game?sslmode=require"): {'sslmode': 'require'}
#   make_url("postgresql://127.0.0.1/game?sslmode="): {}
#   libpq on "postgresql://127.0.0.1/game?sslmode=": invalid sslmode value: ""
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sqlalchemy==2.1.0 "psycopg[binary]==3.3.9"

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import psycopg
from sqlalchemy.engine import make_url

for url in ("postgresql://127.0.0.1/game?sslmode=require", "postgresql://127.0.0.1/game?sslmode="):
    print(f'make_url("{url}"): {dict(make_url(url).query)}')
try:
    psycopg.connect(url)
except psycopg.OperationalError as error:
    print(f'libpq on "{url}": {str(error).removeprefix("connection is bad: ")}')
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
make_url("postgresql://127.0.0.1/game?sslmode=require"): {'sslmode': 'require'}
make_url("postgresql://127.0.0.1/game?sslmode="): {}
libpq on "postgresql://127.0.0.1/game?sslmode=": invalid sslmode value: ""
END
