"""docs/decks.md says what is so: its examples are imported, its limits are the constants, its pictures are there."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from pathlib import Path

import pytest
from tests.authoring.drafts import as_checked
from typer.main import get_command

from higherthanthou.authoring import deckfile
from higherthanthou.authoring.checking.check import check
from higherthanthou.authoring.checking.file_checks import LONGEST_LABEL, LONGEST_NAME
from higherthanthou.authoring.checking.spread import FEWEST_SCORES
from higherthanthou.authoring.deckfile import cells, parsed_deck, read_csv, read_json, read_sheet
from higherthanthou.authoring.deckfile.jsonfile import HEAD_KEYS
from higherthanthou.authoring.deckfile.jsonrows import FACT_KEYS, PROFILE_KEYS
from higherthanthou.authoring.deckfile.roles import FIELDS
from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.pictures.picture import MOST_BYTES, MOST_PIXELS, SIDE
from higherthanthou.authoring.seeds import models, recipes
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.authoring.tables import delimited, header
from higherthanthou.cli import app
from higherthanthou.game.deck_about import KINDS, DeckAbout
from higherthanthou.game.names import labels
from higherthanthou.game.profile import LONGEST_SHOWN
from higherthanthou.store.players.players import PROVISIONAL_SCORE
from higherthanthou.web.hosting.care.many_pictures import MOST_FILES
from test_cli import run
from test_contract import commands

DOCS = Path(__file__).parent.parent / "docs"
README = DOCS.parent / "README.md"
WRITTEN = (DOCS / "decks.md").read_text(encoding="utf-8")
RUN_COMMAND = """#!{python} -IS
import json, socket, sys

with socket.socket(socket.AF_UNIX) as calling:
    calling.connect({door!r})
    with calling.makefile("rw", encoding="utf-8") as talk:
        talk.write(json.dumps(sys.argv[1:]) + "\\n")
        talk.flush()
        code, out, err = json.loads(talk.read())
sys.stdout.write(out)
sys.stderr.write(err)
sys.exit(code)
"""
"""What stands on the path for our command."""


def examples(language: str) -> list[str]:
    """The blocks of that language."""
    return re.findall(rf"```{language}\n(.*?)```", WRITTEN, re.S)


def example(language: str) -> str:
    """The only block of that language."""
    [block] = examples(language)
    return block


def test_the_csv_of_the_page_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has two profiles, and only for that is too small."""
    monkeypatch.setattr("higherthanthou.authoring.deckfile.row_checks.FEWEST_PROFILES", 2)
    table = read_sheet(example("csv").encode())
    assert deckfile.are_exact(table.header)
    parsed = read_csv(table, table.header, DeckAbout("Paper planes", low=0, high=1200))
    assert [profile.name for profile in parsed.profiles] == ["Ilse Vandamme", "Otto Lindqvist"]


def test_the_json_of_the_page_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its own label, unit and range."""
    monkeypatch.setattr("higherthanthou.authoring.deckfile.row_checks.FEWEST_PROFILES", 2)
    parsed = read_json(example("json").encode())
    assert (parsed.head.label, parsed.head.unit, parsed.head.high) == ("flight", "cm", 1200)
    assert len(parsed.profiles) == 2


def test_the_spreadsheet_of_the_walk_is_imported() -> None:
    """As its columns are guessed."""
    table = read_sheet((DOCS / "example.csv").read_bytes())
    roles = deckfile.guess_roles(table.header)
    assert table.size == 24
    assert {"age", "occupation", "fact: Folds"} <= set(roles)


@pytest.fixture
def gardens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder of seeds with the model and the theme of the page, copied as it says."""
    for kind, name in (("models", "example-model.toml"), ("decks", "example-theme.toml")):
        (tmp_path / kind).mkdir()
        shutil.copy(DOCS / name, tmp_path / kind / "gardens.toml")
    monkeypatch.setattr(models, "SEED", tmp_path)
    monkeypatch.setattr(recipes, "SEED", tmp_path)
    load_model.cache_clear()
    yield
    load_model.cache_clear()


@pytest.mark.usefixtures("gardens")
def test_the_theme_of_the_page_makes_a_deck_that_can_be_published() -> None:
    """The check finds no error in it, and no lottery."""
    recipe, model = load_recipe("gardens"), load_model("gardens")
    drawn = as_checked(make_people(model, recipe, recipe.size, seed=1))
    report = check(drawn, DeckAbout(low=model.low, high=model.high), model, PROVISIONAL_SCORE)
    assert report.publishable
    assert "lottery" not in {finding.code for finding in report.findings}


def test_what_the_page_shows_of_model_and_theme_is_in_their_files() -> None:
    """The beginning of the one, and the whole of the other."""
    model, theme = examples("toml")
    assert (DOCS / "example-model.toml").read_text(encoding="utf-8").startswith(model)
    assert (DOCS / "example-theme.toml").read_text(encoding="utf-8") == theme


def run_script(script: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a folder where our command is on the path, on a database of that folder.

    The command asks this process to do it: ten starts of an interpreter would take seven seconds of a processor.
    """
    command, door = folder / "bin" / "higherthanthou", folder / "door"
    command.parent.mkdir(exist_ok=True)
    command.write_text(RUN_COMMAND.format(python=sys.executable, door=str(door)), encoding="utf-8")
    command.chmod(0o755)
    environment = os.environ | {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    with socket.socket(socket.AF_UNIX) as calls, ThreadPoolExecutor(1) as thread:
        calls.bind(str(door))
        calls.listen()
        script_run = thread.submit(
            subprocess.run,
            ["sh", "-e", "-c", script, "script", *arguments],
            cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        script_run.add_done_callback(lambda _: call(door))
        answer_calls(calls, folder)
        door.unlink()
        return script_run.result()


def call(door: Path) -> None:
    """Say that there are no more commands."""
    with socket.socket(socket.AF_UNIX) as calling:
        calling.connect(str(door))


def answer_calls(calls: socket.socket, folder: Path) -> None:
    """Run each command that is asked for, in the folder, until an empty one."""
    while True:
        with calls.accept()[0] as one, one.makefile("rw", encoding="utf-8") as talk:
            words = talk.readline()
            if not words:
                return
            with chdir(folder):
                done = run(folder, *json.loads(words))
            talk.write(json.dumps([done.returncode, done.stdout, done.stderr]))


def test_the_script_of_the_page_publishes_the_table(tmp_path: Path) -> None:
    """Every key of its report is on the page; a second time that day it is refused."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "date").write_text("#!/bin/sh\necho 2031-02-28\n", encoding="utf-8")
    (tmp_path / "bin" / "date").chmod(0o755)
    done = run_script(example("sh"), tmp_path, str(DOCS / "example.csv"))
    assert done.returncode == 0, done.stderr
    assert "Deck planes-2031-02-28: version 1 is published." in done.stdout
    report = json.loads((tmp_path / "planes-2031-02-28.json").read_text(encoding="utf-8"))
    for key in (*report, *report["findings"][0], *report["steps"][0]):
        assert f"`{key}`" in WRITTEN, key
    assert run_script(example("sh"), tmp_path, str(DOCS / "example.csv")).returncode == 1


def test_the_commands_of_the_page_take_the_example(tmp_path: Path) -> None:
    """One after the other as they stand there, from the folder of the repository."""
    (tmp_path / "docs").symlink_to(DOCS)
    block = WRITTEN.partition("## From the command line\n\n")[2].partition("\n\n")[0]
    lines = [line.strip() for line in block.splitlines() if "planes" in line]
    assert len(lines) == 5
    done = run_script("\n".join(lines), tmp_path)
    assert done.returncode == 0, done.stderr
    header = (tmp_path / "planes.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert "withheld: Secret" in header
    assert "fact: Secret" not in header
    assert (
        (tmp_path / "planes.csv").read_text(encoding="utf-8").startswith("name,score,age,occupation,place,")
    )
    assert "Deck paper-planes is archived." in done.stdout


def test_what_the_readme_tells_hosts_to_type_works_after_make_play(tmp_path: Path) -> None:
    """By the path of the command, with a file that is there, and the deck is the host's."""
    told = README.read_text(encoding="utf-8").partition("\n## Host\n")[2].partition("\n## ")[0]
    typed = re.findall(r"(?:^    |`)(\S*higherthanthou [^`\n]+)", told, re.M)
    assert [line.split()[:3] for line in typed] == [
        [".venv/bin/higherthanthou", "host", "add"], [".venv/bin/higherthanthou", "deck", "import"],
    ]  # fmt: skip
    (tmp_path / "docs").symlink_to(DOCS)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(tmp_path / "bin")
    assert run(tmp_path, *typed[0].split()[1:], said="seven herons at noon\n").returncode == 0
    done = run_script(typed[1], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Deck example: 24 profiles, published." in done.stdout
    assert "\t1 deck\t" in run(tmp_path, "host", "list").stdout


def test_the_deck_that_the_page_generates_is_none_that_is_there_already() -> None:
    """The first start makes some, and a slug is taken once."""
    [line] = [line for line in WRITTEN.splitlines() if "deck generate --theme companies" in line]
    [slug] = re.findall(r"--slug (\S+)", line)
    assert slug not in {recipe.slug for recipe in recipes.themes()}


@pytest.mark.parametrize("page", ["decks.md", "self-hosting.md"])
def test_a_page_says_first_how_the_command_is_called(page: str) -> None:
    """Where it was not installed into the path."""
    assert "`.venv/bin/higherthanthou`" in (DOCS / page).read_text(encoding="utf-8")[:1000]


def test_columns_and_limits_are_those_of_the_code() -> None:
    """Every column and every key is described, every number is the constant."""
    columns = (*FIELDS, *(f"{kind}: LABEL" for kind in KINDS.values()))
    for name in (*columns, "format", "profiles", *HEAD_KEYS, *PROFILE_KEYS, *FACT_KEYS):
        assert f"`{name}`" in WRITTEN, name
    for said in (
        f"{parsed_deck.FEWEST_PROFILES} to {deckfile.MOST_PROFILES:,} profiles",
        f"{deckfile.MOST_BYTES // 1024**2} MB a file",
        f"{labels.MOST_LABELS} different labels",
        f"{cells.LONGEST_CELL} characters",
        f"PNG, JPEG or WebP of up to {MOST_BYTES // 1024**2} MB",
        "a JPEG may have up to {JPEG} megapixels, a PNG {PNG}, a WebP {WEBP}".format(
            **{kind: most // 10**6 for kind, most in MOST_PIXELS.items()}
        ),
        f"at {SIDE} pixels",
        f"up to {MOST_FILES:,} at once",
        f"{header.MOST_COLUMNS} columns, {delimited.LONGEST_LINE:,} characters a line",
        f"A title has at most {parsed_deck.LONGEST_HEAD['title']} characters, the label of the score "
        f"{parsed_deck.LONGEST_HEAD['label']}, its unit {parsed_deck.LONGEST_HEAD['unit']}, the noun {parsed_deck.LONGEST_HEAD['noun']}.",
        f"Scores have at most {parsed_deck.MOST_DIGITS} digits, and a range has room for at least three",
        f"fewer than {parsed_deck.FEWEST_PROFILES} files, or fewer than {FEWEST_SCORES} different scores",
        f"above {LONGEST_NAME} characters, labels above {LONGEST_LABEL} |",
        f"| facts above {LONGEST_SHOWN} characters |",
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
