"""What a journey needs of a browser, in words that Playwright and Selenium both understand."""

import json
from abc import ABC, abstractmethod
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support import expected_conditions
from selenium.webdriver.support.wait import WebDriverWait
from tests.e2e.conftest import Player, truth

from live import Live

DESKTOP = (1280, 860)
SECONDS = 10
"""So long a page may take for anything."""

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """\
axe.run({ resultTypes: ["violations"] }).then((found) => found.violations.flatMap(
  (kind) => kind.nodes.map((node) => `${kind.id}: ${node.html.slice(0, 120)}`)))"""


class Visitor(ABC):
    """Somebody at a browser. Selectors are CSS, or XPath where they begin with ``//`` or ``(//``; scripts are expressions."""

    live: Live

    @abstractmethod
    def open(self, path: str) -> None:
        """Go to a page of the game."""

    @abstractmethod
    def back(self) -> None:
        """Press the browser's Back."""

    @abstractmethod
    def sees(self, selector: str) -> None:
        """Wait until the first such element is on the page and visible."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Click on the first such element with a mouse."""

    @abstractmethod
    def press(self, key: str) -> None:
        """Press a key, by the name that it has in a page's events."""

    @abstractmethod
    def fill(self, selector: str, text: str) -> None:
        """Type into a field that may hold something already."""

    @abstractmethod
    def attach(self, selector: str, file: Path) -> None:
        """Choose a file."""

    @abstractmethod
    def look(self, script: str) -> Any:
        """What an expression comes to, or what it promises."""

    @abstractmethod
    def until(self, script: str) -> None:
        """Wait until an expression is true."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the page so many pixels."""

    @abstractmethod
    def faults(self) -> list[str]:
        """Errors, warnings and reports of the pages until now."""

    def text(self, selector: str) -> str:
        """What the first such element says, without the space around it."""
        return str(self.look(f"document.querySelector({json.dumps(selector)}).textContent.trim()"))

    def says(self, selector: str, text: str) -> None:
        """Wait until the first such element says something, among other things."""
        found = f"document.querySelector({json.dumps(selector)})?.textContent ?? ''"
        self.until(f"({found}).includes({json.dumps(text)})")

    def count(self, selector: str) -> int:
        """How many such elements there are."""
        return int(self.look(f"document.querySelectorAll({json.dumps(selector)}).length"))

    def focus(self) -> str:
        """The id of what has the focus, or the name of its kind."""
        return str(self.look("document.activeElement.id || document.activeElement.localName"))

    def axe(self) -> list[str]:
        """What axe finds on the page, one line each."""
        self.until("document.getAnimations().length === 0")
        if self.look("typeof axe") == "undefined":
            self.look(f"(() => {{ {AXE} }})()")
        path = self.look("location.pathname")
        return [f"{path}: {fault}" for fault in self.look(VIOLATIONS)]

    def truth(self) -> str:
        """The right answer to the file on the desk, as the database knows it."""
        return truth(self.live, self.look("location.pathname"))

    def lie(self) -> str:
        """The wrong answer."""
        return "lower" if self.truth() == "higher" else "higher"

    def settle(self) -> None:
        """Wait until the desk takes the next guess, or the run is over."""
        self.until("document.querySelector('#table')?.dataset.ready === 'true'")


class PlaywrightVisitor(Visitor):
    """At Chromium or Firefox."""

    def __init__(self, page: Page, live: Live) -> None:
        """Sit down and note what goes wrong."""
        self.live, self.page, self._player = live, page, Player(page, live)

    def open(self, path: str) -> None:
        """Go to a page of the game."""
        self.page.goto(self.live.url + path)

    def back(self) -> None:
        """Press the browser's Back."""
        self.page.go_back()

    def sees(self, selector: str) -> None:
        """Wait until the first such element is on the page and visible."""
        self.page.locator(selector).first.wait_for()

    def click(self, selector: str) -> None:
        """Click on the first such element with a mouse."""
        self.page.locator(selector).first.click()

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)

    def fill(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.page.locator(selector).first.fill(text)

    def attach(self, selector: str, file: Path) -> None:
        """Choose a file."""
        self.page.locator(selector).first.set_input_files(file)

    def look(self, script: str) -> Any:
        """What an expression comes to."""
        return self.page.evaluate(f"() => {script}")

    def until(self, script: str) -> None:
        """Wait until an expression is true."""
        self.page.wait_for_function(f"() => {script}")

    def resize(self, width: int, height: int) -> None:
        """Give the page so many pixels."""
        self.page.set_viewport_size({"width": width, "height": height})

    def faults(self) -> list[str]:
        """What the browser reported."""
        return self._player.faults


class WebKitVisitor(Visitor):
    """At WebKitGTK's MiniBrowser; the game must be served by ``watched``."""

    def __init__(self, driver: WebDriver, live: Live) -> None:
        """Sit down where somebody else may have sat: nothing of theirs is left."""
        self.live, self.driver = live, driver
        self._wait = WebDriverWait(driver, SECONDS, 0.05, [WebDriverException])
        self.open("/healthz")
        driver.delete_all_cookies()
        self.look("sessionStorage.clear()")

    def open(self, path: str) -> None:
        """Go to a page of the game."""
        self.driver.get(self.live.url + path)

    def back(self) -> None:
        """Press the browser's Back."""
        self.driver.back()

    def _found(self, selector: str) -> Any:
        how = By.XPATH if selector.startswith(("//", "(//")) else By.CSS_SELECTOR
        return self._wait.until(expected_conditions.presence_of_element_located((how, selector)))

    def sees(self, selector: str) -> None:
        """Wait until the first such element is on the page and visible."""
        self._wait.until(lambda _: self._found(selector).is_displayed())

    def click(self, selector: str) -> None:
        """Click on the first such element with a mouse."""
        self._wait.until(lambda _: self._found(selector).click() or True)

    def press(self, key: str) -> None:
        """Press a key."""
        named = {
            "ArrowUp": Keys.ARROW_UP,
            "ArrowDown": Keys.ARROW_DOWN,
            "Enter": Keys.ENTER,
            "Space": Keys.SPACE,
        }
        ActionChains(self.driver).send_keys(named.get(key, key)).perform()

    def fill(self, selector: str, text: str) -> None:
        """Type into a field."""
        field = self._found(selector)
        field.clear()
        field.send_keys(text)

    def attach(self, selector: str, file: Path) -> None:
        """Choose a file."""
        self._found(selector).send_keys(str(file))

    def look(self, script: str) -> Any:
        """What an expression comes to."""
        return self.driver.execute_script(f"return {script}")

    def until(self, script: str) -> None:
        """Wait until an expression is true."""
        self._wait.until(lambda _: self.look(script))

    def resize(self, width: int, height: int) -> None:
        """Give the page so many pixels: the window has no frame."""
        self.driver.set_window_size(width, height)
        self.until(f"innerWidth === {width} && innerHeight === {height}")

    def faults(self) -> list[str]:
        """What the script of ``watched`` kept."""
        return list(self.look("JSON.parse(sessionStorage.getItem('faults') ?? '[]')"))
