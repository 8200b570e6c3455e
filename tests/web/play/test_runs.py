"""The game by plain forms and by htmx: hidden stays hidden, and one turn is decided once."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import HTMX, open_run, truth, turn_of, wrong

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.hosts import drafts
from higherthanthou.web.server import Server
from world import Clock


def test_no_cookie_before_the_first_post(client: TestClient) -> None:
    """Looking around leaves nothing in the browser."""
    for path in (
        "/",
        "/decks",
        "/decks/citizens",
        "/leaderboard",
        "/intake",
        "/me",
        "/credits",
        "/claims",
        "/lab/citizens",
        "/daily",
        "/wall",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "set-cookie" not in answer.headers, path


def test_play_opens_a_run_and_sets_one_opaque_cookie(client: TestClient) -> None:
    """HttpOnly, SameSite, for this host; not Secure on plain http."""
    answer = client.post("/runs", data={"deck": "citizens"})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert re.match(r"player=[\w-]{43}\.[\w-]{11}; ", cookie)
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "Secure" not in cookie
    assert client.get(answer.headers["location"]).status_code == 200


def test_a_whole_run_by_plain_forms(client: TestClient, server: Server, clock: Clock) -> None:
    """Right, right, right, wrong: the desk after each, then the result."""
    run = open_run(client)
    for turn in (1, 2, 3):
        clock.sleep(2)
        answer = client.post(f"{run}/guesses", data={"turn": turn, "guess": truth(server, run)})
        assert (answer.status_code, answer.headers["location"]) == (303, run)
        page = client.get(run).text
        assert turn_of(page) == turn + 1
        assert re.search(r'data-testid="verdict-outcome"[^>]*>\s*Right', page)
    clock.sleep(2)
    client.post(f"{run}/guesses", data={"turn": 4, "guess": wrong(truth(server, run))})
    page = client.get(run).text
    assert re.search(r'data-testid="final-streak"[^>]*>\s*3\b', page)
    assert re.search(r'data-testid="verdict-outcome"[^>]*>\s*Wrong', page)
    assert 'data-testid="share-text"' in page
    assert 'name="turn"' not in page


def test_htmx_gets_the_fragment_and_the_page_is_the_same_table(client: TestClient, server: Server) -> None:
    """One root, then the announcement; a reload renders the same file."""
    run = open_run(client)
    answer = client.post(f"{run}/guesses", data={"turn": 1, "guess": truth(server, run)}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert answer.text.lstrip().startswith("<section")
    assert "hx-partial" in answer.text
    assert "HX-Request" in answer.headers["vary"]
    table = answer.text[: answer.text.rindex("</section>")]
    assert table.strip() in client.get(run).text.replace("\r", "")


def test_a_decided_turn_sent_again_changes_nothing(client: TestClient, server: Server, clock: Clock) -> None:
    """Whatever it says now, the first answer stands; an old turn shows its own verdict."""
    run = open_run(client)
    side = truth(server, run)
    first = client.post(f"{run}/guesses", data={"turn": 1, "guess": side}, headers=HTMX).text
    for again in (side, wrong(side)):
        assert client.post(f"{run}/guesses", data={"turn": 1, "guess": again}, headers=HTMX).text == first
    assert turn_of(client.get(run).text) == 2


def test_the_hidden_score_is_nowhere(client: TestClient, server: Server) -> None:
    """Two desks that differ in nothing but the hidden score are the same byte for byte."""
    run = open_run(client)
    before = client.get(run)
    query = "UPDATE runs SET file_score = file_score + 1"
    server.database.write_now(lambda c: c.exec_driver_sql(query))
    server.database.write_now(
        lambda c: c.exec_driver_sql("UPDATE profiles SET score = 951 - score, record = '[]'")
    )
    after = client.get(run)
    assert before.content == after.content
    assert dict(before.headers) == dict(after.headers)


def test_withheld_facts_are_bars_until_the_verdict(client: TestClient, server: Server) -> None:
    """The text of a withheld fact comes with the receipt, not before."""
    run = open_run(client)
    page = client.get(run).text
    name = re.search(r'data-testid="file".*?<h2[^>]*>(.*?)</h2>', page, re.S)
    assert name
    secret = server.database.read_now(
        lambda c: c.exec_driver_sql(
            "SELECT p.record FROM profiles p JOIN runs r ON r.profile_id = p.id"
        ).scalar_one()
    )
    withheld = re.findall(r'\["\w+", "([^"]+)", "withheld"', secret)
    recorded = re.findall(r'\["\w+", "([^"]+)", "record"', secret)
    assert withheld
    assert not any(text in page for text in withheld + recorded)
    after = client.post(f"{run}/guesses", data={"turn": 1, "guess": "higher"}, headers=HTMX).text
    assert all(text in after for text in withheld)


@pytest.mark.parametrize(
    "form",
    [{}, {"turn": "1"}, {"guess": "higher"}, {"turn": "1", "guess": "maybe"}, {"turn": "x", "guess": "higher"},
     {"turn": "0", "guess": "higher"}, {"turn": "-1", "guess": "higher"}, {"turn": "9" * 5000, "guess": "higher"},
     {"turn": "2", "guess": "higher"}, {"turn": "١", "guess": "higher"}, {"turn": "1.0", "guess": "lower"},
     {"turn": "1\0", "guess": "lower"}, {"turn": "1", "guess": "Higher"}],
)  # fmt: skip
def test_a_bad_guess_is_refused_and_changes_nothing(client: TestClient, form: dict[str, str]) -> None:
    """422 and a sentence, as a page and as a fragment."""
    run = open_run(client)
    before = client.get(run).text
    for headers in ({}, HTMX):
        answer = client.post(f"{run}/guesses", data=form, headers=headers)
        assert answer.status_code == 422
        assert ("<html" in answer.text) == (headers == {})
    assert client.get(run).text == before


def test_a_run_is_missing_for_anyone_else(client: TestClient, server: Server) -> None:
    """404 for a stranger, for nobody, and for a run that never was."""
    run = open_run(client)
    with AsgiClient(build_app(server), follow_redirects=False) as stranger:
        assert stranger.get(run).status_code == 404
        assert stranger.post(f"{run}/guesses", data={"turn": 1, "guess": "higher"}).status_code == 404
        open_run(stranger)
        assert stranger.get(run).status_code == 404
        assert stranger.post(f"{run}/guesses", data={"turn": 1, "guess": "higher"}).status_code == 404
    assert turn_of(client.get(run).text) == 1


@pytest.mark.parametrize("cookie", ["", "x", "a" * 4000, "../../etc/passwd", "' OR 1=1 --", "%00", "\x7f"])
def test_a_junk_cookie_is_no_cookie(client: TestClient, cookie: str) -> None:
    """It opens nothing and breaks nothing; the next POST gives a good one."""
    answer = client.get("/me", headers={"Cookie": f"player={cookie}"})
    assert answer.status_code == 200
    assert (
        client.get("/runs/AAAAAAAAAAAAAAAAAAAAAA", headers={"Cookie": f"player={cookie}"}).status_code == 404
    )
    answer = client.post("/runs", data={"deck": "citizens"}, headers={"Cookie": f"player={cookie}"})
    assert answer.status_code == 303
    assert "set-cookie" in answer.headers


def test_an_unknown_deck_is_404_and_an_unknown_mode_422(client: TestClient) -> None:
    """And neither makes a player."""
    for form, status in (({"deck": "nobody"}, 404), ({}, 404), ({"deck": "citizens", "mode": "x"}, 422)):
        answer = client.post("/runs", data=form)
        assert answer.status_code == status
        assert "set-cookie" not in answer.headers


def test_a_deck_without_anybody_on_a_side_is_refused_with_a_sentence(
    client: TestClient, server: Server
) -> None:
    """An own score at the end of the deck: 422, not a broken run."""
    server.database.write_now(lambda c: c.exec_driver_sql("UPDATE profiles SET score = 641"))
    answers = {client.post("/runs", data={"deck": "citizens"}).status_code for _ in range(8)}
    assert answers == {422}


def test_runs_per_minute_are_limited_by_player(client: TestClient, server: Server, clock: Clock) -> None:
    """The 61st after the one it came with is told to wait; Retry-After says how long."""
    run = open_run(client)
    statuses = []
    for _ in range(61):
        client.post(f"{run}/guesses", data={"turn": 1, "guess": wrong(truth(server, run))})
        answer = client.post("/runs", data={"deck": "citizens"})
        statuses.append(answer.status_code)
        if answer.status_code == 429:
            break
        run = answer.headers["location"]
    assert statuses.index(429) == 60
    assert int(answer.headers["retry-after"]) > 0


def test_archived_and_unfinished_decks_are_not_played(client: TestClient, server: Server, deck: Deck) -> None:
    """Nobody begins a run on an archived one, whose page stays; a run that is open goes on."""
    run = open_run(client)
    server.database.write_now(lambda c: drafts.archive(c, drafts.any_deck(c, deck.slug)))
    assert client.post("/runs", data={"deck": "citizens"}).status_code == 422
    assert client.get("/decks/citizens").status_code == 200
    assert client.post(f"{run}/guesses", data={"turn": 1, "guess": "higher"}).status_code == 303
