"""The desk from 320 to 1920 pixels wide and from 553 high: nothing covered, nothing cut, nothing out of reach."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.conftest import DESKTOP, Player
from tests.e2e.layout import PHONE, SIZES, faults, measure
from tests.e2e.test_modes import begin, value_at
from tests.e2e.test_play import guess

from live import Live

GAMES = [
    ("streak", "long-files"), ("chain", "long-files"), ("daily", "long-files"), ("year", "long-files"),
    ("match", "matches"), ("streak", "rated"), ("year", "citizens"),
]  # fmt: skip
FACTS = ("Bills", "Basket", "Evenings", "Contract", "Library", "Deposit", "Looks for", "Mondays")


def long_files(path: Path) -> Path:
    """A spreadsheet of a hundred people with long names and more facts than a phone has room for."""
    head = ["name", "score", "age", "occupation", "place", *(f"fact: {label}" for label in FACTS)]
    rows = [
        [f"Maximiliane Vandewalle-Okonkwo {n}", str(360 + 5 * n), "44", "court stenographer", "Villers-la-Ville"]
        + [f"{label} were paid on time in {n} of the last 24 months" for label in FACTS]
        + ["Changed the locks and then left"]
        for n in range(116)
    ]  # fmt: skip
    lines = [[*head, "withheld: Friends"], *rows]
    path.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def live(wide_world_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The world of the other tests, and a deck of long files."""
    folder = tmp_path_factory.mktemp("layout")
    shutil.copy(wide_world_file, folder / "higherthanthou.db")
    with Live(folder, RUNS_PER_MINUTE="0", NEW_PLAYERS_PER_HOUR="0") as served:
        command = [sys.executable, "-m", "higherthanthou", "deck", "import"]
        command += [str(long_files(folder / "long.csv")), "--title", "Long files", "--publish"]
        subprocess.run(command, env=served.environment, check=True, timeout=60)
        yield served


def look(seat: Player, widest: int) -> list[str]:
    """What is wrong with the desk at any of the sizes up to a width."""
    sizes = [size for size in SIZES if size[0] <= widest]
    return [fault for size in sizes for fault in faults(measure(seat.page, *size), *size)]


@pytest.mark.parametrize(
    ("seat", "widest"), [({}, 1920), ({"has_touch": True}, PHONE)], ids=["mouse", "touch"], indirect=["seat"]
)
@pytest.mark.parametrize(("mode", "deck"), GAMES)
def test_a_desk_of_every_size(seat: Player, widest: int, mode: str, deck: str) -> None:
    """Before and after a verdict: all facts or a hint; tools, stakes and buttons wholly seen; focus never hidden."""
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
