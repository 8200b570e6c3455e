"""Pictures and previews of links to the game, decks, dailies and rooms."""

import io
import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from PIL import Image
from starlette.testclient import TestClient

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.settings import Settings
from higherthanthou.store.tables import rooms
from higherthanthou.web.server import Server

PUBLIC = "https://play.example.org"
PAGES = ("/", "/decks/citizens", "/daily", "/daily?deck=citizens")


def told(page: str) -> dict[str, str]:
    """The preview of a page."""
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', page)
    return {name: unescape(text) for name, text in found}


def room(server: Server, client: TestClient) -> str:
    """The path of the door of a new room."""
    client.post("/rooms", data={"deck": "citizens"})
    code = server.database.read_now(lambda c: c.execute(rooms.select()).one()).code
    return f"/j/{code}"


def test_every_page_that_people_send_has_a_preview(server: Server, client: TestClient) -> None:
    """A title, a sentence and a picture that is there, with whole addresses, below whatever host was asked."""
    for path in (*PAGES, room(server, client)):
        page = client.get(path, headers={"Host": "games.example"}).text
        preview = told(page)
        assert preview["og:url"].startswith("http://games.example/")
        assert preview["og:image"].startswith("http://games.example/")
        assert (preview["og:image:width"], preview["og:image:height"]) == ("1200", "630")
        assert all(preview[f"og:{name}"] for name in ("title", "description", "image:alt", "site_name"))
        assert preview["twitter:card"] == "summary_large_image"
        answer = client.get(preview["og:image"].removeprefix("http://games.example"))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)


def test_pages_that_nobody_sends_have_none(client: TestClient) -> None:
    """Nor has one that is not there."""
    for path in ("/me", "/join", "/decks/nowhere", "/leaderboard"):
        assert told(client.get(path).text) == {}


def test_the_public_address_is_told_where_it_is_set(server: Server) -> None:
    """By pages, whatever host was asked."""
    settings = Settings(data_dir=server.settings.data_dir, public_url=PUBLIC)
    there = Server(settings, server.database, server.secret, server.now, server.rng)
    with AsgiClient(build_app(there), base_url=PUBLIC) as client:
        for path in PAGES:
            preview = told(client.get(path).text)
            assert preview["og:image"].startswith(f"{PUBLIC}/")
            assert urlsplit(preview["og:url"]).netloc == "play.example.org"


def test_a_host_that_is_markup_is_printed_as_text(client: TestClient) -> None:
    """In the page that is made once for all."""
    for path in PAGES:
        page = client.get(path, headers={"Host": 'x"><script>'}).text
        assert '"><script>' not in page


def test_the_game_and_a_deck_and_a_day_have_pictures_of_their_own(client: TestClient) -> None:
    """Each is another one; a daily has another one tomorrow."""
    pictures = {
        client.get(path).content for path in ("/game.png", "/decks/citizens.png", "/daily.png?deck=citizens")
    }
    assert len(pictures) == 3


def test_tomorrow_the_daily_has_another_picture(server: Server, client: TestClient) -> None:
    """The address of today's shows tomorrow's then, and is asked for again."""
    address = urlsplit(told(client.get("/daily").text)["og:image"])
    path = f"{address.path}?{address.query}"
    today = client.get(path)
    server.now.sleep(24 * 3600)
    tomorrow = client.get(path)
    assert tomorrow.content != today.content
    assert tomorrow.headers["cache-control"] == "no-cache"
    assert told(client.get("/daily").text)["og:image"] != address.geturl()


def test_it_is_drawn_once(server: Server, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """And kept; whoever has it is told so."""
    first = client.get("/decks/citizens.png")

    def draw(_: str) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(server.drawer, "png", draw)
    assert client.get("/decks/citizens.png").content == first.content
    again = client.get("/decks/citizens.png", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    ["/decks/nowhere.png", "/daily.png", "/daily.png?deck=x", "/j/AAAAAA.png", "/j/x.png", "/decks/.png"],
)
def test_there_is_no_picture_of_what_is_not_there(client: TestClient, path: str) -> None:
    """404."""
    assert client.get(path).status_code == 404


def test_the_wall_says_where_it_is(client: TestClient) -> None:
    """Its one address, its manifest and its icon."""
    page = client.get("/wall").text
    assert '<link rel="canonical" href="/wall?deck=citizens&amp;mode=streak">' in page
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
