"""Two machines over one database: tries to sign in are counted together, and either goes on with the other's upload."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from httpx2 import AsyncClient
from tests.web.hosts import PASSWORD, kept

from databases import Worlds, setting
from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import hosts
from higherthanthou.web.http.limits import TRIES_OF_ACCOUNT, TRIES_OF_ADDRESS
from live import Live, LiveFork
from posts import run
from world import NOW

FILMS = b"Film;Gross;Genre\n" + b"\n".join(b"Film %d;%d;drama" % (n, 10 * n) for n in range(12))
ROLES = {"role_0": "name", "role_1": "score", "role_2": "fact", "label_2": "Genre", "title": "Films"}
NAMES = ("Mevrouw Peeters", "Meneer Claes", "Juffrouw Maes")


class Machines:
    """Two servers over one database, each with a data folder of its own, and the same secret."""

    def __init__(self, url: str, folder: Path) -> None:
        """Start both."""
        self.lives: list[Live] = []
        shared = {
            "DATABASE_URL": url,
            "SECRET": "the same on every machine, 32 characters",
            "TRUSTED_PROXY": "127.0.0.1",
        }
        for name in ("a", "b"):
            (folder / name).mkdir()
            self.lives.append(LiveFork(folder / name, **shared))

    def tries(self, count: int, name: str, addresses: int, password: str = "not this one") -> Counter[int]:
        """So many tries at once, in turn at either server, from so many addresses; their statuses."""

        async def at_once() -> list[int]:
            async with AsyncClient(timeout=60) as client:

                async def one(n: int) -> int:
                    answer = await client.post(
                        f"{self.lives[n % 2].url}/host/sign-in",
                        data={"name": name, "password": password},
                        headers={"X-Forwarded-For": f"192.0.2.{n % addresses}"},
                    )
                    if answer.status_code == 429:
                        assert 0 < int(answer.headers["retry-after"]) <= 3600
                    return answer.status_code

                return list(await asyncio.gather(*map(one, range(count))))

        return Counter(run(at_once()))

    def close(self) -> None:
        """Stop both."""
        for live in self.lives:
            live.stop()


@pytest.fixture
def machines(worlds: Worlds, tmp_path: Path) -> Iterator[Machines]:
    """Two servers over the small world on PostgreSQL, with three hosts."""
    url = worlds.copy("postgresql", False, tmp_path)
    database = Database(url)
    for name in NAMES:
        database.write_now(lambda c, n=name: hosts.add(c, n, kept(), NOW))
    database.close()
    opened = Machines(setting(url), tmp_path)
    yield opened
    opened.close()
    worlds.drop(url)


def test_tries_at_both_are_counted_together(machines: Machines) -> None:
    """Of an address and of an account, also at once; nothing of them is stored in the clear, and refused ones not at all."""
    assert machines.tries(40, NAMES[0], 1) == {422: TRIES_OF_ADDRESS, 429: 40 - TRIES_OF_ADDRESS}
    assert machines.tries(60, NAMES[1], 30) == {422: TRIES_OF_ACCOUNT, 429: 60 - TRIES_OF_ACCOUNT}
    rows = machines.lives[0].sql("SELECT counted, tried FROM sign_in_tries")
    assert "192.0.2" not in str(rows)
    assert all(len(counted) == 64 for counted, _ in rows)
    assert sum(tried.count(",") + 1 for _, tried in rows) == 2 * (TRIES_OF_ADDRESS + TRIES_OF_ACCOUNT)


def test_a_try_outlives_its_server(machines: Machines) -> None:
    """One that is killed and started again, as under an attack, has forgotten nothing."""
    assert machines.tries(8, NAMES[2], 1) == {422: 8}
    for live in machines.lives:
        live.kill()
        live.start()
    assert machines.tries(8, NAMES[2], 1, PASSWORD) == {303: 2, 429: 6}


def test_an_upload_outlives_its_server(machines: Machines) -> None:
    """Killed once the upload was acknowledged: the other one asks about the columns, and makes the deck."""
    first, second = machines.lives
    signed_in = httpx2.post(f"{first.url}/host/sign-in", data={"name": NAMES[0], "password": PASSWORD})
    cookies = {"host": signed_in.cookies["host"]}
    answer = httpx2.post(
        f"{first.url}/host/decks/import", files={"file": ("films.csv", FILMS)}, cookies=cookies
    )
    assert answer.status_code == 303
    first.kill()
    screen = f"{second.url}{answer.headers['location']}"
    assert "Genre" in httpx2.get(screen, cookies=cookies).text
    made = httpx2.post(screen, data=ROLES | {"low": "0", "high": "200"}, cookies=cookies)
    assert (made.status_code, made.headers["location"]) == (303, "/host/decks/films")
    assert (
        second.sql("SELECT count(*) FROM uploads")
        == second.sql("SELECT count(*) FROM upload_pieces")
        == [(0,)]
    )
