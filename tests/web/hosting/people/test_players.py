"""The players of a deck: a host hides an alias there, its player is told, and the results are without it."""

import csv
import io
import re

import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient
from tests.web.browser import judge, open_run
from tests.web.hosts import browser, own_deck, signed_in

from higherthanthou.game.names.alias import alias_key
from higherthanthou.store.tables import board_rows
from higherthanthou.store.tables import players as player_rows
from higherthanthou.store.upkeep.rebuild import differing, rebuild
from higherthanthou.web.hosting import statistics_pages
from higherthanthou.web.server import Server

LOUD = "Loud Parrot"


def name(client: TestClient, alias: str) -> None:
    """Choose an alias."""
    assert client.post("/me/name", data={"name": alias}).status_code == 303


@pytest.fixture
def player(server: Server, deck: str) -> TestClient:
    """The browser of a player who has ended a run with two right guesses."""
    found = browser(server)
    name(found, LOUD)
    play(server, found, deck, 2)
    return found


def play(server: Server, client: TestClient, deck: str, right: int) -> None:
    """A run with so many right guesses."""
    run = open_run(client, deck.rpartition("/")[2])
    for _ in range(right):
        judge(server, client, run)
    judge(server, client, run, right=False)


def board(client: TestClient, deck: str, page: str = "leaderboard") -> str:
    """The board of a deck, or its wall."""
    return client.get(f"/{page}?deck={deck.rpartition('/')[2]}&period=all").text


def do(host: TestClient, deck: str, what: str, alias: str = LOUD):
    """Press a button beside an alias."""
    return host.post(f"{deck}/players", data={"alias": alias, "do": what, "mode": "streak"})


def rows(host: TestClient, deck: str) -> list[dict[str, str]]:
    """The results as CSV."""
    return list(csv.DictReader(io.StringIO(host.get(f"{deck}/results.csv").text.removeprefix("\ufeff"))))


def test_a_hidden_alias_is_read_by_its_player_alone(
    server: Server, host: TestClient, deck: str, player: TestClient
) -> None:
    """On the board, the wall, the page of the deck and in the results; at once, and with the rank."""
    stranger = browser(server)
    assert LOUD in board(stranger, deck)
    assert do(host, deck, "hide").status_code == 303
    slug = deck.rpartition("/")[2]
    pages = [board(stranger, deck), board(stranger, deck, "wall"), stranger.get(f"/decks/{slug}").text]
    for page in pages:
        assert LOUD not in page
        assert "name hidden" in page
    own = board(player, deck)
    assert LOUD in own
    assert "You lead a field of one." in own
    assert [row["player"] for row in rows(host, deck)] == ["name hidden"]
    assert "name hidden" not in board(stranger, "/host/decks/citizens")
    assert do(host, deck, "show").status_code == 303
    assert LOUD in board(stranger, deck)


def test_its_player_is_told_and_may_choose_another(
    server: Server, host: TestClient, deck: str, player: TestClient
) -> None:
    """But not the hidden one again; another one is shown."""
    assert 'data-testid="hidden"' not in player.get("/me").text
    do(host, deck, "hide")
    page = player.get("/me").text
    assert "Your alias is hidden on the boards of Paper planes: others read “name hidden”" in page
    assert f"<bdi>{LOUD}</bdi></h1>" in page
    name(player, "Meek Parrot")
    assert "Your alias is hidden" not in player.get("/me").text
    again = player.post("/me/name", data={"name": "loud parrot"})
    assert again.status_code == 422
    assert "That alias of yours was hidden; please choose another." in again.text
    assert "Meek Parrot" in board(browser(server), deck)


def test_a_generated_alias_stands_instead_on_that_deck(
    server: Server, host: TestClient, deck: str, player: TestClient
) -> None:
    """Its player reads which; the host can undo it, and finds it by the alias that it stands for."""
    do(host, deck, "rename")
    [row] = rows(host, deck)
    instead = row["player"]
    assert instead not in ("name hidden", LOUD)
    assert instead in board(browser(server), deck)
    assert f"others read “{instead}” in its place" in player.get("/me").text
    page = host.get(f"{deck}/players?words=parrot").text
    assert instead in page
    assert f"for <bdi>{LOUD}</bdi>" in page
    do(host, deck, "show")
    assert LOUD in board(browser(server), deck)


@pytest.mark.sqlite
def test_what_cannot_be_done_is_said(server: Server, host: TestClient, deck: str, player: TestClient) -> None:
    """An alias that nobody who played has, and a button that there is not; nothing changes."""
    name(browser(server), "Never Played")
    for alias in ("Nobody At All", "Never Played", ""):
        refused = do(host, deck, "hide", alias)
        assert refused.status_code == 422
        assert "Nobody who played this deck has that alias now" in refused.text
    assert do(host, deck, "burn").status_code == 422
    assert LOUD in board(browser(server), deck)


def test_a_deck_of_somebody_else_is_looked_after_by_an_operator_alone(
    server: Server, host: TestClient, deck: str, player: TestClient
) -> None:
    """Another host finds nothing."""
    other = signed_in(server, "Another Host")
    assert do(other, deck, "hide").status_code == 404
    assert other.get(f"{deck}/players").status_code == 404
    make_operator(server, "Another Host")
    assert "Not a deck of yours" in other.get(f"{deck}/players").text
    assert do(other, deck, "hide").status_code == 303
    assert LOUD not in board(browser(server), deck)
    assert other.get(deck).status_code == 404


def make_operator(server: Server, host_name: str) -> None:
    """Make a host an operator."""
    from higherthanthou.store.hosts import hosts

    def work(connection) -> None:
        hosts.make_operator(connection, hosts.named(connection, host_name).id, True)

    server.database.write_now(work)


def test_results_are_by_player_and_mode_without_the_host(
    server: Server, host: TestClient, deck: str, player: TestClient
) -> None:
    """What a spreadsheet would run is guarded, and the host's own runs are in no number."""
    play(server, player, deck, 1)
    slug = deck.rpartition("/")[2]
    judge(server, player, open_run(player, slug, "chain"), right=False)
    play(server, host, deck, 3)
    sly = browser(server)
    name(sly, "Sly Fox")
    evil = {"alias": "=1+1", "alias_key": alias_key("=1+1")}
    server.database.write_now(
        lambda c: c.execute(update(player_rows).where(player_rows.c.alias == "Sly Fox").values(evil))
    )
    open_run(sly, slug)
    found = {(row["player"], row["mode"]): row for row in rows(host, deck)}
    assert set(found) == {(LOUD, "streak"), (LOUD, "chain"), ("'=1+1", "streak")}
    mine = found[LOUD, "streak"]
    assert [mine[c] for c in ("runs", "guesses", "right", "best")] == ["2", "5", "3", "2"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", mine["last_day"])
    assert [found["'=1+1", "streak"][c] for c in ("runs", "guesses", "right", "best")] == ["1", "0", "0", ""]
    statistics = host.get(f"{deck}/statistics").text
    assert re.search(r"<dt>Guesses</dt><dd[^>]*>6</dd>", statistics)
    assert re.search(r"<dt>Longest streak</dt><dd[^>]*>2</dd>", statistics)


def test_a_board_is_put_to_zero_after_a_page_that_asks(
    server: Server, host: TestClient, deck: str, player: TestClient
) -> None:
    """The page changes nothing; then the board is empty, also rebuilt, and counts what ends from then on."""
    page = host.get(f"{deck}/zero?mode=streak").text
    assert "1 player on it now" in page
    assert LOUD in board(browser(server), deck)
    server.now.sleep(5)
    gone = host.post(f"{deck}/zero", data={"mode": "streak"})
    assert gone.headers["location"] == f"{deck}/players?mode=streak&done=zero"
    page = host.get(gone.headers["location"]).text
    assert "The boards are at zero." in page
    assert "Put to zero on 21 September 2026;" in page
    assert LOUD in page
    assert LOUD not in board(browser(server), deck)
    assert server.database.write_now(rebuild) == []
    play(server, player, deck, 1)
    assert LOUD in board(browser(server), deck)
    assert server.database.read_now(lambda c: list(differing(c))) == []


@pytest.mark.sqlite
def test_boards_of_other_versions_are_put_to_zero_only_if_all_are_meant(
    server: Server, host: TestClient, deck: str, player: TestClient
) -> None:
    """The first version has a board, too, after a second is published."""
    host.post(f"{deck}/profiles", data={"name": "Twenty-first", "score": "440", "form": "x"})
    assert host.post(f"{deck}/publish").status_code == 303
    kept = select(board_rows.c.board).where(board_rows.c.board.contains("/1/streak/"))

    def left() -> int:
        return len(server.database.read_now(lambda c: c.execute(kept).all()))

    assert "All of them" in host.get(f"{deck}/zero?mode=streak").text
    host.post(f"{deck}/zero", data={"mode": "streak", "versions": "present"})
    assert left() == 3
    assert host.post(f"{deck}/zero", data={"mode": "streak", "versions": "some"}).status_code == 422
    host.post(f"{deck}/zero", data={"mode": "streak", "versions": "all"})
    assert left() == 0


@pytest.mark.sqlite
def test_a_deck_that_was_never_published_has_no_board_to_put_to_zero(
    server: Server, host: TestClient
) -> None:
    """It can still be thrown away, whole."""
    draft = own_deck(host, "A draft")
    refused = host.post(f"{draft}/zero", data={"mode": "streak"})
    assert refused.status_code == 422
    assert "That deck was never published: it has no board." in refused.text
    assert host.post(f"{draft}/delete").status_code == 303


@pytest.mark.sqlite
def test_files_that_few_have_judged_are_neither_hard_nor_easy(
    server: Server, host: TestClient, deck: str, player: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many they are is said; a file that was judged often enough is ranked."""
    page = host.get(f"{deck}/statistics").text
    assert "3 of 3 judged files have fewer than 5 judgements: too few to say how hard they are." in page
    assert "Hardest files" not in page
    monkeypatch.setattr(statistics_pages, "FEWEST", 2)
    for n in range(8):
        play(server, browser(server), deck, n % 3)
    page = host.get(f"{deck}/statistics").text
    hardest = page.partition("Hardest files")[2].partition("Scores of the draft")[0]
    judged = [int(count) for count in re.findall(r'data-label="Judged">(\d+)<', hardest)]
    assert judged
    assert min(judged) >= 2
    lines = list(csv.DictReader(io.StringIO(host.get(f"{deck}/statistics.csv").text.removeprefix("\ufeff"))))
    few = sum(int(line["judged"]) < 2 for line in lines)
    assert few
    assert f"{few} of {len(lines)} judged files ha" in page
