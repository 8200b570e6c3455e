"""Decks of days, lap times, money and decimals: every page writes their scores and words as the host did."""

import csv
import json
import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from io import StringIO

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from tests.web.browser import judge, open_run
from tests.web.hosts import browser, signed_in

from higherthanthou.game.comparison import COMPARISONS
from higherthanthou.game.measure import Kind, Measure
from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import hosts
from higherthanthou.store.tables import guesses, runs
from higherthanthou.web.server import Server
from world import make_deck, make_people, put_deck

FILES = 60


@dataclass(frozen=True)
class Case:
    """A deck of a measure."""

    slug: str
    measure: Measure
    low: int
    high: int
    comparison: str


CASES = [
    Case("battles", Measure(Kind.DATE), date(1800, 1, 1).toordinal(), date(1999, 12, 31).toordinal(), "later"),
    Case("laps", Measure(Kind.DURATION, 2), 8000, 50_000, "slower"),
    Case("economies", Measure(unit="$", unit_first=True), 0, 1_493_900_944_701, "more"),
    Case("ratings", Measure(decimals=2), 305, 825, "higher"),
    Case("weights", Measure(decimals=1, unit="kg"), 3, 9000, "heavier"),
    Case("years", Measure(Kind.YEAR), 1000, 2030, "younger"),
    Case("moments", Measure(Kind.TIME), 63 * 10**9, 64 * 10**9, "later"),
    Case("shifts", Measure(Kind.HOURS), 0, 6000, "longer"),
]  # fmt: skip


def put(database: Database, case: Case, host_id: int | None = None) -> None:
    """Publish the deck of a case."""
    row = make_deck(case.slug, case.slug.capitalize(), case.low, case.high, theme="own")
    row.kind, row.decimals, row.unit, row.unit_first = case.measure
    row.comparison, row.label, row.host_id = case.comparison, "figure", host_id
    row.model = row.locale = None
    row.less_is_better = COMPARISONS[case.comparison].less_is_better
    put_deck(database, row, make_people(FILES, case.low, case.high))


def host_of(server: Server, case: Case) -> TestClient:
    """The browser of a host whose deck it is."""
    host = signed_in(server)
    put(server.database, case, server.database.read_now(lambda c: hosts.named(c, "Mevrouw Peeters")).id)
    return host


def stored(server: Server, run: str) -> list[tuple[int, int]]:
    """Score and anchor of every guess of a run, in their order."""
    of_run = guesses.c.run_id == run.rpartition("/")[2]
    query = select(guesses.c.score, guesses.c.anchor).where(of_run).order_by(guesses.c.turn)
    return [tuple(row) for row in server.database.read_now(lambda c: c.execute(query).all())]


def text_of(page: str, testid: str) -> str:
    """The text of the element with that test id."""
    return unescape(re.search(rf'data-testid="{testid}"[^>]*>([^<]*)', page)[1])


@pytest.mark.parametrize("case", CASES, ids=[case.slug for case in CASES])
def test_a_run_is_told_in_the_numbers_and_words_of_its_deck(server: Server, case: Case) -> None:
    """Panel, question, scale, buttons, verdict, announcement, list, result and share text."""
    put(server.database, case)
    client, measure, words = browser(server), case.measure, COMPARISONS[case.comparison]
    run = open_run(client, case.slug)
    first = unescape(client.get(run).text)
    anchor = server.database.read_now(lambda c: c.execute(select(runs.c.anchor)).scalar_one())
    assert text_of(first, "own-score") == measure.panel(anchor)
    assert f": You at {measure.panel(anchor)}" in first
    assert f"{words.asks.lower()} than your {measure.shown(anchor)}?" in first
    assert re.search(
        rf'value="higher" aria-label="{words.up}".*value="lower" aria-label="{words.down}"', first, re.S
    )
    for right in (True, False):
        answer = unescape(judge(server, client, run, right))
        score, anchor = stored(server, run)[-1]
        side, other = ("higher", "lower") if score > anchor else ("lower", "higher")
        gap = words.stands(measure.distance(abs(score - anchor)), side, "you")
        end = "" if right else f", and you said {words.said(other)}"
        assert text_of(answer, "verdict-score") == measure.panel(score)
        told = re.escape(gap) + r"(, about \d+ places? apart)?" + re.escape(end)
        assert re.search(rf"</b>: {told}\.", answer)
        spoken = answer.rpartition("<hx-partial")[2]
        assert re.search(rf": figure {re.escape(measure.shown(score))}, {told}\.", spoken)
        assert re.search(rf'class="stamp stamp-{side}">(<svg.*?</svg>)?{words.said(side)}</p>', answer, re.S)
    asks = "" if case.comparison == "higher" else f", {words.asks.lower()}"
    assert f"{case.slug.capitalize()}{asks} · " in text_of(answer, "share-text")


@pytest.mark.parametrize("case", CASES, ids=[case.slug for case in CASES])
def test_what_is_exported_is_written_as_in_a_deck_file(server: Server, case: Case) -> None:
    """The statistics of the host and the export of the player; whole numbers stay numbers."""
    host = host_of(server, case)
    client, measure = browser(server), case.measure
    run = open_run(client, case.slug)
    judge(server, client, run)
    [(score, anchor)] = stored(server, run)
    table = host.get(f"/host/decks/{case.slug}/statistics.csv").text
    assert next(csv.DictReader(StringIO(table)))["score"] == measure.plain(score)
    kept = json.loads(client.get("/me/export").text)
    [guess] = kept["guesses"]
    whole = measure.kind is Kind.NUMBER and not measure.decimals
    written = int if whole else measure.plain
    assert (guess["score"], guess["anchor"]) == (written(score), written(anchor))
    assert kept["runs"][0]["own_score"] == written(anchor)
    plain = measure.plain(score)
    in_file = plain if measure.kind in (Kind.NUMBER, Kind.YEAR) else f'"{plain}"'
    assert f'"score": {in_file},' in host.get(f"/host/decks/{case.slug}/export.json").text


def test_a_chain_names_the_one_before_by_its_own_number(server: Server) -> None:
    """The score of who was judged before, as it is written."""
    put(server.database, CASES[0])
    client = browser(server)
    run = open_run(client, "battles", "chain")
    page = unescape(client.get(run).text)
    assert '<h1 class="unseen">Later or earlier than the one before?</h1>' in page
    answer = unescape(judge(server, client, run))
    _, anchor = stored(server, run)[0]
    assert f" than the {CASES[0].measure.panel(anchor)} before" in answer


@pytest.mark.parametrize("case", CASES, ids=[case.slug for case in CASES])
def test_the_form_of_a_file_takes_its_score_as_it_is_written(server: Server, case: Case) -> None:
    """What the form shows comes back unchanged; another score is stored exactly; a bad one is told how."""
    host = host_of(server, case)
    measure, deck = case.measure, f"/host/decks/{case.slug}"
    file = re.search(rf'href="({deck}/profiles/[\w-]+)"', host.get(deck).text)[1]
    form = host.get(file).text
    assert f'name="score" id="field-score" value="{measure.plain(case.low)}"' in form
    revision = re.search(r'name="revision" value="(\d+)"', form)[1]
    bad = host.post(file, data={"revision": revision, "score": "<b>three"})
    assert bad.status_code == 422
    assert "<b>three" not in bad.text
    outside = host.post(file, data={"revision": revision, "score": measure.plain(case.high + 1)})
    assert f"is from {measure.span(case.low, case.high)}." in unescape(outside.text)
    for score in (case.low + 1, case.high):
        sent = {"revision": revision, "score": measure.shown(score)}
        assert host.post(file, data=sent).status_code == 303
        form = host.get(file).text
        revision = re.search(r'name="revision" value="(\d+)"', form)[1]
        assert f'value="{measure.plain(score)}"' in form


def test_a_score_that_looks_like_the_kept_number_is_read(server: Server) -> None:
    """A score of 3.05 is kept as 305; who types 305 does not mean 3.05."""
    host = host_of(server, Case("fine", Measure(decimals=2), 305, 99_999, "higher"))
    deck = "/host/decks/fine"
    file = re.search(rf'href="({deck}/profiles/[\w-]+)"', host.get(deck).text)[1]
    revision = re.search(r'name="revision" value="(\d+)"', host.get(file).text)[1]
    assert host.post(file, data={"revision": revision, "score": "305"}).status_code == 303
    assert 'value="305.00"' in host.get(file).text


@pytest.mark.parametrize("case", CASES, ids=[case.slug for case in CASES])
def test_pages_about_a_deck_say_its_range(server: Server, case: Case) -> None:
    """Its page, the list of decks, its settings, its check, its statistics and its files."""
    host, span = host_of(server, case), case.measure.span(case.low, case.high)
    own = [f"/host/decks/{case.slug}/{page}" for page in ("settings", "check", "statistics")]
    for page in (f"/decks/{case.slug}", "/decks", *own):
        assert span in unescape(host.get(page).text), page
    assert f">{case.measure.panel(case.low)}</td>" in unescape(host.get(f"/host/decks/{case.slug}").text)


def own_score(server: Server, score: int) -> None:
    """Give every player this score."""
    server.database.write_now(lambda c: c.exec_driver_sql(f"UPDATE players SET own_score = {score}"))


@pytest.mark.parametrize(("less_is_better", "stands"), [(False, (0.85, 0.95)), (True, (0.05, 0.15))])
def test_a_good_own_score_stands_for_a_low_number_where_less_is_better(
    server: Server, less_is_better: bool, stands: tuple[float, float]
) -> None:
    """At 900, among the best tenth of the files: high numbers, or low ones; the page says as good as."""
    comparison = "slower" if less_is_better else "longer"
    put(server.database, Case("laps", Measure(Kind.DURATION), 0, 1000, comparison))
    client = browser(server)
    open_run(client, "laps")
    own_score(server, 900)
    page = client.get(open_run(client, "laps")).text
    anchors = server.database.read_now(
        lambda c: c.execute(select(runs.c.anchor).where(runs.c.open)).scalars().all()
    )
    assert any(stands[0] <= anchor / 1000 <= stands[1] for anchor in anchors)
    assert ("as good as your own score" in page) == less_is_better


def test_a_range_that_looks_like_ours_is_not_taken_for_it(server: Server) -> None:
    """Ratings from 3.50 to 9.50 are kept as 350 to 950, and nobody has an own score among them."""
    put(server.database, Case("ratings", Measure(decimals=2), 350, 950, "higher"))
    client = browser(server)
    page = client.get(open_run(client, "ratings")).text
    assert "as far up as your own score" in page
    assert client.post("/runs", data={"deck": "ratings", "mode": "year"}).status_code == 422
