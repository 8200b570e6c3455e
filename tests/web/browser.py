"""What web tests do again and again: open a run, look at the desk, guess, and cheat to know the answer."""

import re
from typing import Any

from sqlalchemy import select
from starlette.testclient import TestClient

from higherthanthou.game.modes.daily import day_of
from higherthanthou.store.tables import runs
from higherthanthou.web.server import Server
from world import make_day

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def open_run(client: TestClient, deck: str = "citizens", mode: str = "streak") -> str:
    """Open a run as a form does; return its path. The ten of a daily are there."""
    if mode == "daily":
        server = server_at(client)
        make_day(server.database, deck, day_of(server.now()))
    answer = client.post("/runs", data={"deck": deck, "mode": mode})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def server_at(client: TestClient) -> Server:
    """The server that a browser is at."""
    app: Any = client.app
    server: Server = app.server
    return server


def turn_of(page: str) -> int:
    """The turn that the form of a desk would send."""
    found = re.search(r'name="turn"\s+value="(\d+)"', page)
    assert found, "the page has no guess form"
    return int(found[1])


def truth(server: Server, run: str) -> str:
    """What only the database knows: the right answer for the file on the desk."""
    query = select(runs.c.file_score, runs.c.anchor).where(runs.c.id == run.rpartition("/")[2])
    score, anchor = server.database.read_now(lambda connection: connection.execute(query).one())
    return "higher" if score > anchor else "lower"


def wrong(side: str) -> str:
    """The other answer."""
    return "lower" if side == "higher" else "higher"


def judge(server: Server, client: TestClient, run: str, right: bool = True, **fields: str) -> str:
    """Judge the file on the desk by htmx, two seconds after the last one; return the answer."""
    server.now.sleep(2)
    side = truth(server, run)
    form = {"turn": turn_of(client.get(run).text), "guess": side if right else wrong(side), **fields}
    answer = client.post(f"{run}/guesses", data=form, headers=HTMX)
    assert answer.status_code == 200, answer.text
    return answer.text


def lose(server: Server, client: TestClient, run: str) -> str:
    """Miss until a streak is over: once more if there is credit; return the result."""
    page = client.get(run).text
    while 'data-testid="result"' not in page:
        judge(server, client, run, right=False)
        page = client.get(run).text
    return page


def rank_line(page: str) -> str:
    """What a result says of its rank."""
    found = re.search(r'<p class="result-line"><b>([^<]*)</b>([^<]*)</p>', page)
    assert found, "the page has no result"
    return f"{found[1]}{found[2]}"
