"""A streak on the page: credit, milestones, how it ends, and what the bars of its files tell."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import judge, lose, open_run

from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.game.modes.closings import LONGER, STREAKS
from higherthanthou.web.html import pieces
from higherthanthou.web.play.intake import _options, asked
from higherthanthou.web.server import Server

BAR = re.compile(
    r'<dt>([^<]+)</dt><dd[^>]*><span class="bar bar-\d( bar-thin)?"><span class="unseen">withheld(, )?</span></span>'
    r'(?:<span class="bar-reach">up to (\d+)<span class="unseen"> points?</span></span>)?</dd>'
)


def test_credit_is_seen_and_heard_when_it_comes_and_goes(
    wide_server: Server, wide_client: TestClient
) -> None:
    """A token beside the streak, a line in the place of the fact that swung it, and the same line once aloud."""
    run = open_run(wide_client)
    for _ in range(4):
        answer = judge(wide_server, wide_client, run)
    assert "verdict-line" not in answer
    assert 'data-testid="credit"' not in answer
    answer = judge(wide_server, wide_client, run)
    assert 'data-testid="credit"' in answer
    line = "Five. You have credit: one miss is on the house."
    panel, _, told = answer.partition("<hx-partial")
    assert (panel.count(line), told.count(line)) == (1, 1)
    assert "credit-new" in answer
    assert 'data-testid="credit"' in wide_client.get(run).text
    answer = judge(wide_server, wide_client, run)
    assert 'data-testid="credit"' in answer
    assert "credit-new" not in answer
    answer = judge(wide_server, wide_client, run, right=False)
    assert '<b data-testid="verdict-outcome">Wrong, on credit</b>: ' in answer
    assert "Wrong, on credit. " in answer.partition("<hx-partial")[2]
    assert answer.count("Five in a row open the account again.") == 2
    assert 'data-testid="credit"' not in answer
    assert 'data-testid="streak">6<' in answer


def test_an_older_verdict_has_no_line_of_now(wide_server: Server, wide_client: TestClient) -> None:
    """A turn that is sent again is answered with its own verdict; that it was on credit stays so."""
    run = open_run(wide_client)
    for _ in range(5):
        judge(wide_server, wide_client, run)
    judge(wide_server, wide_client, run, right=False)
    for turn, outcome in ((4, "Right"), (6, "Wrong, on credit")):
        sent = wide_client.post(
            f"{run}/guesses", data={"turn": turn, "guess": "higher"}, headers={"HX-Request": "true"}
        )
        assert f'verdict-outcome">{outcome}<' in sent.text
        assert ('data-testid="verdict-line"' in sent.text) == (turn == 6)


def test_a_result_says_what_the_streak_is_worth(wide_server: Server, wide_client: TestClient) -> None:
    """One of the lines for its length, behind why the last call was missed."""
    run = open_run(wide_client)
    for _ in range(6):
        judge(wide_server, wide_client, run)
    page = lose(wide_server, wide_client, run)
    closing = re.search(r'data-testid="closing">([^<]*)<', page)[1]
    lines = next((lines for most, lines in STREAKS if most >= 6), LONGER)
    assert closing.endswith(tuple(lines))
    assert closing == re.search(r'data-testid="closing">([^<]*)<', wide_client.get(run).text)[1]
    assert "I judged 6 files right, with 1 miss on credit, and the next one wrong." in page
    assert "The file that broke it" in page


def test_a_drawer_that_is_empty_after_a_miss_on_credit_breaks_nothing(
    wide_server: Server, wide_client: TestClient
) -> None:
    """Nobody is left to judge; no file has broken the run."""
    run = open_run(wide_client)
    for _ in range(5):
        judge(wide_server, wide_client, run)
    wide_server.database.write_now(
        lambda c: c.exec_driver_sql(
            "UPDATE profiles SET until = 1 WHERE id NOT IN (SELECT profile_id FROM runs)"
        )
    )
    judge(wide_server, wide_client, run, right=False)
    page = wide_client.get(run).text
    assert "Nobody left to judge" in page
    assert "The last file" in page
    assert "The file that broke it" not in page


def test_a_bar_tells_how_much_its_trait_can_weigh(wide_server: Server, wide_client: TestClient) -> None:
    """By its label alone: thin up to 20 points, whatever is below it; a label of no trait says nothing."""
    model, seen = load_model("sesame"), dict[str, tuple[bool, str | None]]()
    for _ in range(12):
        run = open_run(wide_client)
        while len(seen) < 8 and 'data-testid="result"' not in (page := wide_client.get(run).text):
            for label, thin, comma, reach in BAR.findall(page):
                assert seen.setdefault(label, (bool(thin), reach)) == (bool(thin), reach)
                assert bool(comma) == bool(reach)
            judge(wide_server, wide_client, run)
    furthest = {trait.label: max(abs(level.points) for level in trait.levels) for trait in model.traits}
    assert {"Bills", "Evenings"} <= seen.keys()
    for label, (thin, reach) in seen.items():
        assert reach == str(furthest[label])
        assert thin == (furthest[label] <= 20)
    assert len({thin for thin, _ in seen.values()}) == 2
    assert [b"bar-thin" in pieces.withheld("Bills", 1, reach) for reach in (0, 1, 20, 21)] == [0, 1, 1, 0]


def test_without_a_model_all_bars_are_one_thickness(wide_server: Server, wide_client: TestClient) -> None:
    """Nobody knows how much a fact weighs there."""
    bars = BAR.findall(wide_client.get(open_run(wide_client, "goals")).text)
    assert [bar[1:] for bar in bars] == [("", "", "")]


@pytest.mark.parametrize("trait", asked(load_model("sesame")), ids=lambda trait: trait.key)
def test_the_answers_of_a_question_do_not_run_from_worst_to_best(trait) -> None:
    """Nor back, nor in any three neighbours; all of them are there, and the order stays."""
    values = [value for value, _ in _options(trait)]
    assert sorted(values) == [place for place, level in enumerate(trait.levels) if level.answer]
    assert all((a < b) != (b < c) for a, b, c in zip(values, values[1:], values[2:], strict=False))
    assert [value for value, _ in _options(trait)] == values


def test_what_stands_beside_a_bar_is_points_to_a_newcomer(
    wide_server: Server, wide_client: TestClient
) -> None:
    """Said in the steps beside the first file of a run, and seen at its bars; a screen reader hears it on each."""
    run = open_run(wide_client)
    told = "beside a bar stand the points that it can weigh"
    first = wide_client.get(run).text
    later = judge(wide_server, wide_client, run)
    for sign in (told, "table-first"):
        assert (sign in first, sign in later) == (True, False)
    assert 'up to 16<span class="unseen"> points</span>' in str(pieces.withheld("Debts", 1, 16))
    assert 'up to 1<span class="unseen"> point</span>' in str(pieces.withheld("Debts", 1, 1))


def test_a_score_starts_where_no_player_does(wide_server: Server, wide_client: TestClient) -> None:
    """A receipt tells where the sum begins; everybody's first own score is another number."""
    assert "Everybody starts" not in wide_client.get("/lesson").text
    assert "A score starts at" in wide_client.get("/lesson").text
    answer = judge(wide_server, wide_client, open_run(wide_client))
    assert "<span>A score starts at</span>" in answer
