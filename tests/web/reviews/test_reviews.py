"""Looking back at a run: all of its files, for its player alone, once that gives nothing away."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import judge, lose, open_run
from tests.web.hosting.test_versions import publish
from tests.web.hosts import browser, own_deck, signed_in

from higherthanthou.game.modes.daily import closes_at, day_of
from higherthanthou.store.tables import profiles
from higherthanthou.web.play.result import LATER
from higherthanthou.web.server import Server
from world import NOW

ITEM = re.compile(r'<li class="reviewed-file.*?\n</li>', re.S)
SHEET = "\n".join(["name,score,fact: Wings", *(f"Person {n},{400 + 25 * n},{n} wings" for n in range(20))])


def items(page: str) -> list[str]:
    """The files of a review, as they are printed."""
    return ITEM.findall(page)


def name_on(page: str) -> str:
    """The name on the file on the desk."""
    found = re.search(r'id="file-name">([^<]+)<', page)
    assert found
    return found[1]


def facts_on(page: str) -> str:
    """The facts and bars of a file, on a desk or in a review."""
    return page.partition('<dl class="facts"')[2].partition(">")[2].partition("</dl>")[0].strip()


def play_daily(server: Server, client: TestClient) -> str:
    """A daily with one miss."""
    run = open_run(client, mode="daily")
    for turn in range(1, 11):
        judge(server, client, run, right=turn != 4)
    return run


def test_every_file_is_there_in_order_with_what_was_said(server: Server, client: TestClient) -> None:
    """Linked from the result; each with its name, facts, call, score and receipt."""
    run, seen = open_run(client), []
    for right in (True, True, False):
        page = client.get(run).text
        seen.append((name_on(page), facts_on(page)))
        answer = judge(server, client, run, right)
    assert f'<a href="{run}/review">Look back at this run</a>' in answer
    page = client.get(f"{run}/review").text
    files = items(page)
    assert [re.search(r"<bdi>([^<,]+)", one)[1] for one in files] == [name for name, _ in seen]
    assert [facts_on(one) for one in files] == [facts for _, facts in seen]
    assert [("Right</b>: you said" in one, "Wrong</b>: you said" in one) for one in files] == [
        (True, False),
        (True, False),
        (False, True),
    ]
    assert all('data-testid="receipt"' in one and "<details" in one for one in files)
    assert "<details open" not in page
    assert page.count('loading="lazy"') == len(files)
    assert "What would have helped" not in "".join(files[:2])
    assert "What would have helped" in files[2]
    assert "The facts on the file alone come to" in files[2]
    assert re.search(r'<a href="#file-3">3. <bdi>' + seen[2][0], page)


def test_an_open_run_leads_back_to_its_desk(server: Server, client: TestClient) -> None:
    """And tells nothing, of no turn, of the file that lies there."""
    run = open_run(client)
    for _ in range(2):
        for query in ("", "?first=1", "?first=2"):
            answer = client.get(f"{run}/review{query}")
            assert (answer.status_code, answer.headers["location"], answer.text) == (303, run, "")
        judge(server, client, run)
    assert "Look back" not in client.get("/me").text
    assert "/review" not in client.get(run).text


def test_a_review_is_for_its_player_only(server: Server, client: TestClient) -> None:
    """A stranger, a newcomer without a cookie, and a run that is none: 404."""
    run = open_run(client)
    lose(server, client, run)
    assert client.get(f"{run}/review").status_code == 200
    stranger = browser(server)
    assert stranger.get(f"{run}/review").status_code == 404
    open_run(stranger)
    assert stranger.get(f"{run}/review").status_code == 404
    assert client.get("/runs/nothing/review").status_code == 404
    assert client.post(f"{run}/review").status_code == 405


@pytest.mark.parametrize(
    ("first", "status"),
    [("0", 422), ("x", 422), ("-1", 422), ("12345678", 422), ("²", 422), ("1", 200), ("2", 404), ("", 422)],
)
def test_a_page_begins_with_a_turn_of_the_run(
    server: Server, client: TestClient, first: str, status: int
) -> None:
    """What is no turn is refused in a sentence, and beyond the last file there is no page."""
    run = open_run(client)
    judge(server, client, run, right=False)
    answer = client.get(f"{run}/review", params={"first": first})
    assert answer.status_code == status
    assert ("no turn of a run" in answer.text) == (status == 422)


@pytest.mark.parametrize("practice", [False, True])
def test_a_daily_is_opened_to_its_player_no_sooner_than_to_all(
    wide_server: Server, wide_client: TestClient, practice: bool
) -> None:
    """Until then the result has what it always had, and says when; so it is with practice."""
    run = play_daily(wide_server, wide_client)
    if practice:
        form = {"deck": "citizens", "mode": "daily", "practice": "yes"}
        run = wide_client.post("/runs", data=form).headers["location"]
        for _ in range(10):
            judge(wide_server, wide_client, run)
    for now in (wide_server.now(), closes_at(day_of(NOW)) - 1):
        wide_server.now.now = now
        answer = wide_client.get(f"{run}/review")
        assert (answer.status_code, answer.headers["location"], answer.text) == (303, run, "")
        assert LATER in wide_client.get(run).text
        assert "/review" not in wide_client.get(run).text + wide_client.get("/me").text
    wide_server.now.now = closes_at(day_of(NOW))
    assert len(items(wide_client.get(f"{run}/review").text)) == 10
    assert LATER not in wide_client.get(run).text
    assert f'href="{run}/review"' in wide_client.get(run).text
    assert f'href="{run}/review"' in wide_client.get("/me").text


def test_a_year_tells_stakes_and_files_as_they_were_shown(
    wide_server: Server, wide_client: TestClient
) -> None:
    """Under 550 with a fact more under a bar; what was staked, and what it brought."""
    run, seen = open_run(wide_client, "citizens", "year"), []
    while 'data-testid="result"' not in (page := wide_client.get(run).text):
        seen.append(facts_on(page))
        judge(wide_server, wide_client, run, right=False, stake="20")
    files = items(wide_client.get(f"{run}/review").text)
    assert [facts_on(one) for one in files] == seen
    assert [one.count('class="bar ') for one in files[:5]] == [1, 1, 1, 1, 2]
    assert "You staked 20. No deposit: −10 points instead of −30. You stand at 630." in files[0]
    assert "You staked 20. −30 points. You stand at 600." in files[1]
    assert "Perk lost: No deposit." in files[2]


def test_match_night_tells_whom_you_liked(wide_server: Server, wide_client: TestClient) -> None:
    """And who liked back."""
    run = open_run(wide_client, "matches", "match")
    for turn in range(1, 9):
        judge(wide_server, wide_client, run, like="like" if turn < 4 else "pass")
    files = items(wide_client.get(f"{run}/review").text)
    assert [("They like you back." in one) or ("No answer." in one) for one in files] == [True] * 3 + [
        False
    ] * 5
    assert all("You passed." in one for one in files[3:])


def test_a_deck_without_points_promises_none(server: Server) -> None:
    """An imported deck says that it does not tell, and has no receipt; what a host typed is text."""
    host = signed_in(server)
    deck = own_deck(host, data=SHEET.replace("wings", "<b>wings</b>").encode())
    publish(host, deck)
    client = browser(server)
    run = open_run(client, deck.rpartition("/")[2])
    judge(server, client, run, right=False)
    page = client.get(f"{run}/review").text
    [file] = items(page)
    assert "This deck does not say which fact counts for how much." in file
    assert "receipt" not in file
    assert "&lt;b&gt;wings" in file
    assert "<b>wings" not in page


def test_a_run_closed_before_its_first_call_has_nothing_to_look_back_at(
    server: Server, client: TestClient
) -> None:
    """Its result has no link; the page itself says so."""
    run = open_run(client)
    server.database.write_now(lambda c: c.exec_driver_sql(f"UPDATE runs SET open = {_false(server)}"))
    assert "/review" not in client.get(run).text
    assert "No file of this run was judged." in client.get(f"{run}/review").text


def _false(server: Server) -> str:
    return server.database.read_now(lambda c: "0" if c.dialect.name == "sqlite" else "FALSE")


def test_nothing_of_files_that_were_not_judged_is_read(server: Server, client: TestClient) -> None:
    """Of all names in the deck, only those that this run judged are on the page."""
    run = open_run(client)
    judge(server, client, run)
    lose(server, client, run)
    page = client.get(f"{run}/review").text
    names = server.database.read_now(lambda c: c.execute(profiles.select()).all())
    there = {row.name for row in names if f"{row.name}," in page}
    assert len(there) == len(items(page)) == 2
    assert not [row for row in names if row.portrait in page and row.name not in there]
