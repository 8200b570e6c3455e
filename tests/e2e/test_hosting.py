"""A host's way from a spreadsheet to a deck that somebody else plays: mouse, phone, no JavaScript, screen reader."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import DESKTOP, MOVING, STILL, Player
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PHONE, PLAIN, guess
from tests.e2e.visitors import AXE
from tests.web.hosts import PASSWORD

from live import Live

HEADER = "name,score,age,occupation,place,fact: Wings,withheld: Glue"
GLUE = ("none", "one drop", "a whole tube")


def sheet(folder: Path, bad: bool) -> Path:
    """A spreadsheet of people, of which two rows cannot be filed."""
    rows = [
        f"Person {n},{400 + 25 * n},{20 + n},folder,Hall {n % 3},{n} wings,{GLUE[n % 3]}" for n in range(20)
    ]
    if bad:
        rows[3], rows[7] = "Nobody,7.5,22,folder,Hall 1,3 wings,none", ",500,22,folder,Hall 1,3 wings,none"
    path = folder / ("bad.csv" if bad else "mended.csv")
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return path


def photograph() -> bytes:
    """A picture that somebody took."""
    drawn = Image.new("RGB", (800, 600), "#8fa7df")
    ImageDraw.Draw(drawn).ellipse((250, 150, 550, 450), fill="#1a1814")
    data = BytesIO()
    drawn.save(data, "JPEG")
    return data.getvalue()


def sign_in(page: Page, live: Live, name: str) -> None:
    """Fill in the form that every host's page leads to."""
    page.goto(f"{live.url}/host")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/host")


def upload(page: Page, file: Path, title: str) -> None:
    """Choose a spreadsheet and import it."""
    page.get_by_label(re.compile("^The file")).set_input_files(file)
    page.get_by_label(re.compile("^Title")).fill(title)
    page.get_by_role("button", name="Import").click()


@pytest.mark.parametrize("player", [MOVING, PHONE, PLAIN], ids=["desktop", "phone", "plain"], indirect=True)
def test_from_a_spreadsheet_to_a_game(
    player: Player, host: str, browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Import, bad rows, mend, picture, preview, check, publish, a visitor's run, statistics."""
    page, live = player.page, player.live
    title = f"Paper planes {request.node.callspec.id}"
    sign_in(page, live, host)
    page.get_by_role("link", name="Import a file").click()
    upload(page, sheet(tmp_path, bad=True), title)
    bad = page.get_by_test_id("bad-rows")
    expect(bad).to_contain_text('"7.5" is no number like the others')
    expect(bad).to_contain_text("The name is missing")
    expect(bad.locator("tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Import the mended file").click()
    upload(page, sheet(tmp_path, bad=False), title)
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_role("heading", name="20 files")).to_be_visible()
    deck = page.url

    page.get_by_role("link", name="Person 5", exact=True).click()
    page.get_by_label(re.compile("^PNG, JPEG")).set_input_files(
        {"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    page.get_by_label(re.compile("^What it shows")).fill("A black paper disc on blue")
    page.get_by_role("button", name="Upload").click()
    preview = page.get_by_test_id("file")
    expect(preview.get_by_role("img", name="A black paper disc on blue")).to_be_visible()
    expect(preview).to_contain_text("5 wings")
    expect(preview).not_to_contain_text("a whole tube")

    page.goto(deck)
    assert set(thumbnails(page)) == {(44, 44)}

    page.goto(f"{deck}/check")
    expect(page.get_by_text("It can be played")).to_be_visible()
    page.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_text("Published, version 1")).to_be_visible()

    visit(browser, live, title)
    page.goto(f"{deck}/statistics")
    expect(page.locator(".totals div", has_text="Runs")).to_contain_text("1")
    expect(page.get_by_test_id("few")).to_contain_text("too few to say how hard")


def thumbnails(page: Page) -> list[tuple[int, int]]:
    """Width and height of the pictures in the table, as they are shown."""
    boxes = [picture.bounding_box() for picture in page.locator(".sheet-picture img").all()]
    return [(round(box["width"]), round(box["height"])) for box in boxes if box]


def visit(browser: Browser, live: Live, title: str) -> None:
    """Somebody else finds the deck, is right once and wrong once."""
    context = browser.new_context(viewport=DESKTOP, **STILL)
    visitor = Player(context.new_page(), live)
    visitor.page.goto(f"{live.url}/decks")
    visitor.page.get_by_role("link", name=title).click()
    visitor.page.get_by_role("button", name="Play").first.click()
    visitor.first_file()
    guess(visitor, visitor.truth())
    guess(visitor, visitor.lie())
    expect(visitor.page.get_by_test_id("final-streak")).to_have_text("1")
    expect(visitor.page.get_by_test_id("board")).to_have_count(0)
    context.close()
    assert visitor.faults == []


def test_the_table_is_edited_in_place(player: Player, host: str, tmp_path: Path) -> None:
    """A line becomes a form and a line again, a removal is undone, and the page is never loaded anew."""
    page = player.page
    sign_in(page, player.live, host)
    page.goto(f"{player.live.url}/host/decks/import")
    upload(page, sheet(tmp_path, bad=False), "In place")
    expect(page.get_by_role("heading", name="In place")).to_be_visible()
    document = player.document()
    page.get_by_role("link", name="Edit Person 4", exact=True).click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.get_by_label("Name", exact=True).fill("Person Four")
    page.get_by_label("Score", exact=True).fill("9999")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("A score of this deck is from 350 to 950.")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Person Four")
    page.get_by_label("Score", exact=True).fill("512")
    page.get_by_role("button", name="Save").click()
    line = page.get_by_role("row", name=re.compile("Person Four"))
    expect(line).to_contain_text("512")
    page.get_by_role("button", name="Remove Person Four").click()
    expect(page.get_by_role("cell", name="Person Four is removed.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("512")
    page.get_by_label("Name, occupation or place").fill("four")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name=re.compile("1 file with"))).to_be_visible()
    assert player.document() == document


def test_two_tabs_do_not_overwrite_each_other(player: Player, host: str, tmp_path: Path) -> None:
    """The second save is refused with both texts; it can be stored over the first, or left."""
    page = player.page
    sign_in(page, player.live, host)
    page.goto(f"{player.live.url}/host/decks/import")
    upload(page, sheet(tmp_path, bad=False), "Two tabs")
    page.get_by_role("link", name="Person 9", exact=True).click()
    expect(page.get_by_role("heading", name="Person 9", exact=True).first).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Occupation").fill("champion")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_test_id("file")).to_contain_text("champion")
    page.get_by_label("Occupation").fill("runner-up")
    with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
        page.get_by_role("button", name="Save").click()
    assert posted.value.status == 409
    expect(page.get_by_role("row", name=re.compile("champion"))).to_contain_text("runner-up")
    player.faults = [fault for fault in player.faults if "409" not in fault]
    page.get_by_role("button", name="Store mine over it").click()
    expect(page.get_by_test_id("file")).to_contain_text("runner-up")


def test_axe_finds_nothing_on_hosts_pages(player: Player, host: str, tmp_path: Path) -> None:
    """Every page of a host, light, dark and on a phone, and none of them scrolls sideways."""
    page, live = player.page, player.live
    found: list[str] = []
    page.add_init_script(AXE)

    def look() -> None:
        for scheme, size in (("dark", DESKTOP), ("light", PHONE["viewport"]), ("light", DESKTOP)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            found.extend(f"{scheme}, {size}: {fault}" for fault in axe(player))
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            found.extend([f"{page.url} is {over} px too wide"] if over > 0 else [])

    page.goto(f"{live.url}/host/sign-in")
    look()
    sign_in(page, live, host)
    title = "For axe"
    for path in ("/host/password", "/host/decks/generate", "/host/decks/import"):
        page.goto(live.url + path)
        look()
    upload(page, sheet(tmp_path, bad=True), title)
    page.get_by_test_id("bad-rows").wait_for()
    look()
    page.get_by_role("link", name="Other columns").click()
    page.get_by_role("heading", name="Two questions about").wait_for()
    look()
    page.goto(f"{live.url}/host/decks/import")
    upload(page, sheet(tmp_path, bad=False), title)
    page.get_by_role("heading", name=title).wait_for()
    deck = page.url
    look()
    page.get_by_role("link", name="Edit Person 1", exact=True).click()
    page.get_by_role("button", name="Save").wait_for()
    look()
    for path in (
        "/profiles",
        "/pictures",
        "/check",
        "/statistics",
        "/settings",
        "/players",
        "/poll",
        "/reports",
        "/zero",
        "",
    ):
        page.goto(deck + path)
        look()
    page.get_by_role("link", name="Person 2", exact=True).click()
    look()
    page.goto(f"{live.url}/host")
    look()
    assert found == []


@pytest.mark.parametrize("player", [PHONE], ids=["phone"], indirect=True)
def test_two_questions_about_a_table(player: Player, host: str) -> None:
    """Another number brings its own label and unit; what was unfolded and focused stays; axe finds nothing."""
    page, live = player.page, player.live
    sign_in(page, live, host)
    rows = [
        "hut;soup (EUR);altitude_m;warden",
        *(f"Hut {n};{4 + n},50;{1500 + 31 * n};Ilse {n % 4}" for n in range(12)),
    ]
    page.goto(f"{live.url}/host/decks/import")
    sheet = {"name": "huts.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.get_by_label(re.compile("^The file")).set_input_files(sheet)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_label("Which number?")).to_have_value("1")
    page.get_by_text("Facts", exact=True).click()
    page.get_by_label("What warden is").focus()
    page.get_by_label("What warden is").select_option("withheld")
    expect(page.get_by_test_id("file").locator(".bar")).to_have_count(1)
    expect(page.get_by_label("What warden is")).to_be_focused()
    page.get_by_label("Which number?").select_option("2")
    expect(page.locator(".import-lit")).to_contain_text("1,500 m")
    assert axe(player) == []
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", name="12 files")).to_be_visible()
