"""The share texts of a result: what they end with, and how a run reads in them."""

import html
import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from tests.web.browser import judge, open_run

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.settings import Settings
from higherthanthou.web.server import Server


def shared(page: str) -> list[str]:
    """The lines of the share text on a result."""
    found = re.search(r'data-testid="share-text"[^>]*>([^<]*)<', page)
    assert found, "the page has no share text"
    return html.unescape(found[1]).splitlines()


def words(page: str) -> str:
    """Its words-only twin."""
    found = re.search(r'id="share-words">([^<]*)<', page)
    assert found, "the page has no share words"
    return html.unescape(found[1])


@pytest.mark.parametrize(
    ("mode", "deck", "page"),
    [
        ("streak", "citizens", "/decks/citizens"),
        ("chain", "goals", "/decks/goals"),
        ("daily", "citizens", "/daily?deck=citizens"),
        ("year", "citizens", "/decks/citizens"),
        ("match", "matches", "/decks/matches"),
    ],
)
def test_every_share_text_ends_with_an_address(
    wide_server: Server, wide_client: TestClient, mode: str, deck: str, page: str
) -> None:
    """Of the host that was asked, at once and after a reload; whoever opens it can play the same."""
    run, fields = open_run(wide_client, deck, mode), {}
    for _ in range({"daily": 10, "year": 12, "match": 8}.get(mode, 1)):
        if mode == "year":
            fields = {"stake": "10"}
        answer = judge(wide_server, wide_client, run, right=mode not in ("streak", "chain"), **fields)
    for text in (answer, wide_client.get(run).text):
        assert shared(text)[-1] == f"http://testserver{page}"
        assert words(text).endswith(f" Play at http://testserver{page}")
    assert wide_client.get(page).status_code == 200


def test_the_address_is_the_public_one_where_that_is_set(server: Server) -> None:
    """Whatever stands between the players and this process."""
    server = replace(
        server, settings=Settings(data_dir=server.settings.data_dir, public_url="https://play.example.org")
    )
    with AsgiClient(build_app(server), base_url="https://play.example.org", follow_redirects=False) as client:
        run = open_run(client)
        answer = judge(server, client, run, right=False)
    assert shared(answer)[-1] == "https://play.example.org/decks/citizens"


def test_a_host_that_is_markup_is_printed_as_text(server: Server, client: TestClient) -> None:
    """Nothing but the asking browser sees it, and it is escaped all the same."""
    run = open_run(client)
    judge(server, client, run, right=False)
    page = client.get(run, headers={"Host": 'x"><script>'})
    assert page.status_code == 200
    assert '"><script>' not in page.text


def test_a_run_with_a_miss_on_credit(server: Server, client: TestClient) -> None:
    """Five right, a miss on the house, one right, and the miss that ends it: eight signs and what one means."""
    run = open_run(client)
    for right in (True, True, True, True, True, False, True, False):
        answer = judge(server, client, run, right)
    head, signs, legend, _ = shared(answer)
    assert head.endswith("streak 6")
    assert re.fullmatch("[▲▼]{5}⊗[▲▼]✗", signs)
    assert legend == "⊗ a miss on credit"
    assert shared(client.get(run).text) == shared(answer)


def test_a_match_night_has_its_hearts(wide_server: Server, wide_client: TestClient) -> None:
    """Four likes, a heart for each."""
    run = open_run(wide_client, "matches", "match")
    for turn in range(8):
        answer = judge(wide_server, wide_client, run, like="like" if turn < 4 else "pass")
    assert re.fullmatch("[♥♡]{4}····", shared(answer)[3])
    assert re.fullmatch("♥ a match|♡ no answer|♥ a match, ♡ no answer", shared(answer)[4])
