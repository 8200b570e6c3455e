"""What every room's tests share: a database with the small world in it, and a server with a moved clock."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from starlette.testclient import TestClient

from higherthanthou.settings import Settings
from higherthanthou.store import decks
from higherthanthou.store.database import Database
from higherthanthou.store.decks import Deck
from higherthanthou.store.engine import database_url
from higherthanthou.web.server import Server
from world import Clock, make_deck, make_people, put_deck, wide_world


@pytest.fixture(scope="session")
def world_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the deck of the small world, to be copied."""
    path = tmp_path_factory.mktemp("world") / "world.db"
    database = Database(database_url(f"sqlite:///{path}", path.parent))
    database.upgrade()
    put_deck(database, make_deck(), make_people())
    database.close()
    return path


@pytest.fixture(scope="session")
def wide_world_file(world_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a deck for every mode: matches, a rated one, and goals on a scale of their own."""
    path = tmp_path_factory.mktemp("wide") / "world.db"
    shutil.copy(world_file, path)
    database = Database(database_url(f"sqlite:///{path}", path.parent))
    for row, people in wide_world():
        put_deck(database, row, people)
    database.close()
    return path


@pytest.fixture
def wide_database(wide_world_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An open database of one's own with a deck for every mode."""
    path = tmp_path / "wide.db"
    shutil.copy(wide_world_file, path)
    opened = Database(database_url(f"sqlite:///{path}", tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def wide_server(wide_database: Database, tmp_path: Path, clock: Clock) -> Server:
    """A server around it."""
    settings = Settings(data_dir=tmp_path)
    return Server(settings, wide_database, b"a secret for the tests, long enough", clock, Random(11))


@pytest.fixture
def wide_client(wide_server: Server) -> Iterator[TestClient]:
    """A browser without JavaScript at that server."""
    from higherthanthou.app import build_app

    with TestClient(build_app(wide_server), follow_redirects=False) as browser:
        yield browser


@pytest.fixture
def database(world_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An open database of one's own with the small world in it."""
    path = tmp_path / "game.db"
    shutil.copy(world_file, path)
    opened = Database(database_url(f"sqlite:///{path}", tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def deck(database: Database) -> Deck:
    """The deck of the small world."""
    found = database.read_now(lambda connection: decks.find(connection, "citizens"))
    assert found is not None
    return found


@pytest.fixture
def clock() -> Clock:
    """A clock that the test moves."""
    return Clock()


@pytest.fixture
def server(database: Database, tmp_path: Path, clock: Clock) -> Server:
    """A server around the database, with settings as shipped."""
    settings = Settings(data_dir=tmp_path)
    return Server(settings, database, b"a secret for the tests, long enough", clock, Random(11))


@pytest.fixture
def client(server: Server) -> Iterator[TestClient]:
    """A browser without JavaScript that follows no redirects by itself."""
    from higherthanthou.app import build_app

    with TestClient(build_app(server), follow_redirects=False) as browser:
        yield browser
