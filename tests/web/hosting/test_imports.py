"""Importing by the web: all or nothing, whatever is uploaded."""

import gc
import re

import pytest
from starlette.testclient import TestClient
from tests.authoring.hostile_decks import HOSTILE
from tests.web.hosts import SHEET, own_deck, signed_in

from higherthanthou.store.hosts.uploads import MOST
from higherthanthou.store.tables import decks, profiles, upload_pieces, uploads
from higherthanthou.web.server import Server
from world import Clock

FILMS = b"Film;Gross;Genre\n" + b"\n".join(b"Film %d;%d;drama" % (n, 10 * n) for n in range(12))
SMALL = 200_000
POSTED = 60


@pytest.fixture
def host(server: Server) -> TestClient:
    """A browser in which a host has signed in."""
    return signed_in(server)


def kept(server: Server) -> tuple[int, int]:
    """How many decks and profiles there are."""
    return server.database.read_now(
        lambda c: (len(c.execute(decks.select()).all()), len(c.execute(profiles.select()).all()))
    )


def upload(host: TestClient, data: bytes, name: str = "deck.csv", **fields: str):
    """Post a file."""
    return host.post("/host/decks/import", data=fields, files={"file": (name, data)})


def test_a_file_in_our_own_words_is_a_deck_at_once(host: TestClient) -> None:
    """It is called like the file if it is not called otherwise."""
    answer = upload(host, SHEET, "Paper planes.csv")
    assert answer.headers["location"] == "/host/decks/paper-planes"
    assert "20 files" in host.get("/host/decks/paper-planes").text


@pytest.mark.parametrize(("name", "title"), [("deck.csv", "a\0b"), ("a\0b.csv", "")])
def test_a_nul_in_a_form_with_a_file_is_refused(host: TestClient, name: str, title: str) -> None:
    """In a field as in the name of the file; PostgreSQL takes none."""
    head = (
        f'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n{title}\r\n'
        f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    )
    answer = host.post(
        "/host/decks/import",
        content=head.encode() + SHEET + b"\r\n--x--\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert answer.status_code == 422
    assert "That form is not readable." in answer.text


def test_a_second_deck_of_the_title_has_another_name(host: TestClient) -> None:
    """Nobody learns from it whose the first one is."""
    own_deck(host)
    assert re.fullmatch(r"/host/decks/paper-planes-[0-9a-f]{6}", own_deck(host))


def test_columns_are_guessed_and_can_be_changed(server: Server, host: TestClient) -> None:
    """Nothing is stored before; the range is suggested from the scores."""
    before = kept(server)
    screen = upload(host, FILMS, "films.csv").headers["location"]
    page = host.get(screen).text
    assert 'value="110"' in page
    assert re.search(r'name="score_column".*?<option value="1" selected', page, re.S)
    assert kept(server) == before
    fields = {"role_0": "name", "role_1": "score", "role_2": "withheld", "label_2": "Kind", "title": "Films"}
    answer = host.post(screen, data=fields | {"label": "gross", "low": "0", "high": "200"})
    assert answer.headers["location"] == "/host/decks/films"
    exported = host.get("/host/decks/films/export.csv").text
    assert exported.startswith("name,score,age,occupation,place,picture_alt,withheld: Kind\r\n")
    assert host.get(screen).headers["location"] == "/host/decks/films"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"role_0": "name", "role_1": "name", "role_2": ""}, "Two columns"),
        ({"role_0": "name", "role_1": "", "role_2": ""}, "No column is used as score"),
        ({"role_0": "name", "role_1": "score"}, "2 were given a use"),
        ({"role_0": "name", "role_1": "score", "role_2": "owner"}, "cannot be used"),
        ({"role_0": "name", "role_1": "score", "role_2": "", "low": "a"}, "ends of a range"),
        ({"role_0": "name", "role_1": "score", "role_2": "", "low": "5", "high": "6"}, "at least three"),
    ],
)
def test_a_mapping_that_makes_no_deck_is_refused(
    server: Server, host: TestClient, fields: dict[str, str], sentence: str
) -> None:
    """With its sentence, and the screen again."""
    before = kept(server)
    screen = upload(host, FILMS).headers["location"]
    answer = host.post(screen, data=fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert kept(server) == before


def test_every_bad_row_is_listed_and_can_be_had(server: Server, host: TestClient) -> None:
    """With line, column and reason; the CSV has just those rows."""
    before = kept(server)
    bad = SHEET.replace(b"Person 4,500", b",500").replace(b"Person 9,625", b"Person 9,6.25")
    answer = upload(host, bad)
    assert answer.status_code == 422
    rows = re.findall(r"<tr><td[^>]*>(\d+)</td><td><bdi>(.*?)</bdi></td><td>(.*?)</td>", answer.text)
    assert [(line, column) for line, column, _ in rows] == [("6", "name"), ("11", "score")]
    assert kept(server) == before
    link = re.search(r'href="(/host/imports/[\w-]+/bad\.csv)"', answer.text)
    assert link
    lines = host.get(link[1]).text.splitlines()
    assert lines[0].startswith("line,problem,name,score")
    assert [line.partition(",")[0] for line in lines[1:]] == ["6", "11"]


def test_cells_that_would_run_are_harmless_and_come_back(host: TestClient) -> None:
    """Exported with an apostrophe, imported again as they were, and the export is the same byte for byte."""
    cell = '"=HYPERLINK(""http://x"")"'
    data = SHEET.replace(b"Hall 0", cell.encode()).replace(b"Hall 1", b"@SUM(A1)").replace(b"Hall 2", b"''-1")
    deck = own_deck(host, data=data)
    first = host.get(f"{deck}/export.csv").content
    assert b"\"'=HYPERLINK" in first
    assert b"'@SUM(A1)" in first
    again = own_deck(host, data=first)
    assert host.get(f"{again}/export.csv").content == first
    text = host.get(f"{deck}/export.json").content
    third = own_deck(host, title="", data=text)
    assert host.get(f"{third}/export.json").content == text
    assert "=HYPERLINK(&#34;http://x&#34;)" in host.get(f"{deck}?words=Person 0").text


@pytest.mark.sqlite
def test_hostile_files_are_refused_in_a_sentence_and_leave_nothing(server: Server, host: TestClient) -> None:
    """Sixty of those that the reader is tested with; one that is accepted is thrown away again."""
    before, count = kept(server), 0
    for name, data, sentence in HOSTILE:
        if len(data) > SMALL or count == POSTED:
            continue
        count += 1
        answer = upload(host, data, name, title="Hostile")
        assert answer.status_code in (303, 422), name
        if answer.status_code == 303 and "/decks/" in answer.headers["location"]:
            assert sentence is None, name
            host.post(f"{answer.headers['location']}/delete")
        assert "Traceback" not in answer.text
        assert kept(server) == before, name
        for screen in re.findall(
            r'action="(/host/imports/[\w-]+/drop)"', host.get("/host/decks/import").text
        ):
            host.post(screen)
    assert count == POSTED
    assert server.database.read_now(lambda c: c.execute(upload_pieces.select()).all()) == []


@pytest.mark.parametrize("kind", ["form", "none", "two", "huge"])
def test_what_is_no_upload_is_refused(server: Server, host: TestClient, kind: str) -> None:
    """A plain form, no file, two files, a file over the limit."""
    before = kept(server)
    if kind == "form":
        answer = host.post("/host/decks/import", data={"title": "x"})
    elif kind == "none":
        answer = host.post("/host/decks/import", data={"title": "x"}, files={"other": ("", b"")})
    elif kind == "two":
        answer = host.post(
            "/host/decks/import", files=[("file", ("a.csv", SHEET)), ("file", ("b.csv", SHEET))]
        )
    else:
        answer = upload(host, b"name,score\n" + b"x" * (25 * 1024**2 + 1))
    assert answer.status_code in (413, 422)
    assert kept(server) == before
    assert server.database.read_now(lambda c: c.execute(uploads.select()).all()) == []


def test_a_host_who_mends_a_file_again_and_again_is_never_refused(host: TestClient, clock: Clock) -> None:
    """Files with bad rows go, the oldest first, when there are too many; and each can be dropped where it is told."""
    for n in range(MOST + 2):
        clock.sleep(1)
        bad = SHEET.replace(b",400,", b",4%dx," % n)
        answer = host.post("/host/decks/import", files={"file": (f"mended {n}.csv", bad)})
        assert "One row</b> cannot" in answer.text or "One row cannot" in answer.text
    waiting = host.get("/host/decks/import").text
    assert "mended 9.csv" in waiting
    assert "mended 0.csv" not in waiting
    [drop] = re.findall(r'action="(/host/imports/[\w-]+/drop)"', answer.text)
    assert host.post(drop).status_code == 303
    assert "mended 9.csv" not in host.get("/host/decks/import").text
    assert own_deck(host)


def test_nothing_is_kept_of_a_file_for_which_there_is_no_place(host: TestClient) -> None:
    """A refusal may not lead to itself: with it went the bytes, until somebody looked for cycles."""
    for n in range(MOST):
        assert upload(host, FILMS.replace(b"drama", b"drama %d" % n)).status_code == 303
    large = b"name,score\n" + b"x" * 2**21
    gc.collect()
    gc.disable()
    try:
        for n in range(6):
            assert "wait to become decks already" in upload(host, large + b"%d" % n).text
        found = {id(o) for held in gc.get_objects() for o in gc.get_referents(held) if is_large(o, large)}
    finally:
        gc.enable()
    assert len(found) <= 1  # a thread may still be at the last


def is_large(thing: object, large: bytes) -> bool:
    """Whether that is one of the large files."""
    return isinstance(thing, bytes) and len(thing) == len(large) + 1


@pytest.mark.parametrize(
    "charset", ["undefined", "punycode", "unicode_escape", "idna", "latin-1", "utf-16", "nothing"]
)
def test_a_form_in_another_encoding_than_ours_is_refused(host: TestClient, charset: str) -> None:
    """Any of Python's codecs could be named."""
    answer = multipart(host, rf'; charset="{charset}"', rb"a\ud800", b"deck.csv")
    assert answer.status_code == 422
    assert "That form is not readable." in answer.text
    assert "wait to become decks" not in host.get("/host/decks/import").text


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", '; charset="UTF-8"', "; charset=utf8"])
def test_a_form_in_our_encoding_is_read(host: TestClient, charset: str) -> None:
    """Whether that is said or not."""
    assert multipart(host, charset, "Bloß".encode(), b"deck.csv").status_code == 303


@pytest.mark.parametrize(
    ("title", "name"), [(b"\xed\xa0\x80", b"x.csv"), (b"x", b"\xed\xa0\x80.csv"), (b"\xff", b"x.csv")]
)
def test_what_is_no_text_is_refused(host: TestClient, title: bytes, name: bytes) -> None:
    """In a field as in the name of the file."""
    answer = multipart(host, "", title, name)
    assert answer.status_code == 422
    assert "That form is not readable." in answer.text


def multipart(host: TestClient, charset: str, title: bytes, name: bytes):
    """Post a deck as these very bytes."""
    head = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n' + title
    file = b'\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="' + name + b'"\r\n\r\n' + SHEET
    return host.post(
        "/host/decks/import",
        content=head + file + b"\r\n--x--\r\n",
        headers={"Content-Type": f"multipart/form-data; boundary=x{charset}"},
    )


def test_a_file_whose_name_cannot_be_seen_is_called_untitled(server: Server) -> None:
    """Among those that wait, its name is the way to it."""
    host = signed_in(server)
    data = b"who,points\n" + b"\n".join(b"P%d,%d" % (n, 400 + n) for n in range(20))
    assert host.post("/host/decks/import", files={"file": ("\u200e\u2060", data)}).status_code == 303
    assert "<bdi>Untitled</bdi>" in host.get("/host/decks/import").text
