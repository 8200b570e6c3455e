"""Editing a draft by the web: fields, searches, stale saves, undo."""

import re
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from tests.web.hosts import fields_of, own_deck, profile_url, signed_in

from higherthanthou.store.tables import profiles
from higherthanthou.web.server import Server

HTMX = {"HX-Request": "true"}


@pytest.fixture
def host(server: Server) -> TestClient:
    """A browser in which a host has signed in."""
    return signed_in(server)


@pytest.mark.parametrize("query", ["words=%00", "words=a%00b&page=2", "gone=%00", "sort=%00"])
def test_a_search_for_a_nul_is_refused(host: TestClient, deck: str, query: str) -> None:
    """On every database, with a page of the house; a search for the sign for percent is none."""
    answer = host.get(f"{deck}?{query}")
    assert answer.status_code == 422
    assert "<html" in answer.text
    assert host.get(f"{deck}?words=%2500").status_code == 200


@pytest.fixture
def deck(host: TestClient) -> str:
    """The URL of a deck of twenty."""
    return own_deck(host)


def names(host: TestClient, url: str) -> list[str]:
    """The names in the table, from above."""
    return re.findall(r'profiles/\w+"><bdi>([^<]+)<', host.get(url).text)


def test_fields_that_are_sent_are_changed_and_others_stay(host: TestClient, deck: str) -> None:
    """By the page with its facts, and by the line of the table."""
    file = profile_url(host, deck, "Person 3")
    fields = fields_of(host, file)
    assert host.post(file, data=fields | {"occupation": "champion", "text_0": "30 wings"}).status_code == 303
    line = host.post(file, data={"revision": "1", "age": ""}, headers=HTMX)
    assert line.status_code == 200
    assert "champion" in line.text
    after = fields_of(host, file)
    assert (after["occupation"], after["text_0"], after["age"]) == ("champion", "30 wings", "")
    assert (after["name"], after["score"], after["label_1"], after["shown_1"]) == (
        "Person 3",
        "475",
        "Glue",
        "withheld",
    )


def test_a_change_in_the_table_can_be_published_at_once(host: TestClient, deck: str) -> None:
    """What the head says of a published deck, and its button, come with the line: nobody has to load the page again."""
    file, button = profile_url(host, deck, "Person 3"), f'href="{deck}/check">Check and publish'
    assert button in host.get(deck).text
    assert button not in host.get(f"{deck}/check").text
    host.post(f"{deck}/publish")
    assert button not in host.get(deck).text
    for path, fields in (("", {"revision": "0", "age": ""}), ("/remove", {}), ("/restore", {})):
        line = host.post(f"{file}{path}", data=fields, headers=HTMX).text
        assert "Your edits since then are in the draft of version 2." in line
        assert button in line


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", " ", "A file needs a name."),
        ("name", "\u200e\u2067 \u3164", "A file needs a name."),
        ("score", "7.5", "could be filed as 75"),
        ("score", "9999", "from 350 to 950"),
        ("score", "9" * 5000, "not one that can be filed"),
        ("age", "200", "from 0 to 150"),
        ("place", "x" * 201, "at most 200 characters"),
        ("occupation", "a\x00b", "U+0000"),
        ("label_2", "\u202a", "A fact needs a label."),
        ("label_2", "", "A fact needs a label."),
        ("label_2", "wings", "on this file already"),
    ],
)
def test_a_bad_field_is_told_beside_it(
    host: TestClient, deck: str, field: str, typed: str, sentence: str
) -> None:
    """Nothing is stored, and what was typed stays in the form."""
    file = profile_url(host, deck, "Person 3")
    fields = fields_of(host, file)
    answer = host.post(file, data=fields | {"text_2": "three", "place": "Typed", field: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert field == "place" or 'value="Typed"' in answer.text
    assert fields_of(host, file) == fields


def test_a_stale_save_is_refused_with_both_texts(host: TestClient, deck: str) -> None:
    """409, nothing is stored; it can then be stored over the other one, and a file that is gone is told."""
    file = profile_url(host, deck, "Person 3")
    host.post(file, data={"revision": "0", "place": "Theirs"})
    for headers in ({}, HTMX):
        answer = host.post(file, data={"revision": "0", "place": "Mine"}, headers=headers)
        assert answer.status_code == 409
        assert "Theirs" in answer.text
        assert "Mine" in answer.text
    assert fields_of(host, file)["place"] == "Theirs"
    assert host.post(file, data={"revision": "1", "place": "Mine"}).status_code == 303
    host.post(f"{file}/remove")
    assert host.post(file, data={"revision": "2", "place": "Late"}).status_code == 404


def test_a_removal_is_undone(host: TestClient, deck: str) -> None:
    """As often as one likes, twice does no harm, and not once the deck has been published without it."""
    file = profile_url(host, deck, "Person 3")
    gone = host.post(f"{file}/remove")
    assert "19 files" in host.get(gone.headers["location"]).text
    for _ in range(2):
        assert host.post(f"{file}/restore").status_code == 303
        assert "20 files" in host.get(deck).text
    host.post(f"{deck}/publish")
    assert host.post(f"{file}/remove", headers=HTMX).status_code == 200
    host.post(f"{deck}/publish")
    assert host.post(f"{file}/restore").status_code == 404
    assert "19 files" in host.get(deck).text


def test_what_is_put_back_is_the_file_as_it_was_last(host: TestClient, deck: str) -> None:
    """An edit made since the version that was published survives removing and undoing."""
    host.post(f"{deck}/publish")
    file = profile_url(host, deck, "Person 3")
    host.post(file, data={"revision": "0", "place": "Edited"})
    host.post(f"{file}/remove")
    host.post(f"{file}/restore")
    assert fields_of(host, file)["place"] == "Edited"


def test_the_table_is_searched_sorted_and_paged(host: TestClient, deck: str) -> None:
    """What is typed is no pattern, and what makes no sense is taken for the usual."""
    assert names(host, f"{deck}?words=person 1") == ["Person 1", *(f"Person {n}" for n in range(10, 20))]
    assert names(host, f"{deck}?words=%25") == []
    assert names(host, f"{deck}?words=_") == []
    assert names(host, f"{deck}?sort=-score")[0] == "Person 19"
    assert names(host, f"{deck}?sort=place")[0] == "Person 0"
    assert names(host, f"{deck}?sort=password&page=99") == names(host, deck)
    for n in range(40):
        host.post(f"{deck}/profiles", data={"name": f"Added {n}", "score": "500"})
    assert len(names(host, deck)) == 50
    assert names(host, f"{deck}?page=2")[-1] == "Added 39"
    assert names(host, f"{deck}?page=99") == names(host, f"{deck}?page=2")


SOUGHT = {
    "łucja": "Łucja", "ŁUCJA": "Łucja", "ольга": "Ольга", "zoe": "Zoë", "ZOË": "Zoë", "straße": "Anna", "STRASSE": "Anna",
    "かき": "かき", "मी": "मीना", "ａｎｎａ": "Anna", "50%_": "50%_",
}  # fmt: skip


def test_files_are_found_in_any_script_on_either_database(host: TestClient, deck: str) -> None:
    """Whatever the case and the accents; a mark that changes the word counts."""
    for name in ("Łucja", "Ольга", "Zoë", "かき", "かぎ", "मीना", "मोना", "50%_"):
        host.post(f"{deck}/profiles", data={"name": name, "score": "500"})
    host.post(f"{deck}/profiles", data={"name": "Anna", "place": "Lange Straße", "score": "500"})
    found = {words: names(host, f"{deck}?words={quote(words)}") for words in SOUGHT}
    assert found == {words: [name] for words, name in SOUGHT.items()}


def test_in_a_deck_of_a_model_the_score_follows_the_facts(server: Server, host: TestClient) -> None:
    """They are chosen from the model's own; anything else is refused, and a score that is typed does nothing."""
    host.post(
        "/host/decks/generate", data={"title": "Street", "theme": "citizens", "size": "12", "seed": "1"}
    )
    deck = "/host/decks/street"
    file = re.findall(r'href="(/host/decks/street/profiles/\w+)"', host.get(deck).text)[0]
    revision = re.search(r'name="revision" value="(\d+)"', host.get(file).text)
    assert revision
    best = {"revision": revision[1], "score": "350", "text_bills": "Pays the day the bill comes"}
    option = re.search(r'name="text_court".*?\+(\d+) points"><option>([^<]+)<', host.get(file).text, re.S)
    assert option
    assert host.post(file, data=best | {"text_bills": "Never owed anything to anybody"}).status_code == 422
    assert (
        host.post(file, data={"revision": revision[1], "score": "350", "text_court": option[2]}).status_code
        == 303
    )
    row = server.database.read_now(
        lambda c: c.execute(profiles.select().where(profiles.c.person == file.rpartition("/")[2])).one()
    )
    assert option[2] in row.record
    assert row.score == 650 + sum(int(points) for points in re.findall(r", (-?\d+)\]", row.record))


def test_what_was_saved_is_said_once(host: TestClient, deck: str) -> None:
    """In a sentence of the page that takes the focus, with and without scripts; another visit says nothing."""
    file = profile_url(host, deck, "Person 3")
    answer = host.post(file, data={"revision": "0", "name": "A <b>"})
    page = host.get(answer.headers["location"]).text
    [said] = re.findall(r'<p class="host-note" tabindex="-1" autofocus>(.*)</p>', page)
    assert said == "Saved: <bdi>A &lt;b&gt;</bdi>."
    assert page.count("autofocus") == 1
    assert "host-note" not in host.get(file).text
    assert "host-note" not in host.get(f"{file}?done=other").text
