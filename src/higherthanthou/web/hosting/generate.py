"""Generating a deck: the form, and the child process that makes the people."""

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from ... import child_process
from ...authoring.deckfile.deck_stream import StreamHeader, read_header
from ...authoring.deckfile.parsed_deck import FEWEST_PROFILES, MOST_PROFILES
from ...authoring.seeds.recipes import themes
from ...game.errors import Refusal
from ...making.fill_jobs import BROKEN
from ...store.hosts.hosts import Host
from ...threads import in_thread
from ..forms.reading import read_form
from ..html.render import render
from ..http.idempotency import name_of
from ..server import Server, server_of
from ..sessions.host_cookies import host_of
from .new_decks import begin_deck, redirect_if_made, redirect_to_deck

SIZES = f"{FEWEST_PROFILES} to {MOST_PROFILES:,}"
MEMORY, SECONDS = 1024**3, 900
FIELDS = ("title", "theme", "size", "locale", "model", "seed")


async def show_generate(request: Request) -> Response:
    """GET /host/decks/generate."""
    return await _form(request, await host_of(request))


async def generate(request: Request) -> Response:
    """POST /host/decks/generate: begin, and wait a moment in case it is done soon."""
    server, host, form = server_of(request), await host_of(request), await read_form(request)
    typed = {field: form.get(field, "").strip() for field in FIELDS}
    name = name_of(request, host, form)
    async with server.name_locks.of(name):
        if (made := await redirect_if_made(server, host, name)) is not None:
            return made
        try:
            return await _begin(server, host, name, typed)
        except Refusal as refusal:
            return await _form(request, host, typed, str(refusal))


async def _begin(server: Server, host: Host, name: str, typed: dict[str, str]) -> Response:
    size, seed = _number(typed["size"], "size", FEWEST_PROFILES, MOST_PROFILES), typed["seed"]
    if seed:
        _number(seed, "seed", 0, 2**63 - 1)
    with server.fill_jobs.room():
        lines = child_process.lines(
            "generate", typed["theme"], typed["locale"], typed["model"], str(size), seed,
            stdin=None, memory=MEMORY, seconds=SECONDS,
        )  # fmt: skip
        header = await in_thread(_read_header, lines)
        slug = await begin_deck(server, host, name, typed["title"], header, lines, typed["locale"])
    return await redirect_to_deck(server, name, slug)


def _read_header(lines: Iterator[bytes]) -> StreamHeader:
    try:
        return read_header(next(lines))
    except child_process.Refused as refused:
        raise Refusal(str(refused)) from None
    except (child_process.TooHard, StopIteration):
        raise Refusal(BROKEN) from None


def _number(text: str, what: str, low: int, high: int) -> int:
    """A whole number of a form, or a refusal."""
    plain = text.isascii() and text.isdecimal() and len(text) <= 19
    if not plain or not low <= int(text) <= high:
        raise Refusal(f"The {what} is a whole number from {low:,} to {high:,}.")
    return int(text)


async def _form(
    request: Request, host: Host, typed: dict[str, str] | None = None, error: str | None = None
) -> Response:
    typed = typed or dict.fromkeys(FIELDS, "") | {"size": "500", "theme": "citizens"}
    known = await in_thread(themes)
    seen = {"host": host, "typed": typed, "themes": known, "sizes": SIZES, "error": error}
    return render(request, "hosting/generate.html", 422 if error else 200, **seen)
