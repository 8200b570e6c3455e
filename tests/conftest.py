"""Fixtures for all tests: a database with the small world, and a server with a clock that tests move."""

import gc
import os
from collections.abc import Generator, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random

import hypothesis
import pytest
from starlette.testclient import TestClient

import statements
from asgi_client import AsgiClient
from cpu import CpuTimes
from databases import Worlds
from higherthanthou.app import build_app
from higherthanthou.garbage_collector import freeze
from higherthanthou.settings import Settings
from higherthanthou.store.decks import decks
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.web.html.render import load_templates
from higherthanthou.web.server import Server
from memory_files import in_memory
from shards import watch
from world import Clock

ROOT = Path(__file__).parents[1]

hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")
"""No deadline for examples: a busy machine is slow."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """How to find the dear tests."""
    parser.addoption("--cpu", action="store_true", help="tell the CPU seconds of the dearest tests and files")


def pytest_configure(config: pytest.Config) -> None:
    """Files of tests are in memory if that has room: waiting for a disk at each commit took half of the time."""
    folder = in_memory()
    if folder is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))
    if config.getoption("--cpu"):  # counting is not free
        config.pluginmanager.register(CpuTimes())
    watch()
    statements.share()


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """The garbage collector is spared what is imported and collected, meanwhile and during all tests.

    That is a fifth of the time of collecting, and a tenth of that of all tests.
    """
    gc.disable()
    if os.environ.get("PYTEST_XDIST_WORKER", "gw0")[-1] in "13579":
        _import_from_the_end(session)
    found = yield
    freeze()
    return found


def _import_from_the_end(session: pytest.Session) -> None:
    """In a fresh clone, no two workers compile the same test modules: they meet in the middle, and read the rest."""
    places = {session.config.invocation_params.dir / name.partition("::")[0] for name in session.config.args}
    modules = {file for place in places for file in (place.rglob("test_*.py") if place.is_dir() else [place])}
    for file in sorted(modules, reverse=True):
        with suppress(Exception, pytest.skip.Exception):  # collecting tells
            import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    """The worlds that test databases are copied from."""
    made = Worlds(tmp_path_factory.mktemp("worlds"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def wide_world_file(worlds: Worlds) -> Path:
    """An SQLite file of the wide world, to be copied."""
    return Path(str(worlds.world("sqlite", wide=True).database))


@pytest.fixture(scope="session")
def world_file(worlds: Worlds) -> Path:
    """An SQLite file of the small world, to be copied."""
    return Path(str(worlds.world("sqlite", wide=False).database))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests that open a database on SQLite and PostgreSQL, unless they are marked ``sqlite``."""
    if "backend" in metafunc.fixturenames:
        alone = next(metafunc.definition.iter_markers("sqlite"), None)
        metafunc.parametrize("backend", ["sqlite"] if alone else ["sqlite", "postgresql"])


@pytest.fixture
def wide_database(worlds: Worlds, backend: str, tmp_path: Path) -> Iterator[Database]:
    """A fresh database with a deck for every mode: matches, a rated one, goals on a scale of their own."""
    with worlds.lent(backend, True, tmp_path) as opened:
        yield opened


@pytest.fixture
def database(worlds: Worlds, backend: str, tmp_path: Path) -> Iterator[Database]:
    """A fresh database with the small world."""
    with worlds.lent(backend, False, tmp_path) as opened:
        yield opened


@pytest.fixture
def wide_server(wide_database: Database, tmp_path: Path, clock: Clock) -> Iterator[Server]:
    """A server on the wide world."""
    yield from _server(wide_database, tmp_path, clock)


_load_once = cache(load_templates)


@pytest.fixture
def one_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that lives for one test: it makes the files of a day only on request, and freezes nothing.

    Templates are those of the process, so they are loaded once.
    """
    monkeypatch.setattr("higherthanthou.chores.FIRST_DAY", 3600)
    monkeypatch.setattr("higherthanthou.chores.load_templates", _load_once)
    monkeypatch.setattr("higherthanthou.app.freeze", lambda: None)


@pytest.fixture
def wide_client(wide_server: Server, one_of_many: None) -> Iterator[TestClient]:
    """A client of that server, like a browser without JavaScript."""
    with AsgiClient(build_app(wide_server), follow_redirects=False) as browser:
        yield browser


@pytest.fixture
def deck(database: Database) -> Deck:
    """The deck of the small world."""
    found = database.read_now(lambda connection: decks.find(connection, "citizens"))
    assert found is not None
    return found


@pytest.fixture
def clock() -> Clock:
    """A clock that only the test moves."""
    return Clock()


@pytest.fixture
def server(database: Database, tmp_path: Path, clock: Clock) -> Iterator[Server]:
    """A server on the small world, with default settings."""
    yield from _server(database, tmp_path, clock)


def _server(database: Database, folder: Path, clock: Clock) -> Iterator[Server]:
    """A server on a world; afterwards the process that draws for it ends."""
    secret = b"a secret for the tests, long enough"
    server = Server(Settings(data_dir=folder), database, secret, clock, Random(11))
    yield server
    server.drawer.close()


@pytest.fixture
def client(server: Server, one_of_many: None) -> Iterator[TestClient]:
    """A client like a browser without JavaScript; it does not follow redirects by itself."""
    with AsgiClient(build_app(server), follow_redirects=False) as browser:
        yield browser
