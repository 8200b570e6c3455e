"""The clock of the server: a wrong one costs nobody a page."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from tests.web.browser import open_run

from asgi_client import AsgiClient
from higherthanthou import clock
from higherthanthou.app import build_app
from higherthanthou.web.server import Server

YEARS = 365 * 24 * 3600 * 10**9


@pytest.mark.sqlite
def test_a_clock_that_is_thousands_of_years_ahead_stands_still(
    wide_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page with a date in it is there, and a run can be played."""
    ahead = SimpleNamespace(time_ns=lambda: 10_000 * YEARS)
    monkeypatch.setattr(clock, "time", ahead)
    with AsgiClient(
        build_app(replace(wide_server, now=clock.milliseconds)), follow_redirects=False
    ) as client:
        for mode in ("streak", "daily"):
            assert client.get(open_run(client, mode=mode)).status_code == 200
        for path in ("/", "/daily", "/leaderboard", "/leaderboard?period=week", "/wall", "/me"):
            assert client.get(path).status_code == 200, path
    assert clock.milliseconds() == clock.LATEST


def test_the_clock_is_that_of_the_machine() -> None:
    """Otherwise."""
    assert 0 < clock.milliseconds() < clock.LATEST
