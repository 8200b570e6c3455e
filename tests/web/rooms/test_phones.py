"""The phone of a guest in each state of a room, and what a guest does there."""

from collections.abc import Callable

from tests.web.rooms.conftest import House, Phone, told

from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Terms
from higherthanthou.store.decks.decks import Deck
from higherthanthou.web.server import Server

PhoneOf = Callable[[str], Phone]


def test_a_guest_goes_through_every_state(server: Server, deck: Deck, phone_of: PhoneOf) -> None:
    """From the door to the end: what is asked, called, shown, rated, and the guest's own list."""
    house = House(server, deck, Terms(rounds=2, reasons=True))
    phones = [phone_of(house.code) for _ in range(3)]
    assert 'data-testid="door"' in phones[0].look()
    for phone in phones:
        phone.join()
    assert phones[0].told("room-state") == "lobby"
    assert phones[0].told("room-guests") == "3"
    house.step(State.ASKING)
    assert phones[0].told("room-state") == "asking"
    assert phones[0].told("room-called") == "0 of 3"
    for phone, guess in zip(phones, ("higher", "lower", "higher"), strict=True):
        assert phone.call(1, guess).status == 303
    assert phones[0].told("room-called") == "3 of 3"
    assert "call-kept" in phones[0].look()
    assert phones[0].call(1, "higher", reason=0).status == 303
    house.step(State.SHOWN)
    shown = phones[0].look()
    assert told(shown, "verdict-outcome") in {"Right", "Wrong"}
    assert "<b>67</b>" in shown
    house.step(State.RATING)
    assert phones[1].post("stars", round=1, call=1, stars=5).status == 303
    house.step(State.ASKING)
    house.step(State.SHOWN)
    assert "No call" in phones[0].look()
    house.step(State.OVER)
    assert "Room over" in phones[0].look()
