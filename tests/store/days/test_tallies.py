"""What everybody said of the files of days is what the log says, whoever is erased and whatever came late."""

from random import Random

import pytest
from sqlalchemy import func, select, update
from tests.store.runs.test_modes import Player

from higherthanthou.game.deal import Side
from higherthanthou.game.modes.daily import closes_at, day_of, order_of
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import players
from higherthanthou.store.players.privacy import UNFINISHED
from higherthanthou.store.tables import day_counts, day_entries, guesses
from higherthanthou.store.tables import decks as deck_rows
from higherthanthou.store.upkeep import rebuild
from higherthanthou.store.upkeep.purge import purge
from world import NOW

TODAY = day_of(NOW)


def told(database: Database) -> dict[tuple[int, str], int]:
    """The tallies of all days: ``{(place, side): players}``."""
    counts = day_counts.c
    query = select(counts.place, func.sum(counts.higher), func.sum(counts.lower)).group_by(counts.place)
    rows = database.read_now(lambda c: c.execute(query).all())
    return {(place, side): n for place, *both in rows for side, n in zip(Side, both, strict=True) if n}


def logged(database: Database) -> dict[tuple[int, str], int]:
    """The same, counted from the guesses that were in time."""
    query = select(day_entries.c.run_id, guesses.c.turn, guesses.c.guess, guesses.c.decided_at)
    query = query.join(guesses, guesses.c.run_id == day_entries.c.run_id)
    counted: dict[tuple[int, str], int] = {}
    for run, turn, side, at in database.read_now(lambda c: c.execute(query).all()):
        if at < closes_at(TODAY):
            key = order_of(run)[turn - 1], side
            counted[key] = counted.get(key, 0) + 1
    return counted


def must_agree(database: Database) -> None:
    """The tallies are those of the log, and none is below nothing."""
    found = told(database)
    assert found == logged(database)
    assert min(found.values(), default=0) >= 0
    assert database.read_now(lambda c: list(rebuild.differing(c))) == []


@pytest.mark.parametrize("seed", range(4))
def test_tallies_are_those_of_the_log_after_anything(wide_database: Database, seed: int) -> None:
    """Guesses, late ones, practice, and players who are erased, in any order."""
    rng = Random(seed)
    everybody = [Player(wide_database, 100 * seed + n + 1) for n in range(6)]
    goes = {player.id: player.start("daily") for player in everybody}
    for _ in range(60):
        player = rng.choice(everybody)
        if player.id not in goes:
            continue
        if rng.random() < 0.08:
            wide_database.write_now(lambda c, gone=player.id: players.erase(c, gone, NOW))
            del goes[player.id]
        elif rng.random() < 0.1:
            player.now = closes_at(TODAY) + 1000
        elif player.row(goes[player.id]).open:
            player.guess(goes[player.id], rng.choice(list(Side)))
        must_agree(wide_database)
    for gone in goes:
        wide_database.write_now(lambda c, gone=gone: players.erase(c, gone, NOW))
    must_agree(wide_database)
    assert told(wide_database) == {}


def test_what_was_judged_late_is_not_taken_back(wide_database: Database) -> None:
    """It was never counted."""
    ann, ben = Player(wide_database, 1), Player(wide_database, 2)
    run = ann.start("daily")
    ann.guess(run, Side.HIGHER)
    ann.now = closes_at(TODAY)
    for _ in range(9):
        ann.guess(run, Side.HIGHER)
    go = ben.start("daily")
    for _ in range(10):
        ben.guess(go, Side.LOWER)
    wide_database.write_now(lambda c: players.erase(c, ann.id, NOW))
    assert told(wide_database) == {(place, "lower"): 1 for place in range(1, 11)}


def test_a_go_that_was_never_ended_is_purged_with_what_it_said(wide_database: Database) -> None:
    """Or else no log would say it any more."""
    ann = Player(wide_database, 1)
    run = ann.start("daily")
    for _ in range(4):
        ann.guess(run)
    assert sum(told(wide_database).values()) == 4
    wide_database.write_now(lambda c: purge(c, NOW + UNFINISHED + 3_600_000))
    assert told(wide_database) == {}
    must_agree(wide_database)


def test_tallies_that_went_wrong_are_found_and_made_again(wide_database: Database) -> None:
    """Too many, too few, and those of a day that nobody played; a second time there is nothing to find."""
    ann = Player(wide_database, 1)
    ann.play_daily()
    right = told(wide_database)
    spoilt = update(day_counts).where(day_counts.c.place == 3).values(higher=7, lower=-2)
    wide_database.write_now(lambda c: c.execute(spoilt))
    wide_database.write_now(lambda c: c.execute(day_counts.delete().where(day_counts.c.place == 4)))
    lost = {"deck_id": ann.row(ann.start("daily")).deck_id, "day": 1, "place": 1, "shard": 0}
    wide_database.write_now(lambda c: c.execute(day_counts.insert(), lost | {"higher": 3, "lower": 0}))
    found = wide_database.read_now(lambda c: list(rebuild.differing(c)))
    assert len(found) == 3
    assert any("the tally 7 and -2" in line for line in found)
    assert wide_database.write_now(rebuild.rebuild) == found
    assert told(wide_database) == right
    assert wide_database.read_now(lambda c: list(rebuild.differing(c))) == []


def test_the_owner_of_a_deck_counts_in_no_tally(wide_database: Database) -> None:
    """Neither what a browser says that has signed in, nor what one said before it did."""
    first, second, other = (Player(wide_database, n) for n in (1, 2, 3))
    wide_database.write_now(
        lambda c: c.execute(update(deck_rows).where(deck_rows.c.slug == "citizens").values(host_id=77))
    )
    wide_database.write_now(lambda c: players.belongs_to(c, first.id, 77))
    for player in (first, second, other):
        player.guess(player.start("daily"), Side.HIGHER)
    assert sum(told(wide_database).values()) == 2
    wide_database.write_now(lambda c: players.belongs_to(c, second.id, 77))
    assert sum(told(wide_database).values()) == 1
    assert wide_database.read_now(lambda c: list(rebuild.differing(c))) == []
    wide_database.write_now(lambda c: players.belongs_to(c, other.id, 5))
    assert sum(told(wide_database).values()) == 1
    wide_database.write_now(lambda c: players.belongs_to(c, other.id, 6))
    assert sum(told(wide_database).values()) == 0
    for one in (first, second, other):
        wide_database.write_now(lambda c, gone=one.id: players.erase(c, gone, NOW))
    assert sum(told(wide_database).values()) == 0
    assert wide_database.read_now(lambda c: list(rebuild.differing(c))) == []
