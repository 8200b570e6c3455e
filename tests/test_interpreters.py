"""Interpreters that benches start: a copy does what a new one does; see interpreters.py."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import forks
import higherthanthou
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


def test_its_end_is_as_registered(copies: bool, script: str) -> None:
    """Also when it does not end well."""
    Path(script).write_text(
        "import atexit; atexit.register(print, 'ended'); raise SystemExit(3)", encoding="utf-8"
    )
    with pytest.raises(subprocess.CalledProcessError) as raised:
        run_python([script])
    assert raised.value.output == b"ended\n"


@pytest.mark.parametrize("named", ["sources", "{tmp_path}/sources"])
def test_other_sources_are_those_that_are_run(copies: bool, script: str, tmp_path: Path, named: str) -> None:
    """Else a bench would compare a build with itself."""
    game = tmp_path / "sources" / "higherthanthou" / "__init__.py"
    game.parent.mkdir(parents=True)
    game.touch()
    Path(script).write_text("import higherthanthou; print(higherthanthou.__file__)", encoding="utf-8")
    named = named.format(tmp_path=tmp_path)
    told = run_python([script], {**os.environ, "PYTHONPATH": named}, tmp_path)
    assert Path(told.decode().strip()).resolve() == game.resolve()


def test_sources_that_a_copy_has_are_copied(copies: bool, script: str) -> None:
    """The build of this checkout that a bench starts names its own."""
    sources = str(Path(higherthanthou.__file__).parents[1])
    told = run_python([script, "one"], {**os.environ, "PYTHONPATH": sources})
    assert json.loads(told)[-1] is copies


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux binds a process to cores")
def test_one_may_be_bound_to_a_core(copies: bool, script: str) -> None:
    """The server and the load of a bench do not meet."""
    core = min(os.sched_getaffinity(0))
    Path(script).write_text("import os; print(os.sched_getaffinity(0))", encoding="utf-8")
    assert run_python([script], cores={core}) == f"{{{core}}}\n".encode()
