"""Every page as a picture, in phone and desktop size, light and dark.

    python tests/bench/screens.py FOLDER [--url http://127.0.0.1:8000] [--size phone]

Plays against a server that runs already; the pictures are for looking at.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
from tests.e2e.browser import UNHINTED, find  # the tests' own

SIZES = {"desktop": (1280, 860), "phone": (390, 844), "small": (320, 640)}
PAGES = {"landing": "/", "decks": "/decks", "deck": "/decks/citizens", "intake": "/intake", "me": "/me", "mirror": "/me/mirror",
         "board": "/leaderboard?period=all", "credits": "/credits", "claims": "/claims", "lesson": "/lesson", "ledger": "/me/privacy", "daily": "/daily", "missing": "/nowhere"}  # fmt: skip


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--size", choices=SIZES, help="only this size, and only light")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=UNHINTED)
        for scheme in ("light",) if options.size else ("light", "dark"):
            for size in [options.size] if options.size else SIZES:
                take(browser, options, scheme, size, *SIZES[size])
        wall(browser, options)
        browser.close()


def take(
    browser: Browser, options: argparse.Namespace, scheme: str, size: str, width: int, height: int
) -> None:
    """Play a run to its end and visit every page."""
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        base_url=options.url,
    )

    def shoot(name: str) -> None:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=options.folder / f"{name}-{size}-{scheme}.png", animations="disabled")

    page.goto("/")
    shoot("newcomer")
    page.get_by_role("button", name="Play", exact=True).first.click()
    shoot("first-file")
    play(page, shoot)
    shoot("result")
    for name, path in PAGES.items():
        page.goto(path)
        shoot(name)
    page.close()


def play(page: Page, shoot) -> None:
    """Guess higher until the run is over."""
    for turn in range(1, 30):
        page.wait_for_timeout(350)
        before = page.locator("#table").get_attribute("data-turn")
        page.get_by_role("button", name="Higher", exact=True).click()
        page.locator(f'#table:not([data-turn="{before}"]), [data-testid="result"]').first.wait_for()
        if page.get_by_test_id("result").count():
            return
        shoot(f"desk-{min(turn, 3)}")


def wall(browser: Browser, options: argparse.Namespace) -> None:
    """The board for a projector."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080}, base_url=options.url)
    page.goto("/wall")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=options.folder / "wall.png")
    page.close()


if __name__ == "__main__":
    main()
