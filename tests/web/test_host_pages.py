"""Every page of hosts, taken from the list of URLs, opens for every kind of deck in every state it can have."""

import json
import re
from collections.abc import Callable

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient
from tests.web.hosts import SHEET, own_deck, signed_in

from higherthanthou.app import ROUTES
from higherthanthou.authoring.recipes import themes
from higherthanthou.seeding import Order, generate_deck
from higherthanthou.store import drafts, hosts
from higherthanthou.web.server import Server

PAGES = [
    route.path
    for route in ROUTES
    if isinstance(route, Route) and route.path.startswith("/host") and "GET" in (route.methods or ())
]
HTMX = {"HX-Request": "true"}
MAPPED = b"Film;Gross\n" + b"\n".join(b"Film %d;%d" % (n, 10 * n) for n in range(12))
OPEN = {"/host/sign-in", "/host/decks/{deck}/progress"}
"""Pages that send an owner on, once signed in or once the deck is made."""


def generated(theme: str) -> Callable[[Server, TestClient], str]:
    """A deck of that theme."""

    def make(server: Server, _: TestClient) -> str:
        owner = server.database.read_now(lambda c: hosts.named(c, "Mevrouw Peeters")).id
        made = generate_deck(server.database, Order(theme, 40, title=f"Of {theme}", seed=3, host_id=owner))
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
    people = [{"name": f"Filed {n}", "score": 710, "record": facts, "facts": []} for n in range(12)]
    deck = {"format": "higherthanthou/deck-1", "title": "Told", "model": "sesame", "profiles": plain + people}
    return own_deck(host, "", json.dumps(deck).encode())


KINDS: dict[str, Callable[[Server, TestClient], str]] = {
    **{recipe.theme: generated(recipe.theme) for recipe in themes()},
    "csv": imported,
    "json": explained,
}
STATES = ("draft", "published", "edited", "archived", "empty")


def bring(server: Server, host: TestClient, deck: str, state: str) -> None:
    """Bring a draft into a state, whatever the check may say of it."""
    database, slug = server.database, deck.rpartition("/")[2]
    if state == "empty":
        for person in persons(host, deck):
            host.post(f"{deck}/profiles/{person}/remove")
    if state in ("published", "edited", "archived"):
        database.write_now(lambda c: drafts.publish(c, drafts.whosever(c, slug)))
    if state == "edited":
        host.post(f"{deck}/profiles/{persons(host, deck)[0]}/remove")
    if state == "archived":
        host.post(f"{deck}/archive")


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


def addresses(host: TestClient, deck: str, page: str) -> list[str]:
    """The URLs of a page for a deck; a parameter that nothing is known of is an error of this test."""
    known = {"deck": [deck.rpartition("/")[2]], "profile": persons(host, deck)[:1] + persons(host, deck)[-1:]}
    if "{upload}" in page:
        known["upload"] = uploads(host)
    found = [page]
    for name in re.findall(r"\{(\w+)\}", page):
        found = [url.replace(f"{{{name}}}", value) for url in found for value in known[name]]
    return found


@pytest.mark.sqlite
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_of_hosts_opens_for_the_owner(server: Server, kind: str, state: str) -> None:
    """Whole and as a fragment, whatever deck it is about."""
    with signed_in(server) as host:
        deck = KINDS[kind](server, host)
        bring(server, host, deck, state)
        answers = {
            (url, bool(headers)): host.get(url, headers=headers).status_code
            for page in PAGES
            for url in addresses(host, deck, page)
            for headers in ({}, HTMX)
        }
    usual = {page.replace("/host/decks/{deck}", deck) for page in OPEN}
    wrong = {key: code for key, code in answers.items() if code != 200 and key[0] not in usual}
    assert not wrong
    assert all(code in (200, 204, 303) for code in answers.values())
    assert len(answers) >= 2 * (len(PAGES) - (state == "empty"))
