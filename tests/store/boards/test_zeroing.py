"""Boards put to zero: what ended before counts no more, and a rebuild from the log agrees."""

from random import Random

from sqlalchemy import func, select
from sqlalchemy.engine import Connection
from tests.store.boards.test_boards import DAY, add_player, log_run

from higherthanthou.store.boards import boards
from higherthanthou.store.boards.boards import PERIODS, board_name
from higherthanthou.store.boards.zeroing import put_to_zero, starts
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.tables import board_counts, board_rows, runs
from higherthanthou.store.upkeep.rebuild import differing, rebuild
from world import NOW


def on_boards(database: Database) -> tuple[int, int]:
    """How many rows, and how many players counted, on all boards."""
    rows = select(func.count()).select_from(board_rows)
    counted = select(func.coalesce(func.sum(board_counts.c.players), 0))
    return database.read_now(lambda c: (c.execute(rows).scalar_one(), int(c.execute(counted).scalar_one())))


def test_a_board_at_zero_stays_there_when_it_is_rebuilt(database: Database, deck: Deck) -> None:
    """Of every period; runs that end later count, those before stay in the log alone."""
    rng = Random(8)

    def play(connection: Connection, everybody: list[int], begin: int) -> None:
        for n in range(200):
            log_run(connection, deck, rng.choice(everybody), int(rng.expovariate(0.3)), begin + n * DAY // 10)

    everybody = database.write_now(lambda c: [add_player(c, f"Player {n}") for n in range(20)])
    database.write_now(lambda c: play(c, everybody, NOW))
    assert on_boards(database)[0] > 0
    zero = NOW + 30 * DAY
    assert database.write_now(lambda c: put_to_zero(c, deck.id, 1, "streak", zero)) == zero
    assert on_boards(database) == (0, 0)
    assert database.write_now(rebuild) == []
    assert on_boards(database) == (0, 0)
    database.write_now(lambda c: play(c, everybody[:5], zero))
    found = database.read_now(
        lambda c: boards.players_by_value(c, board_name(deck.id, 1, "streak", "all", zero))
    )
    assert sum(found.values()) == 5
    assert database.read_now(lambda c: list(differing(c))) == []
    assert database.read_now(lambda c: c.execute(select(func.count()).select_from(runs)).scalar_one()) == 400


def test_other_modes_and_versions_keep_theirs(database: Database, deck: Deck) -> None:
    """Also a version whose number begins with the same figure."""

    def play(connection: Connection) -> None:
        player = add_player(connection, "Ann Best")
        log_run(connection, deck, player, 3, NOW)
        for version, mode in ((1, "chain"), (11, "streak")):
            boards.enter_all(connection, deck.id, version, mode, player, 2, NOW)

    database.write_now(play)
    database.write_now(lambda c: put_to_zero(c, deck.id, 1, "streak", NOW + 1))
    kept = set(database.read_now(lambda c: c.execute(select(board_rows.c.board)).scalars()))
    assert {name.rpartition("/")[0] for name in kept} == {f"{deck.id}/1/chain", f"{deck.id}/11/streak"}
    assert len(kept) == 2 * len(PERIODS)


def test_a_clock_that_was_ahead_leaves_nothing_over(database: Database, deck: Deck) -> None:
    """A run may have ended later than now; it is off the board all the same, and twice is as good as once."""
    database.write_now(lambda c: log_run(c, deck, add_player(c, "Ann Best"), 3, NOW + 9 * DAY))
    at = database.write_now(lambda c: put_to_zero(c, deck.id, 1, "streak", NOW))
    assert at == NOW + 9 * DAY + 1
    assert on_boards(database) == (0, 0)
    assert database.read_now(lambda c: list(differing(c))) == []
    database.write_now(lambda c: put_to_zero(c, deck.id, 1, "streak", at + 5))
    assert database.read_now(starts) == {(deck.id, 1, "streak"): at + 5}


def test_a_board_that_nobody_has_played_can_be_put_to_zero(database: Database, deck: Deck) -> None:
    """There is nothing to delete."""
    assert database.write_now(lambda c: put_to_zero(c, deck.id, 1, "chain", NOW)) == NOW
    assert database.read_now(lambda c: starts(c, deck.id)) == {(deck.id, 1, "chain"): NOW}
    assert database.read_now(lambda c: starts(c, deck.id + 1)) == {}
