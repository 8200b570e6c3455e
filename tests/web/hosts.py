"""Hosts for tests: accounts that cost no time to make, and browsers that are signed in."""

from functools import lru_cache

from starlette.testclient import TestClient

from higherthanthou.accounts import hash_password
from higherthanthou.app import build_app
from higherthanthou.store import hosts
from higherthanthou.web.server import Server
from world import NOW

PASSWORD = "seven herons at noon"


@lru_cache(1)
def kept() -> str:
    """The hash of PASSWORD."""
    return hash_password(PASSWORD)


def add_host(server: Server, name: str = "Mevrouw Peeters") -> int:
    """Add a host whose password is PASSWORD; return the id."""
    server.database.write_now(lambda c: hosts.add(c, name, kept(), NOW))
    return server.database.read_now(lambda c: hosts.named(c, name)).id


def browser(server: Server) -> TestClient:
    """Another browser on the same server."""
    return TestClient(build_app(server), follow_redirects=False)


def signed_in(server: Server, name: str = "Mevrouw Peeters") -> TestClient:
    """A browser in which a new host has signed in."""
    add_host(server, name)
    found = browser(server)
    assert found.post("/host/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
    return found
