"""A served game for tests of rooms that need real streams, requests at once, or a server that dies."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from databases import Worlds, setting
from live import Live, LiveFork


@pytest.fixture
def limits() -> Mapping[str, str]:
    """Its settings: a room may have as many guests as it likes from one address."""
    return {"RUNS_PER_MINUTE": "0", "NEW_PLAYERS_PER_HOUR": "0"}


@pytest.fixture
def live(worlds: Worlds, backend: str, tmp_path: Path, limits: Mapping[str, str]) -> Iterator[Live]:
    """The small world, served."""
    url = worlds.copy(backend, False, tmp_path)
    with LiveFork(tmp_path, DATABASE_URL=setting(url), **limits) as served:
        yield served
    worlds.drop(url)
