"""A host and a published deck, for tests of what hosts see of players."""

import pytest
from starlette.testclient import TestClient
from tests.web.hosts import own_deck, signed_in

from higherthanthou.web.server import Server


@pytest.fixture
def host(server: Server) -> TestClient:
    """The browser of a host."""
    return signed_in(server)


@pytest.fixture
def deck(host: TestClient) -> str:
    """A published deck of that host; its URL."""
    url = own_deck(host)
    assert host.post(f"{url}/publish").status_code == 303
    return url
