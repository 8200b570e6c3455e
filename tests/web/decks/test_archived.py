"""An archived deck keeps its pages and boards and says so; without an open deck every page of the game says that."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import HTMX, judge, open_run

from higherthanthou.store.hosts import drafts
from higherthanthou.web.server import Server


def archive(server: Server, *slugs: str) -> None:
    """Archive these decks, all if none is named."""

    def work(connection) -> None:
        every = connection.exec_driver_sql("SELECT slug FROM decks WHERE state = 'published'").scalars().all()
        for slug in slugs or every:
            drafts.archive(connection, drafts.any_deck(connection, slug))

    server.database.write_now(work)


def test_the_pages_of_an_archived_deck_stay(wide_server: Server, wide_client: TestClient) -> None:
    """Board, wall, deck page and daily are there, say archived, and offer no run; nothing links to it as open."""
    run = open_run(wide_client)
    judge(wide_server, wide_client, run, right=False)
    archive(wide_server, "citizens")
    for path in (
        "/decks/citizens",
        "/leaderboard?deck=citizens",
        "/wall?deck=citizens",
        "/daily?deck=citizens",
    ):
        page = wide_client.get(path)
        assert page.status_code == 200, path
        assert re.search("archived", page.text, re.I), path
        assert not re.search(r'action="/runs"|Play at|puts you there', page.text), path
        if "daily" not in path:
            assert page.text.count('data-testid="board-row"') == 1, path
    for path in ("/", "/decks", "/leaderboard"):
        assert "citizens" not in re.sub("<script.*|<link.*", "", wide_client.get(path).text), path


def test_an_archived_board_without_rows_invites_nobody(wide_server: Server, wide_client: TestClient) -> None:
    """Nobody can be the first on it."""
    archive(wide_server, "citizens")
    for path in ("/decks/citizens", "/leaderboard?deck=citizens", "/wall?deck=citizens"):
        page = wide_client.get(path).text
        assert "nobody can begin a run on it" in page.lower()
        assert "leads" not in page


def test_no_run_begins_on_an_archived_deck_and_an_open_one_goes_on(
    wide_server: Server, wide_client: TestClient
) -> None:
    """422 and a sentence; the result of a run that was open offers no other, by form or by htmx."""
    run = open_run(wide_client)
    judge(wide_server, wide_client, run)
    archive(wide_server, "citizens")
    refused = wide_client.post("/runs", data={"deck": "citizens"})
    assert refused.status_code == 422
    assert "The deck Citizens is archived" in refused.text
    answer = judge(wide_server, wide_client, run, right=False)
    for page in (answer, wide_client.get(run).text):
        assert "The deck is archived: nobody can begin another run on it." in page
        assert 'action="/runs"' not in page
        assert "Your first on this board" in page
    assert wide_client.get("/leaderboard?deck=citizens").text.count('data-testid="board-row"') == 1


def test_a_daily_of_an_archived_deck_goes_on(wide_server: Server, wide_client: TestClient) -> None:
    """Whoever has begun finds the way back to it, and the ten of the day before stay open."""
    run = open_run(wide_client, "citizens", "daily")
    judge(wide_server, wide_client, run)
    archive(wide_server, "citizens")
    page = wide_client.get("/daily?deck=citizens").text
    assert f'href="{run}">Go on</a>' in page
    for _ in range(9):
        judge(wide_server, wide_client, run)
    assert "Your result of today" in wide_client.get("/daily?deck=citizens").text
    wide_server.now.sleep(86_400)
    page = wide_client.get("/daily?deck=citizens").text
    assert page.count('data-testid="receipt"') == 10
    assert "Play today" not in page


@pytest.mark.parametrize("path", ["/", "/daily", "/leaderboard", "/leaderboard?mode=year", "/wall"])
def test_without_an_open_deck_the_pages_say_so(
    wide_server: Server, wide_client: TestClient, path: str
) -> None:
    """200: the page is there, and what it would show is not; a host is told the way out."""
    archive(wide_server)
    for headers in ({}, HTMX):
        page = wide_client.get(path, headers=headers)
        assert page.status_code == 200
        assert "No deck is open" in page.text
        assert ("<html" in page.text) == (headers == {})
        assert ("/host" in page.text) or "wall" in path
        assert 'action="/runs"' not in page.text
    assert wide_client.get("/decks").status_code == 200
    assert "No deck is open." in wide_client.get("/decks").text


@pytest.mark.parametrize("path", ["/daily", "/leaderboard?mode=match", "/wall?mode=match"])
def test_without_a_deck_for_a_mode_the_pages_say_so(
    wide_server: Server, wide_client: TestClient, path: str
) -> None:
    """Another deck is open, but nobody can play this there."""
    open_run(wide_client, "goals")
    archive(wide_server, "citizens", "matches", "rated")
    wide_server.database.write_now(lambda c: c.exec_driver_sql("UPDATE decks SET size = 99"))
    page = wide_client.get(path)
    assert page.status_code == 200
    assert re.search("No (open deck has this mode|deck is open for this mode)", page.text)


def test_a_board_is_of_a_deck_that_its_mode_suits(wide_client: TestClient) -> None:
    """The first one such if none is named; a board on which nobody can ever stand is refused with a sentence."""
    assert "<bdi>Matches</bdi>" in wide_client.get("/leaderboard?mode=match").text
    assert "<bdi>Matches</bdi>" in wide_client.get("/wall?mode=match").text
    for path in ("/leaderboard", "/wall"):
        answer = wide_client.get(f"{path}?deck=goals&mode=year")
        assert answer.status_code == 422
        assert "A year cannot be played with the deck Goals." in answer.text
        assert wide_client.get(f"{path}?deck=nowhere").status_code == 404


def test_a_deck_that_was_never_published_has_no_page(wide_server: Server, wide_client: TestClient) -> None:
    """Whoever knows its slug finds nothing."""
    wide_server.database.write_now(
        lambda c: c.exec_driver_sql("UPDATE decks SET state = 'draft' WHERE slug = 'goals'")
    )
    for path in ("/decks/goals", "/leaderboard?deck=goals", "/wall?deck=goals", "/daily?deck=goals"):
        assert wide_client.get(path).status_code == 404
    assert wide_client.post("/runs", data={"deck": "goals"}).status_code == 404
