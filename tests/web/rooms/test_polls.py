"""Two statements in a room: phones answer before and after, walls and hosts are told how many, then what came of it."""

import re

import pytest
from sqlalchemy import update
from tests.web.hosts import browser, signed_in
from tests.web.rooms.hosted import Hosted
from tests.web.rooms.phones import FRAGMENT, House, Phone

from higherthanthou.game.polls.statements import STATEMENTS
from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Terms
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.tables import rooms
from higherthanthou.web.server import Server

pytestmark = pytest.mark.sqlite


@pytest.fixture
def hosted(server: Server) -> Hosted:
    """A host's room that asks two statements."""
    return Hosted(server, signed_in(server), poll="yes")


def counted(page: str) -> list[str]:
    """What a page tells of how many have answered."""
    return re.findall(r'data-testid="poll-count"><b>([\d,]+)</b>', page) + re.findall(
        r'<b data-testid="poll-count">([\d,]+)</b>', page
    )


def test_a_class_answers_before_and_after(server: Server, hosted: Hosted) -> None:
    """Until the host closes it only counts are told; then everybody sees the spreads and the shift."""
    phones = [Phone(server, hosted.code).join() for _ in range(8)]
    assert all(statement in phones[0].page for statement in STATEMENTS)
    for n, phone in enumerate(phones):
        assert phone.post("poll", first=9, second=n).status == 303
    assert 'data-testid="poll-kept"' in phones[0].page
    assert counted(hosted.wall()) == counted(hosted.control()) == ["8"]
    hosted.step("asking")
    assert STATEMENTS[0] not in phones[0].page
    hosted.step("over")
    for phone in phones:
        assert "Play on alone" not in phone.page  # one thing at a time
        answered = phone.post("poll", fragment=True, first=6, second=5)
        assert "Your answers are kept" in answered.text
        assert "Play on alone" in answered.text
    for page in (hosted.wall(), hosted.control(), phones[0].page):
        assert "poll-result" not in page
    assert hosted.post("poll").status_code == 303
    for page in (hosted.wall(), hosted.control(), phones[0].page):
        assert "8 went down, 0 up, 0 stayed. A mean shift of −3.0" in page
    assert phones[0].post("poll", first=1, second=1).status == 422


def test_a_form_of_the_lobby_is_no_answer_after_the_game(server: Server, hosted: Hosted) -> None:
    """A page may have stood there all the while; nothing is kept, and nothing else is said."""
    phone = Phone(server, hosted.code).join()
    found = re.search(r'name="moment" value="(\w+)"', phone.page)
    assert found
    hosted.step("over")
    late = phone.post("poll", fragment=True, first=2, second=2, moment=found[1])
    assert (late.status, "Your answers are kept" in late.text) == (422, False)
    assert counted(hosted.wall()) == ["0"]
    found = re.search(r'name="moment" value="(\w+)"', phone.page)
    assert found
    assert phone.post("poll", first=2, second=2, moment=found[1]).status == 303
    assert counted(hosted.wall()) == ["1"]


def test_phones_look_sooner_while_a_poll_waits_to_be_closed(server: Server, hosted: Hosted) -> None:
    """A room that is over has no stream that could tell them; a thousand phones do not all ask at once."""

    def pause() -> str:
        return re.findall(r"every (\d+)s", phone.page)[0]

    phone = Phone(server, hosted.code).join()
    assert pause() == "10"
    hosted.step("over")
    assert pause() == "3"
    for guests, seconds in ((300, "3"), (301, "4"), (399, "4"), (700, "7"), (1000, "10")):
        server.database.write_now(lambda c, n=guests: c.execute(update(rooms).values(guests=n)))
        assert pause() == seconds
    server.database.write_now(lambda c: c.execute(update(rooms).values(guests=1)))
    hosted.post("poll")
    assert pause() == "10"


def test_nothing_is_told_of_seven(server: Server, hosted: Hosted) -> None:
    """Only that they answered; the wall keeps the ranks."""
    phones = [Phone(server, hosted.code).join() for _ in range(7)]
    for n, phone in enumerate(phones):
        phone.post("poll", first=n, second=n)
    hosted.step("asking")
    for phone in phones:
        phone.call(1, "higher")
    hosted.step("shown")
    hosted.step("over")
    hosted.post("poll")
    told = "7 answered before, 0 after, 0 both times. Nothing is told of fewer than 8."
    wall = hosted.wall()
    assert told in hosted.control()
    assert told in wall
    assert "On average" not in wall
    assert wall.count('class="rw-rank"') == 7
    assert "How much of the room was right" in wall


def test_an_answer_takes_both_statements(server: Server, hosted: Hosted) -> None:
    """Anything else is refused in a sentence, as a page or a fragment, and nothing is kept."""
    phone = Phone(server, hosted.code).join()
    for form in ({"first": "5"}, {"first": "5", "second": "11"}, {}):
        for fragment in (False, True):
            answer = phone.post("poll", fragment, **form)
            assert (answer.status, "from 0 to 10" in answer.text) == (422, True)
    assert counted(hosted.wall()) == ["0"]
    assert Phone(server, hosted.code).post("poll", first=1, second=1).status == 404


def test_a_page_without_scripts_does_not_reload_over_an_answer(server: Server, hosted: Hosted) -> None:
    """It looks again by itself only once the answers are kept."""
    phone = Phone(server, hosted.code).join()
    assert 'http-equiv="refresh"' not in phone.page
    phone.post("poll", first=1, second=1)
    assert 'http-equiv="refresh"' in phone.page


def test_the_opener_of_a_room_without_a_host_closes_the_poll(server: Server) -> None:
    """Nobody else does, and it is not closed before the room is over."""
    opener = Phone(server, "")
    opened = opener.client.post("/rooms", data={"deck": "citizens", "rounds": "2", "poll": "yes"})
    opener.code = opened.headers["location"].rpartition("/")[2]
    guest = Phone(server, opener.code).join()
    assert opener.post("poll/close").status == 422
    opener.post("steps", seq=0, to="over")
    assert "Close the poll" in opener.page
    assert "Close the poll" not in guest.page
    assert guest.post("poll/close").status == 403
    assert opener.post("poll/close").status == 303
    assert "Nothing is told of fewer than 8" in guest.page


def test_walls_hear_of_answers(server: Server, hosted: Hosted) -> None:
    """A wall that has all there is to see gets an empty answer; with an answer more it gets the page."""
    phone = Phone(server, hosted.code).join()
    asked = re.search(r'hx-get="([^"]+)"', hosted.wall())
    assert asked
    url = asked[1].replace("&amp;", "&")
    assert browser(server).get(url, headers=FRAGMENT).status_code == 204
    phone.post("poll", first=1, second=1)
    assert browser(server).get(url, headers=FRAGMENT).status_code == 200


def test_a_room_without_a_poll_asks_nothing(server: Server, deck: Deck) -> None:
    """As it is unless somebody wants one."""
    house = House(server, deck, Terms(rounds=2))
    phone = house.phone()
    assert STATEMENTS[0] not in phone.page
    house.step(State.OVER)
    assert STATEMENTS[0] not in phone.page
    assert "no poll" in phone.post("poll", first=1, second=1).text
