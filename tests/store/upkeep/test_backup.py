"""Backup and restore: whole, while the game goes on, from one kind of database to the other."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import URL, Connection
from tests.store.runs.test_modes import Player
from tests.test_cli import refused, run

from databases import Worlds
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import StoreError
from higherthanthou.store.hosts import hosts
from higherthanthou.store.players import players
from higherthanthou.store.tables import decks, guesses, metadata, runs
from higherthanthou.store.upkeep.backup import backup, is_empty, restore
from higherthanthou.store.upkeep.rebuild import differing
from world import NOW


@pytest.fixture
def played(wide_database: Database) -> list[Player]:
    """Three players who have played, one of whom is in the middle of a run."""
    people = [Player(wide_database, seed) for seed in (1, 2, 3)]
    for one in people:
        one.play_daily()
        run = one.start("year")
        for _ in range(3):
            one.guess(run, stake="10")
        one.miss(one.start("streak"))
        rated = one.start("streak", "rated")
        one.guess(rated)
        one.give(rated, 1, 4)
    return people


def sign_a_host_in(connection: Connection) -> None:
    """A host with a browser that is signed in."""
    hosts.add(connection, "Ada", "no real hash", NOW)
    hosts.sign_in(connection, hosts.named(connection, "Ada").id, "hash of a token", NOW, None, None)


def counted(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }


def test_a_backup_holds_every_row_and_a_restore_brings_it_back(
    wide_database: Database, played: list[Player], tmp_path: Path
) -> None:
    """What was played after it is gone, who was erased since stays so, and nobody is signed in."""
    path = tmp_path / "backup.db"
    wide_database.write_now(sign_a_host_in)
    before = wide_database.read_now(counted)
    assert before["host_sessions"] == 1
    assert backup(wide_database, path) == sum(before.values())
    ann, ben, eve = played
    ann.play_daily()
    ben.miss(ben.start("chain"))
    wide_database.write_now(lambda c: players.erase(c, eve.id, NOW + 5))
    assert restore(wide_database, path) == sum(before.values())
    after = wide_database.read_now(counted)
    assert {**after, "sessions": 3, "host_sessions": 1} | {
        name: before[name] for name in mine(before, after)
    } == before
    assert (after["sessions"], after["host_sessions"]) == (0, 0)
    assert after["erasures"] == 1
    assert after["players"] == 2
    left = select(func.count()).select_from(runs).where(runs.c.player_id == eve.id)
    assert wide_database.read_now(lambda c: c.execute(left).scalar_one()) == 0
    assert wide_database.read_now(lambda c: list(differing(c))) == []
    ann.guess(ann.start("streak"))  # the open one of before


def mine(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """The tables that an erased player was in."""
    return [name for name in before if name == "erasures" or after[name] < before[name]]


def test_a_game_moves_from_one_kind_of_database_to_the_other(
    wide_database: Database, played: list[Player], worlds: Worlds, tmp_path: Path, backend: str
) -> None:
    """Every row arrives, and the game goes on there."""
    path = tmp_path / "backup.db"
    backup(wide_database, path)
    other = "sqlite" if backend == "postgresql" else "postgresql"
    (tmp_path / "other").mkdir()
    url = worlds.copy(other, False, tmp_path / "other")
    moved = Database(url)
    moved.write_now(lambda c: c.execute(decks.update().values(title="Others")))
    restore(moved, path)
    before, after = wide_database.read_now(counted), moved.read_now(counted)
    assert after == before | {"sessions": 0}
    everything = select(guesses).order_by(guesses.c.run_id, guesses.c.turn)
    assert [tuple(row) for row in moved.read_now(lambda c: c.execute(everything).all())] == [
        tuple(row) for row in wide_database.read_now(lambda c: c.execute(everything).all())
    ]
    ann = played[0]
    ann.database = moved
    ann.miss(ann.start("streak", "goals"))
    assert moved.read_now(lambda c: list(differing(c))) == []
    moved.close()
    worlds.drop(url)


def test_a_backup_under_load_is_one_state(
    wide_database: Database, played: list[Player], tmp_path: Path
) -> None:
    """Guesses go on while it is made, and it is in step with itself."""
    path = tmp_path / "backup.db"
    ann = played[0]
    with ThreadPoolExecutor(1) as thread:
        made = thread.submit(backup, wide_database, path)
        guessed = 0
        while not made.done() or guessed < 10:
            ann.miss(ann.start("streak"))
            guessed += 1
        made.result()
    copy = Database(URL.create("sqlite", database=str(path)))
    assert copy.read_now(lambda c: list(differing(c))) == []
    half = select(func.count()).select_from(guesses).where(guesses.c.run_id.not_in(select(runs.c.id)))
    assert copy.read_now(lambda c: c.execute(half).scalar_one()) == 0
    copy.close()


def test_what_is_no_backup_changes_nothing(
    wide_database: Database, played: list[Player], tmp_path: Path
) -> None:
    """One sentence, and all is as it was; a backup never overwrites a file."""
    before = wide_database.read_now(counted)
    (tmp_path / "text.db").write_text("no database")
    for name, said in (("text.db", "no backup of this game"), ("nothing.db", "There is no backup")):
        with pytest.raises(StoreError, match=said):
            restore(wide_database, tmp_path / name)
    with pytest.raises(StoreError, match="already"):
        backup(wide_database, tmp_path / "text.db")
    with pytest.raises(StoreError, match=r"cannot be (written|used)"):
        backup(wide_database, tmp_path / "no folder" / "backup.db")
    assert wide_database.read_now(counted) == before
    assert not wide_database.read_now(is_empty)
    assert (tmp_path / "text.db").read_text() == "no database"


@pytest.mark.usefixtures("quick_backup")
def test_an_empty_foreign_or_broken_file_replaces_nothing(
    wide_database: Database, played: list[Player], tmp_path: Path
) -> None:
    """Or a copy that failed half way would leave nothing of the game."""
    before = wide_database.read_now(counted)
    (tmp_path / "empty.db").touch()
    with sqlite3.connect(tmp_path / "foreign.db") as foreign:
        foreign.execute("CREATE TABLE songs (title TEXT)")
    foreign.close()
    whole = tmp_path / "whole.db"
    backup(wide_database, whole)
    content = whole.read_bytes()
    (tmp_path / "half.db").write_bytes(content[: len(content) // 2])
    for name in ("empty.db", "foreign.db", "half.db"):
        with pytest.raises(StoreError, match="no backup of this game"):
            restore(wide_database, tmp_path / name)
    assert wide_database.read_now(counted) == before


@pytest.mark.usefixtures("quick_backup")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("ALTER TABLE guesses DROP COLUMN gain", "table guesses has no column gain"),
        ("ALTER TABLE runs ADD COLUMN mood TEXT", "table runs has a column mood"),
        ("UPDATE alembic_version SET version_num = '0003'", "no backup of this game, or a broken one"),
        ("UPDATE alembic_version SET version_num = '9999'", "schema 9999"),
        ("UPDATE runs SET file_score = 'many'", "no backup of this game, or a broken one"),
    ],
)
def test_a_backup_that_somebody_changed_is_refused_in_a_sentence(
    wide_database: Database, played: list[Player], tmp_path: Path, change: str, said: str
) -> None:
    """Which names the file that was asked for; nothing is replaced."""
    before = wide_database.read_now(counted)
    path = tmp_path / "changed.db"
    backup(wide_database, path)
    with sqlite3.connect(path) as changed:
        changed.execute(change)
    changed.close()
    with pytest.raises(StoreError, match=said) as refused:
        restore(wide_database, path)
    assert str(refused.value).startswith(str(path))
    assert wide_database.read_now(counted) == before


@pytest.mark.parametrize("name", ["no/folder/backup.db", "text/backup.db", "long" * 80])
def test_a_backup_that_cannot_be_written_names_the_path_that_was_asked_for(
    wide_database: Database, tmp_path: Path, name: str
) -> None:
    """Not the file under which it would have begun, nor the database."""
    (tmp_path / "text").write_text("no folder")
    path = tmp_path / name
    with pytest.raises(StoreError) as refused:
        backup(wide_database, path)
    assert str(refused.value).startswith(f"The backup cannot be written to {path}: ")
    assert [found.name for found in tmp_path.glob(".*")] == []


@pytest.mark.usefixtures("quick_backup")
def test_text_in_the_place_of_a_score_is_a_problem(
    wide_database: Database, played: list[Player], tmp_path: Path
) -> None:
    """SQLite itself would take it."""
    path = tmp_path / "text.db"
    backup(wide_database, path)
    file = Database(URL.create("sqlite", database=str(path)))
    assert file.read_now(file.backend.integrity_problems) == []
    file.write_now(lambda c: c.exec_driver_sql("UPDATE profiles SET score = 'high'"))
    problems = file.read_now(file.backend.integrity_problems)
    file.close()
    assert len(problems) == 1
    assert "profiles" in problems[0]
    assert "no number" in problems[0]


@pytest.mark.usefixtures("quick_backup")
def test_text_among_the_times_of_runs_is_told_and_not_compared(
    wide_database: Database, played: list[Player], tmp_path: Path
) -> None:
    """The boards cannot be reckoned from it: the check says what stands where, without a traceback."""
    folder = tmp_path / "game"
    folder.mkdir()
    path = folder / "higherthanthou.db"
    backup(wide_database, path)
    with sqlite3.connect(path) as changed:
        changed.execute("UPDATE runs SET ended_at = 'soon' WHERE ended_at IS NOT NULL")
    changed.close()
    done = run(folder, "db", "check")
    refused(done, "The database has 1 problem")
    assert "runs has 6 rows in which ended_at is no number" in done.stdout
