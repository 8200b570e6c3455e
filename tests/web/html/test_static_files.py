"""Static files over HTTP: joined, compressed once, kept for good; and the sources say the same without us."""

import re
import zlib
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.html.test_sheets_of_pages import SHEETS

from higherthanthou.paths import STATIC
from higherthanthou.web.html import static_files
from higherthanthou.web.html.static_files import KINDS, joined, static

pytestmark = pytest.mark.sqlite

ALONE = {"live.js", "countdown.js", "law.js"}
"""Scripts that rooms or the law lab load besides the one."""

PAGES = ("/", "/decks", "/leaderboard", "/intake", "/claims", "/lesson", "/wall", "/host/sign-in", "/nowhere")
FILES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())
OF_PICTURES = (".ttf", "widths.json")
"""What pictures for links are drawn with; no browser is sent it."""

NAMES = [name for name in FILES if not name.endswith(OF_PICTURES)]
PLAIN = {"Accept-Encoding": "identity"}


def test_everything_that_a_page_names_is_there(client: TestClient) -> None:
    """Under the present fingerprint, to be kept for a year; ten files at most."""
    every = [set(re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get(page).text)) for page in PAGES]
    assert all(2 < len(named) <= 10 for named in every)
    for url in set.union(*every):
        answer = client.get(url)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["vary"] == "Accept-Encoding"


def test_hosts_have_a_sheet_on_top(client: TestClient) -> None:
    """After those of the players, so that it has the last word; players do not load it."""
    assert [sheets(client, page) for page in ("/host/sign-in", "/lesson", "/")] == [
        SHEETS[:3],
        SHEETS[:2],
        SHEETS[:1],
    ]


def sheets(client: TestClient, page: str) -> tuple[str, ...]:
    """The sheets that a page loads, in their order."""
    return tuple(re.findall(r'<link rel="stylesheet" href="/static/\w+/([^"]+)">', client.get(page).text))


def test_every_file_is_sent_as_what_it_is(client: TestClient) -> None:
    """With its media type and its length; compressed it is smaller, and the same."""
    for name in NAMES:
        packed, plain = client.get(static(name)), client.get(static(name), headers=PLAIN)
        assert packed.status_code == plain.status_code == 200
        assert packed.content == plain.content == joined(name, static_files._SOURCES)
        assert packed.headers["content-type"] == KINDS[Path(name).suffix]
        assert int(plain.headers["content-length"]) == len(plain.content)
        if "content-encoding" in packed.headers:
            assert int(packed.headers["content-length"]) < len(packed.content)
        else:
            assert name.endswith((".woff2", ".png")) or len(packed.content) < 100


def test_what_else_lies_in_the_folder_is_not_served(tmp_path: Path) -> None:
    """File managers and editors leave their own files anywhere; the game starts all the same."""
    for name in ("icon.svg", ".DS_Store", "css/.players.css.swp", "css/players.css~", "css/.hidden.css"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert list(static_files._read(tmp_path)) == ["icon.svg"]


def test_what_was_joined_has_all_its_parts_in_order() -> None:
    """No import is left, every sheet is in one that pages load, and every script in the one, or loaded by rooms or the lab alone."""
    for whole, folder, pattern in (("css/players.css", "css", "@import"), ("js/game.js", "js", "import ")):
        source = (STATIC / whole).read_text()
        parts = [str(Path(folder, name)) for name in re.findall(r'import "(?:\./)?([^"]+)";', source)]
        text = joined(whole, static_files._SOURCES)
        places = [text.index(joined(part, static_files._SOURCES).strip()) for part in parts]
        assert places == sorted(places)
        assert pattern.encode() not in text
    named = {name for sheet in SHEETS for name in re.findall(r'"([^"]+)"', (STATIC / sheet).read_text())}
    assert named == {name[4:] for name in NAMES if name.startswith("css/")} - {name[4:] for name in SHEETS}
    scripts = set(re.findall(r'"./([^"]+)"', (STATIC / "js/game.js").read_text()))
    assert scripts == {name[3:] for name in NAMES if name.startswith("js/")} - {"game.js"} - ALONE


def test_addresses_in_sheets_are_the_same_from_where_they_are_joined() -> None:
    """A sheet in a folder of its own would name files from there, and be joined one folder above."""
    for name in NAMES:
        if name.startswith("css/") and name.count("/") > 1:
            assert "url(" not in (STATIC / name).read_text()


def test_modules_keep_their_names_to_themselves() -> None:
    """Two of them use the same names; none imports or exports anything, which cannot stand in a block."""
    sources = {
        "js/a.js": b'import "./b.js";\nimport "./c.js";\n',
        "js/b.js": b"const x = 1;\n",
        "js/c.js": b"const x = 2;\n",
    }
    assert joined("js/a.js", sources) == b"{\nconst x = 1;\n}\n{\nconst x = 2;\n}\n"
    for name in NAMES:
        if name.startswith("js/") and name != "js/game.js":
            assert not re.search(r"^(import|export)\b", (STATIC / name).read_text(), re.MULTILINE)


def test_whoever_has_a_file_is_sent_nothing(client: TestClient) -> None:
    """The tag of a file is answered with 304; another is not."""
    url = static("css/players.css")
    tag = client.get(url).headers["etag"]
    again = client.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert client.get(url, headers={"If-None-Match": '"another"'}).status_code == 200


def test_heads_and_methods(client: TestClient) -> None:
    """A head without a body, and no other way to ask."""
    url = static("vendor/htmx-4.0.1.min.js")
    head = client.head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == client.get(url).headers["content-length"]
    assert client.post(url).status_code == 405


def test_what_an_editor_leaves_there_is_not_sent(tmp_path: Path) -> None:
    """It is no file of ours, and no start fails for it."""
    for name in (".DS_Store", "game.js~", "game.js"):
        (tmp_path / name).write_bytes(b"1")
    assert static_files._read(tmp_path) == {"game.js": b"1"}


@pytest.mark.parametrize("part", ["bytes=2-9", "bytes=9999999-", "bytes=9-2", "pages=1-2"])
def test_a_file_is_sent_whole_whatever_part_was_wanted(client: TestClient, part: str) -> None:
    """They are small; RFC 9110, 14.2, lets a server pass over a Range."""
    answer = client.get(static("icon.svg"), headers=PLAIN | {"Range": part})
    assert (answer.status_code, answer.content) == (200, (STATIC / "icon.svg").read_bytes())
    assert "accept-ranges" not in answer.headers


def test_there_is_nothing_else(client: TestClient) -> None:
    """Neither folders nor what lies beside the static one."""
    for path in ("", "css", "css/nothing.css", "../pyproject.toml", "css/../../pyproject.toml", "%00"):
        assert client.get(static(path)).status_code == 404


def test_a_file_is_compressed_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes next gets the same bytes."""
    client.get(static("specimen.svg"))
    monkeypatch.setattr(zlib, "compressobj", None)
    assert client.get(static("specimen.svg")).headers["content-encoding"] == "gzip"
