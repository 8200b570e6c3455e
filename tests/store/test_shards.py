"""Every statement of the store names the player of the rows of players that it asks for, or says why not."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest
from sqlalchemy import bindparam, delete, exists, insert, select, update

import higherthanthou.store
from higherthanthou.store.tables import (
    board_counts,
    board_rows,
    decks,
    guesses,
    players,
    profiles,
    reports,
    room_guests,
    runs,
    sightings,
)
from shards import UNNAMED, kept, needs

ME = bindparam("player_id")
GOOD = {
    "one player's rows": select(runs).where(runs.c.player_id == ME),
    "an update": update(runs).where(runs.c.player_id == ME, runs.c.turn == 2).values(turn=3),
    "a deletion of some players'": delete(runs).where(runs.c.player_id.in_([1, 2])),
    "a new row": insert(runs).values(player_id=ME),
    "a join by the player": select(runs)
    .join(guesses, (guesses.c.player_id == runs.c.player_id) & (guesses.c.run_id == runs.c.id))
    .where(runs.c.player_id == ME),
    "the same player twice": select(runs).where(
        runs.c.player_id == ME, exists().where(guesses.c.player_id == ME, guesses.c.run_id == runs.c.id)
    ),
    "files that a player has not met": select(profiles).where(
        ~exists().where(sightings.c.player_id == ME, sightings.c.profile_id == profiles.c.id)
    ),
    "a player's row that is locked": select(runs).where(runs.c.player_id == ME).with_for_update(),
    "what is nobody's": select(decks).join(profiles, profiles.c.deck_id == decks.c.id),
    "changes at once": update(runs)
    .where(runs.c.player_id == ME)
    .values(turn=2)
    .add_cte(insert(guesses).values(player_id=bindparam("other")).cte("part")),
}
BAD = {
    "runs: no player is named": select(runs).where(runs.c.id == "r"),
    "players: no player is named": update(players).values(own_score=1),
    "guesses: no player is named": delete(guesses).where((guesses.c.player_id == 1) | (guesses.c.turn == 1)),
    "guesses, runs: joined by something else than the player": select(runs)
    .join(guesses, guesses.c.run_id == runs.c.id)
    .where(runs.c.player_id == ME),
    "guesses, runs: no player is named": select(runs).join(
        guesses, (guesses.c.player_id == runs.c.player_id) & (guesses.c.run_id == runs.c.id)
    ),
    "board_rows: joined by something else than the player": select(board_rows)
    .join(board_counts, board_counts.c.board == board_rows.c.board)
    .where(board_rows.c.player_id == ME),
    "runs: rows of several shards are locked": select(runs).where(runs.c.id == "r").with_for_update(),
    "room_guests: rows of several shards are locked": select(room_guests).with_for_update(),
    "reports: a table that is whole on every machine is changed by rows that are spread": update(decks)
    .where(decks.c.id.in_(select(reports.c.deck_id)))
    .values(edited=True),
    "sightings: no player is named": select(profiles).where(
        ~exists().where(sightings.c.profile_id == profiles.c.id)
    ),
}


@pytest.mark.parametrize("what", GOOD)
def test_statements_that_name_the_player_pass(what: str) -> None:
    """By a value, or by a join with what is named by one."""
    assert [one.problem() for one in needs(GOOD[what]) if one.problem()] == []


@pytest.mark.parametrize("problem", BAD)
def test_statements_that_do_not_are_found(problem: str) -> None:
    """Whatever they read or change."""
    assert [one.problem() for one in needs(BAD[problem])] == [problem]


def modules() -> Iterator[ModuleType]:
    """Every module of the store."""
    package = higherthanthou.store
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".migrations." not in found.name:
            yield importlib.import_module(found.name)


def test_every_statement_of_a_module_names_its_player() -> None:
    """Those that are built when they are run are looked at then, in whatever test runs them (conftest.py)."""
    seen, found = 0, []
    for module in modules():
        for name, value in vars(module).items():
            where = f"{module.__name__.removeprefix('higherthanthou.store.')}.{name}"
            for statement in kept(value):
                seen += 1
                found += [
                    f"{where}: {problem}" for one in needs(statement.core) if (problem := one.problem(where))
                ]
    assert seen > 60
    assert found == []


def test_what_names_no_player_says_why() -> None:
    """Every exception is of a function or a variable that there is, and has a reason."""
    for name, reason in UNNAMED.items():
        module, _, member = name.rpartition(".")
        assert hasattr(importlib.import_module(f"higherthanthou.store.{module}"), member), name
        assert reason
