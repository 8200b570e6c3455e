"""What a deck explains and uncovers, and no heading or sentence for what it does not."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from tests.web.browser import judge, open_run
from tests.web.hosting.test_versions import publish
from tests.web.hosts import browser, own_deck, signed_in

from higherthanthou.game.profile import Entry, Shown
from higherthanthou.game.stars import GENERATED_STARS
from higherthanthou.web.server import Server
from world import make_deck, make_people, put_deck

BARE = "\n".join(
    ["name,score,fact: Wings", *(f"Person {n},{400 + 25 * n},{n} wings" for n in range(20))]
).encode()
RECORDED = "\n".join(
    [
        "name,score,fact: Wings,withheld: Glue,record: Secret",
        *(f"Person {n},{400 + 25 * n},{n} wings,{n} drops,{n} secrets" for n in range(20)),
    ]
).encode()
CLOSING = re.compile(r"<h2[^>]*>[^<]*</h2>\s*</(?:section|div|aside|details)>")


def imported(server: Server, data: bytes) -> tuple[TestClient, str]:
    """Somebody else's browser, and the slug of a deck that a host imported and published."""
    host = signed_in(server)
    deck = own_deck(host, data=data)
    publish(host, deck)
    return browser(server), deck.rpartition("/")[2]


def add_deck(server: Server, theme: str, entry: Entry) -> None:
    """Publish a deck in which everybody has this fact, too."""
    people = [replace(one, record=(entry, *one.record)) for one in make_people(30)]
    put_deck(server.database, make_deck("another", theme=theme), people)


def body(page: str) -> str:
    """What is read of a page."""
    return page.partition("<body>")[2] or page


def test_what_stands_in_the_record_is_uncovered_with_the_verdict(server: Server) -> None:
    """In a deck without a model nothing else showed it to any player."""
    client, slug = imported(server, RECORDED)
    run = open_run(client, slug)
    number = re.search(r'id="file-name">Person (\d+)<', client.get(run).text)[1]
    assert f"{number} secrets" not in client.get(run).text
    answer = judge(server, client, run)
    assert "In the record only" in answer
    assert f"<dt>Secret</dt><dd>{number} secrets</dd>" in answer
    judge(server, client, run, right=False)
    result = client.get(run).text
    assert '<h2 class="label">Not in your copy</h2>' in result
    assert "In the record only" in result


def test_a_record_without_points_is_uncovered_beside_the_bars(
    wide_server: Server, wide_client: TestClient
) -> None:
    """A fact that adds nothing stands behind no bar of the receipt."""
    add_deck(wide_server, "citizens", Entry("Hobby", "collects bells", Shown.RECORD))
    answer = judge(wide_server, wide_client, open_run(wide_client, "another"))
    assert "<dt>Hobby</dt><dd>collects bells</dd>" in answer
    assert answer.count("collects bells") == 1


def labels(page: str) -> set[str]:
    """Of what is uncovered under the black bars."""
    found = page.partition("Under the black bars</p>")[2].partition("</dl>")[0]
    return set(re.findall("<dt>([^<]+)</dt>", found))


def barred(page: str) -> set[str]:
    """Of what is withheld on the file."""
    return set(re.findall(r'<dt>([^<]+)</dt><dd[^>]*><span class="bar', page))


@pytest.mark.parametrize(("own_score", "bars"), [(520, 2), (640, 1)])
def test_what_a_sanction_covers_is_uncovered_too(
    wide_server: Server, wide_client: TestClient, own_score: int, bars: int
) -> None:
    """Under 550 one fact more lies under a bar, in the year; the verdict shows just what was under one."""
    run = open_run(wide_client, "citizens", "year")
    moved = f"UPDATE runs SET value = {own_score}, anchor = {own_score} WHERE mode = 'year'"
    wide_server.database.write_now(lambda c: c.exec_driver_sql(moved))
    for stake in ("10", "20"):
        before = barred(wide_client.get(run).text)
        assert len(before) == bars
        answer = judge(wide_server, wide_client, run, stake=stake)
        assert labels(answer) == labels(wide_client.get(run).text) == before


def test_a_bar_that_was_lifted_is_not_uncovered_again(wide_server: Server, wide_client: TestClient) -> None:
    """Whoever has a visa has read it on the file."""
    open_run(wide_client)
    wide_server.database.write_now(lambda c: c.exec_driver_sql("UPDATE players SET own_score = 720"))
    run = open_run(wide_client, "citizens", "year")
    wide_client.post(f"{run}/lifelines", data={"turn": 1, "kind": "uncover"})
    assert barred(wide_client.get(run).text) == set()
    assert labels(judge(wide_server, wide_client, run)) == set()
    before = barred(wide_client.get(run).text)
    assert labels(judge(wide_server, wide_client, run)) == before != set()


def test_a_deck_without_a_model_promises_no_receipt(server: Server) -> None:
    """Neither before a verdict nor after it, and no heading stands over nothing."""
    client, slug = imported(server, BARE)
    run = open_run(client, slug)
    pages = [client.get(run).text, judge(server, client, run)]
    judge(server, client, run, right=False)
    pages.append(client.get(run).text)
    for page in pages:
        assert not re.search("receipt|black bar|came about|more than your copy", body(page), re.I)
        assert not CLOSING.search(page)
    assert "Last file and this run" in pages[1]


def test_a_deck_with_a_model_does(wide_server: Server, wide_client: TestClient) -> None:
    """The desk, and the result."""
    run = open_run(wide_client)
    page = wide_client.get(run).text
    assert "The receipt says why." in page
    assert "Black bars hide some facts until your call" in page
    assert "Receipt and this run" in judge(wide_server, wide_client, run)
    judge(wide_server, wide_client, run, right=False)
    assert re.search(r"How the \d+ came about", wide_client.get(run).text)
    assert "judged by a few lines and a drawing" in wide_client.get(run).text


def test_citizens_of_a_host_are_not_called_a_drawing(server: Server) -> None:
    """Whether face, name and age had to do with the score is not known of an imported deck."""
    client, slug = imported(server, RECORDED)
    server.database.write_now(lambda c: c.exec_driver_sql("UPDATE decks SET noun = 'citizen'"))
    run = open_run(client, slug)
    judge(server, client, run, right=False)
    assert "had nothing to do with it" not in client.get(run).text


@pytest.mark.parametrize("generated", [True, False])
def test_stars_tell_what_a_score_began_with(
    wide_server: Server, wide_client: TestClient, generated: bool
) -> None:
    """A file that nobody generated stars for has none to tell."""
    label = GENERATED_STARS if generated else "Hobby"
    add_deck(wide_server, "rated", Entry(label, "48 five", Shown.RECORD))
    answer = judge(wide_server, wide_client, open_run(wide_client, "another"))
    assert ("It began with generated ones." in answer) == generated
    assert ("It began with the score that it was filed with." in answer) != generated
    assert answer.count(f"<dt>{label}</dt><dd>48 five</dd>") == answer.count("48 five") == 1


@pytest.mark.parametrize("path", ["/", "/decks", "/me", "/claims", "/credits", "/intake", "/host/sign-in"])
def test_nobody_is_called_invented_whom_a_host_brought(client: TestClient, path: str) -> None:
    """Only the people of generated decks are."""
    page = client.get(path).text
    for untrue in ("decks of this house is invented", "in these files exists", "scores everybody here"):
        assert untrue not in page
    assert "Everybody in a generated deck is invented" in page


@pytest.mark.parametrize("path", ["/decks", "/decks/citizens"])
def test_a_label_keeps_its_letters(client: TestClient, server: Server, path: str) -> None:
    """GDP is not Gdp."""
    server.database.write_now(lambda c: c.exec_driver_sql("UPDATE decks SET label = 'jobs at IMDb'"))
    assert "<dt>Jobs at IMDb</dt>" in client.get(path).text
