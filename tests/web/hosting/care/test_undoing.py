"""Undoing a publish: the files of the version before are the next version, whole or not at all."""

import pytest
from starlette.testclient import TestClient
from tests.web.hosts import own_deck, profile_url, signed_in

from higherthanthou.game.errors import Refusal
from higherthanthou.making import undoing as making
from higherthanthou.making.undoing import undo_publish
from higherthanthou.store.decks import deck_making, seasons
from higherthanthou.store.hosts import drafts, files
from higherthanthou.store.tables import decks, profiles
from higherthanthou.web.server import Server
from world import NOW


def publish(server: Server, slug: str) -> None:
    """Publish the draft, whatever the check may say."""
    server.database.write_now(lambda c: drafts.publish(c, drafts.any_deck(c, slug)))


def contents(server: Server, slug: str) -> list[tuple[object, ...]]:
    """What the draft has: person, portrait and everything said."""
    own = server.database.read_now(lambda c: drafts.any_deck(c, slug))
    return server.database.read_now(
        lambda c: sorted(((one.person, one.portrait, one.profile) for one in files.every(c, own)), key=str)
    )


@pytest.fixture
def host(server: Server) -> TestClient:
    """A host who has signed in."""
    return signed_in(server)


@pytest.fixture
def two_versions(server: Server, host: TestClient) -> tuple[str, list[tuple[object, ...]]]:
    """The URL of a deck of two versions, and what the first had: one file edited since, one gone, one new."""
    deck = own_deck(host)
    slug = deck.rpartition("/")[2]
    publish(server, slug)
    before = contents(server, slug)
    host.post(profile_url(host, deck, "Person 3"), data={"revision": "0", "name": "Person Three"})
    host.post(f"{profile_url(host, deck, 'Person 4')}/remove")
    added = {"name": "Person New", "score": "500", "label_0": "Wings", "text_0": "9", "shown_0": "front"}
    assert host.post(f"{deck}/profiles", data=added).status_code == 303
    publish(server, slug)
    return deck, before


def form_of(server: Server, deck: str) -> dict[str, str]:
    """The fields of the button."""
    own = server.database.read_now(lambda c: drafts.any_deck(c, deck.rpartition("/")[2]))
    return {"version": str(own.deck.version), "revision": str(own.revision)}


def test_the_version_before_comes_back_and_again(
    server: Server, host: TestClient, two_versions: tuple[str, list[tuple[object, ...]]]
) -> None:
    """The page says what happens; persons, portraits and facts are those of then; undoing that goes forth."""
    deck, before = two_versions
    slug, second = deck.rpartition("/")[2], contents(server, two_versions[0].rpartition("/")[2])
    page = host.get(f"{deck}/undo").text
    assert page.count("<dd>1 file</dd>") == 3
    assert "<dd>20 files</dd>" in page
    sent = form_of(server, deck)
    assert host.post(f"{deck}/undo", data=sent).headers["location"] == deck
    assert contents(server, slug) == before
    own = server.database.read_now(lambda c: drafts.any_deck(c, slug))
    assert (own.deck.version, own.deck.size, own.edited, own.deck.state) == (3, 20, False, "published")
    assert host.post(f"{deck}/undo", data=sent).status_code == 303
    assert server.database.read_now(lambda c: drafts.any_deck(c, slug)).deck.version == 3
    host.post(f"{deck}/undo", data=form_of(server, deck))
    assert contents(server, slug) == second


def test_edits_that_were_not_published_go_and_the_page_says_so(
    server: Server, host: TestClient, two_versions: tuple[str, list[tuple[object, ...]]]
) -> None:
    """Added, edited and removed files of the draft alike."""
    deck, before = two_versions
    host.post(f"{profile_url(host, deck, 'Person 7')}/remove")
    host.post(profile_url(host, deck, "Person 8"), data={"revision": "0", "name": "Person Eight"})
    host.post(profile_url(host, deck, "Person Three"), data={"revision": "1", "name": "Person Drei"})
    assert "not published are thrown away" in host.get(f"{deck}/undo").text
    host.post(f"{deck}/undo", data=form_of(server, deck))
    assert contents(server, deck.rpartition("/")[2]) == before


def test_a_page_that_is_out_of_date_undoes_nothing(
    server: Server, host: TestClient, two_versions: tuple[str, list[tuple[object, ...]]]
) -> None:
    """Somebody edited the deck in another tab meanwhile."""
    deck, _ = two_versions
    sent = form_of(server, deck)
    host.post(f"{profile_url(host, deck, 'Person 7')}/remove")
    answer = host.post(f"{deck}/undo", data=sent)
    assert answer.status_code == 422
    assert "Somebody changed this deck meanwhile" in answer.text
    assert server.database.read_now(lambda c: drafts.any_deck(c, deck.rpartition("/")[2])).deck.version == 2


def test_a_deck_of_one_version_cannot_go_back(server: Server, host: TestClient) -> None:
    """Nor can a draft, nor an archived one; the settings do not offer it."""
    deck = own_deck(host)
    for state in ("draft", "published"):
        assert "no version before" in host.get(f"{deck}/undo").text, state
        assert host.post(f"{deck}/undo", data=form_of(server, deck)).status_code == 422
        assert f"{deck}/undo" not in host.get(f"{deck}/settings").text
        publish(server, deck.rpartition("/")[2])


def test_a_season_is_not_undone(
    server: Server, host: TestClient, two_versions: tuple[str, list[tuple[object, ...]]]
) -> None:
    """Page and form say why: its files were open to everybody when the next one began."""
    deck, _ = two_versions
    own = server.database.read_now(lambda c: drafts.any_deck(c, deck.rpartition("/")[2]))
    server.database.write_now(lambda c: seasons.note(c, own.deck.id, 2, NOW))
    assert "a season is not undone" in host.get(f"{deck}/undo").text
    answer = host.post(f"{deck}/undo", data=form_of(server, deck))
    assert (answer.status_code, "replays of the one before are open" in answer.text) == (422, True)
    assert server.database.read_now(lambda c: drafts.any_deck(c, own.deck.slug)).deck.version == 2


def test_what_breaks_off_changes_nothing_and_leaves_nothing(
    server: Server,
    host: TestClient,
    two_versions: tuple[str, list[tuple[object, ...]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The files that were gathered go; if that fails too they are cleared away as silent."""
    deck, _ = two_versions
    slug = deck.rpartition("/")[2]
    before = contents(server, slug)

    def cleared(*args: object, **known: object) -> None:
        raise Refusal("cut off")

    monkeypatch.setattr(making.undoing, "undo", cleared)
    own = server.database.read_now(lambda c: drafts.any_deck(c, slug))
    with pytest.raises(Refusal):
        undo_publish(server.database, own, lambda: NOW)
    assert contents(server, slug) == before
    left = server.database.read_now(
        lambda c: c.execute(decks.select().where(decks.c.state == "making")).all()
    )
    assert left == []
    monkeypatch.setattr(making.staging, "discard", lambda connection, deck_id: None)
    with pytest.raises(Refusal):
        undo_publish(server.database, own, lambda: NOW)
    total = server.database.read_now(lambda c: len(c.execute(profiles.select()).all()))
    server.database.write_now(lambda c: deck_making.discard_silent(c, NOW + 10 * 60_000))
    assert server.database.read_now(lambda c: len(c.execute(profiles.select()).all())) == total - 2
    assert contents(server, slug) == before
