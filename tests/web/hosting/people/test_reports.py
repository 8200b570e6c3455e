"""Reports of files: one press of a player, once; its host sees what and how often beside the file."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import HTMX, judge, open_run, truth
from tests.web.hosts import browser

from higherthanthou.settings import Settings
from higherthanthou.web.server import Server


def judged(server: Server, deck: str) -> tuple[TestClient, str]:
    """A player's browser and a run in which one file was judged."""
    client = browser(server)
    run = open_run(client, deck.rpartition("/")[2])
    judge(server, client, run)
    return client, run


def report(client: TestClient, run: str, reason: str = "wrong", turn: int = 1, htmx: bool = False):
    """Press a button of the panel."""
    form = {"judged": str(turn), "reason": reason}
    return client.post(f"{run}/reports", data=form, headers=HTMX if htmx else {})


@pytest.mark.sqlite
def test_a_press_reports_the_last_file_and_says_so_once(server: Server, deck: str) -> None:
    """By htmx only the panel comes back, with one announcement; the next file stays on the desk."""
    client, run = judged(server, deck)
    assert 'value="broken picture"' in client.get(run).text
    answer = report(client, run, "broken picture", htmx=True)
    assert answer.status_code == 200
    assert "You reported this file: broken picture." in answer.text
    assert answer.text.count("#announcer") == 1
    assert "Reported: broken picture." in answer.text
    assert 'id="table"' not in answer.text
    page = client.get(run).text
    assert "You reported this file: broken picture." in page
    assert 'name="guess"' in page
    judge(server, client, run)
    assert 'value="broken picture"' in client.get(run).text


@pytest.mark.sqlite
def test_a_plain_form_leads_back_to_the_run(server: Server, deck: str) -> None:
    """Also from the result."""
    client, run = judged(server, deck)
    assert report(client, run).headers["location"] == f"{run}#report"
    judge(server, client, run, right=False)
    assert report(client, run, "hurtful", turn=2).status_code == 303
    assert "You reported this file: hurtful." in client.get(run).text


def test_a_file_is_reported_once_by_a_player(server: Server, host: TestClient, deck: str) -> None:
    """The first reason stays, also after it is settled; two players count twice."""
    client, run = judged(server, deck)
    report(client, run, "wrong")
    assert "You reported this file: wrong." in report(client, run, "hurtful", htmx=True).text
    page = host.get(f"{deck}/reports").text
    assert "wrong: 1" in page
    assert "hurtful" not in page.partition("<tbody>")[2].partition("</tbody>")[0]
    settle(host, deck)
    report(client, run, "hurtful")
    assert "Nothing is reported." in host.get(f"{deck}/reports").text


def settle(host: TestClient, deck: str, **more: str):
    """Settle the first reported file."""
    person = host.get(f"{deck}/reports").text.partition('name="person" value="')[2].partition('"')[0]
    return host.post(f"{deck}/reports", data={"person": person, **more})


@pytest.mark.sqlite
def test_what_cannot_be_reported_is_refused(server: Server, host: TestClient, deck: str) -> None:
    """A file that was not judged, a run of somebody else, a reason that is none; nothing is stored."""
    client, run = judged(server, deck)
    stranger, theirs = judged(server, deck)
    assert report(client, run, turn=2).status_code == 422
    assert report(client, run, "boring").status_code == 422
    assert report(client, theirs).status_code in (404, 422)
    assert report(browser(server), run).status_code == 404
    assert client.post(f"{run}/reports", data={"reason": "wrong"}).status_code == 422
    assert "Nothing is reported." in host.get(f"{deck}/reports").text
    assert report(stranger, theirs).status_code == 303


@pytest.mark.sqlite
def test_reports_are_limited(server: Server, deck: str) -> None:
    """So many in an hour, and then a wait; 0 is no limit."""
    settings = Settings(data_dir=server.settings.data_dir, reports_per_hour=2)
    limited = Server(settings, server.database, server.secret, server.now, server.rng)
    client, run = judged(limited, deck)
    for _ in range(2):
        assert report(client, run).status_code == 303
    refused = report(client, run)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert "Too many reports in an hour" in refused.text


def test_the_host_sees_reports_beside_the_file(server: Server, host: TestClient, deck: str) -> None:
    """In the table, in a filter, on the page of the file and on the shelf, until they are settled there."""
    client, run = judged(server, deck)
    report(client, run, "hurtful")
    assert "Reported (1)" in host.get(deck).text
    assert "1 reported" in host.get("/host").text
    table = host.get(f"{deck}?reported=yes").text
    assert "1 file, reported" in table
    assert "reported: hurtful: 1" in table
    [person] = re.findall(rf'href="{deck}/profiles/(\w+)"><bdi>', table)
    file = f"{deck}/profiles/{person}"
    assert "hurtful: 1" in host.get(file).text
    assert "reported: hurtful: 1" in host.get(f"{file}?line=1", headers=HTMX).text
    assert settle(host, deck, **{"from": "file"}).headers["location"] == f"{file}?done=settled"
    assert "hurtful: 1" not in host.get(file).text
    assert "Reported (" not in host.get(deck).text
    assert "No file of the draft is reported." in host.get(f"{deck}?reported=yes").text


def test_an_edited_file_keeps_its_reports_and_a_removed_one_is_said(
    server: Server, host: TestClient, deck: str
) -> None:
    """A report is about the file, whatever row of it was dealt."""
    client, run = judged(server, deck)
    report(client, run)
    table = host.get(f"{deck}?reported=yes").text
    [person] = re.findall(rf'href="{deck}/profiles/(\w+)"><bdi>', table)
    file = f"{deck}/profiles/{person}"
    host.post(file, data={"revision": "0", "name": "Mended"})
    assert "wrong: 1" in host.get(file).text
    assert "Mended" in host.get(f"{deck}/reports").text
    host.post(f"{file}/remove")
    assert "not in the draft" in host.get(f"{deck}/reports").text


def test_the_export_has_them_and_erasing_takes_them(server: Server, host: TestClient, deck: str) -> None:
    """Nobody is named to the host."""
    client, run = judged(server, deck)
    report(client, run, "hurtful")
    [told] = client.get("/me/export").json()["reports"]
    assert (told["deck"], told["reason"], told["settled"]) == (deck.rpartition("/")[2], "hurtful", False)
    assert told["file"].startswith("Person ")
    client.post("/me/delete")
    assert "Nothing is reported." in host.get(f"{deck}/reports").text


@pytest.mark.sqlite
def test_a_guess_shows_no_report_of_another_file(server: Server, deck: str) -> None:
    """The form stands beside every fresh verdict, with its turn."""
    client, run = judged(server, deck)
    report(client, run)
    server.now.sleep(2)
    answer = client.post(f"{run}/guesses", data={"turn": "2", "guess": truth(server, run)}, headers=HTMX)
    form = answer.text.partition('action="' + run + '/reports"')[2]
    assert 'name="judged" value="2"' in form.partition("</form>")[0]
    again = client.post(f"{run}/guesses", data={"turn": "1", "guess": "higher"}, headers=HTMX)
    form = again.text.partition('action="' + run + '/reports"')[2]
    assert 'name="judged" value="1"' in form.partition("</form>")[0]
