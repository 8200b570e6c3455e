"""The front page: Play, the next step, today's ten, and everything else in the drawer."""

import re

from sqlalchemy import update
from starlette.testclient import TestClient
from tests.web.browser import judge, open_run

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.game.modes.daily import DAY, day_of, number_of
from higherthanthou.store.tables import decks, players
from higherthanthou.web.server import Server
from world import NOW


def front(client: TestClient) -> str:
    """The page, with spaces that may break."""
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def play_ten(server: Server, client: TestClient, right: int, calls: int = 10) -> str:
    """So many calls of today's ten, the first of them right; return the path of the run."""
    run = open_run(client, "citizens", "daily")
    for turn in range(1, calls + 1):
        judge(server, client, run, turn <= right)
    return run


def test_a_newcomer_reads_one_button_the_daily_and_where_everybody_begins(wide_client: TestClient) -> None:
    """One amber button; today's ten are a plain one; nothing is claimed of anybody."""
    page = front(wide_client)
    assert page.count("button-higher") == 1
    assert "Provisional: everybody begins here." in page
    assert "Play today’s ten" in page
    assert f"No. {number_of(day_of(NOW))}" in page
    assert "9 h 47 min" in page
    assert "set-cookie" not in wide_client.get("/").headers


def test_the_step_leads_from_the_first_run_to_the_daily(wide_server: Server, wide_client: TestClient) -> None:
    """Go on, then the intake, then the daily, and nothing when all is done."""
    run = open_run(wide_client)
    judge(wide_server, wide_client, run)
    assert f'<a href="{run}">continue it, streak 1</a>' in front(wide_client)
    judge(wide_server, wide_client, run, False)
    page = front(wide_client)
    assert "Best streak <b>1</b>, nobody else yet." in page
    assert 'Next: <a href="/intake">' in page
    scored = update(players).values(provisional=False, own_score=652)
    wide_server.database.write_now(lambda c: c.execute(scored))
    page = front(wide_client)
    assert "Your score: Excellent." in page
    assert 'Next: <a href="/daily?deck=citizens">' in page
    play_ten(wide_server, wide_client, 6)
    assert "Next:" not in front(wide_client)


def test_todays_ten_are_told_as_they_stand(wide_server: Server, wide_client: TestClient) -> None:
    """Begun: how many and where they go on; over: the figure, ten signs in their order, the result."""
    run = play_ten(wide_server, wide_client, 2, 3)
    page = front(wide_client)
    assert "<b>3</b> of 10 judged" in page
    assert re.findall('class="sign-(right|wrong)"', page) == ["right", "right", "wrong"]
    assert f'href="{run}">Go on</a>' in page
    assert "Play today’s ten" not in page
    for _ in range(7):
        judge(wide_server, wide_client, run, False)
    page = front(wide_client)
    assert "<b>2</b> of 10 right" in page
    assert re.findall('class="sign-(right|wrong)"', page) == ["right"] * 2 + ["wrong"] * 8
    assert f'<a href="{run}">Your result</a>' in page
    with AsgiClient(build_app(wide_server)) as stranger:
        assert "Play today’s ten" in front(stranger)
        assert 'class="signs"' not in front(stranger)


def test_the_next_day_asks_for_the_next_ten(wide_server: Server, wide_client: TestClient) -> None:
    """And says what the days in a row come to; after a day without one they begin anew."""
    play_ten(wide_server, wide_client, 5)
    wide_server.now.sleep(DAY / 1000)
    page = front(wide_client)
    assert "Play today’s ten" in page
    assert "Today would make two days in a row." in page
    play_ten(wide_server, wide_client, 7)
    page = front(wide_client)
    assert "<b>7</b> of 10 right" in page
    assert "2 days in a row." in page
    assert "The last ten, opened" in page
    wide_server.now.sleep(2 * DAY / 1000)
    assert "in a row" not in front(wide_client)


def test_without_a_daily_the_page_shows_a_specimen(wide_server: Server, wide_client: TestClient) -> None:
    """As on a server with small imported decks only."""
    small = update(decks).where(decks.c.slug != "goals").values(state="archived")
    wide_server.database.write_now(lambda c: c.execute(small))
    page = front(wide_client)
    assert "Specimen Citizen" in page
    assert "Today’s ten" not in page


def test_the_drawer_has_every_other_deck_with_a_line(wide_client: TestClient) -> None:
    """A generated one has that of its theme, another one its numbers; no row is an amber button."""
    page = front(wide_client)
    drawer = page[page.index('class="drawer"') :]
    assert "with stars like hotels" in drawer
    assert "files, score from 0 to" in drawer
    assert "button-higher" not in drawer
    assert "All 4 decks" in drawer


def test_the_drawer_leads_to_the_law_lab(wide_client: TestClient) -> None:
    """Of the deck that is unfair on purpose, or else of the oldest with a score model."""
    assert 'href="/lab/citizens"' in wide_client.get("/").text


def test_a_code_is_looked_up_from_the_front_page(wide_client: TestClient) -> None:
    """A bad one is answered with the page for codes, and what was typed stands there."""
    answer = wide_client.post("/join", data={"code": "no code"})
    assert answer.status_code == 422
    assert 'value="no code"' in answer.text
    assert 'action="/join"' in front(wide_client)
