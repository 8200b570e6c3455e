"""docs/decks.md says what is so: its examples are imported, its limits are the constants, its pictures are there."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from higherthanthou.authoring import deckfile
from higherthanthou.authoring.deckfile import cells, read_csv, read_json, read_sheet, shape
from higherthanthou.authoring.deckfile.roles import FIELDS
from higherthanthou.authoring.picture import MOST_BYTES, MOST_PIXELS
from higherthanthou.authoring.pixels import SIDE
from higherthanthou.cli import app
from higherthanthou.game.head import KINDS, Head
from higherthanthou.game.score import parse_model
from higherthanthou.web.pictures import MOST_FILES
from test_contract import commands

DOCS = Path(__file__).parent.parent / "docs"
WRITTEN = (DOCS / "decks.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    """The block of that language."""
    return re.findall(rf"```{language}\n(.*?)```", WRITTEN, re.S)[0]


def test_the_csv_of_the_page_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has two profiles, and only for that is too small."""
    monkeypatch.setattr("higherthanthou.authoring.deckfile.rows.FEWEST_PROFILES", 2)
    sheet = read_sheet(example("csv").encode())
    assert deckfile.are_exact(sheet.header)
    parsed = read_csv(sheet, sheet.header, Head("Paper planes", low=0, high=1200))
    assert [profile.name for profile in parsed.profiles] == ["Ilse Vandamme", "Otto Lindqvist"]


def test_the_json_of_the_page_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its own label, unit and range."""
    monkeypatch.setattr("higherthanthou.authoring.deckfile.rows.FEWEST_PROFILES", 2)
    parsed = read_json(example("json").encode())
    assert (parsed.head.label, parsed.head.unit, parsed.head.high) == ("flight", "cm", 1200)
    assert len(parsed.profiles) == 2


def test_the_spreadsheet_of_the_walk_is_imported() -> None:
    """As its columns are guessed."""
    sheet = read_sheet((DOCS / "example.csv").read_bytes())
    roles = deckfile.guess_roles(sheet.header)
    assert sheet.size == 24
    assert {"age", "occupation", "fact: Folds"} <= set(roles)


def test_the_model_of_the_page_is_one() -> None:
    """It can be parsed and scores somebody."""
    model = parse_model(tomllib.loads(example("toml")))
    assert model.score({"beds": 1}).total == 900


def test_columns_and_limits_are_those_of_the_code() -> None:
    """Every column is described, every number is the constant."""
    for name in (*FIELDS, *(f"{kind}: LABEL" for kind in KINDS.values())):
        assert f"`{name}`" in WRITTEN, name
    for said in (
        f"{shape.FEWEST_PROFILES} to {deckfile.MOST_PROFILES:,} profiles",
        f"{deckfile.MOST_BYTES // 1024**2} MB a file",
        f"{deckfile.MOST_FACTS} different labels",
        f"{cells.LONGEST_CELL} characters",
        f"{MOST_BYTES // 1024**2} MB and {MOST_PIXELS // 10**6} megapixels",
        f"at {SIDE} pixels",
        f"up to {MOST_FILES} at once",
    ):
        assert said in re.sub(r"\s+", " ", WRITTEN), said


def test_commands_and_links_are_there() -> None:
    """Every command with its options, every file that is linked."""
    known = dict(commands(get_command(app), ""))
    for line in re.findall(r"higherthanthou ((?:deck|host) [^\n|&`]*)", WRITTEN):
        words = line.split()
        options = known[" ".join(words[:2])]
        assert {word for word in words if word.startswith("--")} <= options, line
    for target in re.findall(r"\]\(([^)#]+)\)", WRITTEN):
        assert (DOCS / target).exists(), target
