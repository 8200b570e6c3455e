"""What was done is said: once, by the page that comes after it, where the focus then is."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.hosts import own_deck, profile_url, signed_in

from higherthanthou.web.server import Server


@pytest.fixture
def host(server: Server) -> TestClient:
    """A browser in which a host has signed in."""
    return signed_in(server)


@pytest.fixture
def deck(host: TestClient) -> str:
    """The URL of a deck of twenty."""
    return own_deck(host)


def said(page: str) -> list[str]:
    """The sentences of a page that say what was done; each takes the focus, and nothing else does."""
    assert page.count("autofocus") <= 1
    return re.findall(r'<p class="host-note" tabindex="-1" autofocus>(.*)</p>', page)


def test_saved_settings_are_said(host: TestClient, deck: str) -> None:
    """With the title as it is now; a refusal and another visit say nothing of it."""
    answer = host.post(f"{deck}/settings", data={"title": "Planes <b>", "noun": "plane"})
    assert answer.status_code == 303
    assert said(host.get(answer.headers["location"]).text) == ["Saved: <bdi>Planes &lt;b&gt;</bdi>."]
    assert said(host.get(f"{deck}/settings").text) == []
    refused = host.post(f"{deck}/settings?done=saved", data={"title": "\u200e"})
    assert refused.status_code == 422
    assert said(refused.text) == []
    assert "A deck needs a title" in refused.text


def test_an_added_file_is_said(host: TestClient, deck: str) -> None:
    """On its own page, to which the form leads."""
    answer = host.post(f"{deck}/profiles", data={"name": "A <b>", "score": "500"})
    page = answer.headers["location"]
    assert said(host.get(page).text) == ["Added: <bdi>A &lt;b&gt;</bdi>."]
    assert said(host.get(page.partition("?")[0]).text) == []


def test_a_restored_file_is_said(host: TestClient, deck: str) -> None:
    """Above the files, after the removal has been said in the same place with its way back."""
    file = profile_url(host, deck, "Person 3")
    gone = host.get(host.post(f"{file}/remove").headers["location"]).text
    assert "One file is removed." in gone
    assert said(gone) == []
    back = host.post(f"{file}/restore").headers["location"]
    page = host.get(back).text
    assert said(page) == ["Back in the deck: <bdi>Person 3</bdi>."]
    assert "One file is removed." not in page


def test_nothing_is_said_of_a_file_that_is_not_there(host: TestClient, deck: str) -> None:
    """Whatever the address claims: a file that is gone again, one of nobody, a deed that there is not."""
    file = profile_url(host, deck, "Person 3")
    for query in ("done=restored", "done=restored&file=nobody", f"done=other&file={file.rpartition('/')[2]}"):
        assert said(host.get(f"{deck}?{query}").text) == []
    back = f"{deck}?done=restored&file={file.rpartition('/')[2]}"
    host.post(f"{file}/remove")
    assert said(host.get(back).text) == []


def test_scripts_hear_the_same_from_the_announcer(host: TestClient, deck: str) -> None:
    """A line that is put back without leaving the page is said there, once."""
    file = profile_url(host, deck, "Person 3")
    host.post(f"{file}/remove")
    line = host.post(f"{file}/restore", headers={"HX-Request": "true"}).text
    assert re.findall(r'hx-target="#announcer"[^>]*>([^<]*)<', line) == ["Person 3 is back."]
    assert said(line) == []
