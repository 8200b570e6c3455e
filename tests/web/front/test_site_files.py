"""What browsers and crawlers ask for by name: robots.txt, the manifest and its icons, canonical addresses."""

import io
import re
from collections.abc import Iterator
from html import unescape
from urllib.robotparser import RobotFileParser

import pytest
from PIL import Image, ImageChops
from starlette.testclient import TestClient
from tests.web.browser import lose, open_run

import icons
from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.settings import Settings
from higherthanthou.web.server import Server

pytestmark = pytest.mark.sqlite

PUBLIC = "https://play.example.org"
CRAWLED = (
    "/",
    "/decks",
    "/decks/citizens",
    "/daily?deck=citizens",
    "/leaderboard",
    "/claims",
    "/j/ABCDEF",
    "/r/abc",
    "/lab/citizens",
    "/runs/1a",
    "/static/1/icon.svg",
)
NOT_CRAWLED = (
    "/polls/K7F4QX",
    "/rooms/ABCDEF",
    "/rooms/ABCDEF/wall",
    "/host",
    "/host/sign-in",
    "/me",
    "/me/mirror",
)
SAFE = 0.4
"""The share of its width around the middle of a maskable icon that no mask cuts away."""


@pytest.fixture
def public(server: Server) -> Iterator[TestClient]:
    """A browser at a game with PUBLIC_URL."""
    settings = Settings(data_dir=server.settings.data_dir, public_url=PUBLIC)
    app = build_app(Server(settings, server.database, server.secret, server.now, server.rng))
    with AsgiClient(app, base_url=PUBLIC) as client:
        yield client


def test_crawlers_leave_alone_what_is_for_one_person(client: TestClient) -> None:
    """As a crawler reads it; everything else may be read."""
    answer = client.get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    robots = RobotFileParser()
    robots.parse(answer.text.splitlines())
    assert [path for path in CRAWLED if not robots.can_fetch("anybody", path)] == []
    assert [path for path in NOT_CRAWLED if robots.can_fetch("anybody", path)] == []


def test_nobody_but_its_player_finds_a_run(server: Server, client: TestClient) -> None:
    """Neither its desk nor its result and review: so no line for crawlers is needed."""
    desk, result = open_run(client), open_run(client)
    lose(server, client, result)
    pages = (desk, result, f"{result}/review")
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    client.cookies.clear()
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_the_manifest_starts_the_game(client: TestClient) -> None:
    """Every page names it; it opens the front page, in the colour of the pages."""
    assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get("/").text
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    manifest = answer.json()
    assert client.get(manifest["start_url"]).status_code == 200
    assert f'content="{manifest["theme_color"]}"' in client.get("/").text
    assert len(manifest["short_name"]) <= 12


def test_the_icons_of_the_manifest_are_what_it_says(client: TestClient) -> None:
    """PNG of that size, 192 and 512, each also for a mask."""
    found = set()
    for icon in client.get("/manifest.webmanifest").json()["icons"]:
        answer = client.get(icon["src"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, icon["type"])
        assert "immutable" in answer.headers["cache-control"]
        image = Image.open(io.BytesIO(answer.content))
        assert (image.format, "{}x{}".format(*image.size)) == ("PNG", icon["sizes"])
        found.add((image.width, icon["purpose"]))
    assert found == {(192, "any"), (512, "any"), (192, "maskable"), (512, "maskable")}


def test_a_page_names_an_icon_for_the_home_screen_of_ios(client: TestClient) -> None:
    """180 pixels, and nothing shines through, which iOS would make black."""
    [path] = re.findall(r'<link rel="apple-touch-icon" href="([^"]+)">', client.get("/").text)
    image = Image.open(io.BytesIO(client.get(path).content))
    assert (image.format, image.size, image.mode) == ("PNG", (180, 180), "RGB")


@pytest.mark.parametrize("name", icons.SIZES)
def test_the_icons_are_those_of_the_drawing(name: str) -> None:
    """``make icons`` was run after the last change of icon.svg."""
    kept, drawn = Image.open(icons.STATIC / "icons" / name), icons.drawn(icons.SIZES[name])
    assert kept.size == drawn.size
    strongest = max(high for _, high in ImageChops.difference(kept, drawn).getextrema())
    assert strongest < 16, "the kept icon differs from icon.svg"


def test_no_mask_cuts_the_triangles() -> None:
    """Every corner but those of the ground is within the safe circle of a maskable icon."""
    ground, *triangles = icons.shapes((icons.STATIC / "icon.svg").read_text())
    width = max(x for x, _ in ground[1])
    far = [((x - width / 2) ** 2 + (y - width / 2) ** 2) ** 0.5 for _, points in triangles for x, y in points]
    assert len(far) == 6
    assert max(far) <= SAFE * width


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/", "/"),
        ("/?from=a-friend", "/"),
        ("/decks", "/decks"),
        ("/decks/citizens?x=1", "/decks/citizens"),
        ("/daily", "/daily?deck=citizens"),
        ("/daily?deck=citizens", "/daily?deck=citizens"),
        ("/leaderboard", "/leaderboard?deck=citizens&mode=streak"),
        ("/leaderboard?mode=streak&deck=citizens&period=all", "/leaderboard?deck=citizens&mode=streak"),
        ("/claims", "/claims"),
        ("/lab/citizens?threshold=600", "/lab/citizens"),
        ("/credits", "/credits"),
        ("/intake", "/intake"),
    ],
)
def test_a_public_page_has_one_address(client: TestClient, public: TestClient, asked: str, told: str) -> None:
    """Whatever else was in the one that was asked; whole where PUBLIC_URL is set, else below the host."""
    assert canonical(client, asked) == [told]
    assert canonical(public, asked) == [f"{PUBLIC}{told}"]


def test_what_is_not_public_has_none(client: TestClient) -> None:
    """A page for one person, and one that does not exist."""
    for path in ("/me", "/join", "/host/sign-in", "/decks/nowhere"):
        assert canonical(client, path) == []


def canonical(client: TestClient, path: str) -> list[str]:
    """The canonical addresses that a page names."""
    return [
        unescape(found)
        for found in re.findall(r'<link rel="canonical" href="([^"]+)">', client.get(path).text)
    ]
