"""Portraits over HTTP: drawn once, compressed for those who take it, and gone only where somebody may be seen."""

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from higherthanthou.store.engine.database import Database
from higherthanthou.store.tables import profiles
from higherthanthou.web.decks import portraits
from higherthanthou.web.decks.picture_cache import AROUND, PictureCache, SentPicture

pytestmark = pytest.mark.sqlite


@pytest.fixture
def url(database: Database) -> str:
    """Where some portrait of the small world is."""
    name = database.read_now(lambda connection: connection.execute(select(profiles.c.portrait)).scalar())
    return f"/portraits/{name}"


def test_a_portrait_is_the_same_compressed_and_plain(client: TestClient, url: str) -> None:
    """Whoever takes gzip gets less than half of it; both are kept for a year."""
    packed, plain = (
        client.get(url, headers={"Accept-Encoding": coding}) for coding in ("br, gzip", "br, gzip;q=0")
    )
    assert packed.content == plain.content
    assert packed.content.startswith(b"<svg ")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) * 2 < int(plain.headers["content-length"])
    for answer in (packed, plain):
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["vary"] == "Accept-Encoding"


def test_whoever_has_it_is_sent_nothing(client: TestClient, url: str) -> None:
    """The tag of a portrait is answered with 304."""
    tag = client.get(url).headers["etag"]
    again = client.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(url, headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_head_tells_the_same(client: TestClient, url: str) -> None:
    """HEAD has the headers of GET, and no body."""
    asked, told = client.get(url), client.head(url)
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["content-length"] == asked.headers["content-length"]


def test_a_portrait_is_drawn_once(client: TestClient, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it comes from memory: nothing is read or drawn."""
    first = client.get(url).content
    monkeypatch.setattr(portraits, "draw", None)
    monkeypatch.setattr(Database, "read", None)
    assert client.get(url).content == first


def test_there_is_no_other_name(client: TestClient) -> None:
    """A name that nobody has is not found, however odd it is."""
    for name in ("nobody", "%F0%9F%8C%8A", "%22", "x" * 500):
        assert client.get(f"/portraits/{name}").status_code == 404


def test_the_least_recent_make_room() -> None:
    """No more bytes are kept than there is room for; what was asked for lately stays."""
    cache = PictureCache(room=3 * (1000 + AROUND))
    picture = SentPicture(b"image/svg+xml", b"x" * 1000, True)
    for name in "abc":
        cache.put(name, picture)
    assert cache.get("a") is picture
    cache.put("d", picture)
    cache.put("d", picture)
    assert [name for name in "abcd" if cache.get(name)] == ["a", "c", "d"]
    cache.put("large", picture._replace(data=b"x" * 2000))
    assert cache.kept <= 3 * (1000 + AROUND)
    assert cache.get("large")
