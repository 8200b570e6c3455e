"""A browser in which a host has been signed in does not rank on the host's decks, however it got its player."""

import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient
from tests.web.hosts import PASSWORD, add_host, browser, signed_in

from higherthanthou.settings import Settings
from higherthanthou.store.hosts import hosts
from higherthanthou.store.tables import decks, runs
from higherthanthou.web.server import Server


def ranks(server: Server, client: TestClient) -> bool:
    """Whether a run on the citizens that this browser begins may rank."""
    run = client.post("/runs", data={"deck": "citizens"}).headers["location"].rpartition("/")[2]
    query = select(runs.c.ranked).where(runs.c.id == run)
    return bool(server.database.read_now(lambda c: c.execute(query).scalar_one()))


def give_away(server: Server, host_id: int) -> None:
    """Let a host have the citizens."""
    query = update(decks).where(decks.c.slug == "citizens").values(host_id=host_id)
    server.database.write_now(lambda c: c.execute(query))


@pytest.fixture
def owner(server: Server) -> TestClient:
    """A new browser in which the host of the citizens has signed in, and looked at nothing else."""
    host = signed_in(server)
    give_away(server, server.database.read_now(lambda c: hosts.named(c, "Mevrouw Peeters").id))
    return host


def test_a_browser_that_had_no_player_when_its_host_signed_in_is_known(
    server: Server, owner: TestClient
) -> None:
    """Signing out does not make it forget; another browser ranks."""
    owner.post("/host/sign-out")
    assert not ranks(server, owner)
    assert ranks(server, browser(server))


def test_erasing_the_player_of_a_host_who_is_signed_in_does_not_help(
    server: Server, owner: TestClient
) -> None:
    """The next player of that browser is known as well, also once the host has signed out."""
    assert not ranks(server, owner)
    owner.post("/me/delete")
    assert not ranks(server, owner)
    owner.post("/me/delete")
    owner.post("/host/sign-out")
    assert not ranks(server, owner)


def test_a_host_signs_in_where_there_are_too_many_newcomers(server: Server) -> None:
    """Behind the address of a school; whoever knows a password is no newcomer to be counted."""
    add_host(server)
    settings = Settings(data_dir=server.settings.data_dir, new_players_per_hour=1)
    server = Server(settings, server.database, server.secret, server.now, server.rng)
    browser(server).post("/runs", data={"deck": "citizens"})
    assert browser(server).post("/runs", data={"deck": "citizens"}).status_code == 429
    form = {"name": "Mevrouw Peeters", "password": PASSWORD}
    assert browser(server).post("/host/sign-in", data=form).status_code == 303


def test_signing_out_without_having_signed_in_makes_nobody(server: Server) -> None:
    """No player, no cookie."""
    answer = browser(server).post("/host/sign-out")
    assert (answer.status_code, "player" in answer.cookies) == (303, False)
