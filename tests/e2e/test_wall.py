"""The wall of a full room: a projector cannot be scrolled, so all that a state has to say is in sight."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from higherthanthou.game.deal import Side
from higherthanthou.game.polls.statements import Answer
from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Terms
from higherthanthou.store.decks import decks
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.rooms import laws, room_poll, stars, stepping
from higherthanthou.store.rooms.guests import Guest
from higherthanthou.web.rooms.class_laws import model_of
from live import Live
from rooms_world import RoomWorld

GUESTS = 44
SIZES = ((1920, 1080), (1280, 720), (1024, 768))
HELD = ((768, 1024), (390, 844))
"""Screens in a hand, which are moved down; nothing is to the right of them."""

OUT_OF_SIGHT = """(stands) => [...document.querySelectorAll('.rw *')].filter((one) => {
  const box = one.getBoundingClientRect();
  const cut = stands && getComputedStyle(one).textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth + 1;
  const out = stands && box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
  return box.width && (out || cut) && !one.closest('.unseen');
}).map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`)"""


class Crowd(RoomWorld):
    """A full room; all of its guests do the same."""

    deck: Deck

    def come_in(self, name: str) -> None:
        """As many as the wall names, and some more."""
        self.all: list[Guest] = [self.guest(name and f"{name} {n}") for n in range(GUESTS)]

    def ask(self) -> None:
        """The next file, by the law of the votes if there are any."""
        room, model = self.room, model_of(self.deck)
        self.do(lambda c: stepping.take_step(c, room, room.seq, State.ASKING, self.now, model))

    def play(self) -> None:
        """A file from being asked to being shown."""
        self.ask()
        for n, guest in enumerate(self.all):
            self.call(guest, Side.HIGHER if n % 3 else Side.LOWER, n % 4)
        self.step(State.SHOWN)

    def rate(self) -> None:
        """Everybody rates what they are shown."""
        room = self.room
        for guest in self.all:
            for one in self.look(lambda c, whose=guest.player_id: stars.to_rate(c, room, whose)):
                given = 1 + one.number % 5
                self.do(
                    lambda c, g=guest, o=one, s=given: stars.give(
                        c, room, g.player_id, room.round, o.number, s
                    )
                )

    def vote(self) -> None:
        """Everybody votes for one of the laws."""
        room = self.room
        for guest in self.all:
            self.do(lambda c, whose=guest.player_id: laws.vote(c, room, whose, (30, 30, 20, 10, 10)))

    def answer(self) -> None:
        """Everybody answers both statements."""
        room = self.room
        for n, guest in enumerate(self.all):
            given = Answer(n % 11, 3 * n % 11)
            self.do(lambda c, whose=guest.player_id, a=given: room_poll.answer(c, room, whose, a))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A projector."""
    context = browser.new_context(
        reduced_motion="reduce"
    )  # a stamp that is still falling is larger than it will be
    yield context.new_page()
    context.close()


def opened(live: Live, terms: Terms) -> Crowd:
    """A room on the game that is served."""
    database = Database(database_url("", live.folder))
    deck = database.read_now(lambda connection: decks.find(connection, "citizens"))
    assert deck is not None
    crowd = Crowd(database, deck, terms)
    crowd.deck = deck
    return crowd


class Projector:
    """The wall of a room, looked at in every size."""

    def __init__(self, page: Page, url: str) -> None:
        """Nobody has looked yet."""
        self.page, self.url = page, url

    def look(self, state: State) -> None:
        """See the wall in that state, and all of it."""
        self.page.goto(self.url)
        expect(self.page.get_by_test_id("room-state")).to_have_text(state)
        for width, height in SIZES + HELD:
            self.page.set_viewport_size({"width": width, "height": height})
            assert self.page.evaluate(OUT_OF_SIGHT, (width, height) in SIZES) == [], (state, width, height)


@pytest.mark.parametrize("name", ["", "Maximiliane van Meer"], ids=["aliases", "long names"])
def test_all_is_in_sight(live: Live, page: Page, name: str) -> None:
    """In every state, however the projector is cut; with a poll, a law, ranks, stars, and more than ten files."""
    crowd = opened(live, Terms(rounds=12, reasons=True, ranks=True, poll=True))
    projector = Projector(page, f"{live.url}/rooms/{crowd.code}/wall")
    crowd.come_in(name)
    projector.look(State.LOBBY)
    crowd.answer()
    crowd.play()
    rate_and_vote(crowd, projector)
    for _ in range(10):
        crowd.play()
    end(crowd, projector)
    crowd.database.close()


def rate_and_vote(crowd: Crowd, projector: Projector) -> None:
    """All that can be done with a file that is shown, and one file by the law of the votes."""
    projector.look(State.SHOWN)
    crowd.step(State.RATING)
    projector.look(State.RATING)
    crowd.rate()
    projector.look(State.RATING)
    crowd.step(State.SHOWN)
    projector.look(State.SHOWN)
    crowd.step(State.VOTING)
    projector.look(State.VOTING)
    crowd.vote()
    crowd.ask()
    projector.look(State.ASKING)
    crowd.step(State.SHOWN)
    projector.look(State.SHOWN)


def end(crowd: Crowd, projector: Projector) -> None:
    """The end of the room, before and after its poll is closed."""
    crowd.step(State.OVER)
    crowd.answer()
    projector.look(State.OVER)
    expect(projector.page.get_by_test_id("effect-picture")).to_be_visible()
    crowd.do(lambda c: room_poll.close(c, crowd.room, crowd.now))
    projector.look(State.OVER)
    expect(projector.page.get_by_test_id("poll-result")).to_be_visible()
    expect(projector.page.locator(".rw-rank")).to_have_count(3)
