"""Signing in as a host."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.hosts import PASSWORD, add_host, browser, signed_in

from higherthanthou.store.hosts.hosts import SESSION_AGE
from higherthanthou.store.players.sessions import hash_token
from higherthanthou.store.tables import host_sessions, hosts
from higherthanthou.web.server import Server
from higherthanthou.web.sessions import passwords
from world import Clock


def sign_in(client: TestClient, name: str, password: str):
    """Post the form."""
    return client.post("/host/sign-in", data={"name": name, "password": password})


def test_there_is_no_account_to_begin_with(client: TestClient, server: Server) -> None:
    """No default name and password."""
    assert server.database.read_now(lambda c: c.execute(hosts.select()).all()) == []
    assert sign_in(client, "admin", "admin").status_code == 422


def test_a_host_signs_in_and_out(server: Server, client: TestClient) -> None:
    """The cookie is opaque, kept hashed, out of reach of scripts, and good for nothing once signed out."""
    add_host(server)
    answer = sign_in(client, "mevrouw peeters", PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/host")
    said = answer.headers["set-cookie"]
    assert "HttpOnly" in said
    assert "SameSite=lax" in said
    token = client.cookies["host"]
    assert len(token) == 43
    rows = server.database.read_now(lambda c: c.execute(host_sessions.select()).all())
    assert [row.token_hash for row in rows] == [hash_token(server.secret, token)]
    assert "Mevrouw Peeters" in client.get("/host").text
    assert client.post("/host/sign-out").status_code == 303
    client.cookies.set("host", token)
    assert client.get("/host").headers["location"] == "/host/sign-in"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(
    server: Server, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same page after the same work: one hash is computed for either."""
    add_host(server)
    worked: list[object] = []
    real = passwords.is_password

    def counted(password: str, kept: str | None) -> bool:
        worked.append(kept)
        return real(password, kept)

    monkeypatch.setattr(passwords, "is_password", counted)
    wrong, unknown = (
        sign_in(client, "Mevrouw Peeters", "not this one"),
        sign_in(client, "Nobody Known", "not this one"),
    )
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace("Mevrouw Peeters", "Nobody Known") == unknown.text
    assert len(worked) == 2


def test_the_cookie_changes_at_every_sign_in(server: Server) -> None:
    """A cookie that was there before is good no longer, whoever planted it."""
    client = signed_in(server)
    before = client.cookies["host"]
    sign_in(client, "Mevrouw Peeters", PASSWORD)
    assert client.cookies["host"] != before
    other = browser(server)
    other.cookies.set("host", before)
    assert other.get("/host").status_code == 303


def test_another_password_ends_the_other_sessions(server: Server) -> None:
    """The browser in which it was changed stays signed in, the others do not, and the old one opens nothing."""
    here = signed_in(server)
    there = browser(server)
    sign_in(there, "Mevrouw Peeters", PASSWORD)
    changed = here.post("/host/password", data={"password": PASSWORD, "new_password": "eight herons at dusk"})
    assert changed.status_code == 200
    assert here.get("/host").status_code == 200
    assert there.get("/host").status_code == 303
    assert sign_in(there, "Mevrouw Peeters", PASSWORD).status_code == 422
    assert sign_in(there, "Mevrouw Peeters", "eight herons at dusk").status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("not this one at all", "eight herons at dusk", "not your present password"),
        (PASSWORD, "short", "10 to 200 characters"),
        (PASSWORD, "password123", "first that anybody would try"),
    ],
)
def test_a_password_is_not_changed_for_a_bad_one(server: Server, old: str, new: str, sentence: str) -> None:
    """Neither without the present one, nor to one that is easily guessed."""
    client = signed_in(server)
    answer = client.post("/host/password", data={"password": old, "new_password": new})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert sign_in(browser(server), "Mevrouw Peeters", PASSWORD).status_code == 303


def test_tries_are_limited_by_address(server: Server, client: TestClient) -> None:
    """Ten in three minutes, whatever the names."""
    statuses = [sign_in(client, f"host {n}", "wrong wrong").status_code for n in range(11)]
    assert statuses == [422] * 10 + [429]


def test_tries_are_limited_by_account(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """25 an hour, from wherever they come, and then not even the right password opens it."""
    add_host(server)
    monkeypatch.setattr(passwords, "is_password", lambda password, kept: password == PASSWORD)
    seen = []
    for n in range(26):
        monkeypatch.setattr(passwords, "address_of", lambda scope, settings, n=n: f"192.0.2.{n}")
        seen.append(sign_in(browser(server), "Mevrouw Peeters", "wrong wrong").status_code)
    assert seen == [422] * 25 + [429]
    monkeypatch.setattr(passwords, "address_of", lambda scope, settings: "192.0.2.99")
    assert sign_in(browser(server), "Mevrouw Peeters", PASSWORD).status_code == 429


def test_a_session_grows_old(server: Server, clock: Clock) -> None:
    """After two weeks a host signs in again."""
    client = signed_in(server)
    clock.sleep(SESSION_AGE / 1000 + 1)
    assert client.get("/host").status_code == 303


def test_htmx_is_sent_to_the_sign_in_page_as_a_whole(client: TestClient) -> None:
    """Not into the middle of a table."""
    answer = client.get("/host", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/host/sign-in"
    assert not re.search("<form", answer.text)


def test_a_host_who_forgot_the_password_is_told_what_to_do(client: TestClient) -> None:
    """Whoever runs the server gives another one, with a command that there is."""
    page = client.get("/host/sign-in").text
    assert "The password is lost?" in page
    assert "higherthanthou host password NAME" in page
