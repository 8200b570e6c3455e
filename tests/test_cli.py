"""The command as it is typed: exit codes, one sentence on standard error, never a traceback.

Most of it runs in this process, as a start takes a second of a processor; what leaves something open is forked,
and what a real process does otherwise (words in bytes, ends of files) is started as one.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import traceback
import warnings
from io import BytesIO, TextIOWrapper
from pathlib import Path
from random import Random
from types import SimpleNamespace
from unittest.mock import patch
from urllib.request import urlopen

import pytest

from forks import run_forked
from higherthanthou import __version__, cli, serving
from higherthanthou.settings import Settings, SettingsError, read_settings, secret_of
from higherthanthou.storage import open_database
from higherthanthou.store.players import players
from live import Live


def environment_of(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    """This machine's, with no settings but these."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HIGHERTHANTHOU_")}
    return environment | {f"HIGHERTHANTHOU_{k}": v for k, v in ({"DATA_DIR": str(folder)} | settings).items()}


def start(folder: Path, *words: str, said: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Start the command on a data folder, with what is said to it; bounded."""
    return subprocess.run(
        [sys.executable, "-m", "higherthanthou", *words],
        env=environment_of(folder, settings),
        input=said,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=60,
        check=False,
    )


def run(folder: Path, *words: str, said: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, as `start` does in one of its own."""
    command = ["higherthanthou", *words]
    given = TextIOWrapper(BytesIO(said.encode()), "utf-8")
    out, err = TextIOWrapper(BytesIO(), "utf-8"), TextIOWrapper(BytesIO(), "utf-8", "backslashreplace")
    with (
        patch.dict(os.environ, environment_of(folder, settings), clear=True),
        patch.multiple(sys, argv=command, stdin=given, stdout=out, stderr=err),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore", ResourceWarning)  # locks and sockets stay open until a process ends
        code = exit_code()
    return subprocess.CompletedProcess(command, code, printed(out), printed(err))


def fork(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a copy of a process that has imported it: what it leaves open is gone with it."""
    return run_forked("higherthanthou.cli:main", words, environment_of(folder, settings))


def exit_code() -> int:
    """Run the command that is in ``sys.argv``; what it does not catch is printed, as Python does."""
    try:
        cli.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    except Exception:
        traceback.print_exc()
        return 1
    return 0


def printed(stream: TextIOWrapper) -> str:
    """What was written to a stream."""
    stream.seek(0)
    return stream.read()


def refused(done: subprocess.CompletedProcess[str], sentence: str, code: int = 1) -> None:
    """Exit code 1 and one sentence."""
    assert done.returncode == code, done
    assert sentence in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    if code == 1:
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_deck_is_generated_listed_and_checked(tmp_path: Path) -> None:
    """The same seed twice gives two decks of their own; a taken slug is refused and leaves nothing."""
    made = start(
        tmp_path, "deck", "generate", "--size", "40", "--seed", "7", "--title", "Our street", "--publish"
    )
    assert made.returncode == 0, made.stderr
    assert "Deck our-street: 40 profiles, published." in made.stdout
    refused(run(tmp_path, "deck", "generate", "--size", "40", "--slug", "our-street"), "choose another slug")
    assert run(tmp_path, "deck", "list").stdout.split("\t")[:4] == [
        "our-street",
        "published",
        "version 1",
        "40 profiles",
    ]
    assert run(tmp_path, "deck", "list").stdout.count("\n") == 1
    assert run(tmp_path, "db", "check").stdout == "The database is sound.\n"
    assert "0 differences" in run(tmp_path, "board", "rebuild").stdout


def test_a_title_is_printed_as_it_was_typed(tmp_path: Path) -> None:
    """Square brackets are no markup, and names between colons no pictures."""
    for title in ("Either [/or]", "Films [nl] top :smile: \\[y]"):
        made = run(tmp_path, "deck", "generate", "--size", "20", "--title", title)
        assert made.returncode == 0, made.stderr
        assert f"Drawing up {title} " in made.stderr
        assert f"\t{title}\n" in run(tmp_path, "deck", "list").stdout


MARKED, BYTES = "[/b] [red]x", b"\xff".decode(errors="surrogateescape")


def test_a_refusal_repeats_what_was_typed(tmp_path: Path) -> None:
    """Markup, too, is text, in our sentences and in the boxes of typer."""
    assert run(tmp_path, "db", "upgrade").returncode == 0
    refused(run(tmp_path, "deck", "generate", "--locale", MARKED), MARKED)
    refused(run(tmp_path, "host", "password", MARKED), MARKED)
    refused(run(tmp_path, "deck", "export", "x", "--format", MARKED), MARKED, 2)
    refused(run(tmp_path, "deck", MARKED), MARKED, 2)


def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, as words or as a password, and what would tell a terminal something."""
    assert run(tmp_path, "db", "upgrade").returncode == 0
    refused(run(tmp_path, "deck", "generate", "--title", f"x{BYTES}"), "nothing that cannot be printed")
    refused(run(tmp_path, "deck", "generate", "--title", "Esc \x1b[31mred"), "nothing that cannot be printed")
    refused(start(tmp_path, "deck", "publish", BYTES), "no text in UTF-8")
    refused(run(tmp_path, "host", "password", BYTES), "There is no host")
    refused(start(tmp_path, "host", "add", "Jan", said=f"seven {BYTES} herons\n"), "no text in UTF-8")
    assert run(tmp_path, "deck", "list").stdout == ""


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("five", "written as the scores are"),
        ("1_000", "written as the scores are"),
        ("0,5", "as the scores are"),
    ],
)
def test_the_ends_of_a_range_are_numbers_like_the_scores(tmp_path: Path, end: str, sentence: str) -> None:
    """The command line takes no other numbers than the file has; nothing is imported."""
    refused(run(tmp_path, "deck", "import", "docs/example.csv", "--low", end), sentence)
    assert run(tmp_path, "deck", "list").stdout == ""


def test_a_deck_is_looked_after(tmp_path: Path) -> None:
    """Replaced, copied, unlisted and listed, and a publish undone; what cannot be is refused in a sentence."""
    rows = [f"Person {n},{400 + 20 * n},{n} wings" for n in range(20)]
    sheet, fixed = tmp_path / "planes.csv", tmp_path / "fixed.csv"
    sheet.write_text("\n".join(["name,score,fact: Wings", *rows]))
    fixed.write_text("\n".join(["name,score,fact: Wings", "Nova,500,two", *rows[2:], "Person 1,421,none"]))
    assert run(tmp_path, "deck", "import", str(sheet)).returncode == 0
    done = run(tmp_path, "deck", "replace", "planes", str(fixed), "--dry-run")
    assert (
        done.stdout
        == "1 new, 1 changed, 1 gone, 18 the same.\nnew: Nova\nchanged: Person 1\ngone: Person 0\n"
    )
    done = run(tmp_path, "deck", "replace", "planes", str(fixed), "--key", "name")
    assert done.stdout.endswith("Deck planes: the draft has 20 profiles.\n")
    assert "0 new, 0 changed, 0 gone" in run(tmp_path, "deck", "replace", "planes", str(fixed)).stdout
    refused(
        run(tmp_path, "deck", "replace", "planes", str(fixed), "--key", "Nope"), "The deck has no fact Nope"
    )
    refused(run(tmp_path, "deck", "undo", "planes"), "There is no version before this one")
    done = run(tmp_path, "deck", "copy", "planes", "--title", "Second hand", "--slug", "second")
    assert done.stdout == "Deck second: 20 profiles, draft.\n"
    refused(run(tmp_path, "deck", "copy", "planes", "--slug", "second"), "There is a deck second already")
    assert run(tmp_path, "deck", "unlist", "second").returncode == 0
    assert "second\tdraft, unlisted\t" in run(tmp_path, "deck", "list").stdout
    assert run(tmp_path, "deck", "relist", "second").returncode == 0
    assert "unlisted" not in run(tmp_path, "deck", "list").stdout
    refused(run(tmp_path, "deck", "unlist", "nope"), "There is no such deck.")
    refused(run(tmp_path, "deck", "season", "planes"), "This deck was imported")


def test_a_season_is_made_by_command(tmp_path: Path) -> None:
    """Other people under the same address, as many, with a bar; the process that makes them yields to all others."""
    assert run(tmp_path, "deck", "generate", "--size", "120", "--publish").returncode == 0
    before = names_in(tmp_path)
    done = run(tmp_path, "deck", "season", "citizens")
    assert done.stdout.startswith("Deck citizens: version 2 is a new season.")
    assert "Drawing up Citizens" in done.stderr
    after = names_in(tmp_path)
    assert len(after) == len(before) == 120
    assert before != after
    refused(run(tmp_path, "deck", "season", "nope"), "There is no such deck.")


def names_in(folder: Path) -> list[str]:
    """The names of a deck as it is exported."""
    deck = json.loads(run(folder, "deck", "export", "citizens").stdout)
    return [profile["name"] for profile in deck["profiles"]]


def test_columns_of_a_table_are_named_by_their_titles(tmp_path: Path) -> None:
    """What is not said is guessed as on the page, and said; a title that is none is refused with those that are."""
    table = tmp_path / "huts.csv"
    rows = [f'Hut {n},"{1 + n % 4},{n * 7 % 10}50",{1500 + n * 97 % 900},Ilse {n % 5},{n}' for n in range(20)]
    table.write_text("\n".join(["hut_name,Soup (EUR),altitude_m,warden,id", *rows]))
    refused(
        run(tmp_path, "deck", "import", str(table), "--score", "height"),
        'No column is called "height"; the columns are',
    )
    done = run(
        tmp_path,
        "deck",
        "import",
        str(table),
        "--score",
        "altitude_m",
        "--withhold",
        "Warden",
        "--title",
        "Huts",
    )
    told = " ".join(done.stderr.split())
    assert "The name is hut_name, the score altitude_m: whole numbers. Left out: id." in told
    [huts] = json.loads(run(tmp_path, "deck", "list", "--json").stdout)
    assert (huts["label"], huts["unit"], huts["size"]) == ("Altitude", "m", 20)
    header = run(tmp_path, "deck", "export", "huts", "--format", "csv").stdout.partition("\n")[0]
    assert header.strip().endswith("fact: Soup (EUR),withheld: warden")
    guessed = run(tmp_path, "deck", "import", str(table), "--score", "soup (eur)", "--decimal-mark", "comma")
    assert "the score Soup (EUR): 3 decimals after a comma." in " ".join(guessed.stderr.split())


def test_a_backup_is_made_and_restored(tmp_path: Path) -> None:
    """Into an empty folder at once, over a game that was played only if one says so."""
    game, other, path = tmp_path / "game", tmp_path / "other", tmp_path / "backup.db"
    assert run(game, "deck", "generate", "--size", "40", "--seed", "7", "--publish").returncode == 0
    made = run(game, "db", "backup", str(path))
    assert made.stdout.endswith(f"rows are in {path}.\n"), made.stderr
    refused(run(game, "db", "backup", str(path)), "already")
    assert "were restored" in run(other, "db", "restore", str(path)).stdout
    assert run(other, "deck", "list").stdout == run(game, "deck", "list").stdout
    database = open_database(Settings(data_dir=other))
    database.write_now(lambda c: players.add_player(c, "somebody", 1, Random(1)))
    database.close()
    refused(run(other, "db", "restore", str(path)), "--replace")
    assert "were restored" in run(other, "db", "restore", str(path), "--replace").stdout
    refused(run(other, "db", "restore", str(tmp_path / "nothing.db")), "no backup")


def test_hosts_are_listed_and_made_operators(tmp_path: Path) -> None:
    """With what each has; undone it is as before, and an unknown one is refused."""
    refused(run(tmp_path, "host", "list"), "no database")
    run(tmp_path, "host", "add", "Ms Okonkwo", said="seven herons at noon\n")
    assert "is an operator" in run(tmp_path, "host", "operator", "ms okonkwo").stdout
    listed = run(tmp_path, "host", "list").stdout.rstrip("\n").split("\t")
    assert listed[:3] == ["Ms Okonkwo", "0 decks", "operator"]
    assert listed[3].startswith("since 20")
    assert "no operator any more" in run(tmp_path, "host", "operator", "Ms Okonkwo", "--undo").stdout
    assert run(tmp_path, "host", "list").stdout.split("\t")[2] == "host"
    refused(run(tmp_path, "host", "operator", "Nobody"), "no host Nobody")
    run(tmp_path, "host", "remove", "Ms Okonkwo")
    assert "no host yet" in run(tmp_path, "host", "list").stdout


def test_a_player_is_hidden_renamed_and_removed(tmp_path: Path) -> None:
    """By the alias, however it is written; one that nobody has is refused."""
    database = open_database(Settings(data_dir=tmp_path))
    player = database.write_now(lambda c: players.add_player(c, "somebody", 1, Random(1)))
    database.write_now(lambda c: players.rename(c, player, "Loud Parrot"))
    database.close()
    assert run(tmp_path, "player", "hide", "loud-parrot").stdout == "Loud Parrot is hidden everywhere.\n"
    assert "is shown again" in run(tmp_path, "player", "hide", "Loud Parrot", "--undo").stdout
    named = run(tmp_path, "player", "rename", "Loud Parrot").stdout
    assert named.startswith("Loud Parrot is ")
    refused(run(tmp_path, "player", "rename", "Loud Parrot"), "There is no player Loud Parrot.")
    alias = named.removeprefix("Loud Parrot is ").removesuffix(" now.\n")
    assert "is erased" in run(tmp_path, "player", "remove", alias).stdout
    refused(run(tmp_path, "player", "remove", alias), "There is no player")


def test_a_host_is_added_given_another_password_and_removed(tmp_path: Path) -> None:
    """The password comes by standard input; a bad one, a second host of the name and an unknown one are refused."""
    added = run(tmp_path, "host", "add", "Ms Okonkwo", said="seven herons at noon\n")
    assert added.returncode == 0, added.stderr
    assert "Ms Okonkwo can sign in" in added.stdout
    refused(run(tmp_path, "host", "add", "ms okonkwo", said="seven herons at noon\n"), "There is a host")
    refused(run(tmp_path, "host", "add", "Another", said="password123\n"), "anybody would try")
    refused(run(tmp_path, "host", "add", "Another", said=""), "10 to 200")
    changed = run(tmp_path, "host", "password", "MS OKONKWO", said="eight herons at dusk\n")
    assert "another password" in changed.stdout
    assert "0 decks stay" in run(tmp_path, "host", "remove", "Ms Okonkwo").stdout
    refused(run(tmp_path, "host", "remove", "Ms Okonkwo"), "no host Ms Okonkwo")


@pytest.mark.parametrize("words", [["host", "add", "Ms Okonkwo"], ["host", "password", "Ms Okonkwo"]])
def test_whoever_types_a_password_reads_first_how_long_it_is(tmp_path: Path, words: list[str]) -> None:
    """In the question, before anything is typed twice."""
    if words[1] == "password":
        run(tmp_path, "host", "add", "Ms Okonkwo", said="seven herons at noon\n")
    asked: list[str] = []

    def type_in(question: str) -> str:
        asked.append(question)
        return "eight herons at dusk"

    with (
        patch(
            "higherthanthou.commands.host.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
        ),
        patch("typer.prompt", lambda question, **_: type_in(question)),
    ):
        assert run(tmp_path, *words).returncode == 0
    assert asked == ["Password, 10 to 200 characters"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["deck", "generate", "--theme", "nobody"], "no theme nobody"),
        (["deck", "generate", "--locale", "xx_XX"], "no locale xx_XX"),
        (["deck", "generate", "--slug", "Not A Slug"], "slug"),
        (["deck", "generate", "--title", ""], "title"),
        (["deck", "list"], "no database"),
        (["db", "check"], "no database"),
        (["board", "rebuild"], "no database"),
        (["serve", "--workers", "2"], "--workers 1"),
    ],
)
def test_what_cannot_be_done_is_refused(tmp_path: Path, words: list[str], sentence: str) -> None:
    """Exit code 1 and one sentence."""
    refused(run(tmp_path, *words), sentence)


@pytest.mark.parametrize(
    "words",
    [
        ["deck", "generate", "--size", "9"],
        ["deck", "generate", "--seed", "-1"],
        ["deck", "generate", "--seed", str(2**63)],
        ["serve", "--port", "70000"],
        ["nothing"],
    ],
)
def test_wrong_usage_is_2(tmp_path: Path, words: list[str]) -> None:
    """As the command's own parser says it."""
    refused(run(tmp_path, *words), "Usage", code=2)


@pytest.mark.parametrize(
    ("elsewhere", "printed"), [("127.0.0.1", "127.0.0.1"), ("255.255.255.255", "localhost")]
)
def test_a_server_on_every_address_names_the_one_of_this_machine(
    elsewhere: str, printed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Phones can open that one. In no network (asked for one that no socket may send to) it is this computer alone."""
    monkeypatch.setitem(serving.ELSEWHERE, socket.AF_INET, elsewhere)
    with socket.create_server(("0.0.0.0", 0)) as listener:
        port = listener.getsockname()[1]
        assert serving.address_of(Settings(), listener) == f"http://{printed}:{port}"


def test_a_port_in_use(tmp_path: Path) -> None:
    """Known before the database is touched."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused(fork(tmp_path, "serve", "--port", str(taken.getsockname()[1])), "Cannot listen")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"RUNS_PER_MINUTE": "many"}, "HIGHERTHANTHOU_RUNS_PER_MINUTE"),
        ({"RUNS_PER_MINUTES": "1"}, "no setting HIGHERTHANTHOU_RUNS_PER_MINUTES"),
        ({"SECRET": "short"}, "HIGHERTHANTHOU_SECRET"),
        ({"PUBLIC_URL": "play.example.org"}, "HIGHERTHANTHOU_PUBLIC_URL"),
        ({"TRUSTED_PROXY": "nginx"}, "HIGHERTHANTHOU_TRUSTED_PROXY"),
        ({"DATABASE_URL": "mysql://localhost/game"}, "HIGHERTHANTHOU_DATABASE_URL"),
        ({"DATABASE_URL": "sqlite+foo:///x"}, "HIGHERTHANTHOU_DATABASE_URL"),
        ({"LISTEN_URL": "sqlite:///x"}, "HIGHERTHANTHOU_LISTEN_URL must name PostgreSQL"),
        ({"LISTEN_URL": "postgresql://me@server/game"}, "HIGHERTHANTHOU_LISTEN_URL is for PostgreSQL"),
        ({"DATA_DIR": "/dev/null/data"}, "cannot be written"),
    ],
)
def test_unusable_settings_keep_it_from_starting(
    tmp_path: Path, settings: dict[str, str], sentence: str
) -> None:
    """With the name of the setting."""
    refused(run(tmp_path, "serve", "--port", "0", **settings), sentence)


def test_a_database_that_cannot_be_opened(tmp_path: Path) -> None:
    """Where SQLite says so itself."""
    refused(
        fork(tmp_path, "serve", "--port", "0", DATABASE_URL="sqlite:///no/such/folder/x.db"),
        "unable to open",
    )


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    """Refused with a sentence; not a byte of it changes."""
    path = tmp_path / "higherthanthou.db"
    path.write_bytes(b"not a database at all, but somebody's notes\n" * 100)
    before = path.read_bytes()
    refused(fork(tmp_path, "serve", "--port", "0"), "file is not a database")
    assert path.read_bytes() == before


def test_the_version_is_told(tmp_path: Path) -> None:
    """And nothing is made."""
    told = start(tmp_path, "--version")
    assert (told.returncode, told.stdout) == (0, f"higherthanthou {__version__}\n")
    assert list(tmp_path.iterdir()) == []


def test_the_help_lists_every_setting(tmp_path: Path) -> None:
    """And so does docs/self-hosting.md."""
    said = run(tmp_path, "serve", "--help")
    documented = (Path(__file__).parent.parent / "docs" / "self-hosting.md").read_text()
    for name in Settings.model_fields:
        assert f"HIGHERTHANTHOU_{name.upper()}" in said.stdout
        assert f"`HIGHERTHANTHOU_{name.upper()}`" in documented


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://Play.Example.org:443/", "https://play.example.org"),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_a_public_address_is_brought_to_its_plain_form(url: str, kept: str) -> None:
    """As browsers name it in Host and Origin."""
    assert read_settings({"HIGHERTHANTHOU_PUBLIC_URL": url}).public_url == kept


@pytest.mark.parametrize(
    ("said", "kept"), [("citizens-2", "citizens-2"), ("off", ""), ("0", ""), ("", "citizens")]
)
def test_the_deck_of_the_season(said: str, kept: str) -> None:
    """A slug, or none; by default that of the house."""
    assert read_settings({"HIGHERTHANTHOU_SEASON": said}).season == kept
    with pytest.raises(SettingsError, match="SEASON is not usable: it is the slug of a deck, or off"):
        read_settings({"HIGHERTHANTHOU_SEASON": f"No {said}"})


@pytest.mark.parametrize(
    "url", ["https://u:p@x", "https://x?q=1", "https://x#f", "https://x/path", "https://x:99999"]
)
def test_a_public_address_with_more_than_a_host_is_refused(url: str) -> None:
    """Nothing that no browser would ever send."""
    with pytest.raises(SettingsError, match="PUBLIC_URL"):
        read_settings({"HIGHERTHANTHOU_PUBLIC_URL": url})


@pytest.mark.parametrize(
    "number", ["1_000", "+5", " 5", "5 ", "1e3", "\N{ARABIC-INDIC DIGIT THREE}", "-1", "9" * 23, "9" * 5000]
)
def test_a_number_is_plain_digits_within_bounds(number: str) -> None:
    """And what else it is, is said in words of ours."""
    for name in ("NEW_PLAYERS_PER_HOUR", "READING_MS", "WAITING_WRITES"):
        with pytest.raises(
            SettingsError,
            match=f"{name} is not usable: it is a whole number from [01] to [0-9,]+, in plain digits.$",
        ):
            read_settings({f"HIGHERTHANTHOU_{name}": number})


def test_each_bound_of_a_number_is_usable() -> None:
    """Zero says that there is no limit."""
    for number in ("0", "1000000", "007"):
        assert read_settings({"HIGHERTHANTHOU_RUNS_PER_MINUTE": number}).runs_per_minute == int(number)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (
            "METRICS_TOKEN",
            "\N{LATIN SMALL LETTER A WITH DIAERESIS}" * 40,
            "has letters, digits and signs of ASCII only",
        ),
        ("METRICS_TOKEN", "x" * 40 + " y", "has letters, digits and signs of ASCII only"),
        ("METRICS_TOKEN", "\udcff" * 40, "has letters, digits and signs of ASCII only"),
        ("METRICS_TOKEN", "x", "has 32 characters or more"),
        ("SECRET", "x", "has 32 characters or more"),
        ("TRUSTED_PROXY", "foo", "is one IP address"),
        ("LOG_FORMAT", "xml", "is text or json"),
        ("PUBLIC_URL", "foo", "is http"),
    ],
)
def test_each_kind_of_setting_is_refused_in_our_words(name: str, value: str, said: str) -> None:
    """Pydantic speaks to programmers."""
    with pytest.raises(SettingsError, match=f"^HIGHERTHANTHOU_{name} is not usable: it {said}"):
        read_settings({f"HIGHERTHANTHOU_{name}": value})


def test_the_secret_is_made_once_and_kept_for_its_owner(tmp_path: Path) -> None:
    """256 bits, readable by nobody else; a damaged one is not silently replaced."""
    settings = Settings(data_dir=tmp_path)
    assert secret_of(settings) == secret_of(settings)
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    (tmp_path / "secret").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="no text"):
        secret_of(settings)


def test_the_command_is_told_as_it_can_be_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name where the path has it, else as it was called."""
    script = tmp_path / "higherthanthou"
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [".venv/bin/higherthanthou"])
    assert serving.command() == ".venv/bin/higherthanthou"
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert serving.command() == str(script)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert serving.command() == "higherthanthou"
    monkeypatch.setattr(sys, "argv", ["/lib/higherthanthou/__main__.py"])
    assert serving.command() == f"{sys.executable} -m higherthanthou"


def test_ctrl_c_ends_a_server_well(world_file: Path, tmp_path: Path) -> None:
    """Exit code 0, so that make has nothing to complain of."""
    shutil.copy(world_file, tmp_path / "higherthanthou.db")
    with Live(tmp_path) as live:
        assert urlopen(f"{live.url}/healthz", timeout=60).status == 200
        live.process.send_signal(signal.SIGINT)
        assert live.process.wait(60) == 0
