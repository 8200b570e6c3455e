"""The desk from 320 to 1920 pixels wide and from 553 high: nothing covered, nothing cut, nothing out of reach."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.e2e.conftest import DESKTOP, LIMITS, MOVING, Player, hire
from tests.e2e.layout import PHONE, SIZES, faults, measure, rest
from tests.e2e.test_hosting import photograph, sign_in
from tests.e2e.test_modes import begin, value_at
from tests.e2e.test_play import guess
from tests.e2e.texts import unreadable

from forks import ForkedCommand
from higherthanthou.game.modes.daily import FEWEST
from higherthanthou.game.profile import Entry, Profile, Shown
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from live import Live, LiveFork
from world import make_deck, make_people, put_deck

GAMES = [
    ("streak", "long-files"), ("chain", "long-files"), ("daily", "long-files"), ("year", "long-files"),
    ("match", "matches"), ("streak", "rated"), ("year", "citizens"),
]  # fmt: skip
FACTS = ("Bills", "Basket", "Evenings", "Contract", "Library", "Deposit", "Looks for", "Mondays")
HOST = "Mevrouw Peeters"
HEADINGS = "Name of the pilot in full,Flight,What the pilot had for breakfast,Where it was folded"


def long_files() -> Iterator[Profile]:
    """People with long names and more facts than a phone has room for; so many that there is a daily."""
    for n, person in enumerate(make_people(FEWEST)):
        told = (f"{label} were paid on time in {n % 90} of the last 240 months" for label in FACTS)
        facts = [Entry(label, text, Shown.FILE) for label, text in zip(FACTS, told, strict=True)]
        withheld = Entry("Friends", "Changed the locks and then left", Shown.WITHHELD)
        yield replace(
            person, name=f"Maximiliane Vandewalle-Okonkwo {n}", age=44, occupation="court stenographer",
            place="Villers-la-Ville", record=(*facts, withheld), bars=(1 + n % 4,),
        )  # fmt: skip


def deck(live: Live, *command: str) -> None:
    """Make a deck of the served game from the command line."""
    made = ForkedCommand(["deck", *command], live.environment)
    with made.stdout:
        assert made.stdout.read().startswith("Deck ")
    assert made.wait(60) == 0


@pytest.fixture(scope="module")
def live(
    todays_world_file: Path, tmp_path_factory: pytest.TempPathFactory, reading_ms: str
) -> Iterator[Live]:
    """The world of the other tests, and a deck of long files."""
    folder = tmp_path_factory.mktemp("layout")
    shutil.copy(todays_world_file, folder / "higherthanthou.db")
    row = make_deck("long-files", "Long files")
    row.model = row.locale = None  # as if it was imported
    database = Database(database_url("", folder))
    put_deck(database, row, long_files())
    database.close()
    with LiveFork(folder, **LIMITS, READING_MS=reading_ms) as served:
        hire(served, HOST)
        deck(served, "generate", "--theme", "companies", "--size", "40", "--publish")
        deck(served, "generate", "--size", "10", "--slug", "drawer", "--host", HOST)
        yield served


def look(player: Player, widest: int) -> list[str]:
    """What is wrong with the desk at any of the sizes up to a width."""
    sizes = [size for size in SIZES if size[0] <= widest]
    return [fault for size in sizes for fault in faults(measure(player.page, *size), *size)]


@pytest.mark.parametrize(("mode", "deck"), GAMES)
def test_a_desk_of_every_size(player: Player, mode: str, deck: str) -> None:
    """Before and after a verdict: all facts or a hint; tools, stakes and buttons wholly seen; focus never hidden."""
    every_size(player, mode, deck, SIZES[-1][0])


@pytest.mark.parametrize("player", [{"has_touch": True}], ids=["touch"], indirect=True)
def test_a_desk_that_is_touched(player: Player) -> None:
    """All that a finger changes is that the buttons do not name their keys: one mode has everything there is."""
    every_size(player, "year", "long-files", PHONE)


def every_size(player: Player, mode: str, deck: str, widest: int) -> None:
    """Look at a desk before and after a verdict."""
    begin(player, mode, deck)
    if mode == "year":
        value_at(player, 760)
    found = look(player, widest)
    player.page.set_viewport_size(DESKTOP)
    guess(player, player.truth())
    found += look(player, widest)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("deck", ["rated", "matches"])
def test_a_result_of_every_size(player: Player, deck: str) -> None:
    """One column with Play again along the lower edge covers nothing that has the focus."""
    begin(player, "match" if deck == "matches" else "streak", deck)
    while player.page.get_by_test_id("result").count() == 0:
        guess(player, player.lie())
    found = look(player, PHONE)
    assert not found, "\n".join(found)


def test_texts_of_a_player(player: Player) -> None:
    """Nothing is cut, covered or broken from the front page to a result, and every label has a gap."""
    page = player.page
    page.goto(player.live.url)
    found = unreadable(page)
    begin(player, "streak", "companies")
    while page.get_by_test_id("result").count() == 0:
        found += unreadable(page)
        guess(player, player.truth() if player.turn() < 4 else player.lie())
    found += unreadable(page)
    begin(player, "daily", "citizens")
    while page.get_by_test_id("result").count() == 0:
        guess(player, player.lie())
    assert found + unreadable(page) == []


def test_texts_of_pages_that_look_like_files(player: Player) -> None:
    """They have a tab and no portrait; on low phones the tab may not lie on their heading."""
    page, found = player.page, []
    for path in ("/daily", "/me", "/intake", "/decks/citizens", "/host/sign-in", "/nowhere"):
        page.goto(f"{player.live.url}{path}")
        found += [f"{path}: {fault}" for fault in unreadable(page)]
    assert found == []


def test_texts_of_a_host(player: Player) -> None:
    """Nothing is cut or covered in the list of decks, in a file, beside pictures, or among columns."""
    page, base = player.page, f"{player.live.url}/host/decks"
    sign_in(page, player.live, HOST)
    found = unreadable(page)
    page.goto(f"{base}/drawer")
    found += unreadable(page)
    page.locator(".files-sheet tbody th a").first.click()
    page.get_by_test_id("file").wait_for()
    found += unreadable(page)
    page.goto(f"{base}/drawer/pictures")
    picture = {"name": "Nobody.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    page.locator("[name=pictures]").set_input_files(picture)
    page.get_by_role("button", name="Upload").click()
    page.locator(".pictures").wait_for()
    found += unreadable(page)
    page.goto(f"{base}/import")
    rows = [HEADINGS, *(f"Person {n},{n},{n} eggs,Hall {n}" for n in range(20))]
    sheet = {"name": "planes.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.locator("[name=file]").set_input_files(sheet)
    page.get_by_label("Title, shown to players").fill("Planes")
    page.get_by_role("button", name="Import").click()
    page.locator(".import").wait_for()
    assert found + unreadable(page) == []


def test_numbers_of_an_import_are_whole(player: Player) -> None:
    """However long they are, and on a narrow phone: what a host has to judge is never cut."""
    page = player.page
    sign_in(page, player.live, HOST)
    page.goto(f"{player.live.url}/host/decks/import")
    rows = [
        "Country,Product,Head",
        *(f'C{n},"{n + 1},393,862,000,{n:03} of old",King {n % 4}' for n in range(12)),
    ]
    sheet = {"name": "lands.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.locator("[name=file]").set_input_files(sheet)
    page.get_by_role("button", name="Import").click()
    page.locator(".import-rows").wait_for()
    cut = (
        "cells => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)"
    )
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 664})
        numbers = page.locator(".import-rows td.sheet-number")
        assert "1,393,862,000,000 of old" in numbers.first.inner_text()
        assert numbers.evaluate_all(cut) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("player", [MOVING], indirect=True)
def test_a_verdict_is_not_animated_anew(player: Player) -> None:
    """Zooming in and out, and printing, leave a portrait where it stands."""
    begin(player, "streak", "companies")
    guess(player, player.truth())
    page = player.page
    rest(page)
    page.evaluate("addEventListener('animationstart', (e) => document.body.append(e.animationName))")
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 664})
        rest(page, width)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.screenshot(full_page=True)
    assert "shrink" not in page.locator("body").inner_text()
