"""Phones at a room: browsers with cookies of their own, and a house that takes the room's steps."""

import re
from random import Random
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.testclient import TestClient
from tests.web.hosts import browser

from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Terms
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.players.players import add_player
from higherthanthou.store.rooms import guests, opening, rooms, stepping
from higherthanthou.store.rooms.rooms import Room
from higherthanthou.web.server import Server

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


USUAL = Terms(rounds=3)


class Answer(NamedTuple):
    """What came back: its status, where it leads to, and the page or fragment."""

    status: int
    location: str
    text: str


class Phone:
    """A guest's phone: a browser without scripts, or with htmx where ``fragment`` is asked for."""

    def __init__(self, server: Server, code: str) -> None:
        """Nobody has looked at the room yet."""
        self.client: TestClient = browser(server)
        self.code = code

    def ask(self, fragment: bool = False, **query: object) -> Answer:
        """Ask for the page of the room, or the fragment."""
        asked = {name: str(value) for name, value in query.items()}
        return _answer(self.client.get(self.path, params=asked, headers=FRAGMENT if fragment else {}))

    @property
    def path(self) -> str:
        """The page of the room."""
        return f"/rooms/{self.code}"

    @property
    def page(self) -> str:
        """That page, which is there."""
        answer = self.ask()
        assert answer.status == 200, answer.text
        return answer.text

    def post(self, action: str, fragment: bool = False, **form: object) -> Answer:
        """Send a form of the room."""
        fields = {name: str(value) for name, value in form.items()}
        headers = FRAGMENT if fragment else {}
        return _answer(self.client.post(f"{self.path}/{action}", data=fields, headers=headers))

    def join(self, **form: object) -> "Phone":
        """Come in."""
        answer = self.post("guests", **form)
        assert answer.status == 303, answer.text
        return self

    def call(self, number: int, guess: str, **form: object) -> Answer:
        """Call on the file of a round."""
        return self.post("calls", round=number, guess=guess, **form)

    def told(self, testid: str) -> str:
        """The text of an element on the page, by its test id."""
        return told(self.page, testid)

    def polled(self) -> Answer:
        """Ask as the page that is shown does by itself."""
        found = re.search(r'hx-get="([^"]+)"', self.page)
        assert found, "the page does not ask by itself"
        return _answer(self.client.get(found[1].replace("&amp;", "&"), headers=FRAGMENT))


def _answer(response) -> Answer:
    return Answer(response.status_code, response.headers.get("location", ""), response.text)


def told(page: str, testid: str) -> str:
    """The text of an element without elements in it, by its test id; fails if there is none."""
    found = re.search(rf'data-testid="{testid}"[^>]*>([^<]*)<', page)
    assert found, f"no {testid} on the page"
    return found[1].strip()


class House:
    """A room whose opener has no browser: the store opens it, and takes its steps."""

    def __init__(self, server: Server, deck: Deck, terms: Terms = USUAL, host_id: int | None = None) -> None:
        """Open it."""
        self.server, rng = server, Random(5)

        def begin(connection: Connection) -> Room:
            opener = add_player(connection, f"{rng.getrandbits(60):x}", server.now(), rng)
            return opening.open_room(connection, deck, terms, opener, host_id, server.now(), rng)

        self.code = server.database.write_now(begin).code

    @property
    def room(self) -> Room:
        """The room as it is."""
        return room_of(self.server, self.code)

    def phone(self, **form: object) -> Phone:
        """A new phone whose owner comes in, a second later."""
        self.server.now.sleep(1)
        return self.stranger().join(**form)

    def stranger(self) -> Phone:
        """A new phone outside."""
        return Phone(self.server, self.code)

    def step(self, to: State) -> Room:
        """Take a step, a second later."""
        self.server.now.sleep(1)
        room, now = self.room, self.server.now()
        return self.server.database.write_now(lambda c: stepping.take_step(c, room, room.seq, to, now))

    def lock(self, locked: bool) -> None:
        """Lock the room, or open it again."""
        room, now = self.room, self.server.now()
        self.server.database.write_now(lambda c: rooms.lock(c, room, locked, now))

    def send_out(self, number: int) -> None:
        """Send a guest out."""
        room, now = self.room, self.server.now()
        self.server.database.write_now(lambda c: guests.send_out(c, room, number, now))

    def bring_back(self, number: int) -> None:
        """Let that guest in again."""
        room, now = self.room, self.server.now()
        self.server.database.write_now(lambda c: guests.bring_back(c, room, number, now))

    def ticket(self, number: int) -> str:
        """The ticket of a guest."""
        room = self.room
        guest = self.server.database.read_now(lambda c: guests.numbered(c, room, number))
        return f"{number}-{guest.secret}"


def room_of(server: Server, code: str) -> Room:
    """The room with that code."""
    found = server.database.read_now(lambda connection: rooms.find(connection, code))
    assert found is not None
    return found


def wrong_ticket(ticket: str) -> str:
    """A ticket of the same guest that is not the right one."""
    number, _, secret = ticket.partition("-")
    return f"{number}-{(int(secret) + 1) % 10_000:04}"
