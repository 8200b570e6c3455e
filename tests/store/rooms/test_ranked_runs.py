"""A room teaches nobody the answer of a ranked run, which may lie on a guest's desk already."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from higherthanthou.game.deal import Side
from higherthanthou.game.modes import MODES
from higherthanthou.game.rooms.course import State
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.rooms import guests
from higherthanthou.store.runs import deciding, opening
from higherthanthou.store.runs.dealing import RuleInputs
from higherthanthou.store.tables import room_rounds, runs, sightings
from rooms_world import RoomWorld


def begin(world: RoomWorld, deck: Deck, player_id: int) -> str:
    """A streak of a player, with a file on the desk that the room asks first."""
    inputs = RuleInputs(world.now, world.rng, 300)
    run_id = world.do(lambda c: opening.start(c, player_id, deck, MODES["streak"], inputs).run_id)

    def put(connection: Connection) -> None:
        query = select(runs.c.profile_id, runs.c.file_score).where(runs.c.id == run_id)
        profile_id, score = connection.execute(query).one()
        first = update(room_rounds).where(room_rounds.c.room_id == world.room.id, room_rounds.c.round == 1)
        connection.execute(first.values(profile_id=profile_id, score=score))

    world.do(put)
    return run_id


def end(world: RoomWorld, player_id: int, run_id: str) -> bool:
    """Judge until a miss; return whether the run ranks."""

    def judge(connection: Connection) -> bool:
        query = select(runs.c.turn, runs.c.file_score, runs.c.anchor).where(runs.c.id == run_id)
        turn, score, anchor = connection.execute(query).one()
        right = (score > anchor) == (turn == 1)
        side = Side.HIGHER if right else Side.LOWER
        inputs = RuleInputs(world.now, world.rng, 300)
        return deciding.decide(connection, player_id, run_id, turn, side, inputs).desk.run.open

    assert world.do(judge)
    assert not world.do(judge)
    query = select(runs.c.ranked).where(runs.c.id == run_id)
    return bool(world.look(lambda c: c.execute(query).scalar_one()))


@pytest.mark.parametrize("who", ["guest", "late guest", "opener"])
def test_a_file_that_a_room_asks_while_it_is_on_the_desk_ranks_nobody(
    database: Database, deck: Deck, who: str
) -> None:
    """Otherwise a player would open rooms until one shows the score of the file on the desk."""
    world = RoomWorld(database, deck)
    player_id = {"guest": lambda: world.guest().player_id, "opener": lambda: world.opener}.get(
        who, world.player
    )()
    run_id = begin(world, deck, player_id)
    world.step(State.ASKING)
    if who == "late guest":
        room = world.room
        world.do(lambda c: guests.join(c, room, player_id, "", world.now, world.rng))
    assert not end(world, player_id, run_id)


@pytest.mark.parametrize("state", ["left", "sent out"])
def test_who_is_out_has_met_what_is_asked_afterwards(database: Database, deck: Deck, state: str) -> None:
    """They may still look at the wall, and who left reads every score at the end."""
    world = RoomWorld(database, deck)
    guest, room = world.guest(), world.room
    if state == "left":
        world.do(lambda c: guests.leave(c, room, guest.player_id))
    else:
        world.do(lambda c: guests.send_out(c, room, guest.number, world.now))
    run_id = begin(world, deck, guest.player_id)
    world.step(State.ASKING)
    asked = select(room_rounds.c.profile_id).where(
        room_rounds.c.room_id == room.id, room_rounds.c.asked_at.is_not(None)
    )
    met = select(sightings.c.profile_id).where(sightings.c.player_id == guest.player_id)
    assert set(world.look(lambda c: c.execute(asked).scalars().all())) <= set(
        world.look(lambda c: c.execute(met).scalars().all())
    )
    assert not end(world, guest.player_id, run_id)


def test_a_room_that_asks_other_files_or_later_changes_no_run(database: Database, deck: Deck) -> None:
    """Nor does one that the player is not in."""
    world = RoomWorld(database, deck)
    guest, stranger = world.guest(), world.player()
    theirs = begin(world, deck, stranger)
    world.step(State.ASKING)
    assert end(world, stranger, theirs)
    world = RoomWorld(database, deck)
    guest = world.guest()
    mine = begin(world, deck, guest.player_id)
    assert end(world, guest.player_id, mine)
    world.step(State.ASKING)
    world.step(State.SHOWN)
    world.step(State.ASKING)
    other = begin(world, deck, guest.player_id)
    world.step(State.SHOWN)
    assert end(world, guest.player_id, other)
