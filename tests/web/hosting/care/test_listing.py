"""Unlisted decks: nowhere but at their address, and there they are played as before."""

import html
import re

import pytest
from starlette.testclient import TestClient
from tests.web.hosts import own_deck, signed_in

from higherthanthou.store.decks import decks
from higherthanthou.store.hosts import drafts, listing
from higherthanthou.web.server import Server

LISTS = ("/", "/decks", "/leaderboard", "/wall", "/daily", "/me")


def published(server: Server, host: TestClient, title: str = "Paper planes") -> str:
    """A published deck; its slug."""
    slug = own_deck(host, title).rpartition("/")[2]
    server.database.write_now(lambda c: drafts.publish(c, drafts.any_deck(c, slug)))
    return slug


def test_an_unlisted_deck_is_on_no_list_and_back_with_one_press(server: Server, client: TestClient) -> None:
    """Lists, landing page, menus of boards, choices of the wall."""
    host = signed_in(server)
    slug = published(server, host)
    assert "Paper planes" in client.get("/decks").text
    answer = host.post(f"/host/decks/{slug}/unlisted", data={"unlisted": "yes"})
    assert answer.headers["location"] == f"/host/decks/{slug}/settings?done=unlisted#address"
    client.post("/runs", data={"deck": "citizens"})
    for page in LISTS:
        assert "Paper planes" not in client.get(page).text, page
    assert "unlisted" in host.get("/host").text
    host.post(f"/host/decks/{slug}/unlisted", data={"unlisted": "no"})
    assert "Paper planes" in client.get("/decks").text


def test_what_is_neither_yes_nor_no_changes_nothing(server: Server) -> None:
    """A sentence, 422."""
    host = signed_in(server)
    slug = published(server, host)
    assert host.post(f"/host/decks/{slug}/unlisted", data={"unlisted": "maybe"}).status_code == 422
    assert not server.database.read_now(lambda c: decks.find(c, slug)).unlisted


def test_at_its_address_it_is_played_and_kept_out_of_search_engines(
    server: Server, client: TestClient
) -> None:
    """Page, board, wall and daily say noindex; those of listed decks do not."""
    slug = published(server, signed_in(server))
    server.database.write_now(lambda c: listing.set_unlisted(c, drafts.any_deck(c, slug), True))
    for page in ("/decks/{}", "/leaderboard?deck={}", "/wall?deck={}", "/daily?deck={}"):
        answer = client.get(page.format(slug))
        assert answer.status_code == 200
        assert answer.headers["x-robots-tag"] == "noindex", page
        assert "x-robots-tag" not in client.get(page.format("citizens")).headers
    run = client.post("/runs", data={"deck": slug})
    assert run.status_code == 303
    assert client.get(run.headers["location"]).status_code == 200


def test_a_deck_alone_that_is_unlisted_leaves_the_lists_empty(server: Server, client: TestClient) -> None:
    """The pages without a deck say that none is open, and a start of the server makes none on top of it."""
    server.database.write_now(lambda c: listing.set_unlisted(c, drafts.any_deck(c, "citizens"), True))
    for page in ("/", "/leaderboard", "/wall", "/daily"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "No deck is open" in answer.text, page
    assert server.database.read_now(decks.published)


@pytest.mark.parametrize("page", ["/decks/citizens", "/wall?deck=citizens"])
def test_the_address_of_a_deck_is_there_as_text_and_as_qr_code(client: TestClient, page: str) -> None:
    """An SVG without inline styles, with words for those who do not see it."""
    text = client.get(page).text
    assert 'aria-label="QR code of http://testserver/decks/citizens"' in text
    assert "testserver/decks/citizens</b" in text.replace("</bdi>", "")
    drawn = text.partition('class="qr"')[2].partition("</div>")[0]
    assert "<title>http://testserver/decks/citizens</title>" in drawn
    assert "style=" not in drawn


def test_the_wall_of_a_deck_plays_that_deck(client: TestClient) -> None:
    """Its button begins a run there; without a deck the code leads to the front page."""
    wall = client.get("/wall?deck=citizens&mode=chain").text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)"', wall))
    assert form == {"deck": "citizens", "mode": "chain"}
    assert 'aria-label="QR code of http://testserver"' in client.get("/wall").text


@pytest.mark.parametrize("page", ["/wall", "/wall?deck=citizens"])
def test_a_wall_that_refreshes_itself_leads_where_it_led(client: TestClient, page: str) -> None:
    """A wall without a deck showed the code of the front page first, and that of a deck after 20 seconds."""
    first = client.get(page).text
    asked = html.unescape(re.findall(r'hx-get="([^"]*)"', first)[0])
    code = re.findall(r'aria-label="(QR code of [^"]*)"', first)
    assert re.findall(r'aria-label="(QR code of [^"]*)"', client.get(asked).text) == code != []


def test_an_address_that_nobody_could_scan_is_not_drawn(client: TestClient) -> None:
    """Whatever the browser calls this server: drawing it would take long."""
    page = client.get("/decks/citizens", headers={"Host": "a" * 400})
    assert page.status_code == 200
    assert 'class="qr"' not in page.text


def test_two_decks_of_one_title_are_told_apart(server: Server, client: TestClient) -> None:
    """By their address among players; by address and day on the shelf of their host."""
    host = signed_in(server)
    first, second = published(server, host), published(server, host)
    assert first != second
    for page in ("/decks", "/leaderboard"):
        text = client.get(page).text
        assert f">{first}</small>" in text, page
        assert f">{second}</small>" in text, page
        assert ">citizens</small>" not in text, page
    shelf = host.get("/host").text
    assert f"/decks/{first}</small>" in shelf
    assert "21 September 2026" in shelf


def test_boards_of_many_decks_are_one_choice(server: Server, client: TestClient) -> None:
    """Few are links; more are a select that a button sends, the present one chosen."""
    host = signed_in(server)
    for n in range(7):
        published(server, host, f"Deck {n}")
    page = client.get("/leaderboard").text
    assert page.count('id="deck-') == 8
    assert "<select" not in page
    last = published(server, host, "Deck 7")
    page = client.get(f"/leaderboard?deck={last}").text
    assert page.count("<option") == 9
    assert f'<option value="{last}" selected>' in page
    assert client.get(f"/leaderboard?mode=streak&period=all&deck={last}").status_code == 200


def test_many_decks_are_lines_of_a_list(server: Server, client: TestClient) -> None:
    """Up to twelve are cards."""
    host = signed_in(server)
    for n in range(12):
        published(server, host, f"Deck {n}")
    assert "decks-many" in client.get("/decks").text
