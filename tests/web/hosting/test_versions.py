"""Versions of a deck: what is published stays as it was, for whoever is playing it."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import HTMX, truth
from tests.web.hosts import browser, fields_of, own_deck, profile_url, signed_in

from higherthanthou.game.errors import Refusal
from higherthanthou.store.hosts import drafts
from higherthanthou.store.tables import profiles, runs
from higherthanthou.web.server import Server
from world import Clock


def publish(host: TestClient, deck: str) -> None:
    """Publish the draft."""
    answer = host.post(f"{deck}/publish")
    assert answer.status_code == 303, answer.text


def begin(client: TestClient, deck: str) -> str:
    """Begin a run; return its URL."""
    answer = client.post("/runs", data={"deck": deck.rpartition("/")[2]})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def rename_all(host: TestClient, deck: str) -> None:
    """Put another name on every file."""
    for n in range(20):
        file = profile_url(host, deck, f"Person {n}")
        answer = host.post(file, data={"revision": fields_of(host, file)["revision"], "name": f"Renamed {n}"})
        assert answer.status_code == 303, answer.text


def revision_of(host: TestClient, deck: str) -> dict[str, str]:
    """What the button of the check sends."""
    form = host.get(f"{deck}/check").text.partition(f'action="{deck}/publish">')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def desk_name(client: TestClient, run: str) -> str:
    """The name of the file on the desk."""
    found = re.search(r'id="file-name">([^<]+)<', client.get(run).text)
    assert found
    return found[1]


def test_a_run_under_way_takes_the_new_words_of_its_deck(server: Server, clock: Clock) -> None:
    """Though its last guess left it as the deck was called then."""
    host, player = signed_in(server), browser(server)
    deck = own_deck(host)
    publish(host, deck)
    run = begin(player, deck)
    answers = []
    for turn in (1, 2):
        clock.sleep(2)
        form = {"turn": str(turn), "guess": truth(server, run)}
        answers.append(player.post(f"{run}/guesses", data=form, headers=HTMX).text)
        host.post(f"{deck}/settings", data={"noun": "newt"})
    assert "newt file" not in answers[0]
    assert "newt file" in answers[1]


def test_a_run_keeps_the_version_it_began_with(server: Server, clock: Clock) -> None:
    """Edits and a new version change neither the file on the desk nor the ones that follow."""
    host, player = signed_in(server), browser(server)
    deck = own_deck(host)
    publish(host, deck)
    run = begin(player, deck)
    first = desk_name(player, run)
    rename_all(host, deck)
    assert desk_name(player, run) == first
    publish(host, deck)
    assert desk_name(player, run) == first
    for turn in range(1, 6):
        clock.sleep(2)
        row = server.database.read_now(
            lambda c: c.execute(runs.select().where(runs.c.id == run.rpartition("/")[2])).one()
        )
        truth = "higher" if row.file_score > row.anchor else "lower"
        player.post(f"{run}/guesses", data={"turn": turn, "guess": truth})
        assert desk_name(player, run).startswith("Person")
    other = browser(server)
    assert desk_name(other, begin(other, deck)).startswith("Renamed")


def test_publishing_copies_no_file_that_was_not_edited(server: Server) -> None:
    """One edited file is one more row; what was removed and never published leaves none."""
    host = signed_in(server)
    deck = own_deck(host)
    publish(host, deck)
    own = server.database.read_now(lambda c: drafts.any_deck(c, deck.rpartition("/")[2]))

    def rows() -> int:
        mine = profiles.select().where(profiles.c.deck_id == own.deck.id)
        return len(server.database.read_now(lambda c: c.execute(mine).all()))

    file = profile_url(host, deck, "Person 3")
    host.post(file, data={"revision": "0", "place": "Elsewhere"})
    host.post(file, data={"revision": "1", "place": "Further"})
    assert rows() == 21
    host.post(f"{deck}/profiles", data={"name": "Only a draft", "score": "500"})
    host.post(f"{profile_url(host, deck, 'Only a draft')}/remove")
    assert rows() == 22
    publish(host, deck)
    assert rows() == 21


def test_a_board_is_of_a_version(server: Server, clock: Clock) -> None:
    """The board of a new version begins empty."""
    host, player = signed_in(server), browser(server)
    deck = own_deck(host)
    publish(host, deck)
    slug = deck.rpartition("/")[2]
    lose(server, clock, player, begin(player, deck))
    assert 'data-testid="board-row"' in player.get(f"/leaderboard?deck={slug}").text
    host.post(profile_url(host, deck, "Person 3"), data={"revision": "0", "place": "Elsewhere"})
    publish(host, deck)
    assert 'data-testid="board-row"' not in player.get(f"/leaderboard?deck={slug}").text


def lose(server: Server, clock: Clock, client: TestClient, run: str) -> None:
    """Miss the first file."""
    clock.sleep(2)
    row = server.database.read_now(
        lambda c: c.execute(runs.select().where(runs.c.id == run.rpartition("/")[2])).one()
    )
    lie = "lower" if row.file_score > row.anchor else "higher"
    client.post(f"{run}/guesses", data={"turn": 1, "guess": lie})


def test_the_owner_does_not_rank(server: Server, clock: Clock) -> None:
    """Neither in the browser that is signed in, nor in it after signing out; on others' decks as anybody."""
    host = signed_in(server)
    deck = own_deck(host)
    publish(host, deck)
    slug = deck.rpartition("/")[2]
    lose(server, clock, host, begin(host, deck))
    host.post("/host/sign-out")
    lose(server, clock, host, begin(host, deck))
    assert 'data-testid="board-row"' not in host.get(f"/leaderboard?deck={slug}").text
    lose(server, clock, host, begin(host, "/decks/citizens"))
    assert 'data-testid="board-row"' in host.get("/leaderboard?deck=citizens").text


def test_an_archived_deck_ends_nothing_that_runs(server: Server, clock: Clock) -> None:
    """No run can begin on it, an open one ends as it would have; publishing it again opens the same version."""
    host, player = signed_in(server), browser(server)
    deck = own_deck(host)
    publish(host, deck)
    slug = deck.rpartition("/")[2]
    run = begin(player, deck)
    assert host.post(f"{deck}/archive").status_code == 303
    assert player.post("/runs", data={"deck": slug}).status_code == 422
    lose(server, clock, player, run)
    assert 'data-testid="result"' in player.get(run).text
    assert host.post(f"{deck}/delete").status_code == 422
    publish(host, deck)
    assert server.database.read_now(lambda c: drafts.any_deck(c, slug)).deck.version == 1
    assert 'data-testid="board-row"' in player.get(f"/leaderboard?deck={slug}").text


def test_a_draft_with_errors_is_not_published(server: Server) -> None:
    """The page says what has to be mended, and nobody can play it."""
    host = signed_in(server)
    rows = ["name,score,fact: A", *(f"Same,{400 + n % 2 * 200},x" for n in range(12))]
    deck = own_deck(host, data="\n".join(rows).encode())
    answer = host.post(f"{deck}/publish")
    assert answer.status_code == 422
    assert "It was not published" in answer.text
    assert host.get(f"/decks/{deck.rpartition('/')[2]}").status_code == 404


def test_a_draft_that_changed_since_it_was_looked_at_is_not_published(server: Server) -> None:
    """The check was of another draft."""
    host = signed_in(server)
    deck = own_deck(host)
    looked = server.database.read_now(lambda c: drafts.any_deck(c, deck.rpartition("/")[2]))
    host.post(profile_url(host, deck, "Person 3"), data={"revision": "0", "place": "Elsewhere"})
    with pytest.raises(Refusal, match="look at it again"):
        server.database.write_now(lambda c: drafts.publish(c, looked))


def test_what_another_tab_changed_is_not_published_unseen(server: Server) -> None:
    """The button publishes the draft that its page has shown; the next look at it shows the other one."""
    host = signed_in(server)
    deck = own_deck(host)
    seen = revision_of(host, deck)
    rename_all(host, deck)
    refused = host.post(f"{deck}/publish", data=seen)
    assert refused.status_code == 422
    assert "Somebody changed this deck meanwhile" in refused.text
    assert host.post(f"{deck}/publish", data=revision_of(host, deck)).status_code == 303
