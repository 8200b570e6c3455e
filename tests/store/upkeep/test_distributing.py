"""Distributing by players: what Citus is asked for, by functions that note it, and what its rules say of our tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Table, UniqueConstraint, inspect, text
from sqlalchemy.engine import URL, Connection
from tests.store.runs.test_modes import Player
from tests.test_cli import refused, run

from databases import Worlds, setting
from higherthanthou.store.engine import schema
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import players
from higherthanthou.store.tables import metadata
from higherthanthou.store.tables.distribution import (
    OF_PLAYERS,
    OF_ROOMS,
    OTHERS,
    WHOLE,
    distributed_by,
    in_order,
    of_a_player,
)
from world import NOW

CITUS = """
CREATE TABLE asked (number serial, name text, column_name text, beside text, referred bigint);
CREATE TABLE pg_dist_partition (logicalrelid regclass, partmethod "char", repmodel "char");
CREATE FUNCTION referring(regclass) RETURNS bigint LANGUAGE sql AS
  $$ SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND ($1 IN (conrelid, confrelid)) $$;
CREATE FUNCTION create_reference_table(of_table regclass) RETURNS void LANGUAGE sql AS $$
  INSERT INTO asked (name, referred) VALUES (of_table::text, referring(of_table));
  INSERT INTO pg_dist_partition VALUES (of_table, 'n', 't') $$;
CREATE FUNCTION create_distributed_table(
  of_table regclass, column_name text, distribution_type text DEFAULT 'hash', colocate_with text DEFAULT 'default'
) RETURNS void LANGUAGE sql AS $$
  INSERT INTO asked (name, column_name, beside, referred)
  VALUES (of_table::text, column_name, colocate_with, referring(of_table));
  INSERT INTO pg_dist_partition VALUES (of_table, 'h', 's') $$;
CREATE FUNCTION truncate_local_data_after_distributing_table(of_table regclass) RETURNS void LANGUAGE sql AS $$
  INSERT INTO asked (name, beside) SELECT of_table::text, 'cleared'
  FROM pg_dist_partition WHERE logicalrelid = of_table $$;
INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
  SELECT 424242, 'citus', 10, oid, false, '13.0-1' FROM pg_namespace WHERE nspname = 'public';
"""
"""What a Citus offers, as far as it is asked: each function notes what for, and how many references there were."""

FIRST = "0011"
"""The first schema that can be distributed."""

BY_ITSELF = "UPDATE pg_dist_partition SET partmethod = 'n', repmodel = 's' WHERE logicalrelid ="
"""As Citus notes a new table that refers to a whole one, until somebody distributes it."""


@pytest.fixture
def postgresql(worlds: Worlds, tmp_path: Path) -> Iterator[URL]:
    """A PostgreSQL with the small world."""
    url = worlds.copy("postgresql", False, tmp_path)
    yield url
    worlds.drop(url)


@pytest.fixture
def citus(postgresql: URL) -> URL:
    """The same, and it looks as if it had the extension."""
    database = Database(postgresql)
    database.write_now(lambda c: c.exec_driver_sql(CITUS))
    database.close()
    return postgresql


def references(connection: Connection) -> set[tuple[str, str]]:
    """Every reference of a table, as PostgreSQL writes it."""
    found = text(
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
    )
    return {tuple(row) for row in connection.execute(found)}


def test_tables_are_distributed_and_refer_to_each_other_again(citus: URL, tmp_path: Path) -> None:
    """Players' rows by their player, counters by their shard, and every machine has the rest."""
    database = Database(citus)
    before = database.read_now(references)
    done = run(tmp_path, "db", "distribute", DATABASE_URL=setting(citus))
    assert (done.returncode, done.stderr) == (0, "")
    assert "runs: by player_id\n" in done.stdout
    asked = database.read_now(
        lambda c: c.execute(
            text("SELECT name, column_name, beside, referred FROM asked ORDER BY number")
        ).all()
    )
    cleared = [row.name for row in asked if row.beside == "cleared"]
    placed = [row for row in asked if row.beside != "cleared"]
    assert cleared == [row.name for row in placed]
    assert {row.name for row in placed} == set(metadata.tables)
    assert {row.referred for row in placed} == {0}
    by_column = {row.name: (row.column_name, row.beside) for row in placed if row.column_name}
    along = dict.fromkeys(OF_PLAYERS[1:], ("player_id", "players"))
    along |= dict.fromkeys(OF_ROOMS[1:], ("room_id", "room_guests"))
    spread = {name: (column, "none") for name, column in OTHERS.items()}
    assert by_column == along | spread | {"players": ("id", "none"), "room_guests": ("room_id", "none")}
    assert [row.column_name is None for row in placed] == sorted(
        (row.column_name is None for row in placed), reverse=True
    )
    assert database.read_now(references) == before
    ann = Player(database, 1)
    ann.miss(ann.start("streak"))
    database.write_now(lambda c: players.erase(c, ann.id, NOW))
    database.close()


def test_a_second_time_it_is_refused_and_what_was_cut_off_goes_on(citus: URL, tmp_path: Path) -> None:
    """A table of a later version is distributed when it is run again, and a reference that is missing made."""
    database = Database(citus)
    assert run(tmp_path, "db", "distribute", DATABASE_URL=setting(citus)).returncode == 0
    refused(run(tmp_path, "db", "distribute", DATABASE_URL=setting(citus)), "distributed already")
    before = database.read_now(references)
    for change, placed in (
        ("DELETE FROM pg_dist_partition WHERE logicalrelid = 'guesses'::regclass", ["guesses: by player_id"]),
        ('ALTER TABLE lifelines DROP CONSTRAINT "fk_lifelines_player_id_run_id"', []),
        (f"{BY_ITSELF} 'challenges'::regclass", ["challenges: on every machine"]),
        (f"{BY_ITSELF} 'room_guests'::regclass", ["room_guests: by room_id"]),
    ):
        database.write_now(lambda c, change=change: c.exec_driver_sql(change))
        assert database.read_now(references) == before or "ALTER" in change
        done = run(tmp_path, "db", "distribute", DATABASE_URL=setting(citus))
        assert done.returncode == 0
        assert [line for line in done.stdout.splitlines() if ":" in line] == placed
        assert database.read_now(references) == before
    database.close()


def test_what_the_database_refuses_is_said_in_a_sentence(citus: URL, tmp_path: Path) -> None:
    """Such as a Citus without machines; the next run goes on."""
    database = Database(citus)
    refusing = "BEGIN RAISE EXCEPTION 'could only find 0 of 1 required nodes'; END"
    database.write_now(lambda c: c.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION create_reference_table(of_table regclass) RETURNS void LANGUAGE plpgsql AS "
        f"$$ {refusing} $$"
    ))  # fmt: skip
    done = run(tmp_path, "db", "distribute", DATABASE_URL=setting(citus))
    refused(done, "could only find 0 of 1 required nodes")
    database.close()


def test_what_is_distributed_is_not_replaced_by_a_backup(citus: URL, tmp_path: Path) -> None:
    """Citus cannot do that in one transaction; before it is distributed a restore is fine."""
    backup = str(tmp_path / "backup.db")
    assert run(tmp_path, "db", "backup", backup, DATABASE_URL=setting(citus)).returncode == 0
    assert run(tmp_path, "db", "restore", backup, DATABASE_URL=setting(citus)).returncode == 0
    assert run(tmp_path, "db", "distribute", DATABASE_URL=setting(citus)).returncode == 0
    refused(run(tmp_path, "db", "restore", backup, DATABASE_URL=setting(citus)), "is distributed")


def test_elsewhere_it_is_refused(postgresql: URL, tmp_path: Path) -> None:
    """An SQLite file cannot be, nor can a PostgreSQL without the extension; nothing is changed."""
    refused(run(tmp_path, "db", "distribute"), "this database is SQLite")
    database = Database(postgresql)
    before = database.read_now(references)
    refused(run(tmp_path, "db", "distribute", DATABASE_URL=setting(postgresql)), "no Citus extension")
    assert database.read_now(references) == before
    database.close()


def unique_sets(table: Table) -> Iterator[set[str]]:
    """The columns of each key and each unique index of a table."""
    yield set(table.primary_key.columns.keys())
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield set(constraint.columns.keys())
    for index in table.indexes:
        if index.unique:
            yield set(index.columns.keys())


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_every_table_keeps_the_rules_of_a_distributed_database(name: str) -> None:
    """What is unique has the column that a table is distributed by, and so has what refers to such a table."""
    table = metadata.tables[name]
    column = distributed_by(table)
    for unique in unique_sets(table) if column is not None else ():
        assert column.name in unique
    for constraint in table.foreign_key_constraints:
        theirs = distributed_by(constraint.referred_table)
        if theirs is None:
            continue
        assert of_a_player(table)
        assert of_a_player(constraint.referred_table)
        pairs = {(key.parent.name, key.column.name) for key in constraint.elements}
        assert column is not None
        assert (column.name, theirs.name) in pairs


def test_no_later_table_refers_to_one_that_is_spread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade of a distributed database adds it on one machine, from which Citus lets it refer to whole ones."""
    url = database_url("", tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "HEAD", FIRST)
        database = Database(url)
        database.upgrade()
    there = database.read_now(lambda c: inspect(c).get_table_names())
    database.close()
    later = [table for table in metadata.sorted_tables if table.name not in there]
    assert later
    referred = [key.referred_table for table in later for key in table.foreign_key_constraints]
    assert [table.name for table in referred if distributed_by(table) is not None] == []


def test_every_table_is_in_one_group() -> None:
    """A new one has to be put into one; and what a player has is on no machine but one."""
    grouped = [*OF_PLAYERS, *OF_ROOMS, *OTHERS, *WHOLE]
    assert sorted(grouped) == sorted(metadata.tables)
    assert [name for name in WHOLE if "player_id" in metadata.tables[name].c] == []


def test_tables_keyed_by_a_player_are_players() -> None:
    """A new one has to be in the list."""
    keyed = {t.name for t in metadata.tables.values() if t.primary_key.columns.keys()[:1] == ["player_id"]}
    assert keyed | {"players", "board_rows"} == set(OF_PLAYERS)
    names = [table.name for table in in_order()]
    whole = [name for name in names if distributed_by(metadata.tables[name]) is None]
    assert names[: len(whole)] == whole
    for group in (OF_PLAYERS, OF_ROOMS):
        assert min(map(names.index, group)) == names.index(group[0])
