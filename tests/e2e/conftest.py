"""A real browser against the game as it is served; any error or report of the page fails the test."""

import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    sync_playwright,
)
from tests.e2e.browser import UNHINTED, Engine, find, in_ci
from tests.web.hosts import kept

from higherthanthou.clock import milliseconds
from higherthanthou.game.modes.daily import day_of
from higherthanthou.store.days import days
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import hosts
from live import Live, LiveFork
from world import make_day

NO_FAULT = re.compile(r"status of (404|410|422)|download failed .* status=2152398850 ")
"""Refusals; and Firefox on a font that was on its way when its page was left (0x804B0002, NS_BINDING_ABORTED)."""

DESKTOP = {"width": 1280, "height": 860}
STILL = {"reduced_motion": "reduce"}
"""Drawing what moves is a third of a browser's work: only tests that are about it, and a journey of each kind, see it."""
MOVING = {"reduced_motion": "no-preference"}
LIMITS = {"RUNS_PER_MINUTE": "0", "NEW_PLAYERS_PER_HOUR": "0"}
"""A browser may play as often as it likes."""


def hire(live: Live, name: str) -> str:
    """Give a host of the served game that password; return the name."""
    database = Database(database_url("", live.folder))
    database.write_now(lambda connection: hosts.add(connection, name, kept(), milliseconds()))
    database.close()
    return name


def path_of(engine: Engine) -> str:
    """Where that browser is; the test is skipped where it is not installed, and in CI it fails."""
    path = engine.find()
    if path is None and in_ci():
        pytest.fail(f"{engine.name} is not installed: {engine.advice}")
    if path is None:
        pytest.skip(f"left out, as {engine.name} is not installed: {engine.advice}")
    return path


def truth(live: Live, path: str) -> str:
    """The right answer to the file on a run's desk, ``higher`` or ``lower``, as the database knows it."""
    run = path.rpartition("/")[2]
    [(score, anchor)] = live.sql(f"SELECT file_score, anchor FROM runs WHERE id = '{run}'")
    return "higher" if score > anchor else "lower"


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """For this folder alone: it keeps an event loop in this thread while it lives, which other tests could not bear."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser of this machine."""
    launched = playwright.chromium.launch(executable_path=find(), args=UNHINTED)
    yield launched
    launched.close()


@pytest.fixture(scope="module")
def reading_ms() -> str:
    """For so long the desk ignores a guess; next to nothing, so that tests which are not about it need not wait."""
    return "1"


@pytest.fixture(scope="package")
def todays_world_file(wide_world_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wide world with ten files of today from its people.

    Each server would take a second to make its own, of whom some are longer than a test of layout expects.
    """
    folder = tmp_path_factory.mktemp("today")
    copy = Path(shutil.copy(wide_world_file, folder / "higherthanthou.db"))
    database = Database(database_url("", folder))
    for deck, day in database.read_now(partial(days.missing, wanted={day_of(milliseconds())})):
        make_day(database, deck.slug, day)
    database.close()
    return copy


@pytest.fixture(scope="module")
def live(
    todays_world_file: Path, tmp_path_factory: pytest.TempPathFactory, reading_ms: str
) -> Iterator[Live]:
    """A deck for every mode, served.

    For a module: from one address hosts can sign in ten times in a while.
    """
    folder = tmp_path_factory.mktemp("e2e")
    shutil.copy(todays_world_file, folder / "higherthanthou.db")
    with LiveFork(folder, **LIMITS, READING_MS=reading_ms) as served:
        yield served


@pytest.fixture(scope="module")
def host(live: Live) -> str:
    """The name of a host of that game."""
    return hire(live, "Mevrouw Peeters")


class Player:
    """Somebody at a browser, with an accomplice who reads the database."""

    def __init__(self, page: Page, live: Live, scripted: bool = True) -> None:
        """Sit down and note what goes wrong."""
        self.page, self.live, self.scripted = page, live, scripted
        self.ready = '#table[data-ready="true"]' if scripted else "#table"
        self.faults: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not NO_FAULT.search(message.text):
            self.faults.append(message.text)

    def document(self) -> float:
        """When the document on show was begun; another number means that the page was loaded anew.

        It is asked of the page: an event counted here may arrive after what the page already shows.
        """
        return self.page.evaluate("performance.timeOrigin")

    def look_again(self) -> None:
        """Load the page anew; without scripts some do so by themselves, and where both meet the browser refuses one."""
        try:
            self.page.reload()
        except Error as error:
            if "Not attached to an active page" not in error.message:
                raise

    def play(self) -> None:
        """From the front page to the first file."""
        self.page.goto(f"{self.live.url}/")
        self.page.get_by_role("button", name="Play", exact=True).first.click()
        self.first_file()

    def first_file(self) -> None:
        """Wait for the file of a run that was just opened, and until the page takes a guess."""
        self.settle('[data-testid="file"]')

    def truth(self) -> str:
        """The right answer, as the database knows it."""
        return truth(self.live, self.page.url).capitalize()

    def lie(self) -> str:
        """The wrong answer."""
        return "Lower" if self.truth() == "Higher" else "Higher"

    def turn(self) -> int:
        """The turn on the desk."""
        return int(self.page.locator("#table").get_attribute("data-turn") or 0)

    def settle(self, part: str = "") -> None:
        """Wait until the page takes the next guess, and a part of the table is seen; both in one question: each costs.

        A page ignores a guess within reading time of a new file.
        """
        self.page.locator(f"{self.ready} {part}").first.wait_for()
        self.read()

    def read(self) -> None:
        """A person without scripts reads as long as a page with scripts ignores them: there nothing tells it."""
        if not self.scripted:
            self.page.wait_for_timeout(float(self.page.locator("#table").get_attribute("data-reading") or 0))


@pytest.fixture
def player(browser: Browser, live: Live, request: pytest.FixtureRequest) -> Iterator[Player]:
    """A player with a fresh browser context; ``@pytest.mark.parametrize("player", [options], indirect=True)`` for others."""
    options = {"viewport": DESKTOP} | STILL | getattr(request, "param", {})
    context: BrowserContext = browser.new_context(**options)
    context.set_default_timeout(10_000)
    player = Player(context.new_page(), live, options.get("java_script_enabled", True))
    yield player
    context.close()
    assert player.faults == []
