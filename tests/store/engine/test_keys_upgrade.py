"""A database of any older schema keeps every row, gets the keys of players if it has none, and is played on."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Boolean, MetaData, String, Table, Text, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError
from tests.store.runs.test_modes import Player

from databases import Worlds
from higherthanthou.game.errors import Refusal
from higherthanthou.store.engine import schema, sqlite
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import StoreError
from higherthanthou.store.players import histories, players
from higherthanthou.store.players.sessions import hash_token, player_of
from higherthanthou.store.tables import aliases, guesses, lifelines, runs, sightings
from higherthanthou.store.upkeep.backup import backup, restore
from higherthanthou.store.upkeep.purge import purge
from world import NOW

SECRET = b"a secret for the tests, long enough"
BEFORE = [revision for revision in schema.REVISIONS if revision < schema.HEAD]
PLAYERS, RUNS, TURNS = (7, 3, 5), ("c", "a", "b", "d"), (1, 2, 3)
"""Their ids are in no order; the runs are those of the players in turn."""


@pytest.fixture(params=BEFORE)
def older(
    request: pytest.FixtureRequest,
    worlds: Worlds,
    backend: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Database]:
    """A database of an older schema in which three players have played. Only the newest is backed up as it is in use."""
    if request.param != BEFORE[-1]:  # a backup is prepared alike for all of them
        request.getfixturevalue("quick_backup")
    sqlite = database_url(f"sqlite:///{tmp_path / 'older.db'}", tmp_path)
    url = sqlite if backend == "sqlite" else worlds.postgres.create()
    old = Database(url)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "HEAD", request.param)
        old.upgrade()
    old.write_now(fill)
    old.close()
    database = Database(url)
    yield database
    database.close()
    worlds.drop(url)


def fill(connection: Connection) -> None:
    """Rows as that schema has them."""
    there = MetaData()
    there.reflect(connection)

    def add(table: str, **known: Any) -> None:
        if table in there.tables:
            connection.execute(there.tables[table].insert(), row_of(there.tables[table], known))

    add(
        "decks",
        id=1,
        slug="old",
        low=350,
        high=950,
        version=1,
        state="published",
        theme="citizens",
        size=60,
        kind="number",
        comparison="higher",
        labels="[]",
    )
    for number in range(60):
        add("profiles", id=100 + number, deck_id=1, score=360 + 9 * number, portrait=f"p{number}", person=f"p{number}",
            since=1, until=1_000_000_000, look="{}", facts="[]", withheld="[]", record="[]", position=number)  # fmt: skip
    for player in PLAYERS:
        add("players", id=player, alias=f"Calm {player}", alias_key=f"calm{player}", own_score=640, created_at=NOW,
            answers="{}")  # fmt: skip
        add("aliases", alias_key=f"calm{player}", player_id=player)
        add("sessions", token_hash=hash_token(SECRET, f"token {player}"), player_id=player, created_at=NOW)
    for number, run in enumerate(RUNS):
        player = PLAYERS[number % len(PLAYERS)]
        add("runs", id=run, player_id=player, deck_id=1, deck_version=1, mode="streak", own_score=640, anchor=640,
            turn=4, streak=3, value=3, open=True, ranked=True, profile_id=150, file_score=810, dealt_at=NOW,
            started_at=NOW + number)  # fmt: skip
        for turn in TURNS:
            add("guesses", player_id=player, run_id=run, turn=turn, profile_id=100 + turn, name=f"{run}{turn}", guess="higher",
                score=700, anchor=640, right=True, gain=1, dealt_at=NOW, decided_at=NOW + turn)  # fmt: skip
            add("sightings", player_id=player, profile_id=1000 * number + turn)
        add("lifelines", player_id=player, run_id=run, turn=2, kind="swap")
        add("day_entries", player_id=player, deck_id=1, day=number, run_id=run)


def row_of(table: Table, known: dict[str, Any]) -> dict[str, Any]:
    """A row of a table: what is known of it, and otherwise nothing, zero, or empty."""
    return {c.name: known[c.name] if c.name in known else empty(c) for c in table.c}


def empty(column: Any) -> Any:
    """What a column has when nothing is said of it."""
    if column.nullable:
        return None
    if isinstance(column.type, Boolean):
        return False
    return "" if isinstance(column.type, String | Text) else 0


def test_every_row_is_kept_under_its_new_key(older: Database, tmp_path: Path) -> None:
    """Guesses and lifelines have the player of their run, aliases their player, and cookies stay good."""
    older.upgrade()
    whose = {run: PLAYERS[number % len(PLAYERS)] for number, run in enumerate(RUNS)}
    log = select(guesses.c.player_id, guesses.c.run_id, guesses.c.turn, guesses.c.profile_id)
    kept = {tuple(row) for row in older.read_now(lambda c: c.execute(log).all())}
    assert kept == {(whose[run], run, turn, 100 + turn) for run in RUNS for turn in TURNS}
    used = older.read_now(lambda c: c.execute(select(lifelines.c.player_id, lifelines.c.run_id)).all())
    assert {tuple(row) for row in used} in (set(), {(whose[run], run) for run in RUNS})
    assert older.read_now(lambda c: dict(map(tuple, c.execute(select(aliases))))) == {
        f"calm{player}": player for player in PLAYERS
    }
    for player in PLAYERS:
        cookie = f"token {player}"
        assert older.read_now(lambda c, cookie=cookie: player_of(c, SECRET, cookie)) == player
    assert older.read_now(older.backend.integrity_problems) == []
    backup(older, tmp_path / "backup.db")
    assert restore(older, tmp_path / "backup.db") > 0
    play_on(older)


def play_on(older: Database) -> None:
    """A run goes on, an alias is taken, and a player goes with every row."""
    ann = Player(older, 1)
    ann.id = PLAYERS[0]
    assert [one.id for one in older.read_now(lambda c: histories.past_runs(c, ann.id))] == ["d", "c"]
    ann.guess("c", turn=4)
    with pytest.raises(Refusal, match="has that alias"):
        older.write_now(lambda c: players.rename(c, ann.id, "Calm 3"))
    older.write_now(lambda c: players.erase(c, PLAYERS[1], NOW))
    older.write_now(lambda c: players.rename(c, ann.id, "Calm 3"))
    older.write_now(lambda c: players.add_player(c, "somebody", NOW, Random(1)))
    assert older.write_now(lambda c: purge(c, NOW + 40 * 86_400_000)) > 0
    left = select(func.count()).select_from(runs)
    assert older.read_now(lambda c: c.execute(left).scalar_one()) == 0
    assert older.read_now(older.backend.integrity_problems) == []


@pytest.mark.sqlite
@pytest.mark.parametrize("begun", [True, False])
def test_references_count_again_after_an_upgrade(
    database: Database, monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    """Whether it was done or could not begin: they are only left alone while tables are made anew."""
    if begun:
        database.upgrade()
    else:
        with monkeypatch.context() as patched:
            patched.setattr(sqlite, "begin_write", lambda one: one.exec_driver_sql("SELECT no_such_column"))
            with pytest.raises(StoreError, match="no_such_column"):
                database.upgrade()
    orphan = {"player_id": 1, "profile_id": 1}
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        database.write_now(lambda connection: connection.execute(insert(sightings), orphan))
