"""A room for tests: a deck, players who came in, and a clock that counts steps."""

from collections.abc import Callable
from random import Random
from typing import TypeVar

from sqlalchemy.engine import Connection

from higherthanthou.game.deal import Side
from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Terms
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players.players import add_player
from higherthanthou.store.rooms import calls, guests, opening, rooms, stepping
from higherthanthou.store.rooms.guests import Guest
from higherthanthou.store.rooms.rooms import Room
from world import NOW

T = TypeVar("T")

THREE = Terms(rounds=3)


class RoomWorld:
    """An open room and what its guests do in it. Each act is a transaction of its own, a second later."""

    def __init__(self, database: Database, deck: Deck, terms: Terms = THREE) -> None:
        """Open a room on the deck; its opener is a player without a host's account."""
        self.database, self.now, self.rng = database, NOW, Random(3)
        self.opener = self.player()
        self.code = self.do(
            lambda c: opening.open_room(c, deck, terms, self.opener, None, self.now, self.rng)
        ).code

    def do(self, act: Callable[[Connection], T]) -> T:
        """Do something in a transaction."""
        self.now += 1000
        return self.database.write_now(act)

    def look(self, read: Callable[[Connection], T]) -> T:
        """Read something."""
        return self.database.read_now(read)

    @property
    def room(self) -> Room:
        """The room as it is now."""
        found = self.look(lambda c: rooms.find(c, self.code))
        assert found is not None
        return found

    def player(self) -> int:
        """A new player."""
        token = f"{self.rng.getrandbits(64):x}"
        return self.do(lambda c: add_player(c, token, self.now, self.rng))

    def guest(self, name: str = "") -> Guest:
        """A new player who comes in."""
        player_id, room = self.player(), self.room
        return self.do(lambda c: guests.join(c, room, player_id, name, self.now, self.rng))

    def step(self, to: State) -> Room:
        """Take a step."""
        room = self.room
        return self.do(lambda c: stepping.take_step(c, room, room.seq, to, self.now))

    def call(self, guest: Guest, guess: Side, reason: int | None = None) -> Room:
        """Call on the file of now."""
        room = self.room
        return self.do(lambda c: calls.call(c, room, guest.player_id, room.round, guess, reason, self.now))
