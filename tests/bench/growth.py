"""How much slower a game gets that has grown: decks of a thousand to a million files, boards of up to ten million runs.

    python tests/bench/growth.py [--profiles 1000 100000 1000000] [--runs 10000 1000000 10000000] [--requests 400] [--veteran 100000] [--postgresql]

Scratch SQLite databases are filled by plain inserts; with --postgresql each is then restored into a database there,
as a host would move a game. They are served side by side; one player at a time asks each of
them in turn for the same pages over real connections. Printed are for each size the median and the 99th percentile
in milliseconds, and their ratios to those of the smallest. A player with 100,000 guesses asks as well. The limits
are in force: each newcomer has an address, and a veteran who is quicker than anybody may open many runs.
"""

import argparse
import os
import shutil
import signal
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parent.parent))
import psycopg
from guess import free_port
from sqlalchemy import insert
from sqlalchemy.engine import URL

from databases import Postgres, setting
from higherthanthou.making.seeding import GenerateOptions, generate_deck
from higherthanthou.settings import Settings
from higherthanthou.storage import open_database
from higherthanthou.store.boards.boards import PERIODS, board_name
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players.sessions import hash_token
from higherthanthou.store.tables import new_player_id, new_run_id, sessions
from higherthanthou.store.upkeep.backup import restore
from interpreters import Interpreter, start_python
from live import GAME
from posts import Wire, address_of, run

HERE = Path(__file__).parent
SECRET = "x" * 32
BATCH = 20_000
DAY = 86_400_000
LOG = (
    "INSERT INTO guesses (player_id, run_id, turn, profile_id, name, guess, score, anchor, right, stake, gain, "
    "dealt_at, decided_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


def scratch(folder: Path, profiles: int, runs: int, veteran: int) -> None:
    """A database with a deck of that many files and boards of that many runs, each of a player of its own."""
    database = open_database(Settings(data_dir=folder))
    first = min(1000, profiles)
    generate_deck(database, GenerateOptions("citizens", size=first, seed=1, publish=True))
    database.close()
    connection = sqlite3.connect(folder / "higherthanthou.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA cache_size=-500000")
    (deck,) = connection.execute("SELECT id FROM decks").fetchone()
    _more_profiles(connection, profiles - first)
    connection.execute("UPDATE decks SET size = ?", (profiles,))
    _boards(connection, deck, runs)
    _veteran(connection, deck, veteran)
    connection.execute("PRAGMA optimize")
    connection.close()


def _more_profiles(connection: sqlite3.Connection, more: int) -> None:
    names = [row[1] for row in connection.execute("PRAGMA table_info(profiles)")]
    copied = ", ".join(
        {
            "id": "abs(random()) / 4 + 1",
            "portrait": "hex(randomblob(11))",
            "person": "hex(randomblob(8))",
            "score": "max(350, min(950, score + abs(random()) % 41 - 20))",
        }.get(name, name)
        for name in names
    )
    columns = ", ".join(names)
    while more > 0:
        some = min(more, BATCH)
        connection.execute("BEGIN")
        connection.execute(
            f"INSERT INTO profiles ({columns}) SELECT {copied} FROM (SELECT * FROM profiles LIMIT 1000), (SELECT value FROM json_each('[{','.join('0' * (some // 1000 or 1))}]')) LIMIT {some}"
        )
        connection.execute("COMMIT")
        more -= some


def _batches(count: int) -> Iterator[range]:
    for first in range(0, count, BATCH):
        yield range(first, min(first + BATCH, count))


def _boards(connection: sqlite3.Connection, deck: int, runs: int) -> None:
    """Players with their best on the boards of all time, the week and the day, and one ended run each.

    Of a run's guesses the last is there, and of the files met one.
    """
    rng, now = Random(4), int(time.time() * 1000)
    boards = [board_name(deck, 1, "streak", period, now) for period in PERIODS]
    (profile, score) = connection.execute("SELECT id, score FROM profiles LIMIT 1").fetchone()
    histogram: dict[int, int] = {}
    for part in _batches(runs):
        people, rows, games, log = [], [], [], []
        for number in part:
            player, value = new_player_id(), min(60, int(rng.expovariate(0.3)))
            run_id = new_run_id()
            histogram[value] = histogram.get(value, 0) + 1
            people.append((player, f"Player {number}", f"player {number}", 640, 0, "{}", now - 1000, None, 0))
            rows += [(board, player, value, now - number % 5000) for board in boards]
            games.append(
                (
                    run_id,
                    player,
                    deck,
                    1,
                    "streak",
                    640,
                    640,
                    value + 1,
                    value,
                    value,
                    0,
                    1,
                    profile,
                    score,
                    now,
                    now - 10_000,
                    now,
                    None,
                    None,
                )
            )
            log.append(
                (
                    player,
                    run_id,
                    value + 1,
                    profile,
                    "Somebody",
                    "higher",
                    score,
                    640,
                    0,
                    0,
                    0,
                    now - 10_000,
                    now,
                )
            )
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO players (id, alias, alias_key, own_score, provisional, answers, created_at, host_id, on_wall) VALUES (?,?,?,?,?,?,?,?,?)",
            people,
        )
        connection.executemany("INSERT INTO aliases VALUES (?, ?)", [(row[2], row[0]) for row in people])
        connection.executemany(
            "INSERT INTO board_rows (board, player_id, value, reached_at) VALUES (?,?,?,?)", rows
        )
        connection.executemany(
            "INSERT INTO runs (id, player_id, deck_id, deck_version, mode, own_score, anchor, turn, streak, value, open, ranked, profile_id, file_score, dealt_at, started_at, ended_at, reference_id, day) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            games,
        )
        connection.executemany(LOG, log)
        connection.executemany("INSERT INTO sightings VALUES (?, ?)", [(row[0], profile) for row in people])
        connection.execute("COMMIT")
    for board in boards:
        connection.executemany(
            "INSERT INTO board_counts (board, value, shard, players) VALUES (?, ?, 0, ?)",
            [(board, value, count) for value, count in histogram.items()],
        )


def _veteran(connection: sqlite3.Connection, deck: int, guesses: int) -> None:
    """Somebody with so many guesses in runs of ten, who has met as many files of the deck, or all that it has.

    The cookie is ``veteran``.
    """
    now = int(time.time() * 1000)
    connection.execute(
        "INSERT INTO players (id, alias, alias_key, own_score, provisional, answers, created_at, host_id, on_wall) VALUES (5, 'Veteran', 'veteran', 640, 0, '{}', ?, NULL, 0)",
        (now,),
    )
    connection.execute("INSERT INTO aliases VALUES ('veteran', 5)")
    connection.execute("INSERT INTO sessions VALUES (5, ?, ?)", (hash_token(SECRET.encode(), "veteran"), now))
    games, log = [], []
    for number in range(guesses // 10):
        run_id = f"veteran{number:015}"
        games.append(
            (
                run_id,
                5,
                deck,
                1,
                "streak",
                640,
                640,
                10,
                9,
                9,
                0,
                1,
                1,
                650,
                now,
                now - DAY + number,
                now,
                None,
                None,
            )
        )
        log += [
            (5, run_id, turn, 1, "Somebody", "higher", 650, 640, 1, 0, 1, now, now) for turn in range(1, 11)
        ]
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO runs (id, player_id, deck_id, deck_version, mode, own_score, anchor, turn, streak, value, open, ranked, profile_id, file_score, dealt_at, started_at, ended_at, reference_id, day) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        games,
    )
    connection.executemany(LOG, log)
    connection.execute(
        "INSERT INTO sightings SELECT 5, id FROM profiles ORDER BY random() LIMIT ?", (guesses,)
    )
    connection.execute("COMMIT")


ARRIVED = count()
Times = dict[str, list[float]]


async def measure(ports: list[int], requests: int) -> list[Times]:
    """Milliseconds of each kind of request at each port, in turns; every third as the veteran."""
    wires = [Wire(port, "") for port in ports]
    times: list[Times] = [{} for _ in ports]
    for number in range(requests):
        for place in sorted(range(len(ports)), key=lambda place: (place + number) % len(ports)):
            await visit(wires[place], times[place], number % 3 == 0)
    for wire in wires:
        await wire.close()
    return times


async def visit(wire: Wire, times: Times, veteran: bool) -> None:
    """A newcomer plays one file and looks around; so does the veteran, perhaps."""

    async def timed(name: str, coroutine):
        began = time.perf_counter()
        answer = await coroutine
        times.setdefault(name, []).append((time.perf_counter() - began) * 1000)
        assert answer.status in (200, 303), (name, answer.status)
        return answer

    wire.cookie, wire.address = "", address_of(next(ARRIVED))
    first = await timed("first file", wire.post("/runs", "deck=citizens&mode=streak", htmx=False))
    wire.cookie = first.cookie
    await timed("desk", wire.get(first.location))
    guessed = await timed("guess", wire.post(f"{first.location}/guesses", "turn=1&guess=higher"))
    assert b"verdict" in guessed.body
    await timed("board", wire.get("/leaderboard?deck=citizens&period=all"))
    await timed("/me", wire.get("/me"))
    if veteran:
        wire.cookie = "veteran"
        opened = await timed(
            "veteran: first file", wire.post("/runs", "deck=citizens&mode=streak", htmx=False)
        )
        await timed("veteran: guess", wire.post(f"{opened.location}/guesses", "turn=1&guess=higher"))
        await timed("veteran: board", wire.get("/leaderboard?deck=citizens&period=all"))
        await timed("veteran: /me", wire.get("/me"))
        turn = 2  # to the end, so that runs that are open do not pile up
        while (await wire.post(f"{opened.location}/guesses", f"turn={turn}&guess=higher")).status == 200:
            turn += 1


def moved(folder: Path, postgres: Postgres) -> URL:
    """The same game on PostgreSQL, with the cookie of the veteran, which no backup keeps."""
    url = postgres.create()
    database = Database(url)
    database.upgrade()
    restore(database, folder / "higherthanthou.db")
    session = {
        "player_id": 5,
        "token_hash": hash_token(SECRET.encode(), "veteran"),
        "created_at": int(time.time() * 1000),
    }
    database.write_now(lambda connection: connection.execute(insert(sessions).values(session)))
    database.close()
    with psycopg.connect(setting(url), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return url


def served(folder: Path, port: int, url: str = "") -> tuple[Interpreter, float]:
    """The game on that folder, and how long it took to be there."""
    environment = os.environ | {
        "HIGHERTHANTHOU_DATA_DIR": str(folder), "HIGHERTHANTHOU_SECRET": SECRET, "HIGHERTHANTHOU_READING_MS": "0",
        "HIGHERTHANTHOU_TRUSTED_PROXY": "127.0.0.1", "HIGHERTHANTHOU_RUNS_PER_MINUTE": "100000",
        "HIGHERTHANTHOU_DATABASE_URL": url,
    }  # fmt: skip
    began = time.perf_counter()
    process = start_python([*GAME, "serve", "--port", str(port)], environment)
    while process.poll() is None:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1)
        except OSError:
            time.sleep(0.02)
        else:
            return process, time.perf_counter() - began
    raise SystemExit("the game did not start")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--profiles", type=int, nargs="+", default=[1000, 100_000, 1_000_000])
    parser.add_argument("--runs", type=int, nargs="+", default=[10_000, 1_000_000, 10_000_000])
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--veteran", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    folders, games, ports = [], [], []
    postgres = Postgres(durable=True) if options.postgresql else None
    try:
        for profiles, runs in zip(options.profiles, options.runs, strict=True):
            folder = Path(tempfile.mkdtemp(prefix="growth-"))
            folders.append(folder)
            began = time.perf_counter()
            scratch(folder, profiles, runs, options.veteran)
            size = (folder / "higherthanthou.db").stat().st_size / 1024**2
            url = setting(moved(folder, postgres)) if postgres else ""
            ports.append(free_port())
            process, start = served(folder, ports[-1], url)
            games.append(process)
            print(
                f"{profiles:,} files, {runs:,} runs: {size:,.0f} MB, filled in {time.perf_counter() - began:.0f} s; "
                f"start-up {start:.1f} s",
                flush=True,
            )
        os.sync()  # what was filled in is on its way to the disk for minutes, and every commit would wait for it
        run(measure(ports, min(60, options.requests)))
        found = run(measure(ports, options.requests))
        print("resident:", ", ".join(f"{memory(game):.0f} MB" for game in games))
    finally:
        for game in games:
            game.send_signal(signal.SIGTERM)
            game.wait(20)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        if postgres:
            postgres.stop()
    report(found)


def memory(game: Interpreter) -> float:
    """Resident memory in MB."""
    return int(Path(f"/proc/{game.pid}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024


def report(found: list[Times]) -> None:
    """Medians and tails of each size, and what they are of the smallest's."""
    print(f"\n{'':<22}" + "".join(f"{'median':>10}{'p99':>8}{'ratio':>7}{'of p99':>7}" for _ in found))
    for name, smallest in found[0].items():
        base = statistics.median(smallest), statistics.quantiles(smallest, n=100)[98]
        line = f"{name:<22}"
        for times in found:
            middle, tail = statistics.median(times[name]), statistics.quantiles(times[name], n=100)[98]
            line += f"{middle:>10.2f}{tail:>8.2f}{middle / base[0]:>7.2f}{tail / base[1]:>7.2f}"
        print(line)


if __name__ == "__main__":
    main()
