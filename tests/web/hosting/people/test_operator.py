"""Hosts who are operators: aliases everywhere, players who are removed, and reports of decks of the house."""

import pytest
from starlette.testclient import TestClient
from tests.web.browser import judge, open_run
from tests.web.hosting.people.test_players import LOUD, board, make_operator, name, play
from tests.web.hosts import browser, signed_in

from higherthanthou.web.server import Server

HOUSE = "/host/decks/citizens"


@pytest.fixture
def operator(server: Server) -> TestClient:
    """The browser of a host who is an operator."""
    found = signed_in(server)
    make_operator(server, "Mevrouw Peeters")
    return found


@pytest.fixture
def player(server: Server) -> TestClient:
    """A player on the board of a deck of the house."""
    found = browser(server)
    name(found, LOUD)
    play(server, found, HOUSE, 2)
    return found


def do(operator: TestClient, what: str, alias: str = LOUD):
    """Press a button beside an alias."""
    return operator.post("/host/operator", data={"alias": alias, "do": what})


@pytest.mark.sqlite
def test_the_page_is_not_there_for_other_hosts(server: Server, player: TestClient) -> None:
    """Nor what it does, and their bar has no link to it."""
    host = signed_in(server)
    assert host.get("/host/operator").status_code == 404
    assert do(host, "hide").status_code == 404
    assert host.post("/host/operator/remove", data={"alias": LOUD}).status_code == 404
    assert "/host/operator" not in host.get("/host").text
    assert LOUD in board(browser(server), HOUSE)


def test_an_alias_is_hidden_everywhere_and_shown_again(
    server: Server, operator: TestClient, player: TestClient
) -> None:
    """It is listed meanwhile, its player is told, and results have no name."""
    assert do(operator, "hide").headers["location"] == "/host/operator?done=hide"
    assert LOUD not in board(browser(server), HOUSE)
    assert LOUD in board(player, HOUSE)
    assert "Your alias is hidden on every board" in player.get("/me").text
    assert f"<bdi>{LOUD}</bdi>" in operator.get("/host/operator").text
    players = operator.get(f"{HOUSE}/players").text
    assert LOUD not in players
    assert "hidden everywhere" in players
    assert LOUD not in operator.get(f"{HOUSE}/players?words=parrot").text
    assert "name hidden" in operator.get(f"{HOUSE}/results.csv").text
    do(operator, "show", "loud parrot")
    assert LOUD in board(browser(server), HOUSE)


def test_another_alias_is_given_everywhere(server: Server, operator: TestClient, player: TestClient) -> None:
    """The player has it, is told, and cannot have the old one again."""
    do(operator, "rename")
    assert LOUD not in board(browser(server), HOUSE)
    page = player.get("/me").text
    assert "The alias you had was hidden everywhere by the operator of this server" in page
    assert player.post("/me/name", data={"name": LOUD}).status_code == 422
    name(player, "Meek Parrot")
    assert "was hidden everywhere" not in player.get("/me").text


def test_a_player_is_removed_after_a_page_that_asks(
    server: Server, operator: TestClient, player: TestClient
) -> None:
    """Then the browser is a newcomer's, in this process at once."""
    assert f"Remove <bdi>{LOUD}</bdi>?" in do(operator, "remove", "LOUD PARROT").text
    assert LOUD in board(browser(server), HOUSE)
    operator.post("/host/operator/remove", data={"alias": LOUD})
    assert LOUD not in board(browser(server), HOUSE)
    assert "Nothing is kept about you." in player.get("/me").text


@pytest.mark.sqlite
def test_an_alias_that_nobody_has_is_said_in_the_form(operator: TestClient) -> None:
    """With what was typed, as text."""
    for what in ("hide", "show", "rename", "remove"):
        answer = do(operator, what, "<b>Nobody</b>")
        assert answer.status_code == 422
        assert "There is no player &lt;b&gt;Nobody&lt;/b&gt;." in answer.text
        assert 'value="&lt;b&gt;Nobody&lt;/b&gt;"' in answer.text
    assert operator.post("/host/operator/remove", data={"alias": "Nobody"}).status_code == 422
    assert do(operator, "burn").status_code == 422


@pytest.mark.sqlite
def test_reports_of_a_deck_of_the_house_are_the_operator_s(
    server: Server, operator: TestClient, player: TestClient
) -> None:
    """The deck comes first with how many, and they can be settled."""
    run = open_run(player)
    judge(server, player, run)
    player.post(f"{run}/reports", data={"judged": "1", "reason": "hurtful"})
    assert f'<a href="{HOUSE}/reports">1 file</a>' in operator.get("/host/operator").text
    page = operator.get(f"{HOUSE}/reports").text
    assert "hurtful: 1" in page
    person = page.partition('name="person" value="')[2].partition('"')[0]
    operator.post(f"{HOUSE}/reports", data={"person": person})
    assert "Nothing is reported." in operator.get(f"{HOUSE}/reports").text
    assert operator.get(f"{HOUSE}/zero").status_code == 200
