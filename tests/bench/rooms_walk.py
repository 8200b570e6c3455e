"""The walk of docs/rooms.md: a room with 28 guests, its host's page and its wall, in a browser; writes its pictures.

python tests/bench/rooms_walk.py [docs/pictures]
"""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, ViewportSize, sync_playwright

sys.path.extend([str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])])
from decks_walk import HOST, WINDOW, Album
from guess import PASSWORD, prepare
from tests.e2e.browser import UNHINTED, find

from higherthanthou.clock import milliseconds
from higherthanthou.game.deal import Side
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players.players import add_player
from higherthanthou.store.rooms import calls, files, guests, rooms, stars
from higherthanthou.store.rooms.guests import Guest
from higherthanthou.store.rooms.rooms import Room
from live import Live

GUESTS, NAME_SEED = 28, 4
PROJECTOR: ViewportSize = {"width": 1280, "height": 720}


class Crowd:
    """Guests who come in, call and rate by the store, each by a mind of their own."""

    def __init__(self, folder: Path, code: str) -> None:
        """Open the database beside the server."""
        self.database, self.code, self.rng = Database(database_url("", folder)), code, Random(NAME_SEED)
        self.guests: list[Guest] = []

    @property
    def room(self) -> Room:
        """The room as it is."""
        found = self.database.read_now(lambda c: rooms.find(c, self.code))
        assert found is not None
        return found

    def come_in(self) -> None:
        """All come in."""
        for _ in range(GUESTS):
            room, now = self.room, milliseconds()
            player = self.database.write_now(lambda c: add_player(c, secrets.token_hex(8), now, self.rng))  # noqa: B023  # it runs at once
            self.guests.append(
                self.database.write_now(lambda c: guests.join(c, room, player, "", now, self.rng))  # noqa: B023  # it runs at once
            )

    def call(self, many: int) -> None:
        """So many call; most of them go by the first facts."""
        room = self.room
        asked = self.database.read_now(lambda c: files.asked_file(c, room))
        assert asked is not None
        last = len(asked.profile.facts) - 1
        for guest in self.guests[:many]:
            side = Side.HIGHER if self.rng.random() < 0.6 else Side.LOWER
            reason = min(last, self.rng.choice([0, 0, 0, 1, 1, 2, 3]))
            self.database.write_now(
                lambda c: calls.call(c, room, guest.player_id, room.round, side, reason, milliseconds())  # noqa: B023  # it runs at once
            )

    def rate(self) -> None:
        """All rate the calls that they are shown; some guests please more than others."""
        room = self.room
        for guest in self.guests:
            for one in self.database.read_now(lambda c: stars.to_rate(c, room, guest.player_id)):  # noqa: B023  # it runs at once
                given = min(5, max(1, round(self.rng.gauss(2 + one.number % 5 / 2, 0.8))))
                self.database.write_now(
                    lambda c: stars.give(c, room, guest.player_id, room.round, one.number, given)  # noqa: B023  # it runs at once
                )


def walk(browser: Browser, live: Live, folder: Path) -> None:
    """Every step of the page of documentation."""
    host = browser.new_page(viewport=WINDOW, base_url=live.url, reduced_motion="reduce")
    host.goto("/host")
    host.get_by_label("Name").fill(HOST)
    host.get_by_label("Password").fill(PASSWORD)
    host.get_by_role("button", name="Sign in").click()
    host.goto("/host/rooms?deck=citizens")
    host.get_by_text("Against what, names").click()
    host.get_by_label("Show the first five").check()
    host.get_by_role("button", name="Open the room").click()
    host.get_by_test_id("room-code").wait_for()
    crowd = Crowd(live.folder, host.url.rpartition("/")[2])
    wall = browser.new_page(viewport=PROJECTOR, base_url=live.url, reduced_motion="reduce")
    wall.goto(f"/rooms/{crowd.code}/wall")
    crowd.come_in()
    show = Album(folder, wall)
    wall.locator(".rw-names li").nth(GUESTS - 1).wait_for()
    show.take("room-lobby")

    def press(title: str) -> None:
        host.wait_for_timeout(600)
        host.get_by_role("button", name=title, exact=True).click()

    for number in range(1, 4):
        press("Open the first file" if number == 1 else "Next file")
        wall.get_by_role("heading", name=f"Round {number} of 10").wait_for()
        crowd.call(23 if number == 3 else GUESTS)
        if number == 3:
            wall.get_by_test_id("room-called").get_by_text("23", exact=True).wait_for()
            host.get_by_text("23/28").wait_for()
            show.take("room-asking")
            Album(folder, host).take("room-host")
        press(f"Close round {number}")
        wall.get_by_test_id("room-split").wait_for()
        if number == 3:
            show.take("room-shown")
        press("Rating round")
        wall.get_by_text(f"0 of {GUESTS} have rated").wait_for()
        crowd.rate()
    wall.get_by_text(f"{GUESTS} of {GUESTS} have rated").wait_for()
    show.take("room-rating")
    crowd.database.close()


def main() -> None:
    """Serve a fresh game and walk through a room."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path, nargs="?", default=Path("docs/pictures"))
    arguments = parser.parse_args()
    arguments.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=UNHINTED)
        prepare(Path(folder), 600, host=HOST)
        with Live(Path(folder)) as live:
            walk(browser, live, arguments.pictures)
        browser.close()


if __name__ == "__main__":
    main()
