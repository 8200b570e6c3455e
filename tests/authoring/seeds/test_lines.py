"""Every theme that is shipped says something about its decks, in one line."""

from pathlib import Path

import pytest

from higherthanthou.authoring.seeds import lines
from higherthanthou.authoring.seeds.lines import line_of
from higherthanthou.authoring.seeds.models import SeedError
from higherthanthou.authoring.seeds.themes import OWN, theme_names


@pytest.mark.parametrize("theme", [theme for theme in theme_names() if theme != OWN])
def test_every_theme_has_a_line_that_fits_a_row(theme: str) -> None:
    """It counts the files, and is no longer than a row of the drawer."""
    line = line_of(theme).replace("{size}", "1,000")
    assert line.startswith("1,000 ")
    assert len(line) <= 45


@pytest.mark.parametrize("theme", [OWN, "nosuch", "../citizens", ""])
def test_what_is_no_theme_has_none(theme: str) -> None:
    """Nor is a file looked for elsewhere."""
    assert line_of(theme) == ""


@pytest.mark.parametrize("line", ['"{name} files"', '"' + "x" * 61 + '"', "7"])
def test_a_line_that_cannot_be_printed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """With a sentence that names the file."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / f"odd{abs(hash(line))}.toml").write_text(f"line = {line}")
    monkeypatch.setattr(lines, "SEED", tmp_path)
    with pytest.raises(SeedError, match=r"^The line of odd\d+\.toml"):
        line_of(f"odd{abs(hash(line))}")
