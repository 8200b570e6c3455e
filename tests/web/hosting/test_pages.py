"""Every page of hosts, taken from the list of URLs, opens for every kind of deck in every state it can have."""

import json
import re
from collections.abc import Callable

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient
from tests.web.hosts import SHEET, own_deck, signed_in

from higherthanthou.app import ROUTES
from higherthanthou.authoring.seeds.recipes import themes
from higherthanthou.making.seeding import GenerateOptions, generate_deck
from higherthanthou.store.hosts import drafts, hosts
from higherthanthou.web.server import Server

PAGES = [
    route.path
    for route in ROUTES
    if isinstance(route, Route) and route.path.startswith("/host") and "GET" in (route.methods or ())
]
HTMX = {"HX-Request": "true"}
MAPPED = b"Film;Gross\n" + b"\n".join(b"Film %d;%d" % (n, 10 * n) for n in range(12))


def generated(theme: str) -> Callable[[Server, TestClient], str]:
    """A deck of that theme."""

    def make(server: Server, _: TestClient) -> str:
        owner = server.database.read_now(lambda c: hosts.named(c, "Mevrouw Peeters")).id
        made = generate_deck(
            server.database, GenerateOptions(theme, 12, title=f"Of {theme}", seed=3, host_id=owner)
        )
        return f"/host/decks/{made.slug}"

    return make


def imported(_: Server, host: TestClient) -> str:
    """A deck of a CSV."""
    return own_deck(host)


def explained(_: Server, host: TestClient) -> str:
    """A deck of a JSON file with a model, of which a file has two facts, or none."""
    facts = [
        {"label": "Bills", "value": "Paid by hand", "dimension": "history", "points": 20},
        {"label": "Shoes", "value": "Brown", "dimension": "identity", "points": 40},
    ]
    plain = [{"name": f"Person {n}", "score": 650} for n in range(10)]
    people = [{"name": f"FiledProfile {n}", "score": 710, "record": facts, "facts": []} for n in range(12)]
    deck = {"format": "higherthanthou/deck-1", "title": "Told", "model": "sesame", "profiles": plain + people}
    return own_deck(host, "", json.dumps(deck).encode())


KINDS: dict[str, Callable[[Server, TestClient], str]] = {
    **{recipe.theme: generated(recipe.theme) for recipe in themes()},
    "csv": imported,
    "json": explained,
}
STATES = ("draft", "published", "edited", "archived", "empty")
"""In this order a deck goes through them."""


def bring(server: Server, host: TestClient, deck: str, state: str) -> None:
    """Bring a deck from the state before into the next one, whatever the check may say of it."""
    database, slug = server.database, deck.rpartition("/")[2]
    if state == "published":
        database.write_now(lambda c: drafts.publish(c, drafts.any_deck(c, slug)))
    if state == "edited":
        host.post(f"{deck}/profiles/{persons(host, deck)[0]}/remove")
    if state == "archived":
        host.post(f"{deck}/archive")
    if state == "empty":
        for person in persons(host, deck):
            host.post(f"{deck}/profiles/{person}/remove")


def persons(host: TestClient, deck: str) -> list[str]:
    """Those of the first page of files."""
    return re.findall(rf'href="{deck}/profiles/(\w+)"><bdi>', host.get(deck).text)


def uploads(host: TestClient) -> list[str]:
    """A CSV whose columns are asked for, and one of which a row is bad."""
    asked = host.post("/host/decks/import", files={"file": ("films.csv", MAPPED)})
    bad = host.post("/host/decks/import", files={"file": ("bad.csv", SHEET.replace(b",400,", b",4x,"))})
    link = re.search(r"/host/imports/([\w-]+)/bad", bad.text)
    assert link
    return [asked.headers["location"].rpartition("/")[2], link[1]]


def addresses(host: TestClient, page: str, known: dict[str, list[str]]) -> list[str]:
    """The URLs of a page; a parameter of which nothing is known is an error of this test."""
    found = [page]
    for name in re.findall(r"\{(\w+)\}", page):
        found = [url.replace(f"{{{name}}}", value) for url in found for value in known[name]]
    return found


def codes(host: TestClient, pages: list[str], known: dict[str, list[str]]) -> dict[str, set[int]]:
    """What those pages answer, whole and as fragments, by the page."""
    return {
        page: {
            host.get(url, headers=headers).status_code
            for url in addresses(host, page, known)
            for headers in ({}, HTMX)
        }
        for page in pages
    }


@pytest.mark.sqlite
@pytest.mark.usefixtures("one_of_many")
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_of_a_deck_opens_for_its_owner(server: Server, kind: str) -> None:
    """Whatever deck it is, and in each of its states; what a sheet would change is opened in tests of its own."""
    pages = [page for page in PAGES if "{deck}" in page and "{upload}" not in page]
    with signed_in(server) as host:
        deck = KINDS[kind](server, host)
        for state in STATES:
            bring(server, host, deck, state)
            found = persons(host, deck)
            known = {"deck": [deck.rpartition("/")[2]], "profile": found[:1] + found[-1:]}
            answers = codes(host, pages, known)
            assert answers.pop("/host/decks/{deck}/progress") == {303, 204}, state
            assert set().union(*answers.values()) == {200}, (
                state,
                {k: v for k, v in answers.items() if v != {200}},
            )
            assert all(answers.values()) or state == "empty"


@pytest.mark.usefixtures("one_of_many")
def test_every_other_page_of_hosts_opens(server: Server) -> None:
    """Those of a host, of a room with a guest, and of an upload that is asked about or has bad rows."""
    pages = [page for page in PAGES if "{deck}" not in page]
    with signed_in(server) as host:
        server.database.write_now(
            lambda c: hosts.make_operator(c, hosts.named(c, "Mevrouw Peeters").id, True)
        )
        room = host.post("/host/rooms", data={"deck": "citizens"}).headers["location"].rpartition("/")[2]
        host.post(f"/rooms/{room}/guests")
        answers = codes(host, pages, {"upload": uploads(host), "code": [room], "number": ["1"]})
    assert answers.pop("/host/sign-in") == {303}
    assert set().union(*answers.values()) == {200}, answers
    assert all(answers.values())


def test_numbers_are_written_one_way(server: Server) -> None:
    """The scale of a deck is the same on its statistics, its check, its settings and its page."""
    host = signed_in(server)
    form = {"title": "Wide", "unit": "cm", "low": "0", "high": "1200"}
    sent = host.post("/host/decks/import", data=form, files={"file": ("wide.csv", SHEET)})
    url = sent.headers["location"]
    assert host.post(f"{url}/publish").status_code == 303
    pages = [f"{url}/statistics", f"{url}/check", f"{url}/settings", f"/decks/{url.rpartition('/')[2]}"]
    for page in pages:
        text = host.get(page).text
        assert "0 to 1,200 cm" in text, page
        assert not re.search(r"\b1200\b", text.replace('"1200"', "")), page
    desk = host.get(
        host.post("/runs", data={"deck": url.rpartition("/")[2], "mode": "streak"}).headers["location"]
    ).text
    assert re.search(r"The files in their order, from \d+ to [\d,]+ cm, half of them below \d+:", desk)


def test_what_an_export_leaves_out_is_said_beside_it(server: Server) -> None:
    """It is no longer called the same deck, nor everything."""
    host = signed_in(server)
    text = host.get(f"{own_deck(host)}/settings").text
    assert "pictures and players’ stars are not in it, and faces and file numbers are drawn anew" in text
    assert "the same deck" not in text
    assert "with everything" not in text
