"""Findings: each is a script that can be run, and the README knows it. What they find is not tested here."""

import os
import re
import subprocess
from pathlib import Path

import pytest

FOLDER = Path("findings")
SCRIPTS = sorted(FOLDER.glob("*.sh"))


def test_the_readme_knows_every_script() -> None:
    """And no other."""
    named = re.findall(r"^\| `([\w-]+\.sh)` \|", (FOLDER / "README.md").read_text(encoding="utf-8"), re.M)
    assert sorted(named) == [script.name for script in SCRIPTS]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_can_be_run(script: Path) -> None:
    """It is a shell script without a slip, marked as a program, and says what it saw in its first lines."""
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    seen = script.read_text(encoding="utf-8").partition("# Seen")[2].partition("set -eu")[0]
    expected = script.read_text(encoding="utf-8").partition("<<'END'\n")[2].removesuffix("END\n")
    assert expected
    assert all(f"#   {line}" in seen for line in expected.splitlines())
