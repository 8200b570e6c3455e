"""The privacy ledger as a page."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import judge, open_run

from higherthanthou.web.server import Server

pytestmark = pytest.mark.sqlite


def ledger_of(page: str) -> str:
    """Both tables of the page."""
    return page[page.index('data-testid="ledger"') : page.rindex("</table>")]


def test_a_player_reads_what_is_kept(server: Server, client: TestClient) -> None:
    """A stranger nothing, and gets no cookie by looking; a player a line with how many, how long and why, in words."""
    stranger = client.get("/me/privacy")
    assert (stranger.status_code, "Nothing. A file is opened" in stranger.text) == (200, True)
    assert not client.cookies
    run = open_run(client)
    judge(server, client, run)
    page = client.get("/me/privacy").text
    row = re.search(r'<tr id="guesses">(.*?)</tr>', page)
    assert row
    assert ">1</td>" in row[1]
    assert "Until you erase it, and no longer than a year after the first visit" in row[1]
    assert not re.search(r"alias key|host id|anchor|more told|_", re.sub(r"<[^>]*>", "", ledger_of(page)))
    assert 'href="/me/privacy"' in client.get("/me").text
    client.post("/me/delete")
    assert "Nothing. A file is opened" in client.get("/me/privacy").text
