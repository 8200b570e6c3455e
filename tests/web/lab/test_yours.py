"""What a law makes of the own score and of the last run, also far out on the scale and after another intake."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browser import lose, open_run

from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.game.lab.rejudging import Recount
from higherthanthou.web.lab import lab, yours
from higherthanthou.web.play.intake import asked
from higherthanthou.web.server import Server

HISTORY = {"history": "100", "fulfilment": "0", "behaviour": "0", "identity": "0", "connections": "0"}

pytestmark = pytest.mark.sqlite

MODEL = load_model("sesame")


def take_intake(client: TestClient, best: bool) -> int:
    """Give the best answer to every question, or the worst; the own score."""
    pick = max if best else min
    answers = {}
    for trait in asked(MODEL):
        points = {level.points: str(place) for place, level in enumerate(trait.levels) if level.answer}
        answers[trait.key] = points[pick(points)]
    client.post("/intake", data=answers)
    found = re.search(r'data-testid="own-score">(\d+)<', client.get("/intake").text)
    assert found
    return int(found[1])


def own_scores(client: TestClient, law: dict[str, str]) -> tuple[int, int]:
    """The own score that the lab tells, and the one under a law."""
    found = re.search(r"You: (\d+) .*?→.*? (\d+)\.</b>", client.get("/lab/citizens", params=law).text)
    assert found
    return int(found[1]), int(found[2])


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int] | None]:
    """What the calls of a run were compared with, and are under the law, whenever a run is judged again."""
    found: list[tuple[int, int] | None] = []

    def recount(calls: object, own: tuple[int, int] | None = None, chained: bool = False) -> Recount:
        found.append(own)
        return Recount(1, 1, 1)

    monkeypatch.setattr(yours, "recount", recount)
    monkeypatch.setattr(lab, "FEWEST", 100)
    return found


@pytest.mark.parametrize("best", [True, False])
def test_a_run_is_judged_again_from_where_it_was_compared(
    server: Server, client: TestClient, judged: list[tuple[int, int] | None], best: bool
) -> None:
    """Of a player far out that is not the own score but the last one that players are compared with."""
    own = take_intake(client, best)
    assert not 500 <= own <= 800
    lose(server, client, open_run(client, "citizens"))
    before, after = own_scores(client, HISTORY)
    assert before == own
    assert judged == [(min(800, max(500, own)), min(800, max(500, after)))]


def test_a_run_from_before_another_intake_is_judged_by_the_score_of_then(
    server: Server, client: TestClient, judged: list[tuple[int, int] | None]
) -> None:
    """By the deck's own law it stays as it was; another law moves that score as far as it moves today's."""
    lose(server, client, open_run(client, "citizens"))
    take_intake(client, True)
    before, after = own_scores(client, {})
    assert before == after != 640
    before, after = own_scores(client, HISTORY)
    assert before != after
    assert judged == [(640, 640), (640, min(800, max(500, 640 + after - before)))]
