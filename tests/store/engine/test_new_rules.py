"""A database from before streak, chain and year had new rules: boards begin anew, open runs go on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import column, insert, select, text
from sqlalchemy import table as sql_table
from sqlalchemy.engine import Connection

from databases import Worlds
from higherthanthou.store.boards.zeroing import start_of
from higherthanthou.store.engine.database import Database
from higherthanthou.store.tables import board_counts, board_rows
from higherthanthou.store.tables import runs as run_rows
from higherthanthou.store.upkeep.rebuild import differing
from old_databases import upgraded_from
from world import NOW, make_deck

LATER = 4_000_000_000_000
"""A clock was ahead when this run ended."""

OURS, GOALS = 1, 2
RUNS = {
    # mode, deck, anchor, turn, open -> open and ranked afterwards
    ("streak", OURS, 640, 4, True): (True, True),
    ("streak", OURS, 640, 1, True): (True, True),
    ("streak", OURS, 500, 1, True): (True, True),
    ("streak", OURS, 850, 4, True): (True, False),
    ("streak", OURS, 499, 1, True): (False, False),
    ("streak", GOALS, 30, 4, True): (True, True),
    ("chain", OURS, 910, 4, True): (True, True),
    ("daily", OURS, 650, 1, True): (True, True),
    ("match", OURS, 850, 1, True): (True, True),
    ("year", OURS, 640, 4, True): (True, False),
    ("year", OURS, 640, 1, True): (False, False),
    ("year", OURS, 640, 13, False): (False, True),
    ("streak", OURS, 850, 1, False): (False, True),
}
MODES = ("streak", "chain", "daily", "year", "match")


@pytest.fixture
def upgraded(
    worlds: Worlds, backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A database of the schema before, brought to this one."""
    yield from upgraded_from("0010", fill, worlds, backend, tmp_path, monkeypatch)


def fill(connection: Connection) -> None:
    """Two decks in two versions, of which the first was played, runs in every state, and boards."""
    for deck_id, low, high in ((OURS, 350, 950), (GOALS, 0, 40)):
        row = make_deck(f"deck-{deck_id}", "A deck", low, high).model_dump()
        row |= {"id": deck_id, "state": "published"}
        add(connection, "decks", [row | {"version": 2, "size": 100}])
    add(connection, "players", [
        {
            "id": 7, "answers": "{}", "alias": "Calm Otter", "alias_key": "calm otter", "own_score": 640,
            "provisional": True, "on_wall": False, "created_at": NOW,
        }
    ])  # fmt: skip
    add(connection, "runs", [
        {
            "id": f"run-{number}", "player_id": 7, "deck_id": deck, "deck_version": 1, "mode": mode,
            "own_score": anchor, "anchor": anchor, "turn": turn, "streak": 0, "value": 0, "open": is_open,
            "ranked": True, "profile_id": 1, "file_score": 700, "dealt_at": NOW, "started_at": NOW,
            "ended_at": None if is_open else NOW + 5,
        }
        for number, (mode, deck, anchor, turn, is_open) in enumerate(RUNS)
    ])  # fmt: skip
    boards = [
        f"{deck}/1/{mode}/{period}"
        for deck in (OURS, GOALS)
        for mode in MODES
        for period in ("all", "2026-W39")
    ]
    add(connection, "board_rows", [
        {"board": board, "player_id": 7, "value": 5, "reached_at": LATER} for board in boards
    ])  # fmt: skip
    add(connection, "board_counts", [
        {"board": board, "value": 5, "shard": 0, "players": 1} for board in boards
    ])  # fmt: skip
    add(connection, "board_starts", [
        {"deck_id": OURS, "version": 1, "mode": mode, "counts_from": NOW} for mode in ("streak", "daily")
    ])  # fmt: skip


def add(connection: Connection, name: str, rows: list[dict]) -> None:
    """Add rows to a table as the schema before has it; columns that it lacks are left out."""
    has = set(connection.execute(text(f"SELECT * FROM {name}")).keys())
    kept = [{key: value for key, value in row.items() if key in has} for row in rows]
    connection.execute(insert(sql_table(name, *map(column, kept[0]))), kept)


def test_the_boards_of_the_modes_whose_rules_changed_begin_anew(upgraded: Database) -> None:
    """A chain on a scale of its own is dealt as before; a start by a host is replaced where it is earlier."""
    for table in (board_rows, board_counts):
        kept = upgraded.read_now(lambda c, t=table: set(c.execute(select(t.c.board)).scalars()))
        assert {tuple(board.split("/")[:3]) for board in kept} == {
            ("1", "1", "daily"), ("1", "1", "match"),
            ("2", "1", "daily"), ("2", "1", "match"), ("2", "1", "chain"),
        }  # fmt: skip
    starts = {
        (deck, mode): upgraded.read_now(lambda c, d=deck, m=mode: start_of(c, d, 1, m))
        for deck in (OURS, GOALS) for mode in MODES
    }  # fmt: skip
    begun = {place for place, start in starts.items() if start and start.new_rules}
    assert begun == {(OURS, "streak"), (OURS, "chain"), (OURS, "year"), (GOALS, "streak"), (GOALS, "year")}
    assert {starts[place].counts_from for place in begun} == {LATER + 1}
    assert starts[OURS, "daily"] == (NOW, False)
    assert {place for place, start in starts.items() if start} == {*begun, (OURS, "daily")}
    assert upgraded.read_now(lambda c: start_of(c, OURS, 2, "streak")) is None


def test_open_runs_go_on_and_rank_where_they_began_as_runs_begin_now(upgraded: Database) -> None:
    """Others go on without a rank; of those, one without a guess is closed, so that another can begin."""
    query = select(run_rows.c.id, run_rows.c.open, run_rows.c.ranked)
    found = {
        run: (is_open, ranked) for run, is_open, ranked in upgraded.read_now(lambda c: c.execute(query).all())
    }
    assert [found[f"run-{number}"] for number in range(len(RUNS))] == list(RUNS.values())
    ended = select(run_rows.c.ended_at).where(run_rows.c.ranked.is_(False), run_rows.c.open.is_(False))
    assert set(upgraded.read_now(lambda c: c.execute(ended).scalars())) == {LATER + 1}


def test_a_run_from_before_is_not_on_a_board_that_is_rebuilt(upgraded: Database) -> None:
    """What the log says of it was won by other rules."""
    told = upgraded.read_now(lambda c: list(differing(c)))
    assert not [line for line in told if "/streak/" in line or "/year/" in line]
