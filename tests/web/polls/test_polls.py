"""The poll of a deck: its host leads it, players answer at a page of their own."""

import re

import pytest
from tests.web.hosts import browser, own_deck, signed_in

from higherthanthou.game.polls.statements import STATEMENTS
from higherthanthou.web.http.limits import WRONG_CODES
from higherthanthou.web.server import Server

pytestmark = pytest.mark.sqlite


def opened(server: Server) -> tuple:
    """A host's browser, the page of the poll of a published deck, and where players answer."""
    host = signed_in(server)
    deck = own_deck(host)
    revision = re.search(r'name="revision" value="(\d+)"', host.get(f"{deck}/check").text)
    assert revision
    assert host.post(f"{deck}/publish", data={"revision": revision[1]}).status_code == 303
    assert host.post(f"{deck}/poll", data={"to": "before"}).status_code == 303
    found = re.search(r'href="(/polls/[A-Z0-9]{6})"', host.get(f"{deck}/poll").text)
    assert found
    return host, f"{deck}/poll", found[1]


def test_players_answer_before_and_after(server: Server) -> None:
    """Without an account, and a GET makes none; the result is told to all once it is closed."""
    host, page, poll = opened(server)
    players = [browser(server) for _ in range(8)]
    assert STATEMENTS[0] in players[0].get(poll).text
    assert not players[0].cookies
    for moment, first in (("before", 2), ("after", 4)):
        for player in players:
            form = {"moment": moment, "first": str(first), "second": "5"}
            assert player.post(poll, data=form).status_code == 303
        assert "Your answers are kept." in players[0].get(poll).text
        assert "<b>8</b> answered before the game" in host.get(page).text
        assert "poll-result" not in host.get(page).text + players[0].get(poll).text
        late = players[0].post(poll, data={"moment": "junk", "first": "1", "second": "1"})
        assert (late.status_code, "gone on meanwhile" in late.text) == (422, True)
        host.post(page, data={"to": "after" if moment == "before" else "closed"})
    for told in (host.get(page).text, browser(server).get(poll).text):
        assert "0 went down, 8 up, 0 stayed. A mean shift of +2.0" in told
    assert players[0].post(poll, data={"first": "1", "second": "1"}).status_code == 422
    assert host.post(page, data={"to": "before"}).status_code == 303
    assert "<b>0</b> answered before the game" in host.get(page).text


def test_what_was_typed_is_not_lost(server: Server) -> None:
    """An answer to one statement is still there when the other is asked for."""
    _, _, poll = opened(server)
    answer = browser(server).post(poll, data={"first": "7", "second": "<b>"})
    assert answer.status_code == 422
    assert "Each statement needs an answer from 0 to 10." in answer.text
    assert re.findall(r'value="(\d+)" required checked', answer.text) == ["7"]
    assert "<b>&lt;" not in answer.text


def test_junk_is_no_poll(server: Server) -> None:
    """Nor is the code of a poll of a room."""
    host, page, poll = opened(server)
    for code in ("junk", "AAAAAA", "%F0%9F%92%A9"):
        assert browser(server).get(f"/polls/{code}").status_code == 404
        assert browser(server).post(f"/polls/{code}", data={"first": "1", "second": "1"}).status_code == 404
    for to in ("", "junk", "closed ", "BEFORE"):
        assert host.post(page, data={"to": to}).status_code == 422
    other = signed_in(server, "Signora Moretti")
    assert other.get(page).status_code == 404
    assert other.post(page, data={"to": "closed"}).status_code == 404
    assert "0</b> answered before" in host.get(page).text
    assert poll


def test_a_draft_has_no_poll(server: Server) -> None:
    """There are no players to ask."""
    host = signed_in(server)
    deck = own_deck(host)
    assert "publish the deck" in host.get(f"{deck}/poll").text
    assert host.post(f"{deck}/poll", data={"to": "before"}).status_code == 422
    assert host.post(f"{deck}/poll", data={"to": "after"}).status_code == 422


def test_its_code_may_be_typed_where_a_room_is_asked_for(server: Server) -> None:
    """As often as a class does from one address; it is no wrong code of a room, and closed it still leads there."""
    host, page, poll = opened(server)
    code = poll.rpartition("/")[2]
    for _ in range(WRONG_CODES + 1):
        answer = browser(server).post("/join", data={"code": f"{code[:3]} {code[3:].lower()}"})
        assert (answer.status_code, answer.headers["location"]) == (303, poll)
    host.post(page, data={"to": "closed"})
    assert browser(server).post("/join", data={"code": code}).headers["location"] == poll


def test_guessing_codes_of_polls_is_limited_as_that_of_rooms(server: Server) -> None:
    """By one counter; after that a right code is answered like a wrong one, and who has answered is let in."""
    _, _, poll = opened(server)
    known, stranger = browser(server), browser(server)
    assert known.post(poll, data={"first": "1", "second": "1"}).status_code == 303
    for at in range(WRONG_CODES):
        path = ("/polls/222222", "/polls/junk", "/rooms/222222")[at % 3]
        assert stranger.get(path).status_code == 404
    for path in ("/polls/222222", poll, "/rooms/222222"):
        refused = stranger.get(path)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) <= 60
    assert stranger.post(poll, data={"first": "1", "second": "1"}).status_code == 429
    assert stranger.post("/join", data={"code": poll.rpartition("/")[2]}).status_code == 429
    assert known.get(poll).status_code == 200
    assert known.post(poll, data={"first": "2", "second": "1"}).status_code == 303
    assert known.post("/join", data={"code": poll.rpartition("/")[2]}).status_code == 303
