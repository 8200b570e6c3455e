"""The documents name what is there: links, paths in backticks, and names that are said to be in a module."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "seed" / "README.md",
    ROOT / "findings" / "README.md",
    ROOT / "static" / "fonts" / "README.md",
]
PATH = re.compile(r"(?:[\w.-]+/)+(?:[\w.-]+\.(?:py|html|css|js|toml|md|txt|sh|json))?")
ELSEWHERE = re.compile(r"[A-Z]{2}|^dist/|^\.venv/|^/")
"""Placeholders such as NAME, and paths in another package or outside the checkout."""


def named(written: Path) -> set[str]:
    """The paths that a page names."""
    text = written.read_text(encoding="utf-8")
    quoted = {word for code in re.findall(r"`([^`\n]+)`", text) for word in code.split()}
    return {word for word in quoted if PATH.fullmatch(word) and not ELSEWHERE.search(word)}


@pytest.mark.parametrize("written", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_page_names_is_there(written: Path) -> None:
    """From the top, from the package, or from the folder of the page."""
    places = ROOT, ROOT / "src" / "higherthanthou", written.parent
    missing = [
        path for path in sorted(named(written)) if not any((place / path).exists() for place in places)
    ]
    assert missing == []


@pytest.mark.parametrize("written", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_page_says_is_in_a_module_is_in_it(written: Path) -> None:
    """Wherever it says so as in: `RAMP` in `game/deal.py`."""
    told = re.findall(
        r"`(\w+)`(?: of \w+ \w+,)? in\s+`([\w/]+/\w+\.py)`", written.read_text(encoding="utf-8")
    )
    for name, path in told:
        places = [place / path for place in (ROOT, ROOT / "src" / "higherthanthou")]
        text = "".join(place.read_text(encoding="utf-8") for place in places if place.exists())
        assert re.search(rf"\b{name}\b", text), f"{name} in {path}"


@pytest.mark.parametrize("written", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_page_links_is_there(written: Path) -> None:
    """Files of ours; addresses are not looked up."""
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", written.read_text(encoding="utf-8"))
    assert [to for to in targets if "://" not in to and not (written.parent / to).exists()] == []


def test_the_guess_goes_through_seven_files() -> None:
    """As the README says, numbered one by one."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## One guess in seven files")[2]
    files = re.findall(r"^(\d)\. \[`[\w/.]+`\]", section.partition("## ")[0], re.M)
    assert files == list("1234567")
