"""A player's days: the calendar, the days in a row, what was said of the last ten, and the dailies of other decks."""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Connection
from starlette.testclient import TestClient
from tests.web.browser import judge, open_run

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.game.modes.daily import DAY, order_of
from higherthanthou.store.days import days
from higherthanthou.store.days.days import RevealedFile
from higherthanthou.store.tables import decks
from higherthanthou.web.days import opened
from higherthanthou.web.server import Server

CELL = re.compile(r'<td class="calendar-day calendar-(\w+)( calendar-now)?".*?</td>', re.S)


def play_day(server: Server, client: TestClient, right: int, deck: str = "citizens") -> str:
    """The ten of today, the first so many right; return the run."""
    run = open_run(client, deck, "daily")
    for turn in range(1, 11):
        judge(server, client, run, turn <= right)
    return run


def daily(client: TestClient, deck: str = "citizens") -> str:
    """The page of a deck's daily."""
    answer = client.get(f"/daily?deck={deck}")
    assert answer.status_code == 200
    return answer.text


def played(page: str) -> list[int]:
    """The right answers in the calendar, oldest day first."""
    cells = [cell[0] for cell in CELL.finditer(page) if cell[1] == "played"]
    return [int(number) for cell in cells for number in re.findall(r"<b>(\d+)</b>", cell)]


def test_a_stranger_reads_of_no_days(wide_client: TestClient) -> None:
    """No calendar without a player, but the time to the next ten."""
    page = daily(wide_client)
    assert "calendar" not in page
    assert "Next ten at midnight UTC" in page


def test_three_days_stand_in_the_calendar(wide_server: Server, wide_client: TestClient) -> None:
    """Two in a row, one left out, and one more: each with what it came to."""
    for right, apart in ((6, 1), (0, 2), (9, 0)):
        play_day(wide_server, wide_client, right)
        page = daily(wide_client)
        assert f"<b>{right}</b> of 10 right" in page
        wide_server.now.sleep(apart * DAY / 1000)
    page = daily(wide_client)
    assert played(page) == [6, 0, 9]
    assert page.count("calendar-now") == 1
    assert "One day in a row." in page


def test_days_in_a_row_go_back_before_the_calendar(wide_server: Server, wide_client: TestClient) -> None:
    """They are counted from all days where the whole calendar is full."""
    run = open_run(wide_client, "citizens", "daily")
    for _ in range(10):
        judge(wide_server, wide_client, run)
    copy_days(wide_server, run, 40)
    assert "41 days in a row." in daily(wide_client)
    assert "41 days in a row." in wide_client.get("/").text


def copy_days(server: Server, run: str, count: int) -> None:
    """Put the same go on so many days before its own."""
    run_id = run.rpartition("/")[2]

    def write(connection) -> None:
        [entry] = connection.exec_driver_sql(
            f"SELECT player_id, deck_id, day FROM day_entries WHERE run_id = '{run_id}'"
        ).all()
        for back in range(1, count + 1):
            connection.exec_driver_sql(
                "INSERT INTO day_entries (player_id, deck_id, day, run_id) "
                f"VALUES ({entry[0]}, {entry[1]}, {entry[2] - back}, '{run_id}')"
            )

    server.database.write_now(write)


def test_the_last_ten_tell_what_everybody_said_and_what_one_said_oneself(
    wide_server: Server, wide_client: TestClient
) -> None:
    """Per file the share who said higher, beside one's own call; and the histogram. Nobody else reads one's calls."""
    run = play_day(wide_server, wide_client, 6)
    wide_server.now.sleep((DAY + 3_600_000) / 1000)
    page = daily(wide_client)
    said = re.findall(r"you were (right|wrong)", page)
    wanted = dict(zip(order_of(run.rpartition("/")[2]), ["right"] * 6 + ["wrong"] * 4, strict=True))
    assert said == [wanted[place] for place in range(1, 11)]
    assert len(re.findall(r"(?:0|100) % said higher", page)) == 10
    assert 'data-testid="day-results"' in page
    assert "You had 6" in page
    with AsgiClient(build_app(wide_server)) as stranger:
        assert "you were" not in daily(stranger)


def test_the_last_ten_are_laid_out_once_for_all_who_ask_in_a_second(
    wide_server: Server, wide_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their files, receipts and tallies are the same for everybody, who find them again a second later."""
    play_day(wide_server, wide_client, 6)
    wide_server.now.sleep((DAY + 3_600_000) / 1000)
    laid_out: list[int] = []

    def revealed(connection: Connection, deck_id: int, day: int) -> list[RevealedFile]:
        laid_out.append(day)
        return days.revealed(connection, deck_id, day)

    monkeypatch.setattr(opened, "days", SimpleNamespace(revealed=revealed, drawn=days.drawn))
    for _ in range(3):
        assert "You had 6" in daily(wide_client)
    assert len(laid_out) == 1
    wide_server.now.sleep(1)
    daily(wide_client)
    assert len(laid_out) == 2


def test_the_dailies_of_other_decks_are_rows(wide_server: Server, wide_client: TestClient) -> None:
    """Those played first, with what they came to; an unlisted one only for those who have played it."""
    play_day(wide_server, wide_client, 4, "matches")
    rows = re.findall(
        r'class="daily-other"><a href="/daily\?deck=([\w-]+)".*?<span>(.*?)</span>', daily(wide_client)
    )
    assert rows == [("matches", "4 of 10 today"), ("rated", "not yet today")]
    away = update(decks).where(decks.c.slug == "matches").values(unlisted=True)
    wide_server.database.write_now(lambda c: c.execute(away))
    assert "deck=matches" in daily(wide_client)
    with AsgiClient(build_app(wide_server)) as stranger:
        assert "deck=matches" not in daily(stranger)


def test_an_erased_player_reads_as_a_stranger(wide_client: TestClient) -> None:
    """With the old cookie still in hand."""
    open_run(wide_client, "citizens", "daily")
    cookie = wide_client.cookies.get("player")
    wide_client.post("/me/delete")
    wide_client.cookies.set("player", str(cookie))
    assert "calendar" not in daily(wide_client)
    assert "Play today’s ten" in wide_client.get("/").text
