"""A served room for tests of its pages: who opened it, guests at phones of their own, and the clock."""

import re
from collections.abc import Iterator
from random import Random

import pytest
from starlette.testclient import TestClient

from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Terms
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.players.players import add_player
from higherthanthou.store.rooms import opening, rooms, stepping
from higherthanthou.store.rooms.rooms import Room
from higherthanthou.web.server import Server

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Phone:
    """A guest's phone: a client with a cookie jar of its own, on the same server."""

    def __init__(self, client: TestClient, code: str) -> None:
        """Nobody has looked at the room yet."""
        self.client, self.code = client, code
        self.path = f"/rooms/{code}"

    def look(self, fragment: bool = False, **query: object) -> str:
        """The page or the fragment of the room, which is there."""
        asked = {name: str(value) for name, value in query.items()}
        response = self.client.get(self.path, params=asked, headers=FRAGMENT if fragment else {})
        assert response.status_code == 200, response.text
        return response.text

    def post(self, to: str, fragment: bool = False, **form: object) -> "Answered":
        """Send a form of the room."""
        fields = {name: str(value) for name, value in form.items()}
        answer = self.client.post(f"{self.path}/{to}", data=fields, headers=FRAGMENT if fragment else {})
        return Answered(answer.status_code, answer.headers.get("location", ""), answer.text)

    def join(self, **form: object) -> "Phone":
        """Come in."""
        assert self.post("guests", **form).status == 303
        return self

    def call(self, number: int, guess: str, **form: object) -> "Answered":
        """Call on the file of a round."""
        return self.post("calls", round=number, guess=guess, **form)

    def told(self, testid: str) -> str:
        """The text of an element on the page, by its test id."""
        return told(self.look(), testid)


class Answered:
    """A status, where to go, and what was sent."""

    def __init__(self, status: int, location: str, text: str) -> None:
        """Keep them."""
        self.status, self.location, self.text = status, location, text


def told(page: str, testid: str) -> str:
    """The text of an element, by its test id; fails if there is none."""
    found = re.search(rf'data-testid="{testid}"[^>]*>(.*?)</', page, re.DOTALL)
    assert found, f"no {testid} on the page"
    return re.sub(r"<[^>]+>", "", found[1]).strip()


class House:
    """A room that nobody's browser opened, its steps taken by the store."""

    def __init__(self, server: Server, deck: Deck, terms: Terms, host_id: int | None = None) -> None:
        """Open it."""
        self.server, self.rng = server, Random(5)

        def begin(connection: object) -> Room:
            opener = add_player(connection, f"{self.rng.getrandbits(60):x}", server.now(), self.rng)  # type: ignore[arg-type]
            return opening.open_room(connection, deck, terms, opener, host_id, server.now(), self.rng)  # type: ignore[arg-type]

        self.code = server.database.write_now(begin).code

    @property
    def room(self) -> Room:
        """The room as it is."""
        found = self.server.database.read_now(lambda connection: rooms.find(connection, self.code))
        assert found is not None
        return found

    def step(self, to: State) -> Room:
        """Take a step."""
        room, now = self.room, self.server.now()
        return self.server.database.write_now(lambda c: stepping.take_step(c, room, room.seq, to, now))


@pytest.fixture
def phone_of(client: TestClient) -> Iterator[object]:
    """Makes phones for a room: the first uses the cookie jar of ``client``, each next one its own."""

    def make(code: str) -> Phone:
        return Phone(TestClient(client.app, follow_redirects=False), code)

    return make
