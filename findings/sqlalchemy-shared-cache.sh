#!/bin/sh
# SQLAlchemy 2.1.9: engines that are given one dictionary for compiled statements (the option compiled_cache) share
# nothing. Its keys hold the dialect object, and every engine makes one of its own, also for the same URL. A copy of an
# engine by execution_options() keeps the dialect, and does share.
#
# Seen, as statements in the dictionary after the same SELECT on each, and how often one was compiled:
#   two engines of one URL: 2 in the dictionary, compiled 2 times
#   an engine and its copy: 1 in the dictionary, compiled 1 times
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sqlalchemy==2.1.9

cat >"$folder/share.py" <<'PYTHON'
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, select
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

compiled = []
visit = SQLiteCompiler.visit_select
SQLiteCompiler.visit_select = lambda *words, **options: compiled.append(1) or visit(*words, **options)
runs = Table("runs", MetaData(), Column("turn", Integer))


def ask(what, *engines):
    kept = {}
    compiled.clear()
    for engine in engines:
        with engine.connect().execution_options(compiled_cache=kept) as connection:
            connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS runs (turn INTEGER)")
            connection.execute(select(runs.c.turn).where(runs.c.turn == 1)).all()
    print(f"{what}: {len(kept)} in the dictionary, compiled {len(compiled)} times")


first = create_engine("sqlite://")
ask("two engines of one URL", first, create_engine("sqlite://"))
ask("an engine and its copy", first, first.execution_options(isolation_level="AUTOCOMMIT"))
PYTHON

"$folder/venv/bin/python" "$folder/share.py" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'END'
two engines of one URL: 2 in the dictionary, compiled 2 times
an engine and its copy: 1 in the dictionary, compiled 1 times
END
