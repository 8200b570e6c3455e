"""The leaderboard and the wall: one's own row is always there, and bad questions get a sentence."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import HTMX, judge, open_run, truth
from tests.web.browser import lose as miss_until_lost

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.web.server import Server
from world import Clock


def lose(client: TestClient, server: Server, rights: int) -> None:
    """Play a run with so many right guesses."""
    run = open_run(client)
    for _ in range(rights):
        judge(server, client, run)
    miss_until_lost(server, client, run)


def test_a_finished_run_is_on_every_board(client: TestClient, server: Server, clock: Clock) -> None:
    """Today, this week, all time; one row for each player, the best."""
    other = AsgiClient(build_app(server), follow_redirects=False)
    lose(other, server, 5)
    lose(client, server, 2)
    lose(client, server, 1)
    for period in ("today", "week", "all"):
        page = client.get(f"/leaderboard?deck=citizens&mode=streak&period={period}").text
        assert page.count('data-testid="board-row"') == 2
        assert re.search(r'aria-current="true"', page)
    clock.sleep(8 * 24 * 3600)
    assert 'data-testid="board-row"' not in client.get("/leaderboard?period=today").text
    assert 'data-testid="board-row"' not in client.get("/leaderboard?period=week").text
    assert client.get("/leaderboard?period=all").text.count('data-testid="board-row"') == 2


@pytest.mark.parametrize("new_rules", [True, False])
def test_a_board_says_since_when_it_counts(
    client: TestClient, server: Server, clock: Clock, new_rules: bool
) -> None:
    """While there is a time in its period that does not count, and why."""
    assert "board-since" not in client.get("/leaderboard?period=all").text
    server.database.write_now(
        lambda c: c.exec_driver_sql(
            f"INSERT INTO board_starts SELECT id, version, 'streak', {clock()}, {str(new_rules).lower()} FROM decks"
        )
    )
    clock.sleep(2)
    line = "This board counts since 21 September 2026" + (
        ", when the rules of this mode changed." if new_rules else "."
    )
    for period in ("all", "week", "today"):
        assert line in client.get(f"/leaderboard?period={period}").text
    clock.sleep(24 * 3600)
    told = [line in client.get(f"/leaderboard?period={period}").text for period in ("all", "week", "today")]
    assert told == [True, True, False]
    assert "board-since" not in client.get("/leaderboard?mode=chain&period=all").text


def test_an_open_run_does_not_rank(client: TestClient, server: Server, clock: Clock) -> None:
    """Only what has ended is on the board."""
    run = open_run(client)
    clock.sleep(2)
    client.post(f"{run}/guesses", data={"turn": 1, "guess": truth(server, run)})
    assert 'data-testid="board-row"' not in client.get("/leaderboard?period=all").text


@pytest.mark.parametrize(
    ("query", "status"), [("deck=nobody", 404), ("mode=x", 422), ("period=x", 422), ("period=", 422)]
)
def test_a_board_that_is_none(client: TestClient, query: str, status: int) -> None:
    """404 for a deck, 422 for a mode or period."""
    assert client.get(f"/leaderboard?{query}").status_code == status


@pytest.mark.parametrize("path", ["/leaderboard", "/wall"])
def test_htmx_gets_the_board_alone(client: TestClient, path: str) -> None:
    """The fragment that the page holds."""
    fragment = client.get(path, headers=HTMX)
    assert fragment.status_code == 200
    assert "<html" not in fragment.text
    assert "HX-Request" in fragment.headers["vary"]


def test_names_on_a_board_are_escaped(client: TestClient, server: Server, clock: Clock) -> None:
    """An alias cannot bring markup along."""
    lose(client, server, 1)
    client.post("/me/name", data={"name": "<img src=x>1"})
    for path in ("/leaderboard?period=all", "/wall", "/decks/citizens"):
        page = AsgiClient(build_app(server)).get(path).text
        assert "&lt;img src=x&gt;1" in page
        assert "<img src=x>" not in page
