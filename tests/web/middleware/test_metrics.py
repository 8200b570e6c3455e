"""What is told to whoever looks after the server: numbers for those with the token, and logs with a request's number."""

import json
import logging
import re
from socket import gethostname

import pytest
from starlette.testclient import TestClient
from tests.web.browser import open_run, truth

from asgi_client import AsgiClient
from higherthanthou import __version__
from higherthanthou.app import build_app
from higherthanthou.serving import configure_logs
from higherthanthou.settings import Settings
from higherthanthou.store.runs import deciding
from higherthanthou.web.server import Server
from world import Clock

TOKEN = "a-token-that-is-long-enough-to-be-kept"
UNMISTAKABLE = "777777777"
"""A score that no time, no line of a traceback and hardly a request's number can contain."""

pytestmark = pytest.mark.sqlite


@pytest.fixture
def watched(server: Server) -> TestClient:
    """A browser at a server that has a token for its numbers, and logs JSON."""
    settings = Settings(data_dir=server.settings.data_dir, metrics_token=TOKEN, log_format="json")
    object.__setattr__(server, "settings", settings)
    return AsgiClient(build_app(server), raise_server_exceptions=False, follow_redirects=False)


def numbers(browser: TestClient) -> dict[str, float]:
    """What /metrics says."""
    page = browser.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert page.status_code == 200
    lines = [line.rpartition(" ") for line in page.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_the_numbers_are_for_those_with_the_token(client: TestClient, watched: TestClient) -> None:
    """Without one, with another, or on a server that has none: not there."""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    for said in ("", "Bearer ", "Bearer nonsense", f"Basic {TOKEN}", TOKEN):
        assert watched.get("/metrics", headers={"Authorization": said}).status_code == 404
    assert numbers(watched)["higherthanthou_writes_waiting"] == 0


def test_the_machine_that_answers_is_told(watched: TestClient, server: Server) -> None:
    """By its host name, or as the operator calls it; whatever that is, it is one label."""
    assert (
        numbers(watched)[f'higherthanthou_server_info{{machine="{gethostname()}",version="{__version__}"}}']
        == 1
    )
    named = server.settings.model_copy(update={"machine": 'east "1"'})
    object.__setattr__(server, "settings", named)
    told = numbers(watched)
    assert told[f'higherthanthou_server_info{{machine="east \\"1\\"",version="{__version__}"}}'] == 1
    assert "higherthanthou_writes_waiting" in told


def test_answers_are_counted_by_method_and_status(watched: TestClient, server: Server, clock: Clock) -> None:
    """And nothing in them names a player, a run or a score."""
    before = numbers(watched)
    run = open_run(watched)
    clock.sleep(2)
    for turn in (1, 2, 3):
        clock.sleep(2)
        watched.post(f"{run}/guesses", data={"turn": turn, "guess": truth(server, run)})
    watched.get("/nowhere")
    watched.request("BREW", "/")
    after = numbers(watched)

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert more('higherthanthou_requests_total{method="POST",status="303"}') == 4
    assert more('higherthanthou_requests_total{method="GET",status="404"}') == 1
    assert more('higherthanthou_request_seconds_count{method="POST"}') == 4
    assert more('higherthanthou_requests_total{method="other",status="405"}') == 1
    assert run.rpartition("/")[2] not in " ".join(after)


def test_a_failure_is_logged_with_the_number_of_its_request_and_no_secret(
    watched: TestClient, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer carries the same number; no cookie, form or score is in the log."""
    run = open_run(watched)
    server.database.write_now(lambda c: c.exec_driver_sql(f"UPDATE runs SET file_score = {UNMISTAKABLE}"))

    def broken(*_: object) -> None:
        raise RuntimeError("something broke")

    monkeypatch.setattr(deciding, "decide", broken)
    root = logging.getLogger()
    kept = root.handlers[:]
    configure_logs(server.settings)
    try:
        answer = watched.post(f"{run}/guesses", data={"turn": 1, "guess": "higher"})
    finally:
        root.handlers[:] = kept
    assert answer.status_code == 500
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    failed = [line for line in said if "failed" in line["event"]]
    assert [line["request"] for line in failed] == [answer.headers["x-request-id"]]
    assert re.fullmatch("[0-9a-f]{8}", answer.headers["x-request-id"])
    assert watched.cookies["player"] not in str(said)
    assert UNMISTAKABLE not in str(said)
