"""The journeys in Firefox. Playwright drives it by WebDriver BiDi, where taps do nothing: a mouse stands in for a finger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright
from tests.e2e import journeys
from tests.e2e.browser import FIREFOX
from tests.e2e.conftest import hire, path_of
from tests.e2e.engines import start_firefox
from tests.e2e.host_journey import host
from tests.e2e.room_journey import room
from tests.e2e.visitors import DESKTOP, PlaywrightVisitor, Visitor

from live import Live


@pytest.fixture(scope="module")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all."""
    launched = start_firefox(playwright, path_of(FIREFOX))
    yield launched
    launched.close()


@pytest.fixture
def visitor(firefox: Browser, live: Live) -> Iterator[Visitor]:
    """Somebody new at that browser; any fault of a page fails the test."""
    context = firefox.new_context()
    context.set_default_timeout(10_000)
    somebody = PlaywrightVisitor(context.new_page(), live)
    somebody.resize(*DESKTOP)
    yield somebody
    context.close()
    assert somebody.faults() == []


@pytest.mark.parametrize("journey", journeys.PLAYS, ids=lambda journey: journey.__name__)
def test_play(visitor: Visitor, journey: journeys.Journey) -> None:
    """Every mode by keys and buttons to its end; focus, announcements, axe."""
    journey(visitor)


def test_a_phone_by_clicks_because_bidi_taps_do_nothing(visitor: Visitor) -> None:
    """The layout of a phone."""
    journeys.phone(visitor)


def test_a_room(visitor: Visitor) -> None:
    """A player's own room, from opening to its end."""
    room(visitor)


def test_a_host(visitor: Visitor, tmp_path: Path) -> None:
    """From signing in to a deck that players find."""
    host(visitor, hire(visitor.live, "Mevrouw De Smet"), tmp_path)


def test_what_stands_in_an_empty_field_can_be_read(visitor: Visitor) -> None:
    """As dark as the labels: engines choose a colour of their own, WebKit a faint one that its styles do not tell."""
    visitor.open("/host/sign-in")
    hint = visitor.look("getComputedStyle(document.querySelector('.input'), '::placeholder').color")
    assert hint == visitor.look("getComputedStyle(document.querySelector('.field > span')).color")
