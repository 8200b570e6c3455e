"""Writes of a room that cross on PostgreSQL, each held back until the other one has begun."""

from threading import Event

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from higherthanthou.game.deal import Side
from higherthanthou.game.rooms.course import State
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.backend import is_shared
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players.players import erase
from higherthanthou.store.rooms import calls, tickets
from higherthanthou.store.rooms.guests import Guest
from higherthanthou.store.rooms.rooms import Room
from higherthanthou.store.tables import room_calls, rooms
from rooms_world import RoomWorld

PATIENCE = 20


class Crossing:
    """A call of a guest, and another write: both have read before either of them is durable."""

    def __init__(self, world: RoomWorld, guest: Guest) -> None:
        """Nothing is written yet."""
        self.world, self.guest, self.room = world, guest, world.room
        self.called, self.read = Event(), Event()

    def call(self, connection: Connection) -> Room:
        """Call, and commit once the other write has read."""
        made = calls.call(connection, self.room, self.guest.player_id, 1, Side.HIGHER, None, self.world.now)
        self.called.set()
        assert self.read.wait(PATIENCE)
        return made

    def begin(self, connection: Connection) -> None:
        """Read, as the other write does first, and go on once the call is made."""
        connection.execute(select(rooms.c.id)).all()
        self.read.set()
        assert self.called.wait(PATIENCE)


@pytest.fixture
def crossing(database: Database, deck: Deck) -> Crossing:
    """A guest who is about to call on the first file."""
    if not is_shared(database.url):
        pytest.skip("one thread does all writes on SQLite")
    world = RoomWorld(database, deck)
    guest = world.guest()
    world.step(State.ASKING)
    return Crossing(world, guest)


def count(world: RoomWorld, player_id: int) -> int:
    """How many calls of a player there are."""
    query = select(func.count()).where(room_calls.c.player_id == player_id)
    return int(world.look(lambda c: c.execute(query).scalar_one()))


def test_an_erased_player_leaves_no_call(crossing: Crossing) -> None:
    """One who calls in one tab and is erased in another."""

    def erasing(connection: Connection) -> None:
        crossing.begin(connection)
        erase(connection, crossing.guest.player_id, crossing.world.now)

    written = [crossing.world.database.write_soon(one) for one in (crossing.call, erasing)]
    for one in written:
        one.result(PATIENCE)
    assert count(crossing.world, crossing.guest.player_id) == 0


def test_a_call_goes_along_to_another_phone(crossing: Crossing) -> None:
    """One who calls on the old phone while the ticket is typed on the new one."""
    world, guest, new = crossing.world, crossing.guest, crossing.world.player()

    def moving(connection: Connection) -> None:
        crossing.begin(connection)
        tickets.take_place(connection, crossing.room, new, guest.number, guest.secret)

    written = [world.database.write_soon(one) for one in (crossing.call, moving)]
    for one in written:
        one.result(PATIENCE)
    assert (count(world, guest.player_id), count(world, new)) == (0, 1)
