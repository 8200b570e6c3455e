"""Boards: exact ranks from the histogram, equal to the log after thousands of random runs."""

from random import Random

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from higherthanthou.game.standing import Standing
from higherthanthou.store.boards import boards
from higherthanthou.store.boards.boards import PERIODS, board_name, own_row, period_key, top
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import aliases, players
from higherthanthou.store.tables import board_counts, board_rows, counter_shards, guesses, new_public_id
from higherthanthou.store.tables import runs as run_rows
from higherthanthou.store.upkeep.rebuild import differing, rebuild
from world import NOW

DAY = 24 * 3600 * 1000


def add_player(connection: Connection, name: str) -> int:
    """A player of that name."""
    player = players.add_player(connection, f"token of {name}", NOW, Random(name))
    aliases.change(connection, player, name)
    return player


def log_run(
    connection: Connection, deck: Deck, player: int, streak: int, ended_at: int, ranked: bool = True
) -> None:
    """A finished run as playing it leaves it: its row, its guesses, its boards."""
    run_id = new_public_id()
    connection.execute(insert(run_rows), {
        "id": run_id, "player_id": player, "deck_id": deck.id, "deck_version": 1, "mode": "streak", "own_score": 640,
        "anchor": 640, "turn": streak + 1, "streak": streak, "value": streak, "open": False, "ranked": ranked, "profile_id": 1,
        "file_score": 1, "dealt_at": ended_at, "started_at": ended_at, "ended_at": ended_at,
    })  # fmt: skip
    connection.execute(insert(guesses), [
        {"player_id": player, "run_id": run_id, "turn": turn, "profile_id": turn, "name": "", "guess": "higher",
         "score": 700, "anchor": 640, "right": turn <= streak, "stake": 0, "gain": int(turn <= streak),
         "dealt_at": ended_at, "decided_at": ended_at}
        for turn in range(1, streak + 2)
    ])  # fmt: skip
    if ranked:
        boards.enter_all(connection, deck.id, 1, "streak", player, streak, ended_at)


def test_a_best_is_told_with_when_it_was_reached(database: Database, deck: Deck) -> None:
    """The first time counts; a worse run later changes nothing, and who never ranked has none."""
    board = board_name(deck.id, 1, "streak", "all", NOW)

    def play(connection: Connection) -> list[boards.Best | None]:
        ann, bob = add_player(connection, "Ann Best"), add_player(connection, "Bob Best")
        for streak, at in ((3, NOW), (7, NOW + 1000), (7, NOW + 2000), (2, NOW + 3000)):
            log_run(connection, deck, ann, streak, at)
        return [boards.best(connection, board, player) for player in (ann, bob)]

    assert database.write_now(play) == [(7, NOW + 1000, Standing(1, 1, None, shared=False)), None]


def test_the_boards_equal_the_log_after_thousands_of_random_runs(database: Database, deck: Deck) -> None:
    """2,500 runs of 60 players over three weeks, ranked and not, and some players erased."""
    rng = Random(5)

    def play(connection: Connection) -> list[int]:
        everybody = [add_player(connection, f"Player {n}") for n in range(60)]
        at = NOW
        for _ in range(2500):
            at += rng.randrange(21 * DAY // 2500 * 2)
            log_run(
                connection, deck, rng.choice(everybody), int(rng.expovariate(0.3)), at, rng.random() < 0.9
            )
        for gone in everybody[:5]:
            players.erase(connection, gone, at)
        return everybody

    database.write_now(play)
    assert database.read_now(lambda c: list(differing(c))) == []
    before = database.read_now(lambda c: c.execute(select(board_rows).order_by(*board_rows.c)).all())
    assert database.write_now(rebuild) == []
    assert database.read_now(lambda c: c.execute(select(board_rows).order_by(*board_rows.c)).all()) == before


def test_a_rebuild_mends_a_board_that_was_tampered_with_and_says_what_differed(
    database: Database, deck: Deck
) -> None:
    """A changed row, a forged row and a lost count are found and undone."""

    def tamper(connection: Connection) -> None:
        log_run(connection, deck, add_player(connection, "Honest Hare"), 4, NOW)
        connection.execute(update(board_rows).values(value=99))
        connection.execute(delete(board_counts).where(board_counts.c.value == 4))

    database.write_now(tamper)
    differences = database.write_now(rebuild)
    assert len(differences) == 2 * len(PERIODS)
    assert database.read_now(lambda c: list(differing(c))) == []


def test_ranks_are_shared_and_the_own_row_is_there_at_any_size(database: Database, deck: Deck) -> None:
    """The head shows the best; one's own row has the exact rank, however far down."""

    def play(connection: Connection) -> int:
        for n in range(100):
            log_run(connection, deck, add_player(connection, f"Other {n}"), 10 + n // 2, NOW + n)
        me = add_player(connection, "Me Myself")
        log_run(connection, deck, me, 3, NOW + 500)
        log_run(connection, deck, me, 7, NOW + 600)
        return me

    me = database.write_now(play)
    name = board_name(deck.id, 1, "streak", "all", NOW)
    rows, own = database.read_now(lambda c: (top(c, name, 20), own_row(c, name, me)))
    assert [row.rank for row in rows[:5]] == [1, 1, 3, 3, 5]
    assert len(rows) == 20
    assert own is not None
    assert (own.row.rank, own.row.value, own.row.player_id) == (101, 7, me)
    assert (own.standing.players, own.standing.percentile) == (101, 0)
    assert database.read_now(lambda c: boards.players_on(c, name)) == 101
    assert database.read_now(lambda c: boards.players_on(c, "nobody's")) == 0


def test_a_day_and_a_week_end_by_utc() -> None:
    """A run counts where it ended; the week is the ISO week, which may belong to the next year."""
    new_year = 1_798_675_199_999  # 30 December 2026, 23:59:59.999 UTC
    assert [period_key(p, new_year) for p in PERIODS] == ["2026-12-30", "2026-W53", "all"]
    assert period_key("today", new_year + 1) == "2026-12-31"


@pytest.mark.sqlite
def test_rank_reads_one_row_of_the_board(database: Database, deck: Deck) -> None:
    """The player's own, and the histogram, each by its key: the same work at any number of players."""
    name = board_name(deck.id, 1, "streak", "all", NOW)
    seen: list[str] = []

    def look(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        raw.set_trace_callback(seen.append)
        boards.best(connection, name, mine)
        raw.set_trace_callback(None)

    mine = database.write_now(lambda c: add_player(c, "Calm Ladder"))
    database.write_now(lambda c: log_run(c, deck, mine, 3, NOW))
    database.read_now(look)
    assert len(seen) == 2
    plans = [
        database.read_now(lambda c, q=query: c.exec_driver_sql("EXPLAIN QUERY PLAN " + q).all())
        for query in seen
    ]
    assert [row[-1] for plan in plans for row in plan] == [
        "SEARCH board_rows USING PRIMARY KEY (board=? AND player_id=?)",
        "SEARCH board_counts USING PRIMARY KEY (board=?)",
    ]


@pytest.mark.sqlite
def test_the_head_of_a_board_is_read_in_order_from_its_index(database: Database) -> None:
    """No sorting, however long the board is."""
    query = (
        "EXPLAIN QUERY PLAN SELECT player_id, value FROM board_rows WHERE board = 'x' "
        "ORDER BY value DESC, reached_at, player_id LIMIT 20"
    )
    plan = str(database.read_now(lambda c: c.exec_driver_sql(query).all()))
    assert "ix_board_rows_best" in plan
    assert "TEMP B-TREE" not in plan


def test_shards_are_summed_and_left_again(
    database: Database, deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Players of different shards are one histogram, also where what was counted before shards stands in the first."""
    board = boards.board_name(deck.id, deck.version, "streak", "all", NOW)
    rng = Random(2)
    everybody = database.write_now(
        lambda c: [players.add_player(c, f"token {n}", NOW, rng) for n in range(40)]
    )

    def enter(some: list[int], value: int) -> None:
        database.write_now(
            lambda c: [boards.enter_all(c, deck.id, deck.version, "streak", one, value, NOW) for one in some]
        )

    monkeypatch.setattr(counter_shards, "SHARDS", {})
    enter(everybody[:20], 2)
    monkeypatch.setattr(counter_shards, "SHARDS", {"postgresql": 8, "sqlite": 8})
    enter(everybody, 3)
    kept = database.read_now(
        lambda c: c.execute(select(board_counts).where(board_counts.c.board == board)).all()
    )
    assert len({row.shard for row in kept}) > 4
    assert database.read_now(lambda c: boards.players_by_value(c, board)) == {3: 40}
    database.write_now(lambda c: [players.erase(c, one, NOW) for one in everybody[10:]])
    assert database.read_now(lambda c: boards.players_by_value(c, board)) == {3: 10}


def test_of_equal_values_the_one_reached_first_stands_first(database: Database, deck: Deck) -> None:
    """Whatever came in first; of those reached in the same millisecond, the player who was there first."""

    def play(connection: Connection) -> list[int]:
        early, late, same = (add_player(connection, name) for name in ("Early Elk", "Late Lynx", "Same Seal"))
        for player, at in ((late, NOW + 2), (same, NOW + 1), (early, NOW + 1)):
            log_run(connection, deck, player, 5, at)
        return [early, late, same]

    early, _, same = database.write_now(play)
    name = board_name(deck.id, 1, "streak", "all", NOW)
    first = ["Early Elk", "Same Seal"] if early < same else ["Same Seal", "Early Elk"]
    rows = database.read_now(lambda c: top(c, name, 20))
    assert [row.name for row in rows] == [*first, "Late Lynx"]
    assert [row.rank for row in rows] == [1, 1, 1]


def test_a_value_that_is_reached_again_keeps_its_first_time(database: Database, deck: Deck) -> None:
    """Reaching one's best a second time is no reason to stand behind those who came in between."""

    def play(connection: Connection) -> None:
        ann, ben = add_player(connection, "Ann Alpaca"), add_player(connection, "Ben Beaver")
        for player, at in ((ann, NOW), (ben, NOW + 1), (ann, NOW + 2)):
            log_run(connection, deck, player, 5, at)

    database.write_now(play)
    name = board_name(deck.id, 1, "streak", "all", NOW)
    rows = database.read_now(lambda c: top(c, name, 20))
    assert [row.name for row in rows] == ["Ann Alpaca", "Ben Beaver"]
