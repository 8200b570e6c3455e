"""Hosts for tests: accounts that cost no time to make, and browsers that are signed in."""

import re
from functools import lru_cache
from html import unescape

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from starlette.testclient import TestClient

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.store.hosts import hosts
from higherthanthou.web.server import Server
from world import NOW

PASSWORD = "seven herons at noon"
HASHER = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=512, parallelism=1),))
"""Takes a thousandth of the work; that of the game is in tests/accounts and tests/e2e."""


@lru_cache(1)
def kept() -> str:
    """A hash of PASSWORD that takes so little, to make and at each sign-in."""
    return HASHER.hash(PASSWORD)


def add_host(server: Server, name: str = "Mevrouw Peeters") -> int:
    """Add a host whose password is PASSWORD; return the id."""
    server.database.write_now(lambda c: hosts.add(c, name, kept(), NOW))
    return server.database.read_now(lambda c: hosts.named(c, name)).id


def browser(server: Server) -> TestClient:
    """Another browser on the same server."""
    return AsgiClient(build_app(server), follow_redirects=False)


def signed_in(server: Server, name: str = "Mevrouw Peeters") -> TestClient:
    """A browser in which a new host has signed in."""
    add_host(server, name)
    found = browser(server)
    assert found.post("/host/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
    return found


SHEET = "\n".join(
    [
        "name,score,age,occupation,place,fact: Wings,withheld: Glue",
        *(f"Person {n},{400 + 25 * n},{20 + n},folder,Hall {n % 3},{n} wings,{n} drops" for n in range(20)),
    ]
).encode()


def own_deck(host: TestClient, title: str = "Paper planes", data: bytes = SHEET) -> str:
    """Import a deck of twenty; return its URL."""
    answer = host.post("/host/decks/import", data={"title": title}, files={"file": ("planes.csv", data)})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def profile_url(host: TestClient, deck: str, name: str) -> str:
    """The URL of the file of that name."""
    found = re.search(rf'href="({deck}/profiles/[\w-]+)"><bdi>{name}<', host.get(f"{deck}?words={name}").text)
    assert found, name
    return found[1]


def fields_of(host: TestClient, file: str) -> dict[str, str]:
    """What the form of a file would send as it is."""
    page = host.get(file).text
    form = page.partition(f'action="{file}">')[2].partition("</form>")[0]
    fields = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)<', options)
        assert chosen, name
        fields[name] = chosen[2] if chosen[1] is None else chosen[1]
    return {name: unescape(value) for name, value in fields.items()}
