"""Tries to sign in, in the database: as many as allowed within any such while, and none for longer."""

from random import Random

import pytest
from sqlalchemy import func, select

from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import sign_in_tries as tries
from higherthanthou.store.hosts.sign_in_tries import SWEPT, Limit
from higherthanthou.store.tables import sign_in_tries
from higherthanthou.store.upkeep.purge import purge
from world import NOW

MINUTE = 60_000
ADDRESS, ACCOUNT = Limit("a" * 64, 3, 3 * MINUTE), Limit("b" * 64, 5, 60 * MINUTE)


def rows(database: Database) -> int:
    """How many rows there are."""
    return database.read_now(
        lambda c: c.execute(select(func.count()).select_from(sign_in_tries)).scalar_one()
    )


def count(database: Database, now: int, *limits: Limit) -> int:
    """Try at a time; how long to wait."""
    return database.write_now(lambda c: tries.count(c, limits or (ADDRESS, ACCOUNT), now))


def test_as_many_as_allowed_within_any_such_while(database: Database) -> None:
    """As a plain list of times says; the wait that is told is exact, and what is refused counts for nothing."""
    rng, now, done = Random(5), NOW, {ADDRESS: list[int](), ACCOUNT: list[int]()}
    refused = 0
    for _ in range(80):
        now += rng.choice((1, 5_000, 40_000, 200_000))
        recent = {limit: [at for at in done[limit] if now - at < limit.within] for limit in done}
        full = [limit for limit in done if len(recent[limit]) >= limit.most]
        wait = count(database, now)
        assert wait == max((recent[limit][-limit.most] + limit.within - now for limit in full), default=0)
        if full:
            refused += 1
            assert count(database, now + wait - 1) > 0
        else:
            for limit in done:
                done[limit].append(now)
    assert refused
    assert rows(database) == 2


@pytest.mark.parametrize("wrong_by", [-(10**11), 10**11])
def test_a_clock_that_was_wrong_locks_nobody_out(database: Database, wrong_by: int) -> None:
    """Years before or ahead, on some machine."""
    for _ in range(ADDRESS.most):
        assert count(database, NOW + wrong_by) == 0
    assert 0 < count(database, NOW + wrong_by) <= ADDRESS.within
    assert count(database, NOW) == 0


def test_a_try_that_another_server_counted_a_little_later_makes_nobody_wait_longer(
    database: Database,
) -> None:
    """As where two requests cross, or two clocks differ."""
    for _ in range(ADDRESS.most):
        assert count(database, NOW + 5, ADDRESS) == 0
    assert count(database, NOW, ADDRESS) == ADDRESS.within


def test_a_flood_from_everywhere_leaves_no_more_than_counts(database: Database) -> None:
    """What is over goes with later tries, some at a time, and all of it with the purge."""
    for number in range(3 * SWEPT):
        assert count(database, NOW + number, Limit(f"{number:064x}", 3, MINUTE)) == 0
    assert rows(database) == 3 * SWEPT
    later = NOW + 2 * MINUTE
    assert count(database, later, ADDRESS) == 0
    assert rows(database) == 2 * SWEPT + 1
    database.write_now(lambda c: purge(c, later))
    assert rows(database) == 1
    database.write_now(lambda c: purge(c, later + ADDRESS.within + 1))
    assert rows(database) == 0
