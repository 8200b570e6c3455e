"""The owner of a deck knows its files, whenever the browser is found to be the owner's."""

import pytest
from sqlalchemy import update
from tests.store.runs.test_modes import Player

from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import hosts
from higherthanthou.store.runs import run_cache
from higherthanthou.store.tables import decks
from higherthanthou.store.upkeep.rebuild import differing
from world import NOW


@pytest.fixture
def owner(wide_database: Database) -> Player:
    """Somebody whose browser nobody knows yet to be that of the host of the citizens."""
    add_host(wide_database, "Owner")
    mine = wide_database.read_now(lambda c: hosts.named(c, "Owner").id)
    hosted = update(decks).where(decks.c.slug == "citizens").values(host_id=mine)
    wide_database.write_now(lambda c: c.execute(hosted))
    return Player(wide_database, 1)


def add_host(database: Database, name: str) -> None:
    """Add a host."""
    database.write_now(lambda c: hosts.add(c, name, "no password", NOW))


def sign_in(player: Player, name: str) -> None:
    """Sign in as a host with the browser of a player."""
    host = player.database.read_now(lambda c: hosts.named(c, name))
    player.database.write_now(
        lambda c: hosts.sign_in(c, host.id, f"{name}{player.id}", player.now, None, player.id)
    )


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("mode", ["streak", "chain", "year"])
def test_an_owner_who_signs_in_during_a_run_does_not_rank(owner: Player, mode: str, kept: bool) -> None:
    """The run goes on and counts for nothing, whether the server has kept how it was left or not."""
    run = owner.start(mode)
    owner.guess(run)
    sign_in(owner, "Owner")
    if not kept:
        run_cache.forget(lambda _: True)
    while owner.row(run).open:
        owner.miss(run)
    assert not owner.row(run).ranked
    assert owner.desk(run).best is None
    assert owner.database.read_now(lambda c: list(differing(c))) == []


def test_whoever_owns_another_deck_ranks(owner: Player) -> None:
    """And so does everybody else."""
    add_host(owner.database, "Another")
    sign_in(owner, "Another")
    run = owner.start("streak")
    owner.miss(run)
    assert owner.row(run).ranked


def test_a_browser_that_was_an_owners_stays_so(owner: Player) -> None:
    """Signing in as somebody else does not make it forget."""
    sign_in(owner, "Owner")
    add_host(owner.database, "Another")
    sign_in(owner, "Another")
    run = owner.start("streak")
    owner.miss(run)
    assert not owner.row(run).ranked


def test_a_host_who_was_removed_has_read_the_deck_nevertheless(owner: Player) -> None:
    """The deck is played on by others; a browser that was of several hosts is known as well, on that deck alone."""
    sign_in(owner, "Owner")
    add_host(owner.database, "Another")
    both = Player(owner.database, 2)
    for name in ("Owner", "Another"):
        sign_in(both, name)
    gone = owner.database.read_now(lambda c: hosts.named(c, "Owner").id)
    assert owner.database.write_now(lambda c: hosts.remove(c, gone)) == 1
    somebody = Player(owner.database, 3)
    for player, ranks in ((owner, False), (both, False), (somebody, True)):
        run = player.start("streak")
        player.miss(run)
        assert player.row(run).ranked == ranks
        assert player.row(player.start("streak", "rated")).ranked
    assert owner.database.read_now(owner.database.backend.integrity_problems) == []
