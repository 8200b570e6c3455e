"""The phone of a guest in each state of a room, and what a guest does there."""

import re
from random import Random

import pytest
from tests.web.rooms.phones import FRAGMENT, House, Phone, told

from higherthanthou.game.deal import Side
from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Compared, Terms
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.rooms import again, calls, files, guests, rooms, stars
from higherthanthou.web.server import Server

pytestmark = pytest.mark.sqlite

TERMS = Terms(rounds=3, reasons=True)
OUT = "You were sent out of this room. You may knock."


@pytest.fixture
def house(server: Server, deck: Deck) -> House:
    """A room that asks for reasons."""
    return House(server, deck, TERMS)


def secret(house: House) -> tuple[int, str]:
    """The score of the file of now, and the right answer against the mark."""
    room = house.room
    found = house.server.database.read_now(lambda c: files.shown_file(c, room))
    assert found is not None
    assert found.anchor is not None
    return found.score, "higher" if found.score > found.anchor else "lower"


def test_a_room_from_the_lobby_to_its_end(house: House) -> None:
    """What is asked, called, shown and rated, and the guest's own list at the end."""
    ada, bo, cy = (house.phone() for _ in range(3))
    assert (ada.told("room-state"), ada.told("room-guests")) == ("lobby", "3")
    assert ada.told("room-ticket").startswith("1-")
    house.step(State.ASKING)
    assert (ada.told("room-state"), ada.told("room-called")) == ("asking", "0 of 3")
    for phone, guess in ((ada, "higher"), (bo, "lower"), (cy, "higher")):
        assert phone.call(1, guess).location == ada.path
    assert ada.told("room-called") == "3 of 3"
    house.step(State.SHOWN)
    score, right = secret(house)
    assert ada.told("verdict-score") == f"{score}"
    assert ada.told("verdict-outcome") == ("Right" if right == "higher" else "Wrong")
    assert "<b>67</b>" in ada.page
    house.step(State.RATING)
    assert "Rate the calls of others" in ada.page
    assert ada.post("stars", round=1, call=1, stars=4).status == 303
    assert ada.page.count("star-given") == 4
    house.step(State.ASKING)
    house.step(State.SHOWN)
    assert "No call" in ada.page
    house.step(State.OVER)
    over = ada.page
    assert "Room over" in over
    assert f"{'1' if right == 'higher' else '0'}</span> of 1 right" in over
    assert over.count('class="over-round') == 2


def test_a_reason_is_tapped_after_the_call_and_both_may_change(house: House) -> None:
    """A form without a reason keeps that of the same side; another side asks anew; an empty one takes it back."""
    phone = house.phone()
    house.step(State.ASKING)
    assert "Because of" not in phone.page
    phone.call(1, "higher")
    assert "Because of" in phone.page

    def kept() -> tuple[str, int | None]:
        room = house.room
        mine = house.server.database.read_now(lambda c: calls.own_call(c, room, _player(house)))
        assert mine is not None
        return mine.guess, mine.reason

    phone.call(1, "higher", reason=2)
    assert kept() == ("higher", 2)
    phone.call(1, "higher")
    assert kept() == ("higher", 2)
    phone.call(1, "lower")
    assert kept() == ("lower", None)
    phone.call(1, "lower", reason=0)
    phone.call(1, "lower", reason="")
    assert kept() == ("lower", None)


def _player(house: House) -> int:
    room = house.room
    from higherthanthou.store.rooms import guests

    return house.server.database.read_now(lambda c: guests.numbered(c, room, 1)).player_id


def test_the_reason_that_swung_it_is_told(house: House) -> None:
    """The fact is marked in the list, with whoever looks at it."""
    phone = house.phone()
    house.step(State.ASKING)
    for reason in range(5):
        phone.call(1, "higher", reason=reason)
    house.step(State.SHOWN)
    page = phone.page
    rows = re.findall(r"<tr.*?</tr>", page[page.index('data-testid="room-reasons"') :], re.DOTALL)[1:]
    assert len(rows) in {1, 2}
    assert sum("you</span>" in row for row in rows) == 1
    assert sum("swung it" in row for row in rows) <= 1


def test_a_closed_round_answers_with_what_is_stored(house: House) -> None:
    """A call that comes late changes nothing, and is no mistake of the guest."""
    phone = house.phone()
    house.step(State.ASKING)
    phone.call(1, "higher")
    house.step(State.SHOWN)
    outcome = phone.told("verdict-outcome")
    late = phone.post("calls", fragment=True, round=1, guess="lower")
    assert late.status == 200
    assert told(late.text, "verdict-outcome") == outcome
    house.step(State.ASKING)
    assert phone.call(1, "lower").status == 303
    assert phone.told("room-called") == "0 of 1"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (None, "The round had closed: your call is not in."),
        ("higher", "The round had closed: your call stays Higher."),
    ],
)
@pytest.mark.parametrize("then", [State.SHOWN, State.ASKING])
def test_a_call_that_comes_too_late_is_not_said_to_be_kept(
    house: House, before: str | None, said: str, then: State
) -> None:
    """Neither a first one nor a change, also when the next file is asked; what is said is what is stored."""
    phone = house.phone()
    house.step(State.ASKING)
    if before:
        phone.call(1, before)
    house.step(State.SHOWN)
    if then is State.ASKING:
        house.step(State.ASKING)
    late = phone.call(1, "lower", fragment=True)
    assert (late.status, said in late.text) == (200, True)
    assert "Your call is kept." not in late.text
    room = house.room
    stored = house.server.database.read_now(lambda c: calls.own_call(c, room, _player(house), 1))
    assert (stored and stored.guess) == before


def test_knocking_and_leaving_say_what_is_so(house: House) -> None:
    """To one who is in, has left, or was sent out."""
    phone = house.phone()

    def said(action: str) -> set[str]:
        answer = phone.post(action, fragment=True)
        assert answer.status == 200
        told = ("You have knocked.", "You have left this room.", "You are in this room.", OUT)
        announced = answer.text[answer.text.index("#announcer") :]
        return {sentence for sentence in told if sentence in announced}

    assert said("knock") == {"You are in this room."}
    assert said("leave") == {"You have left this room."}
    assert said("knock") == {"You have left this room."}
    house.send_out(1)
    assert said("leave") == {OUT}
    assert said("knock") == {"You have knocked."}


def test_stars_weigh_once_the_rating_is_over(house: House) -> None:
    """Whoever looks first, and at whatever process: while stars come in, all phones show the same split."""
    phones = [house.phone() for _ in range(3)]
    house.step(State.ASKING)
    for phone, side in zip(phones, ("higher", "higher", "lower"), strict=True):
        phone.call(1, side)
    house.step(State.SHOWN)
    room = house.step(State.RATING)

    def rate(connection) -> None:
        for giver in guests.everybody(connection, room):
            for call in stars.to_rate(connection, room, giver.player_id):
                given = 5 if call.guess is Side.LOWER else 1
                stars.give(connection, room, giver.player_id, 1, call.number, given)

    house.server.database.write_now(rate)
    assert "With the stars weighed in" not in phones[0].page
    house.step(State.SHOWN)
    assert "With the stars weighed in" in phones[0].page


@pytest.mark.parametrize(("number", "told"), [(2, True), (3, False)])
def test_two_guests_are_told_that_a_rating_gives_itself_away(house: House, number: int, told: bool) -> None:
    """Each knows that the stars come from the other; of three, nobody knows from whom."""
    phones = [house.phone() for _ in range(number)]
    house.step(State.ASKING)
    for phone in phones:
        phone.call(1, "higher")
    house.step(State.SHOWN)
    house.step(State.RATING)
    assert ("with so few here, one can tell" in phones[0].page) == told
    assert ("Nobody is told who gave what." in phones[0].page) != told


@pytest.mark.parametrize(
    "form",
    [
        {"round": 1, "guess": "sideways"},
        {"round": "x", "guess": "higher"},
        {"guess": "higher"},
        {"round": 2, "guess": "higher"},
        {"round": 0, "guess": "higher"},
        {"round": 1, "guess": "higher", "reason": 99},
        {"round": 1, "guess": "higher", "reason": "-1"},
        {"round": 1, "guess": "higher", "reason": "٣"},
    ],
)
def test_a_call_that_is_none_is_refused_and_changes_nothing(house: House, form: dict[str, object]) -> None:
    """One sentence, 422."""
    phone = house.phone()
    house.step(State.ASKING)
    answer = phone.post("calls", **form)
    assert answer.status == 422
    assert phone.told("room-called") == "0 of 1"


@pytest.mark.parametrize(
    "form",
    [
        {"round": 1, "call": 1, "stars": 6},
        {"round": 1, "call": 9, "stars": 3},
        {"round": 1, "call": "", "stars": 3},
        {"round": 7, "call": 1, "stars": 3},
        {"call": 1, "stars": 3},
    ],
)
def test_stars_that_are_none_are_refused(house: House, form: dict[str, object]) -> None:
    """A guest rates the calls that are shown, and no other."""
    ada, bo = house.phone(), house.phone()
    house.step(State.ASKING)
    ada.call(1, "higher")
    bo.call(1, "higher")
    house.step(State.SHOWN)
    assert ada.post("stars", round=1, call=1, stars=3).status == 422
    house.step(State.RATING)
    assert ada.post("stars", **form).status == 422
    assert "star-given" not in ada.page


def test_strangers_see_the_door_and_change_nothing(house: House) -> None:
    """Whoever is no guest is told that there is nothing here."""
    house.phone()
    house.step(State.ASKING)
    stranger = house.stranger()
    for to in ("calls", "stars", "knock", "leave", "steps"):
        assert stranger.post(to, round=1, guess="higher", stars=1, call=1, seq=1, to="shown").status == 404
    elsewhere = House(house.server, _deck(house)).phone()
    other = Phone(house.server, house.code)
    other.client.cookies = elsewhere.client.cookies
    assert 'data-testid="door"' in other.page
    assert other.call(1, "higher").status == 404
    assert house.room.state is State.ASKING


def _deck(house: House) -> Deck:
    room = house.room
    return house.server.database.read_now(lambda c: rooms.deck_of(c, room))


def test_a_page_that_is_current_is_not_sent_again(house: House) -> None:
    """204 as long as nothing on it has changed: a step, a newcomer to the lobby, the calls in a small room."""
    phone = house.phone()

    def is_current(asked: str) -> bool:
        return phone.client.get(asked, headers={"HX-Request": "true"}).status_code == 204

    def asks() -> str:
        found = re.search(r'hx-get="([^"]+)"', phone.page)
        assert found
        return found[1].replace("&amp;", "&")

    assert phone.ask(fragment=True, seq=house.room.seq).status == 204
    assert phone.ask(fragment=True, seq=house.room.seq + 1).status == 200
    asked = asks()
    assert is_current(asked)
    other = house.phone()
    assert not is_current(asked)
    house.step(State.ASKING)
    asked = asks()
    other.call(1, "higher")
    assert not is_current(asked)
    asked = asks()
    house.step(State.SHOWN)
    assert not is_current(asked)


def test_a_state_is_announced_once(house: House) -> None:
    """Not again when somebody is renamed, or the room locked, or somebody else calls."""
    phone = house.phone()
    house.step(State.ASKING)
    lobby = phone.ask(fragment=True, seq=0, scene="in.lobby.0.goes")
    assert "File 1 of 3." in lobby.text
    scene = re.search(r"scene=([\w.]+)", lobby.text)
    assert scene
    house.lock(True)
    again = phone.ask(fragment=True, seq=1, scene=scene[1])
    assert again.status == 200
    assert "#announcer" not in again.text
    kept = phone.post("calls", fragment=True, round=1, guess="higher")
    assert kept.text.count("Your call is kept.") == 1


def test_phones_count_down_as_the_wall_does(server: Server, deck: Deck) -> None:
    """In a room that is timed, from the lobby on; in others there is nothing to count."""
    timed, other = House(server, deck, TERMS._replace(seconds=20)), House(server, deck, TERMS)
    phone, untimed = timed.phone(), other.phone()
    assert "Each file closes by itself after 20 seconds." in phone.page
    assert ("countdown" in phone.page, "countdown" in untimed.page) == (True, False)
    timed.step(State.ASKING)
    other.step(State.ASKING)
    server.now.sleep(5)
    found = re.search(r'data-left="(\d+)" data-round="1">(\d+) s left', phone.page)
    assert found
    assert int(found[1]) // 1000 == int(found[2]) < 16
    assert "data-left" not in untimed.page


def test_who_comes_late_plays_the_open_file_and_is_told(house: House) -> None:
    """In the round of coming; the round waits for those who were there before."""
    house.phone()
    house.step(State.ASKING)
    house.step(State.SHOWN)
    house.step(State.ASKING)
    late = house.phone()
    page = late.page
    assert "You came in round 2." in page
    assert told(page, "room-called") == "0 of 1"
    late.call(2, "higher")
    assert late.told("room-called") == "1 of 2"
    house.step(State.SHOWN)
    house.step(State.ASKING)
    assert "You came in round 2." not in late.page


def test_a_host_who_is_away_is_told_after_twenty_seconds(server: Server, deck: Deck) -> None:
    """Every phone says so, once, and says that the call is kept."""
    house = House(server, deck, TERMS, host_id=7)
    phone = house.phone()
    house.step(State.ASKING)
    server.now.sleep(15)
    asked = re.search(r'hx-get="([^"]+)"', phone.page)
    assert asked
    server.now.sleep(10)
    polled = phone.client.get(
        asked[1].replace("&amp;", "&"), headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    ).text
    assert "The host is away; your call is kept." in polled
    assert "The host is away. Your call is kept." in polled
    room = house.room
    server.database.write_now(lambda c: rooms.hosts_are_here(c, [room.id], server.now()))
    assert "The host is away" not in phone.page


def test_without_scripts_a_page_looks_again_by_itself_except_while_asking(house: House) -> None:
    """And a link does it at any time."""
    phone = house.phone()
    assert 'http-equiv="refresh"' in phone.page
    house.step(State.ASKING)
    page = phone.page
    assert 'http-equiv="refresh"' not in page
    assert "Look again" in page
    house.step(State.SHOWN)
    assert 'http-equiv="refresh"' in phone.page


@pytest.mark.parametrize(
    ("against", "whose"), [(Compared.MARK, "The mark"), (Compared.OWN, "You"), (Compared.BEFORE, None)]
)
def test_what_files_are_compared_with(
    server: Server, deck: Deck, against: Compared, whose: str | None
) -> None:
    """One mark, the own score, or the person before, by name."""
    house = House(server, deck, Terms(rounds=2, against=against))
    phone = house.phone()
    house.step(State.ASKING)
    page = phone.page
    if whose is None:
        room = house.room
        asked = server.database.read_now(lambda c: files.asked_file(c, room))
        assert asked is not None
        whose = asked.before
    assert f'<span class="label">{whose}</span>' in page
    phone.call(1, "higher")
    house.step(State.SHOWN)
    assert told(phone.page, "verdict-outcome") in {"Right", "Wrong"}


def test_phones_are_led_on_to_the_room_that_follows(house: House) -> None:
    """They ask for an hour after the end; the same guests are in the next room already."""
    phone = house.phone()
    house.step(State.ASKING)
    house.step(State.OVER)
    assert phone.polled().status == 204
    room, now = house.room, house.server.now()
    after = house.server.database.write_now(lambda c: again.go_on(c, room, 1, now, Random(3)))
    assert f'href="/rooms/{after.code}"' in phone.page
    polled = phone.client.get(phone.path, params={"seq": room.seq}, headers=FRAGMENT)
    assert polled.headers["hx-redirect"] == f"/rooms/{after.code}"
    phone.code = after.code
    assert phone.told("room-state") == "lobby"


def test_the_page_of_a_room_that_was_over_for_an_hour_asks_no_more(house: House) -> None:
    """A tab that is left open costs nothing."""
    phone = house.phone()
    house.step(State.OVER)
    asked = re.search(r'hx-get="([^"]+)"', phone.page)
    assert asked
    house.server.now.sleep(3601)
    last = phone.client.get(asked[1].replace("&amp;", "&"), headers={"HX-Request": "true"})
    assert last.status_code == 200
    assert "hx-get" not in last.text


def test_a_file_that_only_the_wall_shows_is_called_without_it(server: Server, deck: Deck) -> None:
    """The phone has the two answers, and the labels of the facts."""
    house = House(server, deck, Terms(rounds=1, reasons=True, on_phones=False))
    phone = house.phone()
    house.step(State.ASKING)
    room = house.room
    asked = server.database.read_now(lambda c: files.asked_file(c, room))
    assert asked is not None
    assert "Look at the wall." in phone.page
    phone.call(1, "higher")
    page = phone.page
    assert asked.profile.name not in page
    assert asked.profile.facts[0].label in page
    assert asked.profile.facts[0].text not in page
