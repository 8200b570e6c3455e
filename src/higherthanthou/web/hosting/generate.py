"""Generating a deck: the form, the progress, and cancelling."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from functools import partial

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ... import child_process
from ...authoring.deckfile.deck_stream import Coming, coming
from ...authoring.seeds.recipes import themes
from ...game.errors import Refusal
from ...making.makings import BROKEN
from ...store.decks import deck_making, decks
from ...store.decks.decks import new_deck
from ...store.hosts import drafts
from ...store.hosts.drafts import Own
from ...store.hosts.hosts import Host
from ...store.tables import row_id_of
from ...threads import in_thread
from ..forms.reading import read_form
from ..html.render import is_fragment, render
from ..http.idempotency import name_of
from ..server import Server, server_of
from ..sessions.host_cookies import host_of

SMALLEST, LARGEST = 10, 100_000
MEMORY, SECONDS = 1024**3, 900
FIELDS = ("title", "theme", "size", "locale", "model", "seed")


async def show_generate(request: Request) -> Response:
    """GET /host/decks/generate."""
    return await _form(request, await host_of(request))


async def generate(request: Request) -> Response:
    """POST /host/decks/generate: begin, and wait a moment in case it is done soon."""
    server, host, form = server_of(request), await host_of(request), await read_form(request)
    asked = {field: form.get(field, "").strip() for field in FIELDS}
    name = name_of(request, host, form)
    async with server.turns.of(name):
        if (made := await deck_of(server, host, name)) is not None:
            return made
        try:
            return await _begin(server, host, name, asked)
        except Refusal as refusal:
            return await _form(request, host, asked, str(refusal))


async def _begin(server: Server, host: Host, name: str, asked: dict[str, str]) -> Response:
    size, seed = _number(asked["size"], "size", SMALLEST, LARGEST), asked["seed"]
    if seed:
        _number(seed, "seed", 0, 2**63 - 1)
    with server.makings.room():
        lines = child_process.lines(
            "generate", asked["theme"], asked["locale"], asked["model"], str(size), seed,
            stdin=None, memory=MEMORY, seconds=SECONDS,
        )  # fmt: skip
        found = await in_thread(_first, lines)
        slug = await begin_deck(server, host, name, asked["title"], found, lines, asked["locale"])
    return await lead_to(server, name, slug)


async def begin_deck(
    server: Server,
    host: Host,
    name: str,
    title: str,
    coming: Coming,
    lines: Generator[bytes, None, None],
    locale: str | None = None,
) -> str:
    """Begin a deck of a host from what another process sends; return its slug, which comes from the title.

    ``locale`` is that of a generated deck. Nothing is begun if another process of the server has made one
    under that name meanwhile. ``lines`` are closed, by the making or, if none begins, here.
    """
    with ExitStack() as unless_begun:
        unless_begun.callback(lines.close)
        row = new_deck(title or coming.head.title, coming.head, host.id, server.now(), locale=locale)
        row.id, row.size = row_id_of(name), coming.count
        slug, added = await server.database.write(partial(deck_making.begin_once, row=row))
        if added:
            server.makings.start(server.database, server.now, row, lines)
            unless_begun.pop_all()
    return slug


async def deck_of(server: Server, host: Host, name: str) -> Response | None:
    """The way to the deck that was made under a name, None if there is none."""
    found = partial(decks.slug_by_id, deck_id=row_id_of(name), host_id=host.id)
    slug = await server.database.read(found)
    return None if slug is None else await lead_to(server, name, slug)


async def lead_to(server: Server, name: str, slug: str) -> Response:
    """The way to a deck, after a moment in which its making may be over."""
    making = server.makings.of(row_id_of(name))
    if making is not None:
        await making.settle()
    return RedirectResponse(f"/host/decks/{slug}", 303)


def _first(lines: Iterator[bytes]) -> Coming:
    try:
        return coming(next(lines))
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
    request: Request, host: Host, asked: dict[str, str] | None = None, error: str | None = None
) -> Response:
    typed = asked or dict.fromkeys(FIELDS, "") | {"size": "500", "theme": "citizens"}
    known = await in_thread(themes)
    status = 422 if error else 200
    return render(request, "hosting/generate.html", status, host=host, typed=typed, themes=known, error=error)


async def show_progress(request: Request) -> Response:
    """GET /host/decks/{deck}/progress: how far a deck is that is being made."""
    server, host = server_of(request), await host_of(request)
    slug = request.path_params["deck"]
    own, going = await server.database.read(partial(_progress, host_id=host.id, slug=slug, now=server.now()))
    if own.deck.state != "making":
        away = {"HX-Redirect": f"/host/decks/{slug}"}
        return (
            Response(None, 204, away)
            if is_fragment(request)
            else RedirectResponse(f"/host/decks/{slug}", 303)
        )
    name = "hosting/_progress.html" if is_fragment(request) else "hosting/progress.html"
    going = going or server.makings.of(own.deck.id) is not None
    return render(request, name, host=host, own=own, total=own.deck.size if going else None)


def _progress(connection: Connection, host_id: int, slug: str, now: int) -> tuple[Own, bool]:
    """A deck of a host, and whether some server is at it."""
    own = drafts.own(connection, host_id, slug)
    return own, deck_making.goes_on(connection, own.deck.id, now)


async def cancel(request: Request) -> Response:
    """POST /host/decks/{deck}/cancel: break off the making of a deck and leave nothing of it."""
    server, host = server_of(request), await host_of(request)
    own = await server.database.read(partial(drafts.own, host_id=host.id, slug=request.path_params["deck"]))
    if own.deck.state != "making":
        raise Refusal("That deck is not being made any more.")
    making = server.makings.of(own.deck.id)
    if making:
        making.cancelled = True
        await making.settle()
    await server.database.write(partial(deck_making.discard, deck_id=own.deck.id))
    return RedirectResponse("/host", 303)
