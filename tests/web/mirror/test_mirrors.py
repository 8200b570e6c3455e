"""The page of the mirror: silent at first, then whole, its fragment short, and nobody else's."""

import re

import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient
from tests.web.browser import HTMX, open_run, server_at, truth, turn_of, wrong

from asgi_client import AsgiClient
from higherthanthou.store.tables import profiles, runs
from higherthanthou.web.server import Server

MIRROR = "/me/mirror"


def call(client: TestClient, count: int, right: bool = True) -> None:
    """Judge so many files, in as many streaks as it takes."""
    server, run = server_at(client), open_run(client)
    for _ in range(count):
        page = client.get(run).text
        if 'data-testid="result"' in page:
            run = open_run(client)
            page = client.get(run).text
        side = truth(server, run)
        client.post(f"{run}/guesses", data={"turn": turn_of(page), "guess": side if right else wrong(side)})


def test_somebody_who_never_called_reads_what_it_needs(client: TestClient) -> None:
    """200, and no cookie; the same after a run without a call."""
    answer = client.get(MIRROR)
    assert answer.status_code == 200
    assert "a mirror needs calls" in answer.text
    assert "set-cookie" not in answer.headers
    open_run(client)
    assert "a mirror needs calls" in client.get(MIRROR).text


def test_under_thirty_calls_it_says_how_many_are_wanting(client: TestClient) -> None:
    """And one true thing, but no line."""
    call(client, 3)
    call(client, 1, right=False)
    page = client.get(MIRROR).text
    assert "26 more calls and this says something." in page
    assert "3 of them right" in page
    assert "stood on the file that was called wrong" in page
    assert 'data-testid="mirror-line"' not in page


def test_from_thirty_on_it_is_whole(client: TestClient) -> None:
    """Five lines, each a sentence of counts; the face with its interval; right by gap."""
    call(client, 32)
    page = client.get(MIRROR).text
    assert page.count('data-testid="mirror-line"') == 5
    assert len(re.findall(r"When [\w ]+ you said higher <b>\d+ times? of \d+</b>; \d+ of th", page)) >= 4
    assert "law: 35 %" in page
    assert re.search(r"<caption class=\"label\">Right by gap</caption>", page)
    assert "style=" not in page


def test_the_fragment_is_short(client: TestClient) -> None:
    """One root element, a link to the whole."""
    call(client, 32)
    part = client.get(MIRROR, headers=HTMX).text
    assert part.startswith('<div class="mirror-short"')
    assert 'href="/me/mirror"' in part
    assert "<html" not in part


@pytest.mark.parametrize(("rights", "headers"), [(29, {}), (29, HTMX), (6, {}), (6, HTMX)])
def test_right_by_gap_and_labels_stand_there_whole_and_short(
    client: TestClient, rights: int, headers: dict[str, str]
) -> None:
    """Beside the best weigher; the labels that were misjudged most, three at most, each with its files."""
    call(client, rights)
    call(client, 3, right=False)
    part = client.get(MIRROR, headers=headers).text
    assert '<caption class="label">Right by gap</caption>' in part
    row = re.search(r"<tr><th scope=\"row\">You</th>(.*?)</tr>", part)
    assert row
    assert sum(int(right) for right in re.findall(r"<td>(\d+)/\d+</td>", row[1])) == rights
    assert '<th scope="row">Best weigher</th>' in part
    assert '<caption class="label">Labels misjudged most</caption>' in part
    misjudged = re.findall(r"<td>(\d) of (\d+) wrong</td>", part)
    assert len(misjudged) == 3
    assert all(1 <= int(missed) <= int(files) for missed, files in misjudged)


def test_nothing_is_misjudged_where_nothing_is_wrong(client: TestClient) -> None:
    """No heading without a label below it."""
    call(client, 2)
    part = client.get(MIRROR, headers=HTMX).text
    assert "Right by gap" in part
    assert "Labels misjudged most" not in part


def test_it_is_of_the_newest_call(client: TestClient) -> None:
    """What is kept of it is made anew with every call, and is the same meanwhile."""
    call(client, 3)
    pages = [client.get(MIRROR).text for _ in range(2)]
    call(client, 1)
    assert pages[0] == pages[1]
    assert ["3 so far" in page for page in (*pages, client.get(MIRROR).text)] == [True, True, False]


def test_it_goes_on_with_an_older_run(client: TestClient) -> None:
    """A call in a run that was left open counts, also when a newer run has calls."""
    older, newer = [open_run(client, mode=mode) for mode in ("year", "streak")]
    server, seen = server_at(client), []
    for run, turn in ((older, 1), (newer, 1), (older, 2), (older, 3)):
        client.post(f"{run}/guesses", data={"turn": turn, "guess": truth(server, run), "stake": "10"})
        seen.append(re.findall(r"(\d+) so far", client.get(MIRROR).text))
    assert seen == [["1"], ["2"], ["3"], ["4"]]


def test_a_model_that_nobody_judged_is_refused(client: TestClient) -> None:
    """422 with a sentence; the one that was judged is shown."""
    call(client, 1)
    assert client.get(f"{MIRROR}?model=sesame").status_code == 200
    for junk in ("companies", "x" * 500, "../sesame", "<b>"):
        answer = client.get(MIRROR, params={"model": junk})
        assert answer.status_code == 422
        assert "no file of such a score model" in answer.text


def test_nobody_sees_the_mirror_of_another(client: TestClient) -> None:
    """Whoever has another cookie reads of no call, and nobody those of a player who is erased."""
    call(client, 2)
    assert "a mirror needs calls" in AsgiClient(client.app).get(MIRROR).text
    client.post("/me/delete")
    assert "a mirror needs calls" in client.get(MIRROR).text


def test_a_result_leads_to_it_from_the_third_run_on(client: TestClient) -> None:
    """Folded up, with a plain link in it, which htmx follows when somebody opens it."""
    pages = []
    for _ in range(3):
        run = open_run(client)
        side = truth(server_at(client), run)
        client.post(f"{run}/guesses", data={"turn": 1, "guess": wrong(side)})
        pages.append(client.get(run).text)
    assert ['href="/me/mirror"' in page for page in pages] == [False, False, True]
    assert 'hx-get="/me/mirror"' in pages[-1]
    assert 'hx-get="/me/mirror"' in client.get("/me").text


@pytest.mark.sqlite
def test_no_score_of_an_open_file_is_in_it(client: TestClient, server: Server) -> None:
    """The file on the desk is in no line."""
    call(client, 5)
    run = open_run(client)

    def move(connection) -> None:
        row = connection.execute(select(runs).where(runs.c.id == run.rpartition("/")[2])).one()
        connection.execute(update(profiles).where(profiles.c.id == row.profile_id).values(name="Nobody Yet"))

    server.database.write_now(move)
    page = client.get(MIRROR).text
    assert "Nobody Yet" not in page
    assert "5 so far" in page
