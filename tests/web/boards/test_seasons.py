"""A season turns over: runs that are open go on, the board of the one before keeps its month's name."""

import asyncio
import re

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from tests.web.browser import HTMX, judge, lose, open_run

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.store.tables import profiles, runs
from higherthanthou.web.server import Server
from world import Clock

BOARD = "/leaderboard?deck=citizens&mode=streak"
DAY = 24 * 3600
BUTTON = '<button class="button button-higher">'


async def at_once() -> None:
    """No moment is too busy."""


def turn_over(server: Server, clock: Clock, days: int = 10) -> int | None:
    """Let days pass and have the server look whether a season is due; return the version that it made."""
    look(server, clock)
    clock.sleep(days * DAY)
    return look(server, clock)


def look(server: Server, clock: Clock) -> int | None:
    """One look whether a season is due."""
    return asyncio.run(server.seasons.turn_if_due(server.database, "citizens", clock, at_once))


def seasons_on(page: str) -> list[tuple[str, bool]]:
    """The names of the seasons that a board offers, and whether each is the one that is shown."""
    links = re.findall(r'<a id="season-\d+"[^>]*?( aria-current="true")?>([^<]*)</a>', page)
    return [(name, bool(current)) for current, name in links]


def rows(page: str) -> int:
    """How many rows a board has."""
    return page.count('data-testid="board-row"')


def test_a_run_goes_on_while_the_season_turns_over(client: TestClient, server: Server, clock: Clock) -> None:
    """Its next files are of its own version and its rank is on the old board; the next run is on the new one."""
    run = open_run(client)
    judge(server, client, run)
    assert turn_over(server, clock) == 2
    judge(server, client, run)
    on_desk = select(profiles.c.until).join(runs, runs.c.profile_id == profiles.c.id)
    assert server.database.read_now(lambda c: c.execute(on_desk).scalars().all()) == [2]
    assert "Your first on this board" in lose(server, client, run)
    assert rows(client.get(f"{BOARD}&period=all").text) == 0
    assert rows(client.get(f"{BOARD}&season=1").text) == 1
    again = open_run(client)
    lose(server, client, again)
    assert rows(client.get(f"{BOARD}&period=all").text) == 1
    assert server.database.read_now(
        lambda c: c.execute(select(runs.c.deck_version).order_by(runs.c.started_at)).scalars().all()
    ) == [1, 2]


def test_a_daily_is_the_same_after_the_turn(client: TestClient, server: Server, clock: Clock) -> None:
    """Its ten are in no version, so whoever begins later has the same ten on the same board."""
    clock.sleep(9 * DAY + 9 * 3600)  # a quarter past eleven in the evening of 30 September
    first = open_run(client, mode="daily")
    judge(server, client, first)
    assert look(server, clock) is None
    clock.sleep(DAY / 24)  # a quarter past midnight: the day may be ended until one
    assert look(server, clock) == 2
    for _ in range(9):
        judge(server, client, first)
    assert "This was your go of the day" in client.get(first).text


def test_earlier_seasons_can_be_looked_at(client: TestClient, server: Server, clock: Clock) -> None:
    """By the names of their months; without periods, and with the button for the season that goes on."""
    lose(server, client, open_run(client))
    assert seasons_on(client.get(BOARD).text) == []
    turn_over(server, clock)
    assert seasons_on(client.get(BOARD).text) == [("October", True), ("September", False)]
    earlier = client.get(f"{BOARD}&season=1").text
    assert seasons_on(earlier) == [("October", False), ("September", True)]
    assert "September · 1 player" in earlier
    assert "period-today" not in earlier
    assert "This season is over." in earlier
    assert earlier.count(BUTTON) == 1
    assert client.get(f"{BOARD}&season=2").text == client.get(BOARD).text
    part = client.get(f"{BOARD}&season=1", headers=HTMX).text
    assert "September: 1 player." in part
    stranger = AsgiClient(build_app(server))
    assert "You are not on this board." in stranger.get(f"{BOARD}&season=1").text
    assert "Nobody ranked in this season." in stranger.get("/leaderboard?mode=chain&season=1").text


def test_many_seasons_are_chosen_from_a_list(client: TestClient, server: Server, clock: Clock) -> None:
    """And those of another year have it in their names."""
    server.database.write_now(
        lambda c: [
            c.exec_driver_sql(
                f"INSERT INTO seasons SELECT id, {n}, {clock() - (9 - n) * 31 * DAY * 1000} FROM decks"
            )
            for n in range(10)
        ]
    )
    page = client.get(f"{BOARD}&season=0").text
    assert '<option value="0" selected>December 2025</option>' in page
    assert '<option value="9">September</option>' in page
    assert seasons_on(page) == []


@pytest.mark.parametrize("season", ["3", "0", "x", "%C3%A9"])
def test_a_season_that_is_none(client: TestClient, season: str) -> None:
    """404 and a sentence."""
    answer = client.get(f"{BOARD}&season={season}")
    assert answer.status_code == 404
    assert "There is no such season of this deck." in answer.text
