"""A player's own room: its opener leads it on the phone, and in time somebody else may go on."""

import pytest
from sqlalchemy import func, select, update
from starlette.testclient import TestClient
from tests.web.hosts import browser
from tests.web.rooms.phones import FRAGMENT, Phone, room_of

from higherthanthou.game.rooms.course import State
from higherthanthou.store.rooms import guests
from higherthanthou.store.tables import rooms
from higherthanthou.web.http.limits import ROOMS_OF_PLAYER
from higherthanthou.web.server import Server

pytestmark = pytest.mark.sqlite

FORM = {"deck": "citizens", "rounds": "2", "reasons": "yes"}


def opened(server: Server, **form: str) -> Phone:
    """The phone of somebody who has opened a room."""
    client = browser(server)
    answer = client.post("/rooms", data=FORM | form)
    assert answer.status_code == 303, answer.text
    phone = Phone(server, answer.headers["location"].rpartition("/")[2])
    phone.client = client
    return phone


def guest(server: Server, opener: Phone) -> Phone:
    """A phone that comes in."""
    return Phone(server, opener.code).join()


def step(server: Server, phone: Phone, to: str) -> int:
    """Take a step from what the room is now; the status of the answer."""
    return phone.post("steps", seq=room_of(server, phone.code).seq, to=to).status


def test_an_opener_leads_a_room_to_its_end(server: Server) -> None:
    """They are its first guest, and play along."""
    opener = opened(server)
    assert opener.told("room-guests") == "1"
    for to in ("asking", "shown", "rating", "shown", "asking", "shown", "over"):
        assert f'name="to" value="{to}"' in opener.page
        assert step(server, opener, to) == 303
        assert opener.told("room-state") == to
    assert opener.post("steps", seq=7, to="asking").status == 422


def test_a_room_with_typed_names_asks_its_opener_too(server: Server) -> None:
    """At the door, like everybody."""
    opener = opened(server, names="own")
    assert 'data-testid="door"' in opener.page
    assert opener.join(name="Ada B.").told("guest-name") == "Ada B."
    assert "You lead this room." in opener.page


def test_an_opener_is_told_of_an_address_that_phones_cannot_open(server: Server) -> None:
    """The guests, who came in somehow, are not."""
    opener = opened(server)
    there = {"Host": "localhost:8000"}
    assert "Phones cannot open this address" in opener.client.get(opener.path, headers=there).text
    assert "Phones cannot open this address" not in opener.page
    assert "Phones cannot open" not in guest(server, opener).client.get(opener.path, headers=there).text


def test_the_next_step_stands_above_the_file_that_is_asked(server: Server) -> None:
    """Before the opener's call and after it; below the file the two answers would lie over it."""
    opener = opened(server)
    other = guest(server, opener)
    step(server, opener, "asking")
    for call in ("", "higher"):
        if call:
            opener.call(1, call)
            other.call(1, call)
        page = opener.page
        assert page.count(">Show the score<") == 1
        assert page.index(">Show the score<") < page.index('data-testid="file"')
        assert ">Show the score<" not in other.page


def test_whoever_leads_finds_the_wall_of_the_room(server: Server) -> None:
    """In the lobby and beside the steps, as long as the room goes on; guests have no use for it."""
    opener = opened(server)
    other = guest(server, opener)
    for to in ("lobby", "asking", "shown", "rating", "shown", "voting"):
        assert to == "lobby" or step(server, opener, to) == 303
        assert opener.page.count(f'href="{opener.path}/wall"') == 1, to
        assert "/wall" not in other.page
    assert opener.client.get(f"{opener.path}/wall").status_code == 200
    server.now.sleep(60)
    assert f'href="{other.path}/wall"' in other.page


def test_a_room_with_ranks_names_its_winner_at_the_end(server: Server) -> None:
    """The form has the tick, and phones say who had most right; without it nobody is named."""
    assert '<input type="checkbox" name="ranks" value="yes">' in browser(server).get("/join").text
    for ranks in ("yes", ""):
        opener = opened(server, rounds="1", ranks=ranks)
        other = guest(server, opener)
        step(server, opener, "asking")
        opener.call(1, "higher")
        other.call(1, "lower")
        names = {phone.told("guest-name"): phone for phone in (opener, other)}
        step(server, opener, "shown")
        won = [name for name, phone in names.items() if phone.told("verdict-outcome").startswith("Right")]
        step(server, opener, "over")
        for phone in (opener, other):
            assert ("Most right" in phone.page) == bool(ranks)
            assert not ranks or phone.told("room-first") == " and ".join(won)


def test_an_opener_goes_on_with_the_same_people(server: Server) -> None:
    """Guests are in the next room already, and their phones are led there; twice is one room."""
    opener = opened(server)
    other = guest(server, opener)
    name = other.told("guest-name")
    assert opener.post("again").status == 422
    step(server, opener, "over")
    assert "Again with the same people" in opener.page
    assert "Again with the same people" not in other.page
    first, second = opener.post("again"), opener.post("again")
    assert first.status == second.status == 303
    assert first.location == second.location != opener.path
    assert f'href="{first.location}"' in other.page
    asked = other.client.get(other.path, params={"seq": "1"}, headers=FRAGMENT)
    assert asked.headers["hx-redirect"] == first.location
    wall = other.client.get(f"{other.path}/wall", headers=FRAGMENT)
    assert wall.headers["hx-redirect"] == f"{first.location}/wall"
    for phone in (opener, other):
        phone.code = first.location.rpartition("/")[2]
    assert other.told("guest-name") == name
    assert "You lead this room." in opener.page
    assert "You lead this room." not in other.page


def test_only_the_opener_goes_on_with_the_same_people(server: Server) -> None:
    """A guest is refused, a stranger finds nothing; a host's room goes on by its host alone."""
    opener = opened(server)
    other = guest(server, opener)
    step(server, opener, "over")
    answer = other.post("again")
    assert (answer.status, "Whoever opened this room" in answer.text) == (403, True)
    assert Phone(server, opener.code).post("again").status == 404
    server.database.write_now(lambda c: c.execute(update(rooms).values(host_id=5)))
    assert opener.post("again").status == 403
    assert (
        server.database.read_now(lambda c: c.execute(select(func.count()).select_from(rooms)).scalar()) == 1
    )


def test_rooms_that_go_on_count_as_rooms_that_are_opened(server: Server) -> None:
    """Within the same limit; a form that is sent again is none."""
    opener = opened(server)
    step(server, opener, "over")
    assert {opener.post("again").status for _ in range(ROOMS_OF_PLAYER + 2)} == {303}
    for _ in range(ROOMS_OF_PLAYER - 1):
        opener.client.post("/rooms", data=FORM)
    opener.code = opener.post("again").location.rpartition("/")[2]
    step(server, opener, "over")
    assert opener.post("again").status == 429


def test_a_step_that_was_taken_already_changes_nothing(server: Server) -> None:
    """Two taps on one button are one step."""
    opener = opened(server)
    assert opener.post("steps", seq=0, to="asking").status == 303
    assert opener.post("steps", seq=0, to="asking").status == 303
    assert room_of(server, opener.code).round == 1


def test_other_guests_take_no_steps(server: Server) -> None:
    """They have no button, and a form of their own making is refused."""
    opener = opened(server)
    other = guest(server, opener)
    assert f'action="/rooms/{opener.code}/steps"' not in other.page
    assert step(server, other, "asking") == 403
    assert room_of(server, opener.code).state is State.LOBBY


def test_after_a_minute_the_first_guest_but_the_opener_may_go_on(server: Server) -> None:
    """With the step that comes next, and no other."""
    opener = opened(server)
    first, second = guest(server, opener), guest(server, opener)
    step(server, opener, "asking")
    server.now.sleep(59)
    assert step(server, first, "shown") == 403
    server.now.sleep(1)
    assert "you may" in first.page
    assert step(server, second, "shown") == 403
    assert step(server, first, "over") == 403
    assert step(server, first, "shown") == 303
    assert step(server, first, "asking") == 403


def test_when_the_first_guest_leaves_the_next_may_go_on(server: Server) -> None:
    """The lowest number of those who are here."""
    opener = opened(server)
    first, second = guest(server, opener), guest(server, opener)
    first.post("leave")
    server.now.sleep(60)
    assert step(server, first, "asking") == 403
    assert step(server, second, "asking") == 303


def test_an_opener_who_takes_another_phone_leads_from_there(server: Server) -> None:
    """The ticket hands the room on."""
    opener = opened(server)
    room = room_of(server, opener.code)
    seat = server.database.read_now(lambda c: guests.numbered(c, room, 1))
    other = Phone(server, opener.code).join(ticket=f"1-{seat.secret}")
    assert "You lead this room." in other.page
    assert step(server, other, "asking") == 303
    assert step(server, opener, "shown") == 403


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"deck": "nowhere"}, 404, "There is no such deck."),
        ({"rounds": "31"}, 422, "The number of files is a whole number from 1 to 30."),
        ({"against": "everybody"}, 422, "Files are compared with mark, own or before."),
        ({"names": "real"}, 422, "Names are alias or own."),
        ({"seconds": "soon"}, 422, "Seconds is a whole number"),
    ],
)
def test_terms_that_cannot_be_used(
    client: TestClient, form: dict[str, str], status: int, sentence: str
) -> None:
    """One sentence, no room, no cookie."""
    answer = client.post("/rooms", data=FORM | form)
    assert answer.status_code == status
    assert sentence in answer.text
    assert not client.cookies


@pytest.mark.parametrize(
    "form", [{"to": "asking"}, {"seq": "x", "to": "asking"}, {"seq": "0", "to": "lobby?"}]
)
def test_a_step_that_is_none(server: Server, form: dict[str, str]) -> None:
    """422, and nothing has happened."""
    opener = opened(server)
    assert opener.post("steps", **form).status == 422
    assert room_of(server, opener.code).seq == 0


def test_rooms_are_opened_within_reason(server: Server) -> None:
    """So many in an hour; then the same player is asked to wait."""
    opener = opened(server)
    statuses = [opener.client.post("/rooms", data=FORM).status_code for _ in range(ROOMS_OF_PLAYER + 1)]
    assert statuses == [303] * ROOMS_OF_PLAYER + [429]


def test_a_guest_of_a_hosts_room_takes_no_steps(server: Server) -> None:
    """That is what /host/rooms is for."""
    opener = opened(server)
    server.database.write_now(lambda c: c.execute(update(rooms).values(host_id=5)))
    assert step(server, opener, "asking") == 403
    server.now.sleep(120)
    assert step(server, opener, "asking") == 403
