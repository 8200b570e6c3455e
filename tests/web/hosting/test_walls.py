"""Nothing of a host crosses: every route below /host against nobody, a player and another host."""

from collections.abc import Iterator

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient
from tests.web.hosts import browser, own_deck, profile_url, signed_in

from higherthanthou.app import ROUTES
from higherthanthou.store.tables import decks, host_sessions, hosts, pictures, profiles
from higherthanthou.web.server import Server

OPEN = {"/host/sign-in", "/host/sign-out"}
ENDLESS = "0" * 22


def closed() -> Iterator[tuple[str, str]]:
    """Method and path of every route that only a host may use."""
    for route in ROUTES:
        if isinstance(route, Route) and route.path.startswith("/host") and route.path not in OPEN:
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield method, route.path


def of_one_deck() -> Iterator[tuple[str, str]]:
    """Those of them that name something of a host's."""
    return ((method, path) for method, path in closed() if "{" in path)


def everything(server: Server) -> list[object]:
    """All that is kept of hosts and their decks."""
    tables = (decks, profiles, pictures, hosts, host_sessions)
    return server.database.read_now(
        lambda c: [tuple(row) for table in tables for row in c.execute(table.select()).all()]
    )


def send(client: TestClient, method: str, url: str, htmx: bool = False):
    """A request that would be fine from the owner."""
    headers = {"HX-Request": "true"} if htmx else {}
    if method == "GET":
        return client.get(url, headers=headers)
    if url.endswith(("/picture", "/pictures", "/import", "/replace")):
        return client.post(
            url, data={"revision": "0"}, files={"file": ("a.csv", b"name,score\n")}, headers=headers
        )
    return client.post(
        url, data={"revision": "0", "title": "Stolen", "theme": "citizens", "size": "10"}, headers=headers
    )


@pytest.mark.parametrize("who", ["nobody", "player"])
def test_whoever_has_not_signed_in_is_sent_to_do_so(server: Server, who: str) -> None:
    """Whatever the route and whether it is there or not; htmx is told to go there as a whole."""
    owner = signed_in(server)
    deck = own_deck(owner)
    known = {
        "{deck}": deck.rpartition("/")[2],
        "{profile}": profile_url(owner, deck, "Person 3").rpartition("/")[2],
    }
    before = everything(server)
    client = browser(server)
    if who == "player":
        client.post("/runs", data={"deck": "citizens"})
    for method, path in closed():
        url = path.replace("{upload}", ENDLESS)
        for placeholder, value in known.items():
            url = url.replace(placeholder, value)
        answer = send(client, method, url)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/host/sign-in"), (method, path)
        answer = send(client, method, url, htmx=True)
        assert (answer.status_code, answer.headers.get("hx-redirect")) == (401, "/host/sign-in"), (
            method,
            path,
        )
        assert answer.text == ""
    assert everything(server) == before


def test_a_foreign_deck_looks_like_a_missing_one(server: Server) -> None:
    """Every route that names a deck, a file or an upload answers another host as if it were not there."""
    owner, other = signed_in(server), signed_in(server, "Another Host")
    deck = own_deck(owner)
    profile = profile_url(owner, deck, "Person 3").rpartition("/")[2]
    staged = owner.post("/host/decks/import", files={"file": ("a.csv", b"film,gross\n" + b"a,1\n" * 12)})
    upload = staged.headers["location"].rpartition("/")[2]
    assert owner.get(f"/host/imports/{upload}").status_code == 200
    before = everything(server)
    for method, path in of_one_deck():
        theirs = (
            path.replace("{deck}", deck.rpartition("/")[2])
            .replace("{profile}", profile)
            .replace("{upload}", upload)
        )
        nothing = path.replace("{deck}", "no-such").replace("{profile}", ENDLESS).replace("{upload}", ENDLESS)
        foreign, missing = send(other, method, theirs), send(other, method, nothing)
        assert foreign.status_code == missing.status_code == 404, (method, path)
        assert foreign.text == missing.text
    assert everything(server) == before
    assert owner.get(deck).status_code == 200


def test_the_house_s_decks_are_no_host_s(server: Server) -> None:
    """A deck that nobody owns is managed from the command line only."""
    host = signed_in(server)
    for method, path in of_one_deck():
        if "{upload}" not in path:
            url = path.replace("{deck}", "citizens").replace("{profile}", ENDLESS)
            assert send(host, method, url).status_code == 404, (method, path)


def test_a_form_from_another_place_is_refused(server: Server) -> None:
    """A host's browser cannot be made to publish by somebody else's page."""
    host = signed_in(server)
    deck = own_deck(host)
    before = everything(server)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
        assert host.post(f"{deck}/publish", headers=headers).status_code == 403
    assert everything(server) == before


def test_players_never_see_a_draft_nor_its_scores(server: Server) -> None:
    """Not in the list, not by its name, not as a run; and a published deck shows no score of a file."""
    host, player = signed_in(server), browser(server)
    deck = own_deck(host)
    slug = deck.rpartition("/")[2]
    assert slug not in player.get("/decks").text
    assert player.get(f"/decks/{slug}").status_code == 404
    assert player.post("/runs", data={"deck": slug}).status_code == 404
    assert host.post(f"{deck}/publish").status_code == 303
    for path in ("/decks", f"/decks/{slug}", f"/leaderboard?deck={slug}"):
        page = player.get(path).text
        assert not [score for score in range(400, 900, 25) if f">{score}<" in page]
        assert "Person" not in page
