"""What the desk and the result say is so: distances, ranks, causes, and what there is to explain."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import judge, lose, open_run, rank_line

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.web.server import Server
from world import NOW

GAP = re.compile(r'verdict-outcome">(?:Right|Wrong)</b>: (\d+) (above|below) ([^<,]+)')


def own_score(server: Server, score: int) -> None:
    """Give every player this score."""
    server.database.write_now(lambda c: c.exec_driver_sql(f"UPDATE players SET own_score = {score}"))


def scale(page: str) -> str:
    """What the scale says aloud."""
    return re.search(r'class="scale"[^>]* aria-label="([^"]*)"', page)[1]


def announced(answer: str) -> str:
    """What a screen reader says after a guess."""
    return answer.rpartition('hx-swap="innerHTML">')[2]


@pytest.mark.parametrize("right", [True, False])
def test_a_years_distance_is_from_the_score_before_the_call(
    wide_server: Server, wide_client: TestClient, right: bool
) -> None:
    """Verdict and announcement name it, and the scale marks it beside the score that the call has made."""
    run = open_run(wide_client, "citizens", "year")
    judge(wide_server, wide_client, run)
    answer = judge(wide_server, wide_client, run, right, stake="30")
    now = 680 if right else 640  # the first wrong call costs ten at most
    score = int(re.search(r'data-testid="verdict-score"[^>]*>(\d+)', answer)[1])
    gap, side, whose = GAP.search(answer).groups()
    assert whose.rstrip(".") == "your 650"
    assert score == 650 + int(gap) * (1 if side == "above" else -1)
    assert f"{gap} {side} your 650" in announced(answer)
    assert f"You stand at {now}." in announced(answer)
    assert scale(answer).startswith(f"The scale from 350 to 950: You at {now}, compared at 650,")
    assert 'class="scale-compared"' in answer
    assert scale(wide_client.get(run).text) == scale(answer)


def test_who_is_compared_at_an_end_is_told_so_before_the_call(
    wide_server: Server, wide_client: TestClient
) -> None:
    """Nobody is asked about a score that is not the player's as if it were."""
    open_run(wide_client)
    own_score(wide_server, 420)
    run = open_run(wide_client)
    page = wide_client.get(run).text
    assert "than the 500 you are compared at?" in page
    assert scale(page) == "The scale from 350 to 950: You at 420, compared at 500."
    answer = judge(wide_server, wide_client, run)
    assert GAP.search(answer)[3].rstrip(".") == "the 500 you are compared at"
    run = open_run(wide_client, "citizens", "year")
    wide_server.database.write_now(
        lambda c: c.exec_driver_sql("UPDATE runs SET value = 450, anchor = 500 WHERE mode = 'year'")
    )
    page = wide_client.get(run).text
    assert "than the 500 you are compared at?" in page
    assert scale(page) == "The scale from 350 to 950: You at 450, compared at 500."
    answer = judge(wide_server, wide_client, run, stake="10")
    assert GAP.search(answer)[3].rstrip(".") == "the 500 you were compared at"


def test_a_chains_distance_is_from_the_person_before(wide_server: Server, wide_client: TestClient) -> None:
    """Who is judged takes that place at once, so that the score is named and stays on the scale."""
    run = open_run(wide_client, "citizens", "chain")
    before = int(re.search(r'data-testid="own-score">(\d+)', wide_client.get(run).text)[1])
    answer = judge(wide_server, wide_client, run)
    if "exactly the same" not in answer:
        assert GAP.search(answer)[3].rstrip(".") == f"the {before} before"
        assert f"compared at {before}" in scale(answer)


@pytest.mark.parametrize("mode", ["streak", "daily", "match"])
def test_where_nothing_moves_the_scale_has_one_mark(
    wide_server: Server, wide_client: TestClient, mode: str
) -> None:
    """What one is compared with stays the same in these modes."""
    run = open_run(wide_client, "matches" if mode == "match" else "citizens", mode)
    assert "compared" not in judge(wide_server, wide_client, run).replace("compared at?", "")


def test_a_like_and_a_perk_are_announced(wide_server: Server, wide_client: TestClient) -> None:
    """Not only shown."""
    run = open_run(wide_client, "matches", "match")
    answer = judge(wide_server, wide_client, run, like="like")
    assert ("They like you back." in announced(answer)) == (
        "They like you back." in answer.partition("<hx")[0]
    )
    assert re.search("They like you back|No answer", announced(answer))
    assert "You passed." in announced(judge(wide_server, wide_client, run, like="pass"))
    run = open_run(wide_client, "citizens", "year")
    answer = announced(judge(wide_server, wide_client, run, stake="20"))
    assert "+20 points. You stand at 660. New perk: Bicycle." in answer
    assert answer.rstrip().endswith(", medium, about 50 points.</hx-partial>")


def test_an_announcement_speaks_the_words_of_the_deck(wide_server: Server, wide_client: TestClient) -> None:
    """Nobody scores what is a price."""
    wide_server.database.write_now(
        lambda c: c.exec_driver_sql("UPDATE decks SET label = 'price', unit = 'EUR' WHERE slug = 'goals'")
    )
    answer = judge(wide_server, wide_client, open_run(wide_client, "goals"))
    assert re.search(
        r": price \d+ EUR, \d+ EUR (above|below) you, about \d+ places? apart\.", announced(answer)
    )


def a_year(server: Server, client: TestClient, right: bool) -> str:
    """Play a year of 20 a month; return its result."""
    run = open_run(client, "citizens", "year")
    while 'data-testid="result"' not in client.get(run).text:
        judge(server, client, run, right, stake="20")
    return client.get(run).text


def test_a_first_run_is_no_new_best(wide_server: Server, wide_client: TestClient) -> None:
    """Though it is the best so far: a year that ended last and blacklisted was called one."""
    assert rank_line(result := a_year(wide_server, wide_client, right=True)) == (
        "Your first on this board; nobody else is on the board yet."
    )
    assert "at the end of December" in result
    other = AsgiClient(build_app(wide_server), follow_redirects=False)
    open_run(other)
    wide_server.database.write_now(
        lambda c: c.exec_driver_sql(f"UPDATE players SET own_score = 400 WHERE created_at > {NOW}")
    )
    result = a_year(wide_server, other, right=False)
    assert "Blacklisted at" in result
    assert "end of December" not in result
    assert rank_line(result) == "Your first on this board: rank 2 of 2."
    best = rank_line(a_year(wide_server, other, right=True))  # as much as the first, from lower down
    assert best == "A new best of yours: rank 1 of 2, ahead of 100\N{NO-BREAK SPACE}% of the others."


def test_a_best_of_nothing_is_none(wide_server: Server, wide_client: TestClient) -> None:
    """It is still 0, and a field of one has no rank."""
    lines = []
    for _ in range(2):
        run = open_run(wide_client)
        judge(wide_server, wide_client, run, right=False)
        lines.append(rank_line(wide_client.get(run).text))
    assert lines == [
        "Your best so far is 0; nobody else is on the board yet.",
        "Your best is still 0; nobody else is on the board yet.",
    ]
    board = wide_client.get("/leaderboard?period=all").text
    assert "Your best so far is 0; nobody else is on this board yet." in board
    assert "You lead" not in board


def test_a_rank_that_is_shared_is_always_called_so(wide_server: Server, wide_client: TestClient) -> None:
    """With somebody behind as without, in a result and on a board."""
    lines, boards = [], []
    for count in (0, 2, 2):
        player = AsgiClient(build_app(wide_server), follow_redirects=False)
        run = open_run(player)
        for _ in range(count):
            judge(wide_server, player, run)
        lose(wide_server, player, run)
        lines.append(rank_line(player.get(run).text).partition(": ")[2])
        found = re.search(r'class="board-own">\s*([^<]*?)\s*</p>', player.get("/leaderboard").text)
        boards.append(found[1])
    assert lines[1:] == [
        "rank 1 of 2, ahead of 100\N{NO-BREAK SPACE}% of the others.",
        "rank 1 of 3, shared, ahead of 50\N{NO-BREAK SPACE}% of the others.",
    ]
    assert boards[2] == "Rank 1 of 3, shared, ahead of 50&nbsp;% of the others."
    last = AsgiClient(build_app(wide_server), follow_redirects=False)
    run = open_run(last)
    judge(wide_server, last, run, right=False)
    assert rank_line(last.get(run).text) == "Your best so far is 0: rank 3 of 4, shared."


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "One stranger"), (1, "Two strangers"), (10, "Twelve strangers"), (11, "13 strangers")],
)
def test_a_sentence_begins_with_a_word(
    wide_server: Server, wide_client: TestClient, count: int, words: str
) -> None:
    """Up to twelve; more than that are figures."""
    run = open_run(wide_client)
    for _ in range(count):
        judge(wide_server, wide_client, run)
    lose(wide_server, wide_client, run)
    assert f'<p class="mirror">{words} judged by a few lines' in wide_client.get(run).text


def test_a_perk_that_is_used_up_is_not_shown_as_one_to_have(
    wide_server: Server, wide_client: TestClient
) -> None:
    """Neither above the file nor in the list beside it."""
    run = open_run(wide_client, "citizens", "year")
    own_score(wide_server, 640)
    before = wide_client.get(run).text
    assert '<li class="chip chip-perk">No deposit</li>' in before
    judge(wide_server, wide_client, run, right=False, stake="10")
    page = wide_client.get(run).text
    assert '<li class="chip">No deposit, used up</li>' in page
    kept = re.search(r"No deposit <span class=\"([^\"]*)\">([^<]*)</span></summary>", page)
    assert kept.groups() == ("privilege-spent", "used up")
    assert "privilege-now" not in page


def test_the_last_like_is_told_in_the_plural(wide_server: Server, wide_client: TestClient) -> None:
    """No likes left, as no files and no runs."""
    run = open_run(wide_client, "matches", "match")
    for _ in range(4):
        answer = judge(wide_server, wide_client, run, like="like")
    assert "No likes left, file 5 of 8." in answer
