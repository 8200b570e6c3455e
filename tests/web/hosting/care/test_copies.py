"""Copies of a deck: the same files, words and pictures, as a draft of its own."""

import pytest
from starlette.testclient import TestClient
from tests.authoring.hostile_pictures import encode, quartered
from tests.web.hosts import own_deck, profile_url, signed_in

from higherthanthou.game.errors import Refusal
from higherthanthou.making.copying import copy_now
from higherthanthou.store.decks import decks
from higherthanthou.store.hosts import copies, drafts, files
from higherthanthou.store.hosts.files import DraftFile
from higherthanthou.store.tables import pictures
from higherthanthou.web.server import Server

PNG = encode(quartered(), "PNG")


def everyone(server: Server, slug: str) -> list[DraftFile]:
    """The files of a draft."""
    return server.database.read_now(lambda c: list(files.every(c, drafts.any_deck(c, slug))))


def test_a_copy_has_the_same_files_and_pictures_of_its_own(server: Server) -> None:
    """Sent twice there is one; pictures stay when the deck that was copied is thrown away."""
    host = signed_in(server)
    deck = own_deck(host)
    url = profile_url(host, deck, "Person 3")
    sent = {"picture_alt": "a plane", "revision": "0"}
    host.post(f"{url}/picture", data=sent, files={"picture": ("a.png", PNG)})
    form = {"title": "Second hand", "form": "x"}
    there = host.post(f"{deck}/copy", data=form).headers["location"]
    assert there == host.post(f"{deck}/copy", data=form).headers["location"] == "/host/decks/second-hand"
    old, new = everyone(server, deck.rpartition("/")[2]), everyone(server, "second-hand")
    assert [one.profile for one in new] == [one.profile for one in old]
    assert not {one.person for one in new} & {one.person for one in old}
    assert not {one.portrait for one in new} & {one.portrait for one in old}
    host.post(f"{deck}/delete")
    shown = next(one for one in everyone(server, "second-hand") if one.profile.name == "Person 3")
    assert shown.profile.picture_alt == "a plane"
    assert host.get(f"/portraits/{shown.portrait}").headers["content-type"] == "image/webp"


def test_a_copy_is_a_draft_on_the_same_scale(server: Server) -> None:
    """Of a published deck of the house too, by command; measure, words and theme are those of the other."""
    made = copy_now(server.database, "citizens", "", "again")
    there = server.database.read_now(lambda c: decks.find(c, "citizens"))
    assert (made.state, made.version, made.title) == ("draft", 0, "Copy of Citizens")
    kept = set(made._fields) - {"id", "slug", "title", "state", "version"}
    assert {name: getattr(made, name) for name in kept} == {name: getattr(there, name) for name in kept}
    with pytest.raises(Refusal, match="already"):
        copy_now(server.database, "citizens", "", "again")


def test_a_deck_that_changes_meanwhile_is_not_copied_by_halves(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit, and a picture that is gone."""
    host = signed_in(server)
    deck = own_deck(host)
    slug = deck.rpartition("/")[2]
    stale = server.database.read_now(lambda c: drafts.any_deck(c, slug))
    host.post(f"{profile_url(host, deck, 'Person 3')}/remove")
    with pytest.raises(Refusal, match="changed while"):
        server.database.read_now(lambda c: copies.rows_after(c, stale, None, 10))
    monkeypatch.setattr("higherthanthou.making.copying.drafts.any_deck", lambda *args, **known: stale)
    with pytest.raises(Refusal, match="changed while"):
        copy_now(server.database, slug, "", None)
    assert "copy-of" not in host.get("/host").text


@pytest.mark.parametrize(("title", "code"), [("", 303), ("x" * 101, 422), ("\u202e", 422)])
def test_a_title_that_no_deck_can_have_is_refused(server: Server, title: str, code: int) -> None:
    """With a sentence."""
    host = signed_in(server)
    deck = own_deck(host)
    assert host.post(f"{deck}/copy", data={"title": title}).status_code == code


def test_an_empty_deck_is_not_copied(server: Server, client: TestClient) -> None:
    """There is nothing to copy."""
    host = signed_in(server)
    deck = own_deck(host)
    for one in everyone(server, deck.rpartition("/")[2]):
        host.post(f"{deck}/profiles/{one.person}/remove")
    answer = host.post(f"{deck}/copy", data={})
    assert answer.status_code == 422
    assert copies.NOTHING in answer.text


def test_a_copy_without_its_picture_is_refused(server: Server) -> None:
    """Rather than be there with a broken one."""
    host = signed_in(server)
    deck = own_deck(host)
    url = profile_url(host, deck, "Person 3")
    sent = {"picture_alt": "a plane", "revision": "0"}
    host.post(f"{url}/picture", data=sent, files={"picture": ("a.png", PNG)})
    server.database.write_now(lambda c: c.execute(pictures.delete()))
    with pytest.raises(Refusal, match="changed while"):
        copy_now(server.database, deck.rpartition("/")[2], "", None)
