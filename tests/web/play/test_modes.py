"""Every mode by plain forms, what each refuses, and the pages around them."""

import re

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from tests.web.browser import HTMX, open_run, truth, turn_of, wrong

from higherthanthou.game.modes import MODES
from higherthanthou.store.tables import guesses, lifelines, ratings
from higherthanthou.web.server import Server

GAMES = [
    ("streak", "citizens"),
    ("chain", "goals"),
    ("daily", "citizens"),
    ("year", "citizens"),
    ("match", "matches"),
]


def play(server: Server, client: TestClient, run: str, turns: int, **fields: str) -> str:
    """So many right guesses by plain forms; return the page after them."""
    for _ in range(turns):
        server.now.sleep(2)
        page = client.get(run).text
        sent = client.post(
            f"{run}/guesses", data={"turn": turn_of(page), "guess": truth(server, run), **fields}
        )
        assert (sent.status_code, sent.headers["location"]) == (303, run)
    return client.get(run).text


def rows(server: Server, table) -> list:
    """All of a table."""
    return server.database.read_now(lambda connection: list(connection.execute(select(table))))


@pytest.mark.parametrize(("mode", "deck"), GAMES)
def test_a_whole_run_by_plain_forms(
    wide_server: Server, wide_client: TestClient, mode: str, deck: str
) -> None:
    """From the form on the deck's page to the result and its board."""
    page = wide_client.get(f"/decks/{deck}").text
    assert f'name="mode" value="{mode}"' in page
    run = open_run(wide_client, deck, mode)
    turns = MODES[mode].turns or 4
    page = play(wide_server, wide_client, run, turns)
    if MODES[mode].turns is None:
        wide_server.now.sleep(2)
        wide_client.post(
            f"{run}/guesses", data={"turn": turn_of(page), "guess": wrong(truth(wide_server, run))}
        )
        page = wide_client.get(run).text
    assert 'data-testid="result"' in page
    figure = re.search(r'data-testid="final-streak">([^<]+)<', page)[1]
    assert figure == MODES[mode].words.ending(value_of(wide_server, run)).figure
    board = wide_client.get(f"/leaderboard?deck={deck}&mode={mode}&period=week").text
    assert MODES[mode].words.board_title in board
    assert board.count('data-testid="board-row"') == 1
    assert MODES[mode].words.title in wide_client.get("/me").text


def value_of(server: Server, run: str) -> int:
    """What a run came to, by its log."""
    logged = [row for row in rows(server, guesses) if row.run_id == run.rpartition("/")[2]]
    mine = server.database.read_now(
        lambda c: c.exec_driver_sql(f"SELECT mode, own_score FROM runs WHERE id = '{logged[0].run_id}'").one()
    )
    return MODES[mine.mode].first_value(mine.own_score) + sum(row.gain for row in logged)


@pytest.mark.parametrize("stake", ["60", "100", "7", "fifty", ""])
def test_a_stake_that_is_not_open_changes_nothing(
    wide_server: Server, wide_client: TestClient, stake: str
) -> None:
    """422 with a sentence, as a page and as a fragment."""
    run = open_run(wide_client, "citizens", "year")
    before = wide_client.get(run).text
    for headers in ({}, HTMX):
        answer = wide_client.post(
            f"{run}/guesses", data={"turn": 1, "guess": "higher", "stake": stake}, headers=headers
        )
        assert answer.status_code == 422
        assert "stake" in answer.text
    assert wide_client.get(run).text == before
    assert rows(wide_server, guesses) == []


@pytest.mark.parametrize("like", ["love", "", "1"])
def test_a_like_is_a_like_or_a_pass(wide_server: Server, wide_client: TestClient, like: str) -> None:
    """422, nothing judged."""
    run = open_run(wide_client, "matches", "match")
    answer = wide_client.post(f"{run}/guesses", data={"turn": 1, "guess": "higher", "like": like})
    assert (answer.status_code, rows(wide_server, guesses)) == (422, [])


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"turn": "1", "kind": "swap"}, 422),
        ({"turn": "1", "kind": "miss"}, 422),
        ({"turn": "1", "kind": ""}, 422),
        ({"turn": "x", "kind": "swap"}, 422),
        ({"turn": "9", "kind": "swap"}, 303),
    ],
)
def test_a_lifeline_that_one_does_not_have(
    wide_server: Server, wide_client: TestClient, fields: dict[str, str], status: int
) -> None:
    """Refused; one for a turn that is not on the desk changes nothing either."""
    run = open_run(wide_client, "citizens", "year")
    assert wide_client.post(f"{run}/lifelines", data=fields).status_code == status
    assert rows(wide_server, lifelines) == []


def test_lifelines_by_form(wide_server: Server, wide_client: TestClient) -> None:
    """Offered when the score allows it; the page that comes back has another file, and no second swap."""
    run = open_run(wide_client, "citizens", "year")
    assert "use-swap" not in wide_client.get(run).text
    before = play(wide_server, wide_client, run, 1, stake="20")
    assert "New perk: Bicycle" in before
    answer = wide_client.post(f"{run}/lifelines", data={"turn": 2, "kind": "swap"}, headers=HTMX)
    assert answer.status_code == 200
    number = re.compile(r'class="file-number">([^<]+)<')
    assert number.search(answer.text)[1] != number.search(before)[1]
    assert "use-swap" not in answer.text


def test_an_uncovered_fact_was_not_on_the_page_before(wide_server: Server, wide_client: TestClient) -> None:
    """It comes from the server when it is asked for, and nothing of the record comes before."""
    run = open_run(wide_client, "citizens", "year")
    before = play(wide_server, wide_client, run, 3, stake="30")
    after = wide_client.post(f"{run}/lifelines", data={"turn": 4, "kind": "uncover"}, headers=HTMX).text
    file = re.compile(r'<article class="file.*?</article>', re.S)
    facts = re.compile(r"<dd>(\w+ fact \d+)</dd>")
    new = set(facts.findall(file.search(after)[0])) - set(facts.findall(file.search(before)[0]))
    assert len(new) == 1
    assert new.isdisjoint(facts.findall(file.search(before)[0]))
    assert new.pop() not in file.search(before)[0]


def test_stars_by_form(wide_server: Server, wide_client: TestClient) -> None:
    """Offered after the verdict; given once."""
    run = open_run(wide_client, "rated")
    assert 'name="stars"' not in wide_client.get(run).text
    page = play(wide_server, wide_client, run, 1)
    assert page.count('name="stars"') == 5
    for stars, status in (("6", 422), ("", 422), ("-1", 422), ("4", 303), ("1", 303)):
        assert wide_client.post(f"{run}/stars", data={"turn": 1, "stars": stars}).status_code == status
    page = wide_client.get(run).text
    assert "You gave 4 of 5." in page
    assert 'name="stars"' not in page
    assert [row.stars for row in rows(wide_server, ratings)] == [4]


def said(page: str) -> str:
    """What the answer has a screen reader say."""
    return re.search(r'<hx-partial hx-target="#announcer"[^>]*>([^<]*)</hx-partial>', page)[1]


def test_what_is_said_of_stars_and_lifelines(wide_server: Server, wide_client: TestClient) -> None:
    """What was done, and never the verdict of before; a lifeline for another turn did nothing, and that is said."""
    run = open_run(wide_client, "rated")
    play(wide_server, wide_client, run, 1)
    for stars in ("4", "1"):  # the second changes nothing
        answer = wide_client.post(f"{run}/stars", data={"turn": 1, "stars": stars}, headers=HTMX)
        assert re.fullmatch(r"You gave .+ 4 of 5 stars\.", said(answer.text))
    run = open_run(wide_client, "citizens", "year")
    page = play(wide_server, wide_client, run, 2, stake="20")
    name = re.compile(r'id="file-name">([^<]+)<')
    file = name.search(page)[1]
    late = wide_client.post(f"{run}/lifelines", data={"turn": 1, "kind": "swap"}, headers=HTMX)
    assert said(late.text) == "Nothing has changed: that file was judged already."
    swapped = wide_client.post(f"{run}/lifelines", data={"turn": 3, "kind": "swap"}, headers=HTMX)
    other = name.search(swapped.text)[1]
    assert other != file
    assert said(swapped.text) == f"Another file: {other}."


@pytest.mark.parametrize("path", ["lifelines", "stars", "guesses"])
def test_nobody_plays_for_somebody_else(wide_client: TestClient, path: str) -> None:
    """A run is found for its player only."""
    run = open_run(wide_client, "rated", "year")
    wide_client.cookies.clear()
    data = {"turn": 1, "kind": "swap", "stars": "5", "guess": "higher"}
    assert wide_client.post(f"{run}/{path}", data=data).status_code == 404
    open_run(wide_client)
    assert wide_client.post(f"{run}/{path}", data=data).status_code == 404


def test_the_daily_page_opens_yesterday_and_not_today(wide_server: Server, wide_client: TestClient) -> None:
    """Today's names are nowhere on it; tomorrow they are, with receipts and what everybody said."""
    assert "none was drawn" in wide_client.get("/daily").text
    run = open_run(wide_client, "citizens", "daily")
    names = set()
    for _ in range(10):
        names |= set(re.findall(r'id="file-name">([^<]+)<', wide_client.get(run).text))
        assert not any(name in wide_client.get("/daily").text for name in names)
        play(wide_server, wide_client, run, 1)
    assert "Your result of today" in wide_client.get("/daily").text
    wide_server.now.sleep(86_400)
    page = wide_client.get("/daily?deck=citizens").text
    assert all(name in page for name in names)
    assert page.count('data-testid="receipt"') == 10
    assert (
        page.count("100 % said higher") + page.count("0 % said higher") - page.count("100 % said higher") >= 1
    )
    assert "One day in a row" in page
    wide_server.now.sleep(86_400)
    assert "none was drawn" in wide_client.get("/daily").text
    assert wide_client.get("/daily?deck=nowhere").status_code == 404


def test_two_tabs_on_one_daily(wide_server: Server, wide_client: TestClient) -> None:
    """Both are the same run; a guess in the older tab gets the stored answer."""
    run = open_run(wide_client, "citizens", "daily")
    assert open_run(wide_client, "citizens", "daily") == run
    side = truth(wide_server, run)
    first = wide_client.post(f"{run}/guesses", data={"turn": 1, "guess": side}, headers=HTMX).text
    assert (
        wide_client.post(f"{run}/guesses", data={"turn": 1, "guess": wrong(side)}, headers=HTMX).text == first
    )


def test_the_wall_asks_first(wide_server: Server, wide_client: TestClient) -> None:
    """The result of a bad year offers it, /me takes it back, and the wall says how one comes off."""
    wide_client.post("/me/wall", data={"consent": "no"})
    wide_server.database.write_now(lambda c: c.exec_driver_sql("UPDATE players SET own_score = 420"))
    run = open_run(wide_client, "citizens", "year")
    for turn in range(1, 8):  # 600, less 10, twice 70, and under 500 four times 30 at most
        wide_server.now.sleep(2)
        side, stake = wrong(truth(wide_server, run)), "30" if turn < 4 else "20"
        wide_client.post(f"{run}/guesses", data={"turn": turn, "guess": side, "stake": stake})
    page = wide_client.get(run).text
    assert "Blacklisted at" in page
    assert 'action="/me/wall"' in page
    assert "Blacklisted" not in wide_client.get("/wall").text
    assert wide_client.post("/me/wall", data={"consent": "perhaps"}).status_code == 422
    assert wide_client.post("/me/wall", data={"consent": "yes"}).status_code == 303
    wall = wide_client.get("/wall").text
    assert wall.count('data-testid="blacklisted"') == 1
    assert "How to come off" in wall
    assert "Longest streaks" in wall
    assert "Best years" in wide_client.get("/wall?mode=year").text
    assert wide_client.get("/wall?mode=century").status_code == 422
    me = wide_client.get("/me").text
    assert "Take my yes back" in me
    assert "Blacklisted at 350" in me
    wide_client.post("/me/wall", data={"consent": "no"})
    assert "Blacklisted" not in wide_client.get("/wall").text


def test_the_front_page_offers_every_mode_and_play_is_a_streak(wide_client: TestClient) -> None:
    """Each with a few words and a deck that it suits; the daily has a place of its own."""
    page = wide_client.get("/").text
    for mode in MODES.values():
        assert f'name="mode" value="{mode.key}"' in page
        if mode.key not in ("streak", "daily"):
            assert mode.words.brief in page
    assert page.index('value="streak"') < page.index('value="chain"')


def test_claims_stand_with_grade_and_source(wide_client: TestClient) -> None:
    """On a page of their own, and between the files of a year."""
    page = wide_client.get("/claims").text
    for grade in ("known", "reported", "disputed", "false"):
        assert f"claim-{grade}" in page
    run = open_run(wide_client, "citizens", "year")
    assert "Between two files" in wide_client.get(run).text


def test_an_export_has_what_the_modes_keep(wide_server: Server, wide_client: TestClient) -> None:
    """Stakes, lifelines, stars and days."""
    run = open_run(wide_client, "rated", "year")
    play(wide_server, wide_client, run, 1, stake="20")
    wide_client.post(f"{run}/lifelines", data={"turn": 2, "kind": "swap"})
    wide_client.post(f"{run}/stars", data={"turn": 1, "stars": 3})
    open_run(wide_client, "citizens", "daily")
    kept = wide_client.get("/me/export").json()
    assert kept["guesses"][0]["stake"] == 20
    assert kept["lifelines"][0]["kind"] == "swap"
    assert kept["stars"][0]["stars"] == 3
    assert len(kept["days"]) == 1
