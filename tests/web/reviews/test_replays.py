"""Replays by links: from a row of a board, for anybody, as long as the player agrees."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import judge, open_run
from tests.web.hosts import browser
from tests.web.reviews.test_reviews import items, play_daily

from higherthanthou.game.modes.daily import closes_at, day_of, number_of
from higherthanthou.web.reviews.replays import CLOSED
from higherthanthou.web.server import Server
from world import NOW

BOARD = "/leaderboard?deck=citizens&mode=daily&period=all"
NUMBER = number_of(day_of(NOW))


def link_on(page: str) -> str:
    """Where the first row of a board leads to."""
    found = re.search(r'<a class="board-replay" href="([^"]+)"', page)
    return found[1].replace("&amp;", "&") if found else ""


def agree(client: TestClient, consent: str = "yes") -> int:
    """Say yes or no; return the status."""
    return client.post("/me/replays", data={"consent": consent}).status_code


def test_a_row_leads_to_the_run_as_its_player_saw_it(server: Server, client: TestClient) -> None:
    """For somebody without a cookie: every file, in order, and whose it is; no address of the player's own."""
    run = play_daily(server, client)
    assert agree(client) == 303
    stranger = browser(server)
    assert link_on(stranger.get(BOARD).text) == ""
    server.now.now = closes_at(day_of(NOW))
    address = link_on(stranger.get(BOARD).text)
    shown = stranger.get(address)
    assert (shown.status_code, shown.headers["x-robots-tag"]) == (200, "noindex")
    assert items(shown.text) == items(client.get(f"{run}/review").text)
    assert len(items(shown.text)) == 10
    assert run.rpartition("/")[2] not in shown.text
    assert "Replay of <bdi>" in shown.text
    assert "You missed one" in shown.text
    assert 'href="#file-4"' in shown.text
    assert "set-cookie" not in shown.headers
    assert link_on(client.get(BOARD).text) == ""


def test_taking_the_yes_back_closes_it_at_once(server: Server, client: TestClient) -> None:
    """The page and the link to it, in the same second; no is what a newcomer has."""
    play_daily(server, client)
    server.now.now = closes_at(day_of(NOW))
    assert link_on(browser(server).get(BOARD).text) == ""
    address = ""
    for consent, there in (("yes", True), ("no", False), ("yes", True)):
        assert agree(client, consent) == 303
        assert ("Take my yes back" in client.get("/me").text) is there
        stranger = browser(server)
        link = link_on(stranger.get(BOARD).text)
        assert bool(link) is there
        address = link or address
        assert stranger.get(address).status_code == (200 if there else 404)
    assert agree(client, "perhaps") == 422


def test_all_conditions_are_told(server: Server, client: TestClient) -> None:
    """Where the yes is given and where a replay is refused: past, agreed, and no run that ranks meets the files."""
    play_daily(server, client)
    for told in (client.get("/me").text, CLOSED):
        assert "not while a run that can still rank may meet the" in told


@pytest.mark.parametrize(
    "query",
    [
        f"deck=citizens&mode=daily&number={NUMBER}&name=nobody",
        f"deck=citizens&mode=daily&number={NUMBER}",
        f"deck=nothing&mode=daily&number={NUMBER}&name=x",
        "deck=citizens&mode=daily&number=x&name=x",
        "deck=citizens&mode=daily&number=99999999999&name=x",
        "deck=citizens&mode=daily&number=9999999&name=x",
        "deck=citizens&mode=daily&number=0&name=x",
        "deck=citizens&mode=streak&number=1&name=x",
    ],
)
def test_an_address_of_nothing(client: TestClient, query: str) -> None:
    """One and the same sentence, whether there is no such run or it is closed."""
    answer = client.get(f"/replays?{query}")
    assert answer.status_code == 404
    assert CLOSED in answer.text


@pytest.mark.parametrize("query", ["", "deck=citizens&mode=nothing", "deck=citizens&mode=daily&first=x"])
def test_an_address_that_asks_for_no_run(client: TestClient, query: str) -> None:
    """422 in a sentence."""
    assert client.get(f"/replays?{query}").status_code == 422


def test_a_streak_stays_closed_while_its_version_goes_on(server: Server, client: TestClient) -> None:
    """With a yes, too."""
    run = open_run(client)
    judge(server, client, run, right=False)
    agree(client)
    page = browser(server).get("/leaderboard?deck=citizens&period=all").text
    assert 'data-testid="board-row"' in page
    assert link_on(page) == ""
