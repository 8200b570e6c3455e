"""Databases of an older schema, brought to this one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from databases import Worlds
from higherthanthou.store.engine import schema
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database


def upgraded_from(
    revision: str,
    fill: Callable[[Connection], None],
    worlds: Worlds,
    backend: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Database]:
    """A database that was filled when its schema was that revision; it is dropped afterwards."""
    url = worlds.postgres.create() if backend == "postgresql" else database_url("", folder)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "HEAD", revision)
        old = Database(url)
        old.upgrade()
    old.write_now(fill)
    old.close()
    database = Database(url)
    database.upgrade()
    yield database
    database.close()
    worlds.drop(url)
