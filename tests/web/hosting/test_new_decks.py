"""Decks in the making: progress, cancelling, breaking off."""

import re
import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.hosts import SHEET, browser, signed_in

from asgi_client import AsgiClient
from higherthanthou import child_process
from higherthanthou.app import build_app
from higherthanthou.child_process import TooHard
from higherthanthou.game.deck_about import DeckAbout
from higherthanthou.making.fill_jobs import FillJobs
from higherthanthou.store.decks import deck_making
from higherthanthou.store.decks.decks import new_deck
from higherthanthou.store.engine.errors import Full
from higherthanthou.store.hosts import drafts
from higherthanthou.store.tables import decks, profiles
from higherthanthou.web.hosting import generate
from higherthanthou.web.server import Server
from world import Clock

ASKED = {"title": "Our street", "theme": "citizens", "size": "40", "locale": "", "model": "", "seed": "7"}


@pytest.fixture
def host(server: Server) -> TestClient:
    """A browser in which a host has signed in."""
    return signed_in(server)


def rows(server: Server) -> tuple[int, int]:
    """How many decks and profiles there are."""
    return server.database.read_now(
        lambda c: (len(c.execute(decks.select()).all()), len(c.execute(profiles.select()).all()))
    )


def test_a_deck_is_generated(host: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small one is there at once; the same seed makes the same files."""
    monkeypatch.setattr("higherthanthou.making.fill_jobs.PATIENCE", 60)
    answer = host.post("/host/decks/generate", data=ASKED)
    assert answer.headers["location"] == "/host/decks/our-street"
    assert "40 files" in host.get("/host/decks/our-street").text
    host.post("/host/decks/generate", data=ASKED | {"title": "Their street"})
    first = host.get("/host/decks/our-street/export.csv").text
    assert host.get("/host/decks/their-street/export.csv").text == first


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("size", "9", "from 10 to 100,000"),
        ("size", "100001", "from 10 to 100,000"),
        ("size", "many", "whole number"),
        ("theme", "../secret", "no theme"),
        ("locale", "xx_XX", "no locale"),
        ("model", "nobody", "no score model"),
        ("seed", "-1", "The seed"),
        ("title", "x" * 101, "1 to 100 characters"),
    ],
)
def test_what_cannot_be_made_is_refused(
    server: Server, host: TestClient, field: str, typed: str, sentence: str
) -> None:
    """With its sentence and what was typed, and nothing is kept."""
    before = rows(server)
    answer = host.post("/host/decks/generate", data=ASKED | {field: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert rows(server) == before


@pytest.mark.parametrize("path", ["/host/decks/generate", "/host/decks/import"])
def test_no_process_is_left_of_a_deck_that_was_not_begun(
    host: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Where the database takes no deck, what would fill it is ended before the answer, not some time later."""
    begun: list[Generator[bytes, None, None]] = []
    real = child_process.lines

    def lines(*arguments: Any, **more: Any) -> Generator[bytes, None, None]:
        begun.append(real(*arguments, **more))
        return begun[-1]

    def full(*_: Any, **__: Any) -> None:
        raise Full

    monkeypatch.setattr(child_process, "lines", lines)
    monkeypatch.setattr(deck_making, "begin_once", full)
    sent = {"data": ASKED} if path.endswith("generate") else {"files": {"file": ("planes.csv", SHEET)}}
    assert host.post(path, **sent).status_code == 507
    assert [generator.gi_frame for generator in begun] == [None]


def wait_for_files(server: Server, count: int) -> None:
    """Wait until there are so many profiles."""
    for _ in range(6000):
        if rows(server)[1] == count:
            return
        time.sleep(0.01)
    raise AssertionError("they do not come")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written by the hundred, and so a small deck in parts, too."""
    monkeypatch.setattr(deck_making, "BATCH", 100)


def slowly(go_on: Event, broken: bool = False, after: int = 1100):
    """Lines of a generated deck that stop after so many until they may go on, and maybe break."""
    real = generate.child_process.lines

    def lines(*arguments: Any, **options: Any) -> Iterator[bytes]:
        for n, line in enumerate(real(*arguments, **options)):
            if n == after:
                assert go_on.wait(60)
                if broken:
                    raise TooHard("It broke.")
            yield line

    return lines


def test_progress_survives_a_reload_and_cancelling_leaves_nothing(
    server: Server, host: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deck is its host's alone meanwhile; nobody can look at its files or play it."""
    go_on, before = Event(), rows(server)
    monkeypatch.setattr(generate.child_process, "lines", slowly(go_on))
    monkeypatch.setattr("higherthanthou.making.fill_jobs.PATIENCE", 0)
    answer = host.post("/host/decks/generate", data=ASKED | {"size": "2000"})
    deck = answer.headers["location"]
    assert host.get(deck).headers["location"] == f"{deck}/progress"
    for _ in range(2):
        assert "of 2,000 files" in host.get(f"{deck}/progress").text
    assert "being made" in host.get("/host").text
    assert host.get("/decks/our-street").status_code == 404
    assert host.post(f"{deck}/publish").status_code == 422
    monkeypatch.setattr("higherthanthou.making.fill_jobs.PATIENCE", 60)
    go_on.set()
    assert host.post(f"{deck}/cancel").headers["location"] == "/host"
    assert rows(server) == before
    assert host.get(deck).status_code == 404


def test_a_making_that_breaks_leaves_nothing(
    server: Server, host: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a deck nor a file."""
    go_on, before = Event(), rows(server)
    go_on.set()
    monkeypatch.setattr(generate.child_process, "lines", slowly(go_on, broken=True))
    host.post("/host/decks/generate", data=ASKED | {"size": "2000"})
    server.fill_jobs.close()
    assert rows(server) == before


def test_another_server_tells_of_a_making_and_whether_it_goes_on(
    server: Server, clock: Clock, host: TestClient, monkeypatch: pytest.MonkeyPatch, small_batches: None
) -> None:
    """One server makes the deck, the host asks another; silence for more than two minutes is its end."""
    go_on, files = Event(), rows(server)[1]
    monkeypatch.setattr(generate.child_process, "lines", slowly(go_on, after=110))
    monkeypatch.setattr("higherthanthou.making.fill_jobs.PATIENCE", 0)
    deck = host.post("/host/decks/generate", data=ASKED | {"size": "200"}).headers["location"]
    wait_for_files(server, files + 100)
    other = AsgiClient(build_app(replace(server, fill_jobs=FillJobs())), follow_redirects=False)
    other.cookies = host.cookies
    assert "of 200 files" in other.get(f"{deck}/progress").text
    clock.now += deck_making.SILENT
    server.database.write_now(lambda c: deck_making.discard_silent(c, clock.now))
    assert "of 200 files" in other.get(f"{deck}/progress").text
    clock.now += 1
    assert "was stopped" in other.get(f"{deck}/progress").text
    server.database.write_now(lambda c: deck_making.discard_silent(c, clock.now))
    assert other.get(f"{deck}/progress").status_code == 404
    go_on.set()
    server.fill_jobs.close()
    assert host.get(deck).status_code == 404


def test_what_the_command_line_makes_is_left_until_it_has_been_silent(server: Server) -> None:
    """For the house or for a host, whoever starts a server meanwhile."""
    before = rows(server)
    for host_id in (None, 5):
        made = new_deck(f"Made by hand {host_id}", DeckAbout(), host_id, server.now())
        server.database.write_now(lambda c, made=made: deck_making.begin(c, made))
    server.database.write_now(lambda c: deck_making.discard_silent(c, server.now() + deck_making.SILENT))
    assert rows(server) == (before[0] + 2, before[1])
    server.database.write_now(lambda c: deck_making.discard_silent(c, server.now() + deck_making.SILENT + 1))
    assert rows(server) == before


def test_whose_process_is_still_starting_has_a_place_too(server: Server, host: TestClient) -> None:
    """Several who come at the same moment do not pass the bound."""
    before = rows(server)
    with server.fill_jobs.room(), server.fill_jobs.room():
        answer = host.post("/host/decks/generate", data=ASKED)
        file = {"file": ("a.csv", SHEET)}
        imported = host.post("/host/decks/import", files=file, data={"title": "Films"})
    for refused in (answer, imported):
        assert refused.status_code == 422
        assert "Two other decks are being made" in refused.text
    assert rows(server) == before
    assert host.post("/host/decks/generate", data=ASKED).status_code == 303
    waits = re.search(r'action="(/host/imports/[\w-]{22})"', imported.text)
    assert waits
    assert "<bdi>a.csv</bdi> is kept for another 60 minutes." in imported.text
    assert host.post(waits[1]).headers["location"] == "/host/decks/films"
    assert host.get(waits[1]).headers["location"] == "/host/decks/films"


def test_two_are_made_at_a_time(
    server: Server, host: TestClient, monkeypatch: pytest.MonkeyPatch, small_batches: None
) -> None:
    """A third is refused in a sentence, and welcome when they are done."""
    go_on = Event()
    monkeypatch.setattr("higherthanthou.making.fill_jobs.PATIENCE", 0)
    with monkeypatch.context() as patched:
        patched.setattr(generate.child_process, "lines", slowly(go_on, after=110))
        for n in range(2):
            assert (
                host.post(
                    "/host/decks/generate", data=ASKED | {"title": f"Slow {n}", "size": "200"}
                ).status_code
                == 303
            )
        answer = host.post("/host/decks/generate", data=ASKED)
        assert answer.status_code == 422
        assert "Two other decks are being made" in answer.text
        go_on.set()
    for n in range(2):
        own = server.database.read_now(lambda c, n=n: drafts.any_deck(c, f"slow-{n}"))
        under_way = server.fill_jobs.of(own.deck.id)
        assert under_way
        under_way.future.result(60)
    assert "200 files" in host.get("/host/decks/slow-1").text


def test_statistics_count_what_was_played(server: Server, host: TestClient) -> None:
    """Runs and guesses, by file, on the page and as CSV; not those of the host."""
    host.post("/host/decks/generate", data=ASKED)
    assert host.post("/host/decks/our-street/publish").status_code == 303
    for player in (host, browser(server)):
        run = player.post("/runs", data={"deck": "our-street"}).headers["location"]
        player.post(f"{run}/guesses", data={"turn": 1, "guess": "higher"})
    page = host.get("/host/decks/our-street/statistics").text
    assert "1 of 1 judged file has fewer than 5 judgements" in page
    lines = host.get("/host/decks/our-street/statistics.csv").text.splitlines()
    assert lines[0] == "name,score,judged,right,hit_rate,low_95,high_95,said_higher,share_higher"
    assert lines[1].endswith(",1,1.0000")
    assert len(lines) == 2
