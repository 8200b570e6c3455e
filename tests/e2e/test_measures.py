"""Decks of days, lap times and long sums on a phone: buttons, verdict, announcement, share text, and room for all."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.conftest import LIMITS, Player
from tests.e2e.layout import SIZES, faults, measure
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PHONE, guess
from tests.web.play.test_measures import CASES, Case, put

from higherthanthou.game.comparison import COMPARISONS
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from live import Live, LiveFork

BATTLES, LAPS, ECONOMIES, *_ = CASES


@pytest.fixture(scope="module")
def live(
    todays_world_file: Path, tmp_path_factory: pytest.TempPathFactory, reading_ms: str
) -> Iterator[Live]:
    """The world of the other tests, and three decks whose scores are no points."""
    folder = tmp_path_factory.mktemp("measures")
    shutil.copy(todays_world_file, folder / "higherthanthou.db")
    database = Database(database_url("", folder))
    for case in (BATTLES, LAPS, ECONOMIES):
        put(database, case)
    database.close()
    with LiveFork(folder, **LIMITS, READING_MS=reading_ms) as served:
        yield served


def begin(player: Player, case: Case) -> None:
    """From the page of the deck to its first file."""
    player.page.goto(f"{player.live.url}/decks/{case.slug}")
    player.page.get_by_role("button", name="Play", exact=True).first.click()
    player.first_file()


def scored(player: Player, case: Case) -> str:
    """The score of the file on the desk as it is written, as only the database knows it."""
    run = player.page.url.rpartition("/")[2]
    [(score,)] = player.live.sql(f"SELECT file_score FROM runs WHERE id = '{run}'")
    return case.measure.panel(score)


@pytest.mark.parametrize("player", [PHONE], indirect=True)
@pytest.mark.parametrize("case", [BATTLES, LAPS], ids=["days", "laps"])
def test_a_run_is_played_in_the_words_of_its_deck(player: Player, case: Case) -> None:
    """From the first file to the share text; axe finds nothing."""
    begin(player, case)
    page, words = player.page, COMPARISONS[case.comparison]
    expect(page.get_by_role("button", name="Higher", exact=True)).to_have_count(0)
    found = axe(player)
    for _ in range(2):
        side, score = player.truth(), scored(player, case)
        said = words.up if side == "Higher" else words.down
        guess(player, said)
        expect(page.get_by_test_id("verdict-outcome")).to_have_text("Right")
        expect(page.get_by_test_id("verdict")).to_contain_text(f" {said.lower()} than you")
        expect(page.get_by_test_id("verdict-score")).to_have_text(score)
        expect(page.locator("#announcer")).to_have_text(
            re.compile(f"^Right. .*{re.escape(score)}, .* {said.lower()} than you")
        )
        expect(page.locator(".stamp")).to_have_text(re.compile(f"{said}$", re.I))
    found += axe(player)
    side = player.truth()
    guess(player, words.down if side == "Higher" else words.up)
    asks = words.asks.lower()
    expect(page.get_by_test_id("share-text")).to_contain_text(f"{case.slug.capitalize()}, {asks} · streak 2")
    assert found + axe(player) == []


@pytest.mark.parametrize("case", [BATTLES, ECONOMIES], ids=["days", "money"])
def test_long_scores_have_room_at_every_size(player: Player, case: Case) -> None:
    """On the panels, the scale and the stamp of a desk with a verdict, and of a result."""
    begin(player, case)
    words = COMPARISONS[case.comparison]
    guess(player, words.up if player.truth() == "Higher" else words.down)
    wrong = [fault for w, h in SIZES for fault in faults(measure(player.page, w, h), w, h)]
    guess(player, words.down if player.truth() == "Higher" else words.up)
    wrong += [f"result, {w} x {h}" for w, h in SIZES if measure(player.page, w, h).wide > 0]
    assert wrong == []
