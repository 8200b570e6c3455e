"""How long the upgrade of a large database takes, and what disk it needs meanwhile.

    python tests/bench/upgrade.py [--guesses 1000000] [--before 0010] [--postgresql]

Makes a database of an older schema with so many guesses, five in each run, four runs for each player, ten files met
by each, then brings it to the schema of now. Every row has to be there after it.
"""

import argparse
import atexit
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

from sqlalchemy import MetaData, func, insert, select
from sqlalchemy.engine import URL, Connection

from higherthanthou.store.engine import schema
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.tables import new_player_id, new_run_id

sys.path.insert(0, str(Path(__file__).parent.parent))
from databases import Postgres

NOW = 1_790_000_000_000
EACH = 5
COUNTED = ("players", "sessions", "runs", "guesses", "sightings", "day_entries")
AT_ONCE = 5000


def fill(connection: Connection, guesses: int) -> None:
    """Rows as the schema that is there has them."""
    there, rng = MetaData(), Random(1)
    there.reflect(connection)
    runs = [new_run_id() for _ in range(guesses // EACH)]
    players = [new_player_id() for _ in range(len(runs) // 4 + 1)]
    whose = {run: rng.choice(players) for run in runs}

    def add(table: str, rows: Iterable[dict[str, Any]]) -> None:
        waiting = iter(rows)
        while some := list(islice(waiting, AT_ONCE)):
            connection.execute(insert(there.tables[table]), some)

    off = {"edited": False, "unit_first": False, "less_is_better": False, "unlisted": False}
    deck = {"id": 1, "slug": "d", "title": "D", "theme": "own", "noun": "citizen", "label": "score", "unit": "", "low": 350,
            "high": 950, "version": 1, "state": "published", "size": 0, "created_at": NOW, "revision": 0, "labels": "[]",
            "kind": "number", "decimals": 0, "comparison": "higher"}  # fmt: skip
    add("decks", [{name: value for name, value in (deck | off).items() if name in there.tables["decks"].c}])
    add("players", (
        {"id": player, "alias": f"Player {n}", "alias_key": f"player{n}", "own_score": 640, "provisional": False,
         "answers": "{}", "created_at": NOW, "on_wall": False}
        for n, player in enumerate(players)
    ))  # fmt: skip
    add("sessions", ({"token_hash": f"{p:064x}", "player_id": p, "created_at": NOW} for p in players))
    add("sightings", ({"player_id": player, "profile_id": n} for player in players for n in range(10)))
    add("runs", (
        {"id": run, "player_id": whose[run], "deck_id": 1, "deck_version": 1, "mode": "streak", "own_score": 640,
         "anchor": 640, "turn": EACH, "streak": EACH, "value": EACH, "open": False, "ranked": True, "profile_id": 1,
         "file_score": 600, "dealt_at": NOW, "started_at": NOW + n, "ended_at": NOW + n}
        for n, run in enumerate(runs)
    ))  # fmt: skip
    add("guesses", (
        {"run_id": run, "turn": turn, "profile_id": rng.getrandbits(60), "name": "Marguerite Vandamme",
         "guess": "higher", "score": 700, "anchor": 640, "right": True, "stake": 0, "gain": 1, "dealt_at": NOW,
         "decided_at": NOW}
        for run in runs for turn in range(1, EACH + 1)
    ))  # fmt: skip
    add("day_entries", (
        {"player_id": whose[run], "deck_id": 1, "day": n, "run_id": run} for n, run in enumerate(runs[: len(runs) // 10])
    ))  # fmt: skip


def counted(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    there = MetaData()
    there.reflect(connection, only=COUNTED)
    return {
        name: connection.execute(select(func.count()).select_from(there.tables[name])).scalar_one()
        for name in COUNTED
    }


class Disk:
    """How much disk a folder takes, and the most that it took since."""

    def __init__(self, folder: Path) -> None:
        """Look at it now, and ten times a second."""
        self._folder, self._over = folder, Event()
        self.before = self.most = self._size()
        Thread(target=self._watch, daemon=True).start()

    def _size(self) -> int:
        return sum(map(_size_of, self._folder.rglob("*")))

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            self.most = max(self.most, self._size())

    def stop(self) -> int:
        """Look no more; return what it takes now."""
        self._over.set()
        return self._size()


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:  # it went meanwhile
        return 0


def where(postgresql: bool) -> Iterator[tuple[URL, Path]]:
    """A database, and the folder that has its files."""
    if postgresql:
        server = Postgres()
        yield server.create(), Path(server.folder)
        server.stop()
        return
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    yield database_url(f"sqlite:///{folder}/game.db", folder), folder


def main() -> None:
    """Print the times and sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guesses", type=int, default=1_000_000)
    parser.add_argument("--before", default="0010", choices=[r for r in schema.REVISIONS if r > "0006"])
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    for url, folder in where(options.postgresql):
        head, schema.HEAD = schema.HEAD, options.before
        older = Database(url)
        older.upgrade()
        older.write_now(lambda connection: fill(connection, options.guesses))
        rows = older.read_now(counted)
        older.close()
        schema.HEAD, disk = head, Disk(folder)
        database = Database(url)
        began, worked = time.perf_counter(), time.process_time()
        database.upgrade()
        took, worked = time.perf_counter() - began, time.process_time() - worked
        after = disk.stop()
        if database.read_now(counted) != rows or database.read_now(database.backend.integrity_problems):
            raise SystemExit("rows were lost")
        database.close()
        print(" ".join(f"{count:,} {name}" for name, count in rows.items()))
        print(
            f"{options.before} to {head}: {took:.1f} s, {worked:.1f} s of them of this process's processor time"
        )
        print(f"MB on disk: {disk.before >> 20} before, {disk.most >> 20} at most, {after >> 20} after")


if __name__ == "__main__":
    main()
