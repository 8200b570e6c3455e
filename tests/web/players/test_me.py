"""A player's own pages: intake, alias, export and farewell."""

import json
import re

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient
from tests.web.browser import lose, open_run, truth, wrong

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.caches.registry import forget_players
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.hosts import drafts
from higherthanthou.store.tables import board_counts, board_rows, guesses, players, runs, sessions, sightings
from higherthanthou.store.upkeep.rebuild import differing
from higherthanthou.web.play.intake import asked
from higherthanthou.web.server import Server
from world import Clock

MODEL = load_model("sesame")


def answers(pick: int) -> dict[str, str]:
    """The worst (0) or best (-1) answer to every question."""
    offered = {t.key: [n for n, level in enumerate(t.levels) if level.answer] for t in asked(MODEL)}
    return {key: str(levels[pick]) for key, levels in offered.items()}


def own_score(page: str) -> int:
    """The figure on the panel."""
    found = re.search(r'data-testid="own-score"[^>]*>\s*(?:<[^>]*>\s*)*(\d+)', page)
    assert found
    return int(found[1])


@pytest.mark.parametrize("pick", [0, -1])
def test_the_intake_scores_by_the_model_and_shows_the_receipt(client: TestClient, pick: int) -> None:
    """303 to /me, with the very total that the model makes of the answers."""
    form = answers(pick)
    answer = client.post("/intake", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    page = client.get("/me").text
    total = MODEL.score({key: int(level) for key, level in form.items()}).total
    assert own_score(page) == total != 640
    assert 'data-testid="receipt"' in page


def test_the_intake_is_short(client: TestClient) -> None:
    """Six to eight questions on one page, each with three to five answers."""
    assert 6 <= len(asked(MODEL)) <= 8
    page = client.get("/intake").text
    assert page.count("<fieldset") == len(asked(MODEL))
    for trait in asked(MODEL):
        assert 3 <= page.count(f'name="{trait.key}"') <= 5


@pytest.mark.parametrize("spoil", [lambda f: f.popitem(), lambda f: f.update({next(iter(f)): "99"}), lambda f: f.clear(),
                                   lambda f: f.update({next(iter(f)): "-1"})])  # fmt: skip
def test_an_incomplete_intake_is_refused_and_keeps_the_answers(client: TestClient, spoil) -> None:
    """422, a sentence, the other answers still chosen, no player made."""
    form = answers(0)
    spoil(form)
    answer = client.post("/intake", data=form)
    assert answer.status_code == 422
    assert "set-cookie" not in answer.headers
    kept = [key for key, level in form.items() if level not in ("99", "-1")]
    assert answer.text.count("checked") == len(kept)


def test_a_newcomer_has_640_and_a_two_word_alias(client: TestClient) -> None:
    """Before any question."""
    open_run(client)
    page = client.get("/me").text
    assert own_score(page) == 640
    assert re.search(r"<bdi[^>]*>[A-Z]\w+ [A-Z]\w+</bdi>", page)


def test_an_alias_can_be_changed_and_stays_escaped(client: TestClient) -> None:
    """303 to /me; markup is shown as it was typed, never run."""
    open_run(client)
    assert client.post("/me/name", data={"name": "<b>Zoë</b>"}).status_code == 303
    page = client.get("/me").text
    assert "&lt;b&gt;Zoë&lt;/b&gt;" in page
    assert "<b>Zoë" not in page


@pytest.mark.parametrize(
    "name", ["", "x", "a" * 25, "admin", "a\u202eb", "H1tler", "Mr Teacher sucks", "Kankerlijer"]
)
def test_a_bad_alias_is_422_with_a_sentence(client: TestClient, name: str) -> None:
    """The page comes back with what was typed."""
    open_run(client)
    answer = client.post("/me/name", data={"name": name})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text or "aria-invalid" in answer.text


def test_a_taken_alias_is_refused_whatever_its_case_and_accents(client: TestClient, server: Server) -> None:
    """The first one keeps it."""
    open_run(client)
    client.post("/me/name", data={"name": "Zoë Heron"})
    other = AsgiClient(build_app(server), follow_redirects=False)
    open_run(other)
    answer = other.post("/me/name", data={"name": "zoe  heron".replace("  ", " ")})
    assert answer.status_code == 422
    assert "has that alias already" in answer.text


def test_a_players_own_page_needs_no_deck(client: TestClient, server: Server, deck: Deck) -> None:
    """It offers to play with the new score, unless there is nothing to play."""
    client.post("/intake", data=answers(-1))
    assert "Play with it" in client.get("/me").text
    server.database.write_now(lambda c: drafts.archive(c, drafts.any_deck(c, deck.slug)))
    page = client.get("/me")
    assert page.status_code == 200
    assert "Play with it" not in page.text


def test_a_bad_alias_of_somebody_unknown_is_refused_with_its_sentence(server: Server) -> None:
    """Nobody is made for it, and the page says why."""
    newcomer = AsgiClient(build_app(server))
    answer = newcomer.post("/me/name", data={"name": "x"})
    assert answer.status_code == 422
    assert "An alias has 2 to 24 characters." in answer.text
    assert not newcomer.cookies


def test_the_export_holds_everything_but_what_is_still_hidden(
    client: TestClient, server: Server, clock: Clock
) -> None:
    """Runs, guesses and board rows; not the score of the file on the desk."""
    run = open_run(client)
    clock.sleep(2)
    client.post(f"{run}/guesses", data={"turn": 1, "guess": truth(server, run)})
    kept = json.loads(client.get("/me/export").text)
    assert kept["player"]["own_score"] == 640
    assert len(kept["runs"]) == len(kept["guesses"]) == 1
    assert kept["runs"][0]["deck"] == "citizens"
    assert kept["guesses"][0]["file"] in client.get(run).text
    assert kept["player"]["answers"] == {}
    assert not {"file_score", "profile_id", "player_id"} & {*kept["runs"][0], *kept["guesses"][0]}
    assert AsgiClient(build_app(server)).get("/me/export").status_code == 404


def test_deleting_forgets_everything(client: TestClient, server: Server, clock: Clock) -> None:
    """No row is left, the boards agree, and the cookie is dead even if it is sent again."""
    run = open_run(client)
    clock.sleep(2)
    client.post(f"{run}/guesses", data={"turn": 1, "guess": wrong(truth(server, run))})
    cookie = client.cookies["player"]
    answer = client.post("/me/delete")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    for table in (players, sessions, runs, guesses, sightings, board_rows):
        rows = server.database.read_now(
            lambda c, t=table: c.execute(select(func.count()).select_from(t)).scalar_one()
        )
        assert rows == 0, table
    left = server.database.read_now(
        lambda c: c.execute(select(func.sum(board_counts.c.players))).scalar_one()
    )
    assert left == 0
    assert server.database.read_now(lambda c: list(differing(c))) == []
    assert client.get(run, headers={"Cookie": f"player={cookie}"}).status_code == 404


def test_only_a_hash_of_the_cookie_is_kept(client: TestClient, server: Server) -> None:
    """Whoever reads the database cannot play as somebody else."""
    open_run(client)
    token = client.cookies["player"]
    kept = server.database.read_now(lambda c: c.execute(select(sessions.c.token_hash)).scalar_one())
    assert token not in kept
    assert len(kept) == 64


def test_somebody_who_is_erased_while_the_cookie_is_looked_up_is_not_remembered(
    client: TestClient, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database was read before, the cookies were forgotten after: the player must not come back by that."""
    open_run(client)
    token = client.cookies["player"]
    look_up = server.database.read

    async def erased_meanwhile(fn):
        found = await look_up(fn)
        if isinstance(found, int):
            forget_players({found})
        return found

    forget_players({server.cookies.get(token) or 0})
    monkeypatch.setattr(server.database, "read", erased_meanwhile)
    client.get("/me")
    assert server.cookies.get(token) is None


def test_own_play_is_told_in_figures(client: TestClient, server: Server) -> None:
    """Best by mode, streaks by length, days played; nothing of it before the first run."""
    assert 'data-testid="own-play"' not in client.get("/me").text
    run = open_run(client)
    client.post(f"{run}/guesses", data={"turn": 1, "guess": truth(server, run)})
    client.post(f"{run}/guesses", data={"turn": 2, "guess": wrong(truth(server, run))})
    page = client.get("/me").text
    assert 'data-testid="own-play"' in page
    assert re.search(r"<dt>Streak</dt><dd>A streak of 1</dd>", page)
    assert re.search(r'<th scope="row">1</th><td>.*<span class="figure">1</span>', page)
    assert re.search(r"Played on 1 of the last \d+ days, 1 in a row at most\.", page)


def test_a_result_knows_who_has_taken_the_intake(server: Server, client: TestClient) -> None:
    """It offers the intake to newcomers, and to others once more, as their page does."""
    run = open_run(client)
    lose(server, client, run)
    assert ">Take the intake</a>" in client.get(run).text
    client.post("/intake", data=answers(-1))
    for page in (run, "/me"):
        assert ">Take the intake again</a>" in client.get(page).text
