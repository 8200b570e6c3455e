"""Forms of hosts sent at the same moment, or twice: each thing once, the same answer, and no file lost."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import pytest
from httpx2 import AsyncClient, Response
from tests.web.hosting.test_pictures import photograph
from tests.web.hosts import PASSWORD, SHEET, kept

from databases import Worlds, setting
from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import hosts
from live import Live, LiveFork
from posts import run
from world import NOW

FILMS = b"Film;Gross;Genre\n" + b"\n".join(b"Film %d;%d;drama" % (n, 10 * n) for n in range(12))
ROLES = {
    "role_0": "name",
    "role_1": "score",
    "role_2": "fact",
    "label_2": "Genre",
    "low": "0",
    "high": "200",
    "title": "Films",
}
AT_ONCE = 5
LEFT = ("uploads", "upload_pieces")
"""What is empty when every file has become a deck."""

BUSY = "Two other decks are being made"

T = TypeVar("T")
SIGN_IN = {"name": "Mevrouw Peeters", "password": PASSWORD}


class Served:
    """The small world on both kinds of database, each served when it is first asked for, with a host."""

    def __init__(self, worlds: Worlds, folder: Path) -> None:
        """Nothing is served yet."""
        self._worlds, self._folder = worlds, folder
        self._lives: dict[str, tuple[Live, str]] = {}

    def on(self, backend: str) -> tuple[Live, str]:
        """The game on one of them, and the cookie of its host."""
        if backend not in self._lives:
            self._lives[backend] = self._serve(backend, self._folder / backend)
        return self._lives[backend]

    def _serve(self, backend: str, folder: Path) -> tuple[Live, str]:
        folder.mkdir()
        url = self._worlds.copy(backend, False, folder)
        database = Database(url)
        database.write_now(lambda c: hosts.add(c, "Mevrouw Peeters", kept(), NOW))
        database.close()
        live = LiveFork(folder, DATABASE_URL=setting(url))
        return live, httpx2.post(f"{live.url}/host/sign-in", data=SIGN_IN).cookies["host"]

    def close(self) -> None:
        """Stop them."""
        for live, _ in self._lives.values():
            live.stop()


@pytest.fixture(scope="module")
def served(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One game of each kind for all tests: each makes decks of its own."""
    found = Served(worlds, tmp_path_factory.mktemp("races"))
    yield found
    found.close()


@pytest.fixture
def game(served: Served, backend: str) -> tuple[Live, str]:
    """The game on this kind of database, and the cookie of its host."""
    return served.on(backend)


def press(game: tuple[Live, str], work: Callable[[AsyncClient], Coroutine[Any, Any, T]]) -> T:
    """Do something as the host, with as many connections as it needs."""

    async def pressed() -> T:
        live, cookie = game
        async with AsyncClient(base_url=live.url, cookies={"host": cookie}, timeout=120) as client:
            return await work(client)

    return run(pressed())


def at_once(client: AsyncClient, path: str, *forms: dict) -> Awaitable[list[Response]]:
    """Send forms to a path, all together."""
    return asyncio.gather(*(client.post(path, **form) for form in forms))


async def filled(client: AsyncClient, page: str, action: str) -> dict[str, str]:
    """What the hidden fields of a form on a page hold."""
    text = (await client.get(page)).text
    form = text.partition(f'action="{action}"')[2].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def named(n: int) -> dict[str, tuple[str, bytes]]:
    """A file of films, called by its number."""
    return {"file": (f"films {n}.csv", FILMS)}


def count(game: tuple[Live, str], table: str) -> int:
    """How many rows there are that are a host's."""
    mine = {"decks": "host_id IS NOT NULL"}.get(
        table, "deck_id IN (SELECT id FROM decks WHERE host_id IS NOT NULL)"
    )
    return int(game[0].sql(f"SELECT count(*) FROM {table} WHERE {mine}")[0][0])


def waits_at(answer: Response) -> str:
    """Where the file waits that was sent: at its columns, or until there is room; nowhere if it was not taken."""
    if answer.status_code == 303:
        return str(answer.headers["location"])
    assert answer.status_code == 422
    found = re.search(r'action="(/host/imports/[\w-]{22})"', answer.text)
    return found[1] if found and BUSY in answer.text else ""


def test_files_that_wait_are_kept_and_one_too_many_is_refused_by_name(game: tuple[Live, str]) -> None:
    """Twelve at once whose columns have to be mapped: each that was taken can be opened, each other is named."""

    async def work(client: AsyncClient) -> None:
        answers = await at_once(client, "/host/decks/import", *({"files": named(n)} for n in range(12)))
        kept = {n: waits_at(answer) for n, answer in enumerate(answers)}
        screens = [screen for screen in kept.values() if screen]
        assert len(set(screens)) == len(screens) == 8
        page = (await client.get("/host/decks/import")).text
        for n, answer in enumerate(answers):
            assert answer.status_code == 303 or f"films {n}.csv" in answer.text
            assert (f">films {n}.csv<" in page) == bool(kept[n])
        for screen in screens:
            assert (await client.get(screen)).status_code == 200
            assert (await client.post(f"{screen}/drop")).headers["location"] == "/host/decks/import"
            assert (await client.get(screen)).status_code == 404
        again = await client.post("/host/decks/import", files=named(99))
        assert again.status_code == 303
        await client.post(f"{again.headers['location']}/drop")

    press(game, work)


def test_deck_files_at_once_are_all_decks_in_the_end(game: tuple[Live, str]) -> None:
    """Six: those for which there is no room are kept, and are decks when they are tried again."""

    async def become(client: AsyncClient, answer: Response) -> str:
        while answer.status_code != 303:
            assert answer.status_code == 422
            assert BUSY in answer.text
            answer = await client.post(waits_at(answer))
        return str(answer.headers["location"])

    async def work(client: AsyncClient) -> None:
        forms = [
            {"data": {"title": f"Batch {n}"}, "files": {"file": ("planes.csv", SHEET)}} for n in range(6)
        ]
        answers = await at_once(client, "/host/decks/import", *forms)
        decks = await asyncio.gather(*(become(client, answer) for answer in answers))
        assert sorted(decks) == [f"/host/decks/batch-{n}" for n in range(6)]

    before = count(game, "profiles")
    press(game, work)
    assert count(game, "profiles") == before + 6 * 20
    assert [game[0].sql(f"SELECT count(*) FROM {table}") for table in LEFT] == [[(0,)], [(0,)]]


def test_decks_of_one_title_at_once_are_two(game: tuple[Live, str]) -> None:
    """Two forms, not one sent twice: each has its deck."""

    async def work(client: AsyncClient) -> set[str]:
        form = {"data": {"title": "Twins"}, "files": {"file": ("planes.csv", SHEET)}}
        found = set()
        for _ in range(2):
            answers = await at_once(client, "/host/decks/import", form, form)
            assert [answer.status_code for answer in answers] == [303, 303], answers[1].text
            found |= {answer.headers["location"] for answer in answers}
        return found

    assert len(press(game, work)) == 4


async def import_form(client: AsyncClient) -> tuple[str, dict]:
    """The import form with a deck file."""
    hidden = await filled(client, "/host/decks/import", "/host/decks/import")
    return "/host/decks/import", {"data": hidden, "files": {"file": ("planes.csv", SHEET)}}


async def columns_form(client: AsyncClient) -> tuple[str, dict]:
    """The columns of a file that waits."""
    screen = (await client.post("/host/decks/import", files=named(0))).headers["location"]
    return screen, {"data": await filled(client, screen, screen) | ROLES}


async def generate_form(client: AsyncClient) -> tuple[str, dict]:
    """A deck to be generated."""
    hidden = await filled(client, "/host/decks/generate", "/host/decks/generate")
    return "/host/decks/generate", {"data": hidden | {"title": "Street", "theme": "citizens", "size": "30"}}


@pytest.mark.parametrize("form", [import_form, columns_form, generate_form])
def test_a_form_that_makes_a_deck_makes_one(game: tuple[Live, str], form: Callable) -> None:
    """Sent five times at once and once more afterwards: one deck, and everybody is led to it."""

    async def work(client: AsyncClient) -> list[tuple[int, str]]:
        path, sent = await form(client)
        answers = await at_once(client, path, *[sent] * AT_ONCE)
        answers.append(await client.post(path, **sent))
        return [(answer.status_code, answer.headers.get("location", "")) for answer in answers]

    before = count(game, "decks")
    answers = press(game, work)
    assert len(set(answers)) == 1
    assert answers[0][0] == 303
    assert answers[0][1].startswith("/host/decks/")
    assert count(game, "decks") == before + 1


DECKS: dict[tuple[str, str], str] = {}
"""Decks of twenty for the forms, by game and title; pictures without words keep the one for files from being published."""


async def own_deck(client: AsyncClient, title: str = "Of files") -> str:
    """The deck of that title, made when it is first asked for."""
    key = str(client.base_url), title
    if key not in DECKS:
        form = {"data": {"title": title}, "files": {"file": ("planes.csv", SHEET)}}
        DECKS[key] = str((await client.post("/host/decks/import", **form)).headers["location"])
        while (await client.get(DECKS[key])).status_code == 303:
            pass  # it is still being made
    return DECKS[key]


async def person(client: AsyncClient, deck: str, name: str = "Person 3") -> str:
    """The file of somebody in it."""
    found = re.search(rf'href="({deck}/profiles/\w+)"', (await client.get(f"{deck}?words={name}")).text)
    assert found
    return found[1]


async def add_form(client: AsyncClient) -> tuple[str, str, dict]:
    """One more file."""
    deck = await own_deck(client)
    hidden = await filled(client, f"{deck}/profiles", f"{deck}/profiles")
    return f"{deck}/profiles", "profiles", {"data": hidden | {"name": "Somebody", "score": "500"}}


async def picture_form(client: AsyncClient) -> tuple[str, str, dict]:
    """A picture of somebody."""
    file = await person(client, await own_deck(client))
    hidden = await filled(client, file, f"{file}/picture")
    return f"{file}/picture", "pictures", {"data": hidden, "files": {"picture": ("a.jpg", photograph())}}


async def pictures_form(client: AsyncClient) -> tuple[str, str, dict]:
    """A picture that finds its file by its name."""
    path = f"{await own_deck(client)}/pictures"
    hidden = await filled(client, path, path)
    return path, "pictures", {"data": hidden, "files": {"pictures": ("Person 3.jpg", photograph())}}


async def portrait_form(client: AsyncClient) -> tuple[str, str, dict]:
    """A drawn portrait for somebody."""
    file = await person(client, await own_deck(client), "Person 5")
    return f"{file}/portrait", "profiles", {"data": {"revision": "0"}}


async def publish_form(client: AsyncClient) -> tuple[str, str, dict]:
    """The first version."""
    return f"{await own_deck(client, 'Of versions')}/publish", "profiles", {}


async def archive_form(client: AsyncClient) -> tuple[str, str, dict]:
    """Hiding what was published."""
    deck = await own_deck(client, "Of versions")
    await client.post(f"{deck}/publish")
    return f"{deck}/archive", "profiles", {}


async def remove_form(client: AsyncClient) -> tuple[str, str, dict]:
    """Taking a file out."""
    return f"{await person(client, await own_deck(client), 'Person 4')}/remove", "profiles", {}


MADE = {add_form: 1, picture_form: 1, pictures_form: 1}
FORMS = [
    add_form, picture_form, pictures_form, portrait_form, remove_form, publish_form, archive_form,
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_a_deck_does_its_work_once(game: tuple[Live, str], form: Callable) -> None:
    """Sent five times at once and once more afterwards: one thing, the same answer to all."""

    async def work(client: AsyncClient) -> tuple[int, list[tuple[int, str, str]]]:
        path, table, sent = await form(client)
        before = count(game, table)
        answers = await at_once(client, path, *[sent] * AT_ONCE)
        answers.append(await client.post(path, **sent))
        told = [(a.status_code, a.headers.get("location", ""), unnumbered(a.text)) for a in answers]
        return count(game, table) - before, told

    made, answers = press(game, work)
    assert len(set(answers)) == 1
    assert answers[0][0] in (200, 303)
    assert made == MADE.get(form, 0)


def unnumbered(page: str) -> str:
    """A page without the number of its form, which is another one each time."""
    return re.sub(r'name="form" value="[^"]*"', "", page)
