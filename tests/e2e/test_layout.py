"""The desk from 320 to 1920 pixels wide and from 553 high: nothing covered, nothing cut, nothing out of reach."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.e2e.conftest import DESKTOP, Player
from tests.e2e.layout import PHONE, SIZES, faults, measure
from tests.e2e.test_modes import begin, value_at
from tests.e2e.test_play import guess

from higherthanthou.game.modes.daily import FEWEST
from higherthanthou.game.profile import Entry, Profile, Shown
from higherthanthou.store.backend import database_url
from higherthanthou.store.database import Database
from live import Live
from world import make_deck, make_people, put_deck

GAMES = [
    ("streak", "long-files"), ("chain", "long-files"), ("daily", "long-files"), ("year", "long-files"),
    ("match", "matches"), ("streak", "rated"), ("year", "citizens"),
]  # fmt: skip
FACTS = ("Bills", "Basket", "Evenings", "Contract", "Library", "Deposit", "Looks for", "Mondays")


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


@pytest.fixture(scope="module")
def live(wide_world_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The world of the other tests, and a deck of long files."""
    folder = tmp_path_factory.mktemp("layout")
    shutil.copy(wide_world_file, folder / "higherthanthou.db")
    deck = make_deck("long-files", "Long files")
    deck.model = deck.locale = None  # as if it was imported
    database = Database(database_url("", folder))
    put_deck(database, deck, long_files())
    database.close()
    with Live(folder, RUNS_PER_MINUTE="0", NEW_PLAYERS_PER_HOUR="0") as served:
        yield served


def look(seat: Player, widest: int) -> list[str]:
    """What is wrong with the desk at any of the sizes up to a width."""
    sizes = [size for size in SIZES if size[0] <= widest]
    return [fault for size in sizes for fault in faults(measure(seat.page, *size), *size)]


@pytest.mark.parametrize(("mode", "deck"), GAMES)
def test_a_desk_of_every_size(seat: Player, mode: str, deck: str) -> None:
    """Before and after a verdict: all facts or a hint; tools, stakes and buttons wholly seen; focus never hidden."""
    every_size(seat, mode, deck, SIZES[-1][0])


@pytest.mark.parametrize("seat", [{"has_touch": True}], ids=["touch"], indirect=True)
def test_a_desk_that_is_touched(seat: Player) -> None:
    """All that a finger changes is that the buttons do not name their keys: one mode has everything there is."""
    every_size(seat, "year", "long-files", PHONE)


def every_size(seat: Player, mode: str, deck: str, widest: int) -> None:
    """Look at a desk before and after a verdict."""
    begin(seat, mode, deck)
    if mode == "year":
        value_at(seat, 760)
    found = look(seat, widest)
    seat.page.set_viewport_size(DESKTOP)
    guess(seat, seat.truth())
    found += look(seat, widest)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("deck", ["rated", "matches"])
def test_a_result_of_every_size(seat: Player, deck: str) -> None:
    """One column with Play again along the lower edge covers nothing that has the focus."""
    begin(seat, "match" if deck == "matches" else "streak", deck)
    while seat.page.get_by_test_id("result").count() == 0:
        guess(seat, seat.lie())
    found = look(seat, PHONE)
    assert not found, "\n".join(found)
