"""Players who are gone: the cookie makes a newcomer, and nothing of them stays in the memory of any process."""

import asyncio
import gc
import re
import sys
from types import ModuleType

import pytest
from sqlalchemy import delete
from starlette.testclient import TestClient
from tests.web.browser import HTMX, open_run, truth

from higherthanthou import app, chores
from higherthanthou.app import build_app
from higherthanthou.caches.registry import every
from higherthanthou.store.engine.errors import Unavailable
from higherthanthou.store.players import players
from higherthanthou.store.players.privacy import of_players
from higherthanthou.store.tables import erasures, runs
from higherthanthou.web.server import Server
from higherthanthou.web.sessions import forgetting
from higherthanthou.web.sessions.forgetting import LATELY, forget_erased
from posts import run

HANGS = 60
ANSWERS = {"name": "Zoe Heron", "consent": "yes"}


def lose_the_tail(server: Server) -> None:
    """The database is one of before any player came, and the server has not noticed."""
    for table in of_players():
        server.database.write_now(lambda c, table=table: c.execute(delete(table)))


@pytest.mark.parametrize(
    ("path", "there"), [("/runs", "/runs/"), ("/me/name", "/me"), ("/me/wall", "/me#wall")]
)
def test_a_player_whose_row_is_gone_is_a_newcomer(
    client: TestClient, server: Server, path: str, there: str
) -> None:
    """With another cookie, by which the game goes on."""
    open_run(client)
    before = client.cookies["player"]
    lose_the_tail(server)
    answer = client.post(path, data=ANSWERS | {"deck": "citizens"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(there)
    assert client.cookies["player"] != before
    assert client.get(open_run(client)).status_code == 200
    assert server.cookies.get(before) is None


def test_what_is_missing_of_a_player_who_is_there_stays_missing(client: TestClient) -> None:
    """A deck that there is not makes nobody a newcomer."""
    open_run(client)
    before = client.cookies["player"]
    assert client.post("/runs", data={"deck": "nobody"}).status_code == 404
    assert client.cookies["player"] == before


OURS = ("higherthanthou", "builtins", "collections", "functools")


def remembered(server: Server, words: set[object]) -> list[object]:
    """What of these this process holds: whatever is reached from our modules, the server and any cache.

    Only the numbers of those who were forgotten are held by the server for a while.
    """
    waiting: list[object] = [vars(module) for name, module in sys.modules.items() if name.startswith(OURS[0])]
    waiting += [cache for cache, _ in every()]
    waiting += [value for name, value in vars(server).items() if name != "forgotten"]
    sought = re.compile("|".join(re.escape(str(word)) for word in words))
    sought_bytes = re.compile(sought.pattern.encode())
    seen, found = set[int](), list[object]()
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, ModuleType | type):
            continue
        seen.add(id(thing))
        if isinstance(thing, bytes):
            found += [thing] if sought_bytes.search(thing) else []
        elif isinstance(thing, str | int):
            found += [thing] if sought.search(str(thing)) else []
        elif (getattr(thing, "__module__", None) or type(thing).__module__).startswith(OURS):
            waiting += gc.get_referents(thing)
            waiting += (
                thing if isinstance(thing, dict) else ()
            )  # its keys, if all are texts, are no referents
    return found


def play(client: TestClient, server: Server, mode: str) -> set[object]:
    """Judge some files; return what nobody may find in memory once the player is gone."""
    path = open_run(client, "citizens", mode)
    client.get(path)
    for turn in (1, 2, 3):
        server.now.sleep(2)  # type: ignore[attr-defined]  # it is a clock of the tests
        fields = {"turn": turn, "guess": truth(server, path), "stake": 10}
        assert client.post(f"{path}/guesses", data=fields, headers=HTMX).status_code == 200
    row = server.database.read_now(lambda c: c.execute(runs.select()).first())
    assert row is not None
    return {path.rpartition("/")[2], client.cookies["player"], row.player_id}


@pytest.mark.sqlite
@pytest.mark.parametrize("mode", ["streak", "year"])
def test_nothing_of_an_erased_player_stays_in_memory(
    wide_client: TestClient, wide_server: Server, mode: str
) -> None:
    """Neither the cookie, nor the runs and what was judged in them, nor what was counted."""
    words = play(wide_client, wide_server, mode)
    before = remembered(wide_server, words)
    assert {word for word in words if any(str(word) in str(thing) for thing in before)} == words
    assert wide_client.post("/me/delete").status_code == 303
    assert remembered(wide_server, words) == []


@pytest.mark.sqlite
@pytest.mark.parametrize("mode", ["streak", "year"])
def test_who_is_erased_by_another_process_is_forgotten_soon(
    wide_client: TestClient, wide_server: Server, mode: str
) -> None:
    """Whoever is not erased is kept."""
    words = play(wide_client, wide_server, mode)
    run(forget_erased(wide_server))
    assert remembered(wide_server, words)
    (player,) = [word for word in words if isinstance(word, int)]
    wide_server.database.write_now(lambda c: players.erase(c, player, wide_server.now() - LATELY // 2))
    run(forget_erased(wide_server))
    assert remembered(wide_server, words) == []


@pytest.mark.sqlite
def test_whoever_is_forgotten_is_forgotten_once(
    wide_client: TestClient, wide_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others have in the caches is not thrown out for the same player at each look; a second player is new."""
    forgotten: list[set[object]] = []
    monkeypatch.setattr(forgetting, "forget_players", lambda players: forgotten.append(set(players)))
    for erased, new in ((7, {7}), (None, None), (8, {8}), (None, None)):
        if erased is not None:
            row = {"player_id": erased, "erased_at": wide_server.now()}
            wide_server.database.write_now(lambda c, row=row: c.execute(erasures.insert(), row))
        forgotten.clear()
        run(forget_erased(wide_server))
        assert forgotten == ([] if new is None else [new])
    wide_server.now.sleep(2 * LATELY // 1000)  # type: ignore[attr-defined]  # it is a clock of the tests
    run(forget_erased(wide_server))
    assert wide_server.forgotten == set()


def test_a_server_looks_every_minute_for_whom_to_forget(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And goes on when the database was away, or something broke."""
    looked: list[int] = []

    async def look() -> None:
        done = asyncio.Event()

        async def forget(_: Server) -> None:
            looked.append(1)
            if len(looked) == 1:
                raise Unavailable
            if len(looked) == 2:
                raise ValueError("broken")
            done.set()

        monkeypatch.setattr(chores, "forget_erased", forget)
        monkeypatch.setattr(chores, "MINUTE", 0)
        async with app._lifespan(build_app(server)):
            await asyncio.wait_for(done.wait(), HANGS)

    run(look())
    assert len(looked) >= 3
