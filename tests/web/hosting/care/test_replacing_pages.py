"""Replacing the data of a deck by the pages: what would change is seen first, and nothing is stored until yes."""

import re

import pytest
from starlette.testclient import TestClient
from tests.authoring.workbooks import xlsx
from tests.web.hosts import SHEET, own_deck, profile_url, signed_in

from higherthanthou.store.hosts import drafts, files
from higherthanthou.store.hosts.files import DraftFile
from higherthanthou.web.server import Server

CORRECTED = (
    SHEET.replace(b"Person 3,475", b"Person 3,476")
    .replace(b"Person 4,", b"Nova,")
    .replace(b",5 wings", b",six")
)


@pytest.fixture
def host(server: Server) -> TestClient:
    """A host who has signed in."""
    return signed_in(server)


def everyone(server: Server, deck: str) -> dict[str, DraftFile]:
    """The files of a draft by name."""
    slug = deck.rpartition("/")[2]
    return server.database.read_now(
        lambda c: {one.profile.name: one for one in files.every(c, drafts.any_deck(c, slug))}
    )


def send(host: TestClient, deck: str, data: bytes, name: str = "planes.csv", **query: str) -> str:
    """Send a sheet; the URL of what it would change."""
    answer = host.post(f"{deck}/replace", files={"file": (name, data)})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the last form."""
    form = page.rpartition('<form class="form" method="post"')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def test_what_changes_is_seen_and_then_done_once(server: Server, host: TestClient) -> None:
    """New, changed, gone and same; sent again it is said to be gone."""
    deck = own_deck(host)
    before = everyone(server, deck)
    there = send(host, deck, CORRECTED)
    page = host.get(there)
    assert re.findall(r'<dt>(\w+)</dt><dd class="led">(\d+)', page.text) == [
        ("New", "1"), ("Changed", "2"), ("Gone", "1"), ("Same", "17"),
    ]  # fmt: skip
    assert "<del>475</del> <ins>476</ins>" in page.text
    assert "<del><bdi>5 wings</bdi></del> → <ins><bdi>six</bdi></ins>" in page.text
    assert everyone(server, deck) == before
    answer = host.post(there, data=form_of(page.text))
    assert answer.headers["location"] == f"{deck}/replace?done=replaced"
    assert "The draft has the new data" in host.get(answer.headers["location"]).text
    after = everyone(server, deck)
    assert set(after) == (set(before) - {"Person 4"}) | {"Nova"}
    assert after["Person 3"].profile.score == 476
    assert after["Person 3"].portrait == before["Person 3"].portrait
    assert host.post(there, data=form_of(page.text)).status_code == 422
    assert everyone(server, deck) == after


def test_columns_are_found_by_the_deck_s_words_or_chosen(server: Server, host: TestClient) -> None:
    """Titles in capitals, a column that is left out, and another for the score than the one that was guessed."""
    deck = own_deck(host)
    rows = "".join(f"Person {n};{500 + n};{n} wings;{600 + n}\n" for n in range(20))
    there = send(host, deck, f"Who;Score;WINGS;Notes\n{rows}".encode())
    page = host.get(there)
    assert page.status_code == 200
    assert "Left out, because the deck has no such fact: <bdi>Notes</bdi>." in page.text
    page = host.get(f"{there}?name=Who&score=Notes")
    assert page.status_code == 200
    host.post(there, data=form_of(page.text))
    person = everyone(server, deck)["Person 7"].profile
    assert (person.score, person.age) == (607, 27)
    assert [entry.text for entry in person.record] == ["7 wings", "7 drops"]


def test_a_sheet_without_a_score_asks_which_column_it_is(host: TestClient) -> None:
    """And offers those that there are."""
    rows = "".join(f"Person {n};{n} wings\n" for n in range(20))
    page = host.get(send(host, own_deck(host), f"Name;Wings\n{rows}".encode()))
    assert page.status_code == 422
    assert "Choose which column is the score" in page.text
    assert page.text.count('<option value="Wings">') >= 2


def test_the_columns_that_were_taken_are_chosen_on_the_page(host: TestClient) -> None:
    """Also behind a column without a title and cells, which counted in the sheet but not in the list."""
    rows = "".join(f";Person {n};{500 + n};{n} wings\n" for n in range(20))
    page = host.get(send(host, own_deck(host), f";Name;Score;Wings\n{rows}".encode()))
    assert re.findall(r'<option value="([^"]+)" selected>', page.text) == ["Name", "Score"]


def test_bad_rows_of_a_workbook_are_said_by_sheet_and_row(host: TestClient) -> None:
    """As the import says them; they were called lines."""
    rows = [["Name", "Score"], *([f"Person {n}", 400 + n] for n in range(20)), ["Nova", "much"]]
    page = host.get(send(host, own_deck(host), xlsx(rows, "June"), "june.xlsx"))
    assert page.status_code == 422
    assert "of the sheet June" in page.text
    assert '<th scope="row">Row 22</th>' in page.text


def test_scores_are_read_as_the_deck_has_them(server: Server, host: TestClient) -> None:
    """Decimals with a comma on a scale of its own, which grows with them."""
    rows = "".join(f"Film {n};{n},{n % 10}\n" for n in range(20))
    data = f"Film;Rating;Country\n{rows}".encode()
    answer = host.post("/host/decks/import", data={"title": "Films"}, files={"file": ("films.csv", data)})
    if "/host/imports/" in answer.headers["location"]:
        answer = host.post(
            answer.headers["location"],
            data={"title": "Films", "role_0": "name", "role_1": "score", "role_2": ""},
        )
    deck = answer.headers["location"]
    slug = deck.rpartition("/")[2]
    before = server.database.read_now(lambda c: drafts.any_deck(c, slug)).deck
    assert (before.decimals, before.high) == (1, 199)
    there = send(host, deck, data.replace(b"Film 3;3,3", b"Film 3;33,3"))
    page = host.get(there)
    assert "<del>3.3</del> <ins>33.3</ins>" in page.text
    host.post(there, data=form_of(page.text))
    own = server.database.read_now(lambda c: drafts.any_deck(c, slug))
    assert (own.deck.decimals, own.deck.low, own.deck.high) == (1, before.low, 333)


def test_files_are_matched_by_a_fact(server: Server, host: TestClient) -> None:
    """Where names were misspelt."""
    deck = own_deck(host)
    before = everyone(server, deck)
    there = send(host, deck, SHEET.replace(b"Person ", b"Pilot "))
    page = host.get(f"{there}?key=Glue").text
    assert re.findall(r'<dd class="led">(\d+)', page) == ["0", "20", "0", "0"]
    host.post(there, data=form_of(page))
    assert everyone(server, deck)["Pilot 7"].person == before["Person 7"].person


def test_a_deck_that_changed_since_is_compared_again(server: Server, host: TestClient) -> None:
    """422, and the page as it is now."""
    deck = own_deck(host)
    there = send(host, deck, CORRECTED)
    form = form_of(host.get(there).text)
    host.post(f"{profile_url(host, deck, 'Person 9')}/remove")
    answer = host.post(there, data=form)
    assert answer.status_code == 422
    assert "Somebody changed this deck meanwhile" in answer.text
    assert form_of(answer.text)["revision"] != form["revision"]
    assert "Nova" not in everyone(server, deck)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SHEET.replace(b",475,", b",much,"), "1 row of the sheet cannot be filed, so nothing was changed."),
        (SHEET.replace(b",475,", b",4750,"), "1 row of the sheet cannot be filed, so nothing was changed."),
        (SHEET.replace(b"Person 4,", b"Person 3,"), "nobody can tell which is which: &#34;person 3&#34;."),
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", ""),
        (b"name,score\n", ""),
        (b'{"format": "other"}', ""),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused_in_a_sentence(
    server: Server, host: TestClient, data: bytes, said: str
) -> None:
    """And the draft is what it was."""
    deck = own_deck(host)
    before = everyone(server, deck)
    there = send(host, deck, data)
    page = host.get(there)
    assert page.status_code == 422
    assert 'class="field-error"' in page.text
    assert said in page.text
    assert "Put it into the draft" not in page.text
    assert host.post(there, data={"revision": "0", "key": "name"}).status_code == 422
    assert everyone(server, deck) == before


def test_an_exported_deck_goes_back_in_as_it_is(server: Server, host: TestClient) -> None:
    """As CSV and as JSON: nothing would change."""
    deck = own_deck(host)
    for kind in ("csv", "json"):
        data = host.get(f"{deck}/export.{kind}").content
        assert "there is nothing to change" in host.get(send(host, deck, data, f"x.{kind}")).text, kind


def test_no_file_and_a_deck_of_a_model_are_told(server: Server, host: TestClient) -> None:
    """A form without a file is 422; a generated deck has no form."""
    deck = own_deck(host)
    assert host.post(f"{deck}/replace", files={"file": ("", b"")}).status_code == 422
    answer = host.post("/host/decks/generate", data={"title": "Made", "theme": "citizens", "size": "10"})
    made = answer.headers["location"]
    assert 'type="file"' not in host.get(f"{made}/replace").text
    assert host.post(f"{made}/replace", files={"file": ("a.csv", SHEET)}).status_code == 422


def test_a_sheet_waits_apart_from_those_that_become_decks(host: TestClient) -> None:
    """The import page does not offer it."""
    deck = own_deck(host)
    send(host, deck, CORRECTED, "corrected.csv")
    assert "corrected.csv" not in host.get("/host/decks/import").text
