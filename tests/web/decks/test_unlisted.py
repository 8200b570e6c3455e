"""Unlisted decks on the pages of players: every page that needs no address of a deck, and what they refresh."""

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from asgi_client import AsgiClient
from higherthanthou.app import ROUTES
from higherthanthou.store.hosts import drafts, listing
from higherthanthou.web.server import Server
from world import make_deck, make_people, put_deck

SECRET = "Between you and me"
PAGES = sorted(
    route.path
    for route in ROUTES
    if isinstance(route, Route)
    and "GET" in (route.methods or ())
    and not route.param_convertors
    and not route.path.startswith("/host")
)


@pytest.fixture
def player(server: Server, client: TestClient) -> TestClient:
    """A player who has played both decks, one of which is unlisted since."""
    put_deck(server.database, make_deck("secret", SECRET), make_people())
    for deck in ("citizens", "secret"):
        run = client.post("/runs", data={"deck": deck}).headers["location"]
        client.post(f"{run}/guesses", data={"turn": "1", "guess": "higher"})
    server.database.write_now(lambda c: listing.set_unlisted(c, drafts.any_deck(c, "secret"), True))
    return client


def test_the_pages_are_those_that_list_decks() -> None:
    """A page that is renamed is looked for again."""
    assert {"/", "/decks", "/leaderboard", "/wall", "/daily", "/me"} <= set(PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_names_an_unlisted_deck(server: Server, player: TestClient, path: str) -> None:
    """Nor does its part for a refresh, in any mode, to a player or a newcomer; what is one's own stays."""
    newcomer = AsgiClient(player.app, follow_redirects=False)
    for client in (player, newcomer):
        for query in ("", "?mode=chain", "?mode=daily", "?deck=citizens"):
            for headers in ({}, {"HX-Request": "true"}):
                text = client.get(path + query, headers=headers).text
                if path not in ("/me/export", "/me", "/me/mirror"):
                    assert SECRET not in text
                    assert "/decks/secret" not in text
                    assert 'value="secret"' not in text
                elif client is newcomer:
                    assert SECRET not in text
