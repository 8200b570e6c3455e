"""Boards are made once a second for everybody; what is one's own, and names that must go, are there at once."""

import re

import pytest
from sqlalchemy.engine import Connection
from starlette.testclient import TestClient
from tests.web.browser import open_run, truth, wrong

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.store.boards import hidden_aliases
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import aliases
from higherthanthou.store.tables import board_rows
from higherthanthou.web.boards import board_view
from higherthanthou.web.decks.decks import FEW
from higherthanthou.web.server import Server
from world import NOW, Clock

BOARD = "/leaderboard?deck=citizens&period=all"
DECK = "/decks/citizens"
NAMED = (BOARD, DECK, "/wall")
"""The pages that name players."""

ROW = re.compile(
    r'<tr class="board-row( board-mine)?".*?board-rank">(\d+)<.*?<bdi>(.*?)</bdi>.*?board-value">(\d+)<', re.S
)


def rows(page: str) -> list[tuple[bool, int, int]]:
    """The rows of a board: whether it is one's own, rank, value."""
    return [(bool(mine), int(rank), int(value)) for mine, rank, _, value in ROW.findall(page)]


def browser(server: Server) -> TestClient:
    """Another browser."""
    return AsgiClient(build_app(server), follow_redirects=False)


class Game:
    """A run whose last file is on the desk: all calls before were right."""

    def __init__(self, client: TestClient, server: Server, clock: Clock, rights: int) -> None:
        """Play up to there."""
        self.client, self.server, self.run, self.turn = client, server, open_run(client), rights + 1
        for turn in range(1, rights + 1):
            clock.sleep(2)
            self._guess(turn, truth(server, self.run))
        clock.sleep(2)

    def lose(self) -> None:
        """Miss, in the very second in which the clock stands."""
        self._guess(self.turn, wrong(truth(self.server, self.run)))

    def _guess(self, turn: int, side: str) -> None:
        answer = self.client.post(f"{self.run}/guesses", data={"turn": turn, "guess": side})
        assert answer.status_code == 303


def test_the_own_row_is_there_at_once(client: TestClient, server: Server, clock: Clock) -> None:
    """A run that ends is on its player's board in the same second, in its place and marked."""
    others = browser(server)
    Game(others, server, clock, 2).lose()
    game = Game(client, server, clock, 3)
    assert rows(others.get(BOARD).text) == [(True, 1, 2)]
    game.lose()
    assert rows(client.get(BOARD).text) == [(True, 1, 3), (False, 2, 2)]
    assert "Rank 1 of 2, ahead of 100" in client.get(BOARD).text
    assert rows(others.get(BOARD).text) == [(False, 1, 3), (True, 2, 2)]
    assert "Rank 2 of 2." in others.get(BOARD).text


def test_a_row_below_the_first_ones_is_exact_at_once(
    client: TestClient, server: Server, clock: Clock
) -> None:
    """Rank, number of players and value are those of this moment, while the rows above are of this second."""
    for _ in range(FEW):
        Game(browser(server), server, clock, 2).lose()
    best, first, second = (Game(client, server, clock, rights) for rights in (3, 1, 0))
    assert [value for *_, value in rows(client.get(DECK).text)] == [2] * 5
    second.lose()
    page = client.get(DECK).text
    assert rows(page)[-1] == (True, 6, 0)
    assert "Rank 6 of 6." in page
    first.lose()
    assert rows(client.get(DECK).text)[-1] == (True, 6, 1)
    assert len(rows(client.get(DECK).text)) == 6
    best.lose()
    assert rows(client.get(DECK).text) == [(True, 1, 3)] + [(False, 2, 2)] * 4


def test_others_see_it_a_second_later(client: TestClient, server: Server, clock: Clock) -> None:
    """What somebody else reached is on the board of a visitor within a second, and not made for each look."""
    game, visitor = Game(client, server, clock, 2), browser(server)
    assert rows(visitor.get(BOARD).text) == []
    game.lose()
    assert rows(visitor.get(BOARD).text) == []
    clock.sleep(1)
    assert rows(visitor.get(BOARD).text) == [(False, 1, 2)]


def test_a_board_is_read_once_in_a_second(
    client: TestClient, server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many look at it, and whatever is played meanwhile."""
    read: list[int] = []
    top = board_view.boards.top
    monkeypatch.setattr(board_view.boards, "top", lambda *args: (read.append(1), top(*args))[1])
    game = Game(client, server, clock, 1)
    for _ in range(3):
        for path in (BOARD, DECK):
            assert client.get(path).status_code == 200
            assert browser(server).get(path).status_code == 200
        open_run(browser(server))
    game.lose()
    assert browser(server).get(BOARD).status_code == 200
    assert len(read) == 2


def hide_quail(connection: Connection) -> None:
    """Hide the alias of a player everywhere."""
    player_id = aliases.named(connection, "Quiet Quail")
    hidden_aliases.hide(connection, player_id, "Quiet Quail", hidden_aliases.EVERYWHERE, NOW)


@pytest.mark.parametrize("path", NAMED)
def test_a_name_that_is_hidden_is_gone_at_once(
    client: TestClient, server: Server, clock: Clock, path: str
) -> None:
    """A write that is no move of play makes every page anew."""
    Game(client, server, clock, 2).lose()
    client.post("/me/name", data={"name": "Quiet Quail"})
    visitor = browser(server)
    assert "Quiet Quail" in visitor.get(path).text
    server.database.write_now(hide_quail)
    assert "Quiet Quail" not in visitor.get(path).text
    assert "Quiet Quail" in client.get(BOARD).text


@pytest.mark.parametrize("path", NAMED)
def test_a_player_who_is_erased_is_gone_at_once(
    client: TestClient, server: Server, clock: Clock, path: str
) -> None:
    """In the same second, for everybody; so is a name that was changed."""
    Game(client, server, clock, 2).lose()
    visitor = browser(server)
    for name in ("Quiet Quail", "Loud Lark"):
        client.post("/me/name", data={"name": name})
        assert name in visitor.get(path).text
    assert "Quiet Quail" not in visitor.get(path).text
    assert client.post("/me/delete").status_code == 303
    assert "Loud Lark" not in visitor.get(path).text


@pytest.mark.parametrize("path", NAMED)
def test_what_another_process_hides_is_gone_within_a_second(
    client: TestClient, server: Server, clock: Clock, path: str
) -> None:
    """A command or another worker writes past this process."""
    Game(client, server, clock, 2).lose()
    client.post("/me/name", data={"name": "Quiet Quail"})
    visitor = browser(server)
    assert "Quiet Quail" in visitor.get(path).text
    other = Database(server.database.url)
    other.write_now(hide_quail)
    other.close()
    clock.sleep(1)
    assert "Quiet Quail" not in visitor.get(path).text


def test_a_row_that_another_process_took_away_is_no_own_one(
    client: TestClient, server: Server, clock: Clock
) -> None:
    """The board agrees with the player's own row, also where that is gone."""
    Game(client, server, clock, 2).lose()
    assert rows(client.get(BOARD).text) == [(True, 1, 2)]
    other = Database(server.database.url)
    other.write_now(lambda connection: connection.execute(board_rows.delete()))
    other.close()
    assert rows(client.get(BOARD).text) == []


def test_the_board_of_a_day_ends_with_it(client: TestClient, server: Server, clock: Clock) -> None:
    """At midnight it is another one, however short ago it was made."""
    day = 24 * 3600 * 1000
    game = Game(client, server, clock, 1)
    clock.now += day - clock.now % day - 1  # the last millisecond of the day
    game.lose()
    today = BOARD.replace("all", "today")
    assert rows(client.get(today).text) == [(True, 1, 1)]
    clock.now += 1
    assert rows(client.get(today).text) == []
