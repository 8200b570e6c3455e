"""The lesson says of the world what the claims say, and names buttons and pages that are there."""

import re
from pathlib import Path

import pytest

from higherthanthou.app import ROUTES
from higherthanthou.authoring.seeds.claims import load_claims
from higherthanthou.game.mirror.lines import TELLING
from higherthanthou.game.mirror.mirror import FEWEST

ROOT = Path(__file__).parent.parent
LESSON = (ROOT / "docs" / "lesson.md").read_text(encoding="utf-8")
BUTTONS = (
    "Ask two statements before and after",
    "Vote for a law",
    "Close the poll",
    "Close round",
    "Next file",
)


def test_every_claim_has_its_grade() -> None:
    """In its own words, as seed/claims.toml grades it."""
    told = dict(re.findall(r"^\| (.+?) \| (known|reported|disputed|false) \|$", LESSON, re.M))
    grades = {claim.text: claim.grade for claim in load_claims()}
    assert len(told) == 8
    assert told == {text: grades.get(text) for text in told}


def test_pages_that_it_names_are_there() -> None:
    """Those in backticks that begin with a slash."""
    routes = {getattr(route, "path", "") for route in ROUTES}
    named = set(re.findall(r"`(/[\w/-]*)`", LESSON))
    assert {"/lesson", "/me", "/me/mirror", "/me/privacy", "/host/rooms", "/claims"} <= named <= routes


@pytest.mark.parametrize("button", BUTTONS)
def test_buttons_that_it_names_are_there(button: str) -> None:
    """In a template, or among the steps of a room."""
    assert f"*{button}*" in LESSON
    written = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "src").rglob("control_page.py")]
    assert any(button in path.read_text(encoding="utf-8") for path in written)


def test_it_fills_45_minutes() -> None:
    """One row after the other, without a gap."""
    rows = [tuple(map(int, row)) for row in re.findall(r"^\| (\d+) to (\d+) \|", LESSON, re.M)]
    assert [start for start, _ in rows] == [0, *(end for _, end in rows[:-1])]
    assert rows[-1][1] == 45


def test_it_says_from_when_the_mirror_tells_what() -> None:
    """Figures first and sentences later, by the numbers of the game."""
    assert f"At {FEWEST} it has figures alone" in LESSON
    assert f"From {TELLING} on it says in a sentence or two" in LESSON
    assert f"{FEWEST} calls in about ten minutes, and on to {TELLING}" in LESSON
