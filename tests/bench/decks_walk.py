"""The walk of docs/decks.md from a spreadsheet to a deck that is played, in a browser; writes its pictures.

python tests/bench/decks_walk.py [docs/pictures] [--visitors 9]
"""

import argparse
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, ViewportSize, sync_playwright

sys.path.extend([str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])])
from guess import PASSWORD, prepare
from tests.e2e.browser import UNHINTED, find

from live import Live, LiveFork

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent.parent / "docs" / "example.csv"
HOST = "Mevrouw Peeters"
WINDOW: ViewportSize = {"width": 1280, "height": 860}
COLOURS = 256
MOST_TURNS = 6
BELIEFS = (
    ("eight folds", "nine folds", "eleven folds", "twelve folds"),
    ("70 g", "80 g", "90 g"),
    ("Hall East",),
)
"""What visitors go by: each of them says lower where one of these stands on the file."""


class Album:
    """Takes pictures of a page, small enough to be kept."""

    def __init__(self, folder: Path, page: Page) -> None:
        """Put them there."""
        self.folder, self.page = folder, page

    def take(self, name: str) -> None:
        """The window as it is."""
        self.page.wait_for_timeout(400)
        taken = Image.open(BytesIO(self.page.screenshot())).convert("RGB")
        taken.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2).save(
            self.folder / f"{name}.png", optimize=True
        )


def photograph() -> bytes:
    """Something that a host might have photographed."""
    drawn = Image.new("RGB", (900, 600), "#cfdbe8")
    ImageDraw.Draw(drawn).polygon(
        [(150, 420), (760, 160), (430, 480)], fill="#fbf8f0", outline="#1a1814", width=8
    )
    data = BytesIO()
    drawn.save(data, "JPEG")
    return data.getvalue()


def walk(page: Page, live: Live, album: Album, folder: Path, visitors: int) -> None:
    """Every step of the page of documentation."""
    page.goto(f"{live.url}/host")
    page.get_by_label("Name").fill(HOST)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/host")
    wrong = folder / "planes.csv"
    wrong.write_text(EXAMPLE.read_text().replace(",655,", ",6.55 m,").replace("Edna Krol", ""))
    map_columns(page, live, wrong)
    page.get_by_test_id("bad-rows").wait_for()
    album.take("bad-rows")
    map_columns(page, live, EXAMPLE, album)
    page.get_by_role("heading", name="24 files").wait_for()
    album.take("files")
    deck = page.url
    page.get_by_role("link", name="Otto Lindqvist", exact=True).click()
    page.locator("input[name=picture]").set_input_files(
        {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    page.locator("#picture-picture_alt").fill("A paper plane with one wing up")
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("img", name="A paper plane with one wing up").wait_for()
    album.take("file")
    page.goto(f"{deck}/check")
    album.take("check")
    page.get_by_role("button", name="Publish version 1").click()
    page.get_by_text("Published, version 1").wait_for()
    for number in range(visitors):
        play(page, live, BELIEFS[number % len(BELIEFS)], None if number else album.folder)
    page.goto(f"{deck}/statistics")
    album.take("statistics")


def map_columns(page: Page, live: Live, sheet: Path, album: Album | None = None) -> None:
    """Upload a spreadsheet, say that its last column is withheld, and import it."""
    page.goto(f"{live.url}/host/decks/import")
    page.locator("input[name=file]").set_input_files(sheet)
    page.get_by_label("Title, shown to players").fill("Paper planes")
    page.get_by_role("button", name="Import").click()
    page.get_by_role("heading", name="Two questions about").wait_for()
    page.get_by_text("Facts", exact=True).click()
    page.get_by_label("What Club is").select_option("place")
    page.get_by_label("What Secret is").select_option("withheld")
    page.get_by_label("Unit", exact=True).fill("cm")
    page.get_by_text("Title, range and buttons").click()
    page.get_by_label("Highest that there can be").fill("1200")
    page.get_by_label("What a file is about").fill("pilot")
    page.get_by_label("What a file is about").blur()
    page.wait_for_load_state("networkidle")
    if album:
        page.evaluate("scrollTo(0, 0)")
        album.take("columns")
    elif page.get_by_label("Leave").count():
        page.get_by_label("Leave").uncheck()
        page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Import").click()


def play(page: Page, live: Live, belief: tuple[str, ...], pictures: Path | None) -> None:
    """A run of a visitor who goes by a belief, until it ends or grows long."""
    context = page.context.browser.new_context(viewport=WINDOW)  # type: ignore[union-attr]  # it was launched
    context.set_default_timeout(15_000)
    visitor = context.new_page()
    visitor.goto(f"{live.url}/decks/paper-planes")
    visitor.get_by_role("button", name="Play", exact=True).first.click()
    if pictures:
        visitor.get_by_test_id("file").wait_for()
        Album(pictures, visitor).take("desk")
    for _ in range(MOST_TURNS):
        visitor.locator('#table[data-ready="true"], [data-testid="result"]').first.wait_for()
        if visitor.get_by_test_id("result").count():
            break
        turn = visitor.locator("#table").get_attribute("data-turn")
        read = visitor.get_by_test_id("file").inner_text()
        call = "Lower" if any(words in read for words in belief) else "Higher"
        visitor.get_by_role("button", name=call, exact=True).click()
        visitor.locator(f'#table:not([data-turn="{turn}"]), [data-testid="result"]').first.wait_for()
    context.close()


def served(folder: Path) -> Live:
    """The game with a host, and one small deck, which takes less time to make than those that are shipped."""
    prepare(folder, 100, host=HOST)
    return LiveFork(folder)


def main() -> None:
    """Serve, walk, and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/pictures"))
    parser.add_argument("--visitors", type=int, default=9)
    options = parser.parse_args()
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, served(Path(data)) as live, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=UNHINTED)
        page = browser.new_page(viewport=WINDOW, reduced_motion="reduce")
        page.set_default_timeout(15_000)
        walk(page, live, Album(folder, page), Path(data), options.visitors)
        browser.close()


if __name__ == "__main__":
    main()
