"""The journeys in WebKitGTK. Its driver sends no touch: what a finger does on a phone is done with a mouse here."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.remote.webdriver import WebDriver
from tests.e2e import journeys, watched
from tests.e2e.browser import WEBKIT
from tests.e2e.conftest import LIMITS, hire, path_of
from tests.e2e.engines import start_webkit
from tests.e2e.host_journey import host
from tests.e2e.room_journey import room
from tests.e2e.visitors import DESKTOP, Visitor, WebKitVisitor

from live import Live


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """One browser for all."""
    with start_webkit(path_of(WEBKIT), tmp_path_factory.mktemp("webkit") / "log") as started:
        yield started


@pytest.fixture(scope="module")
def served(
    todays_world_file: Path, tmp_path_factory: pytest.TempPathFactory, reading_ms: str
) -> Iterator[Live]:
    """The game, with a script in its pages that notes their faults."""
    folder = tmp_path_factory.mktemp("watched")
    shutil.copy(todays_world_file, folder / "higherthanthou.db")
    with Live(folder, program=(watched.__file__,), **LIMITS, READING_MS=reading_ms) as live:
        yield live


@pytest.fixture
def visitor(driver: WebDriver, served: Live) -> Iterator[Visitor]:
    """Somebody new at that browser; any fault of a page fails the test."""
    somebody = WebKitVisitor(driver, served)
    somebody.resize(*DESKTOP)
    yield somebody
    assert somebody.faults() == []


@pytest.mark.parametrize("journey", journeys.PLAYS, ids=lambda journey: journey.__name__)
def test_play(visitor: Visitor, journey: journeys.Journey) -> None:
    """Every mode by keys and buttons to its end; focus, announcements, axe."""
    journey(visitor)


def test_a_phone_by_clicks_because_the_driver_sends_no_touch(visitor: Visitor) -> None:
    """The layout of a phone."""
    journeys.phone(visitor)


def test_a_room(visitor: Visitor) -> None:
    """A player's own room, from opening to its end."""
    room(visitor)


def test_a_host(visitor: Visitor, tmp_path: Path) -> None:
    """From signing in to a deck that players find."""
    host(visitor, hire(visitor.live, "Meneer Willems"), tmp_path)


def test_faults_of_a_page_are_seen(visitor: Visitor) -> None:
    """An error, a message on the console, a report of the CSP: the driver tells of none of them, our script does."""
    visitor.open("/")
    broken = (
        "document.body.setAttribute('style', 'color: red'); console.error('said'); throw Error('thrown');"
    )
    visitor.look(f"void setTimeout(() => {{ {broken} }})")
    visitor.until("JSON.parse(sessionStorage.getItem('faults') ?? '[]').length === 3")
    found = " ".join(visitor.faults())
    assert all(word in found for word in ("style-src-attr", "said", "thrown"))
    visitor.look("sessionStorage.clear()")
