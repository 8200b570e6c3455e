"""Aliases: one player for each, however it is written, whoever gives or takes it."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from threading import Barrier

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from higherthanthou.game.errors import Refusal
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import aliases, players
from higherthanthou.store.tables import aliases as alias_rows
from higherthanthou.store.tables import players as player_rows
from world import NOW


@pytest.fixture
def people(database: Database) -> list[int]:
    """Ann, Ben and Eve."""

    def work(connection: Connection) -> list[int]:
        made = [players.add_player(connection, f"token {n}", NOW, Random(n)) for n in range(3)]
        for player, name in zip(made, ("Ann Miller", "Ben Baker", "Eve Potter"), strict=True):
            players.rename(connection, player, name)
        return made

    return database.write_now(work)


def kept(database: Database) -> dict[str, int]:
    """Whose each alias is."""
    return database.read_now(lambda c: dict(map(tuple, c.execute(select(alias_rows)))))


def test_an_alias_is_its_players_until_another_is_chosen(database: Database, people: list[int]) -> None:
    """In any spelling; the one before is free at once, and a refusal changes nothing."""
    ann, ben, eve = people
    everybody = {"annmiller": ann, "benbaker": ben, "evepotter": eve}
    assert kept(database) == everybody
    with pytest.raises(Refusal, match="Somebody has that alias"):
        database.write_now(lambda c: players.rename(c, ben, "ANN miller"))
    assert kept(database) == everybody
    database.write_now(lambda c: players.rename(c, ann, "ANN-Miller"))
    assert database.read_now(lambda c: players.me(c, ann)).alias == "ANN-Miller"
    assert kept(database) == everybody
    database.write_now(lambda c: players.rename(c, ann, "Zoë"))
    database.write_now(lambda c: players.rename(c, ben, "Ann Miller"))
    assert kept(database) == {"zoe": ann, "annmiller": ben, "evepotter": eve}
    assert database.read_now(lambda c: aliases.named(c, "ann MILLER")) == ben
    with pytest.raises(Refusal, match="no player Ben Baker"):
        database.read_now(lambda c: aliases.named(c, "Ben Baker"))


def test_what_is_taken_away_or_erased_is_free(database: Database, people: list[int]) -> None:
    """By an operator, or by the player."""
    ann, ben, eve = people
    new = database.write_now(lambda c: aliases.take_away(c, ann, NOW, Random(4)))
    database.write_now(lambda c: players.erase(c, ben, NOW))
    found = kept(database)
    assert {"annmiller", "benbaker"}.isdisjoint(found)
    assert database.read_now(lambda c: aliases.holder(c, new)) == ann
    database.write_now(lambda c: players.rename(c, eve, "Ben Baker"))
    assert database.read_now(lambda c: list(aliases.disagreeing(c))) == []


def test_of_many_who_take_an_alias_at_once_one_has_it(database: Database, people: list[int]) -> None:
    """The others are told, and keep theirs."""
    ready = Barrier(len(people))

    def take(player: int) -> bool:
        ready.wait(30)
        try:
            database.write_now(partial(players.rename, player_id=player, alias="Only One"))
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(len(people)) as threads:
        taken = list(threads.map(take, people))
    assert sorted(taken) == [False, False, True]
    found = kept(database)
    assert found["onlyone"] == people[taken.index(True)]
    assert len(found) == 3
    assert database.read_now(lambda c: list(aliases.disagreeing(c))) == []


def test_a_check_finds_what_does_not_agree(database: Database, people: list[int]) -> None:
    """An alias that nobody has, that is kept for nobody, and that is kept for somebody else."""
    ann, ben, eve = people

    def spoil(connection: Connection) -> None:
        connection.execute(delete(alias_rows).where(alias_rows.c.alias_key == "annmiller"))
        connection.execute(
            update(alias_rows).where(alias_rows.c.alias_key == "benbaker").values(player_id=eve)
        )
        connection.execute(update(player_rows).where(player_rows.c.id == eve).values(alias_key="other"))

    database.write_now(spoil)
    said = sorted(database.read_now(lambda c: list(aliases.disagreeing(c))))
    assert said == sorted([
        f"player {ann}: the alias annmiller is kept for somebody else, or for nobody",
        f"player {ben}: the alias benbaker is kept for somebody else, or for nobody",
        f"player {eve}: the alias other is kept for somebody else, or for nobody",
        f"player {eve}: the alias evepotter is kept, and the player has another one or is gone",
    ])  # fmt: skip
