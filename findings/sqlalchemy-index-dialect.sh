#!/bin/sh
# SQLAlchemy 2.1.9: one index with postgresql_where loads the whole dialect of PostgreSQL as soon as the table is
# described, in a program that only ever opens SQLite. sqlite_where alone does not.
#
# Seen, as modules of sqlalchemy.dialects that are loaded once the table is described:
#   no option: 0 of postgresql
#   sqlite_where: 0 of postgresql
#   postgresql_where: more than 10 of postgresql
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sqlalchemy==2.1.9

cat >"$folder/describe.py" <<'PYTHON'
import sys

from sqlalchemy import Column, Index, Integer, MetaData, Table, text

option = sys.argv[1]
options = {} if option == "no option" else {option: text("ended = 0")}
Table("runs", MetaData(), Column("ended", Integer), Index("open_runs", "ended", **options))
loaded = sum(name.startswith("sqlalchemy.dialects.postgresql.") for name in sys.modules)
print(f"{option}: {'more than 10' if loaded > 10 else loaded} of postgresql")
PYTHON

for option in "no option" sqlite_where postgresql_where; do
    "$folder/venv/bin/python" "$folder/describe.py" "$option"
done >"$folder/seen"

cat "$folder/seen"
diff - "$folder/seen" <<'END'
no option: 0 of postgresql
sqlite_where: 0 of postgresql
postgresql_where: more than 10 of postgresql
END
