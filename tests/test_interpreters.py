"""Interpreters that benches start: a copy does what a new one does; see interpreters.py."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import forks
from interpreters import run_python, start_python

TELLS = """\
import json, os, sys
print(json.dumps([__name__, sys.argv[1:], os.getcwd(), os.environ.get("WORD"), sys.stdin.read(), "forks" in sys.modules]))
sys.exit(len(sys.argv) - 2)
"""


@pytest.fixture(params=[False, True], ids=["new", "copy"])
def copies(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether copies are started."""
    monkeypatch.setattr(forks, "copied", request.param)
    return bool(request.param)


@pytest.fixture
def script(tmp_path: Path) -> str:
    """What tells what it was given, and ends well if that was one word."""
    path = tmp_path / "tells.py"
    path.write_text(TELLS, encoding="utf-8")
    return str(path)


def test_a_script_has_its_words_folder_environment_and_input(
    copies: bool, script: str, tmp_path: Path
) -> None:
    """And says whose it is."""
    told = run_python([script, "one"], {**os.environ, "WORD": "heron"}, tmp_path, said=b"said")
    assert json.loads(told) == ["__main__", ["one"], str(tmp_path), "heron", "said", copies]


def test_one_that_does_not_end_well_says_so(copies: bool, script: str) -> None:
    """A bench ends with it."""
    with pytest.raises(subprocess.CalledProcessError) as raised:
        run_python([script, "one", "two"])
    assert raised.value.returncode == 1
    assert json.loads(raised.value.output)[-1] is copies


def test_a_module_is_run_and_its_output_may_go_nowhere(copies: bool, tmp_path: Path) -> None:
    """As that of a server does."""
    process = start_python(
        ["-m", "higherthanthou", "host", "add"], {**os.environ, "HIGHERTHANTHOU_DATA_DIR": str(tmp_path)}
    )
    assert process.wait(60) == 2
    assert run_python(["-m", "higherthanthou", "--version"]).startswith(b"higherthanthou ")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux binds a process to cores")
def test_one_may_be_bound_to_a_core(copies: bool, script: str) -> None:
    """The server and the load of a bench do not meet."""
    core = min(os.sched_getaffinity(0))
    Path(script).write_text("import os; print(os.sched_getaffinity(0))", encoding="utf-8")
    assert run_python([script], cores={core}) == f"{{{core}}}\n".encode()
