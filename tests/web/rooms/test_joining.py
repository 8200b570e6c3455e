"""Coming into a room: by code, link and ticket; and everything that keeps somebody out, in one sentence."""

import re

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient
from tests.web.rooms.phones import House, Phone, told, wrong_ticket

from higherthanthou.game.deal import Side
from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Names, Terms
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.rooms.guests import FULL, MOST_GUESTS
from higherthanthou.store.tables import rooms
from higherthanthou.web.http.limits import TRIES_OF_TICKET, WRONG_CODES, WRONG_TICKETS
from higherthanthou.web.rooms.joining import NO_CODE, NO_ROOM, NO_TICKET
from higherthanthou.web.server import Server

pytestmark = pytest.mark.sqlite

OWN_NAMES = Terms(rounds=3, names=Names.OWN)


@pytest.fixture
def house(server: Server, deck: Deck) -> House:
    """A room."""
    return House(server, deck)


@pytest.mark.parametrize("written", ["{0}", " {1} ", "{2}", "{3}"])
def test_a_code_is_read_however_it_is_written(house: House, client: TestClient, written: str) -> None:
    """In small letters, with a space or a hyphen; it leads to the room."""
    code = house.code
    typed = written.format(code, code.lower(), f"{code[:3]} {code[3:]}", f"{code[:3]}-{code[3:]}")
    answer = client.post("/join", data={"code": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/rooms/{code}")


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [("", 422, NO_CODE), ("K7F 4Q", 422, NO_CODE), ("<b>K7F</b>", 422, NO_CODE), ("222222", 404, NO_ROOM)],
)
def test_a_code_of_no_room_is_told_and_stays_in_the_field(
    client: TestClient, typed: str, status: int, sentence: str
) -> None:
    """What was typed is printed as text, and the field has the focus."""
    answer = client.post("/join", data={"code": typed})
    assert answer.status_code == status
    assert sentence in answer.text
    assert "<b>K7F" not in answer.text
    assert "autofocus" in answer.text


@pytest.mark.parametrize(
    "path", ["/j/222222", "/rooms/222222", "/rooms/222222/wall", "/rooms/nonsense", "/j/222222.png"]
)
def test_the_address_of_no_room_says_so(client: TestClient, path: str) -> None:
    """Whoever has mistyped a link is told what is wrong with it."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert NO_ROOM in answer.text


def test_the_link_of_the_qr_code_changes_nothing(house: House) -> None:
    """It shows one button; only that makes a guest, and a cookie."""
    phone = house.stranger()
    answer = phone.client.get(f"/j/{house.code.lower()}")
    assert answer.status_code == 200
    assert answer.headers["x-robots-tag"] == "noindex"
    assert 'data-testid="door"' in answer.text
    assert not phone.client.cookies
    assert house.room.guests == 0
    assert phone.join().told("room-guests") == "1"
    assert "Back to the room" in phone.client.get(f"/j/{house.code}").text


def test_joining_twice_is_one_seat(house: House) -> None:
    """A reload of the form, or a second tab, is no second guest."""
    phone = house.phone().join()
    assert phone.told("room-guests") == "1"
    assert house.room.guests == 1


def test_a_typed_name_is_accepted_by_the_rules_of_aliases(server: Server, deck: Deck) -> None:
    """One that is not is said why, and stays in the field; no seat is taken."""
    house = House(server, deck, OWN_NAMES)
    phone = house.stranger()
    for name in ("", "x", "admin", "<b>" * 9):
        answer = phone.post("guests", name=name)
        assert answer.status == 422
        assert "Not in yet" in answer.text
        assert "<b><b>" not in answer.text
    assert house.room.guests == 0
    assert "&lt;u&gt;" in house.phone(name="<u>Ada</u>").page
    assert phone.join(name="Ada B.").told("guest-name") == "Ada B."


@pytest.mark.parametrize(
    "name", ["", "x" * 201, "Me", "a\u200bb", "z\u0335\u0336\u0337a", "\ufdfa" * 24, "!!", "w.anker"]
)
def test_what_is_wrong_with_a_typed_name_is_said_of_a_name(server: Server, deck: Deck, name: str) -> None:
    """At the door, whose field asks for a name; nobody in this room has an alias."""
    answer = House(server, deck, OWN_NAMES).stranger().post("guests", name=name)
    assert answer.status == 422
    assert re.search(r'id="door-error">(A|That) name ', answer.text), name
    assert "alias" not in answer.text


def test_a_name_is_not_asked_for_where_guests_have_aliases(house: House) -> None:
    """One that is sent all the same is not used."""
    assert house.phone(name="Ada B.").told("guest-name") != "Ada B."


def test_nobody_new_comes_into_a_room_that_is_locked_full_or_over(
    house: House,
) -> None:
    """Each says so in a sentence; those who are in stay in."""
    inside, outside = house.phone(), house.stranger()
    house.lock(True)
    assert "This room is locked" in outside.page
    assert "locked" in outside.post("guests").text
    assert inside.told("room-guests") == "1"
    house.step(State.ASKING)
    assert "File 1 of 3 is on." in outside.page
    assert "You can still come in" not in outside.page
    house.lock(False)
    assert "You can still come in" in outside.page
    full = update(rooms).values(guests=MOST_GUESTS)
    house.server.database.write_now(lambda connection: connection.execute(full))
    assert FULL in outside.post("guests").text
    house.step(State.OVER)
    assert "This room is over." in outside.page
    answer = outside.post("guests")
    assert (answer.status, "This room is over." in answer.text) == (422, True)
    house.lock(True)
    assert "This room is locked" not in outside.page


def test_who_has_left_comes_back_as_the_same_guest(house: House) -> None:
    """Also into a locked room: locking keeps newcomers out."""
    phone = house.phone()
    name = phone.told("guest-name")
    assert phone.post("leave").status == 303
    assert "You have left." in phone.page
    house.lock(True)
    assert phone.join().told("guest-name") == name


def test_who_was_sent_out_may_knock_and_is_let_in_again(house: House) -> None:
    """The form of the door does not let them in."""
    phone = house.phone()
    house.send_out(1)
    assert "You were sent out." in phone.page
    assert phone.post("guests").status == 422
    house.step(State.ASKING)
    assert phone.call(1, "higher").status == 422
    assert phone.post("knock").status == 303
    assert "You have knocked." in phone.page
    house.bring_back(1)
    assert phone.told("room-state") == "asking"
    assert phone.call(1, "higher").status == 303


def test_a_ticket_seats_a_guest_on_another_phone_with_all_calls(house: House) -> None:
    """The other phone is a stranger's from then on."""
    before = house.phone()
    house.step(State.ASKING)
    before.call(1, "higher")
    after = house.stranger().join(ticket=house.ticket(1))
    assert told(after.page, "guest-name")
    assert "call-kept" in after.page
    assert 'data-testid="door"' in before.page
    assert house.room.guests == 1


def test_the_link_of_a_ticket_asks_before_it_seats_anybody(house: House) -> None:
    """A host may show it as a QR code."""
    house.phone()
    phone = house.stranger()
    page = phone.client.get(f"/j/{house.code}", params={"ticket": house.ticket(1)}).text
    assert house.ticket(1) in page
    assert not phone.client.cookies


@pytest.mark.parametrize("typed", ["17", "x-4821", "1-48211", "1-48a1", "<i>"])
def test_what_is_no_ticket_is_told(house: House, typed: str) -> None:
    """It stays in its field."""
    answer = house.stranger().post("guests", ticket=typed)
    assert answer.status == 422
    assert NO_TICKET in answer.text
    assert "<i>" not in answer.text


def test_whoever_has_called_keeps_their_own_place(house: House) -> None:
    """Otherwise one player would have two calls."""
    house.phone()
    other = house.phone()
    house.step(State.ASKING)
    other.call(1, Side.LOWER)
    answer = other.post("guests", ticket=house.ticket(1))
    assert answer.status == 422
    assert "keeps its own place" in answer.text


def test_guessing_codes_is_limited_and_guests_are_let_in_all_the_same(
    house: House, client: TestClient
) -> None:
    """After that a right code is answered like a wrong one."""
    guest = house.phone()
    for _ in range(WRONG_CODES):
        assert client.get("/rooms/222222").status_code == 404
    for path in ("/rooms/222222", f"/rooms/{house.code}", f"/j/{house.code}"):
        refused = client.get(path)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) <= 60
    assert client.post("/join", data={"code": house.code}).status_code == 429
    assert client.head(f"/rooms/{house.code}/events").status_code == 429
    assert guest.ask().status == 200
    assert guest.client.head(f"{guest.path}/events").status_code == 200


def test_codes_that_are_guessed_at_the_stream_count(house: House, client: TestClient) -> None:
    """It tells apart a room and none as the page does."""
    for _ in range(WRONG_CODES):
        assert client.get("/rooms/222222/events").status_code == 404
    assert client.get("/rooms/222222/events").status_code == 429
    assert client.get(f"/rooms/{house.code}").status_code == 429


def test_guessing_tickets_is_limited(house: House) -> None:
    """From an address, whichever guest is meant; the right one counts for nothing."""
    house.phone()
    wrong, right = wrong_ticket(house.ticket(1)), house.ticket(1)
    strangers = house.stranger()
    for _ in range(WRONG_TICKETS):
        assert strangers.post("guests", ticket=wrong).status == 422
    answer = strangers.post("guests", ticket=right)
    assert (answer.status, "Too many wrong tickets" in answer.text) == (429, True)


def test_right_tickets_are_not_counted(house: House) -> None:
    """A phone may go in and out."""
    house.phone()
    for _ in range(TRIES_OF_TICKET + 2):
        house.stranger().join(ticket=house.ticket(1))


def test_hits_are_not_counted(house: House) -> None:
    """A school is one address."""
    for _ in range(WRONG_CODES + 5):
        assert Phone(house.server, house.code).ask().status == 200
