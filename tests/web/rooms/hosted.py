"""A room that a host leads in a browser, with guests who come in by the store."""

import re

from sqlalchemy import select
from starlette.testclient import TestClient
from tests.web.hosts import browser

from higherthanthou.game.deal import Side
from higherthanthou.store.players.players import add_player
from higherthanthou.store.rooms import calls, guests, rooms, stars
from higherthanthou.store.rooms.guests import Guest
from higherthanthou.store.rooms.rooms import Room
from higherthanthou.store.tables import room_rounds
from higherthanthou.web.server import Server

TERMS = {"deck": "citizens", "rounds": "3", "reasons": "yes", "ranks": "yes"}


class Hosted:
    """A host's room: its browser, and what happens in it. Each act is a second after the one before."""

    def __init__(self, server: Server, host: TestClient, **terms: str) -> None:
        """Open it by the form."""
        self.server, self.host = server, host
        answer = host.post("/host/rooms", data=TERMS | terms)
        assert answer.status_code == 303, answer.text
        self.url = str(answer.headers["location"])
        self.code = self.url.rpartition("/")[2]

    @property
    def room(self) -> Room:
        """The room as it is now."""
        found = self.server.database.read_now(lambda c: rooms.find(c, self.code))
        assert found is not None
        return found

    def join(self, *names: str) -> list[Guest]:
        """New players come in under these names."""
        return [self._come_in(name) for name in names]

    def _come_in(self, name: str) -> Guest:
        server, room = self.server, self.room
        server.now.sleep(1)
        token = f"{server.rng.getrandbits(64):x}"

        def come(connection) -> Guest:
            player_id = add_player(connection, token, server.now(), server.rng)
            return guests.join(connection, room, player_id, name, server.now(), server.rng)

        return server.database.write_now(come)

    def call(self, guest: Guest, guess: Side, reason: int | None = None) -> None:
        """A guest calls on the file of now."""
        room, now = self.room, self.server.now()
        self.server.database.write_now(
            lambda c: calls.call(c, room, guest.player_id, room.round, guess, reason, now)
        )

    def guest(self, guest: Guest) -> Guest:
        """A guest as they are now."""
        return self.server.database.read_now(lambda c: guests.numbered(c, self.room, guest.number))

    def rounds(self) -> list[tuple[int, int, int | None]]:
        """What only the database knows: number, score and anchor of each round."""
        query = select(room_rounds.c.round, room_rounds.c.score, room_rounds.c.anchor)
        mine = query.where(room_rounds.c.room_id == self.room.id).order_by(room_rounds.c.round)
        return [tuple(row) for row in self.server.database.read_now(lambda c: c.execute(mine).all())]

    def scores(self, *numbers: int) -> set[str]:
        """The scores of these rounds."""
        return {str(score) for number, score, _ in self.rounds() if number in numbers}

    def compared(self, number: int) -> set[str]:
        """What a round is compared with, and in a chain what it begins with."""
        return {str(anchor) for at, _, anchor in self.rounds() if at == number}

    def sides(self, number: int) -> tuple[Side, Side]:
        """The right side of a round, and the wrong one."""
        [(score, anchor)] = [(score, anchor) for at, score, anchor in self.rounds() if at == number]
        both = (Side.HIGHER, Side.LOWER)
        return both if score > anchor else both[::-1]

    def rate(self, giver: Guest, wishes: dict[int, int]) -> None:
        """A guest gives stars to the calls that are shown to them, as wished by the number of who called."""

        def give(connection) -> None:
            for one in stars.to_rate(connection, self.room, giver.player_id):
                stars.give(
                    connection, self.room, giver.player_id, self.room.round, one.number, wishes[one.number]
                )

        self.server.database.write_now(give)

    def wall_while_asking(self) -> str:
        """The wall once the first file is asked."""
        self.step("asking")
        return self.wall()

    def post(self, path: str, **fields: str | int):
        """Send a form of the control page."""
        self.server.now.sleep(1)
        return self.host.post(f"{self.url}/{path}", data={name: str(value) for name, value in fields.items()})

    def step(self, to: str) -> None:
        """Press a step on the control page."""
        answer = self.post("steps", seq=self.room.seq, to=to)
        assert answer.status_code == 303, answer.text
        assert self.room.state == to

    def wall(self, **headers: str) -> str:
        """The wall, as a stranger's browser has it."""
        answer = browser(self.server).get(f"/rooms/{self.code}/wall", headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.text

    def control(self) -> str:
        """The control page."""
        answer = self.host.get(self.url)
        assert answer.status_code == 200, answer.text
        return answer.text

    @property
    def state(self) -> tuple[str, str]:
        """The state that the control page and the wall tell."""
        found = [
            re.search(r'data-testid="room-state">(\w+)<', page) for page in (self.control(), self.wall())
        ]
        assert found[0]
        assert found[1]
        return found[0][1], found[1][1]
