"""The contract that is written down is the one that is kept: every URL and every command, and none besides."""

import re
from collections.abc import Iterator
from pathlib import Path

from starlette.routing import Route
from typer.main import get_command

from higherthanthou.app import ROUTES
from higherthanthou.cli import app

WRITTEN = (Path(__file__).parent.parent / "docs" / "contract.md").read_text()


def plain(path: str) -> str:
    """A path without its query, its placeholders without their names."""
    return re.sub(r"\{\w+\}", "{}", path.partition("?")[0])


def written_urls() -> Iterator[tuple[str, str]]:
    """Method and path of every line of the table of pages and forms."""
    for methods, request in re.findall(r"^\| ((?:GET|POST)[A-Z, ]*) \| (.*?) \|", WRITTEN, re.M):
        for path in re.findall(r"`(/[^`]*)`", request):
            for method in methods.split(", "):
                yield method, plain(path)


def test_every_url_is_written_down_and_exists() -> None:
    """Static files are not part of the contract."""
    routes = {
        (method, plain(route.path))
        for route in ROUTES
        if isinstance(route, Route) and not route.path.startswith("/static/")
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert set(written_urls()) == routes


def test_every_command_is_written_down_and_exists() -> None:
    """With its options."""
    written = {
        (re.sub(r"( [A-Z]+)*( ?\[.*)?$", "", line), frozenset(re.findall(r"--[\w-]+", line)))
        for line in re.findall(r"^\| `higherthanthou ([^`]*)` \|", WRITTEN, re.M)
    }
    assert written == set(commands(get_command(app), ""))


def commands(command: object, name: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Name and options of a command, or of each command below a group."""
    below = getattr(command, "commands", None)
    if below:
        for key, one in below.items():
            yield from commands(one, f"{name} {key}".strip())
        return
    options = {o for p in command.params for o in (*p.opts, *p.secondary_opts) if o.startswith("--")}  # type: ignore[attr-defined]  # a click command
    yield name, frozenset(options - {"--help", "--no-publish"})
