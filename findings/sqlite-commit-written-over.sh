#!/bin/sh
# SQLite 3.53.4 (pysqlite3 0.6.1) in WAL mode: a process that is killed in a commit may have written it to the log, with
# the mark that it is one, and not yet told the shared memory. If no other process has the database open, whoever opens
# it next reads the log, so that the commit is there. If one has, the log is not read: the commit is not there, and the
# next one is written over it. Who copies the log by reading the file, as Litestream does, may have copied what never was.
#
# Seen, after killing a process that commits again and again, until there is a commit in the log that nobody was told of:
#   another process has the database open: the commit is not there, and is written over
#   nobody has it open: the commit is there
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pysqlite3==0.6.1

"$folder/venv/bin/python" - "$folder" >"$folder/seen" <<'PYTHON'
import random
import struct
import subprocess
import sys
import time
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

WRITER = """
import sys
from pysqlite3 import dbapi2 as sqlite3
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA synchronous = FULL")
print("begun", flush=True)
while True:
    db.execute("INSERT INTO t (x) VALUES (randomblob(2000))")
"""


def in_log(path: Path) -> int:
    """The last frame of the log that ends a commit, by the file alone; its page is as long as ours."""
    log = Path(f"{path}-wal").read_bytes()
    page, salts = struct.unpack(">I", log[8:12])[0], log[16:24]
    last = number = 0
    for place in range(32, len(log) - page - 23, page + 24):
        if log[place + 8 : place + 16] != salts:
            break
        number += 1
        if struct.unpack(">I", log[place + 4 : place + 8])[0]:
            last = number
    return last


def told(path: Path) -> int:
    """The last frame by the shared memory."""
    return int(struct.unpack("=I", Path(f"{path}-shm").read_bytes()[16:20])[0])


def killed(path: Path) -> sqlite3.Connection:
    """A database whose writer was killed between the two, and a connection that has it open."""
    for _ in range(500):
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x)")
        writer = subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE)
        writer.stdout.readline()
        time.sleep(random.uniform(0.005, 0.03))
        writer.kill()
        writer.wait()
        if in_log(path) > told(path):
            return other
        other.close()
    raise SystemExit("no kill came at the right moment")


path = Path(sys.argv[1]) / "game.db"
other = killed(path)
copied, frames = Path(f"{path}-wal").read_bytes(), told(path)
count = "SELECT count(*) FROM t"
before = other.execute(count).fetchone()[0]
next_one = sqlite3.connect(path, isolation_level=None)
there = next_one.execute(count).fetchone()[0] > before
next_one.execute("INSERT INTO t (x) VALUES (randomblob(2000))")
place = 32 + frames * (struct.unpack(">I", copied[8:12])[0] + 24)
over = Path(f"{path}-wal").read_bytes()[place : place + 4120] != copied[place : place + 4120]
print(
    f"another process has the database open: the commit is {'there' if there else 'not there'}"
    f"{', and is written over' if over else ''}"
)
next_one.close()
other.close()

other = killed(path)
before = other.execute(count).fetchone()[0]
elsewhere = path.parent / "copy.db"
for end in ("", "-wal"):  # closing the last connection would remove the log
    Path(f"{elsewhere}{end}").write_bytes(Path(f"{path}{end}").read_bytes())
other.close()
there = sqlite3.connect(elsewhere).execute(count).fetchone()[0] > before
print(f"nobody has it open: the commit is {'there' if there else 'not there'}")
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
another process has the database open: the commit is not there, and is written over
nobody has it open: the commit is there
END
