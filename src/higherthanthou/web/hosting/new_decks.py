"""A deck that a form begins: there once however often the form is sent, and with a page of its progress."""

from contextlib import ExitStack
from functools import partial

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...authoring.deckfile.deck_stream import StreamHeader
from ...game.errors import Refusal
from ...making.importing import ProfileLines, values_in
from ...store.decks import deck_making, decks
from ...store.decks.decks import new_deck
from ...store.hosts import drafts
from ...store.hosts.drafts import OwnDeck
from ...store.hosts.hosts import Host
from ...store.tables import row_id_of
from ..html.render import is_fragment, render
from ..server import Server, server_of
from ..sessions.host_cookies import host_of


async def begin_deck(
    server: Server,
    host: Host,
    name: str,
    title: str,
    header: StreamHeader,
    lines: ProfileLines,
    locale: str | None = None,
) -> str:
    """Begin a deck of a host from what another process sends; return its slug, which comes from the title.

    ``locale`` is that of a generated deck. Nothing is begun if another process of the server has made one
    under that name meanwhile. ``lines`` are closed, by the making or, if none begins, here.
    """
    with ExitStack() as unless_begun:
        unless_begun.callback(lines.close)
        row = new_deck(title or header.head.title, header.head, host.id, server.now(), locale=locale)
        row.id, row.size = row_id_of(name), header.count
        slug, added = await server.database.write(partial(deck_making.begin_once, row=row))
        if added:
            server.fill_jobs.start(server.database, server.now, row, values_in(lines))
            unless_begun.pop_all()
    return slug


async def redirect_if_made(server: Server, host: Host, name: str) -> Response | None:
    """The way to the deck that was made under a name, None if there is none."""
    found = partial(decks.slug_by_id, deck_id=row_id_of(name), host_id=host.id)
    slug = await server.database.read(found)
    return None if slug is None else await redirect_to_deck(server, name, slug)


async def redirect_to_deck(server: Server, name: str, slug: str) -> Response:
    """The way to a deck, after a moment in which its making may be over."""
    job = server.fill_jobs.of(row_id_of(name))
    if job is not None:
        await job.settle()
    return RedirectResponse(f"/host/decks/{slug}", 303)


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
    going = going or server.fill_jobs.of(own.deck.id) is not None
    return render(request, name, host=host, own=own, total=own.deck.size if going else None)


def _progress(connection: Connection, host_id: int, slug: str, now: int) -> tuple[OwnDeck, bool]:
    """A deck of a host, and whether some server is at it."""
    own = drafts.own(connection, host_id, slug)
    return own, deck_making.goes_on(connection, own.deck.id, now)


async def cancel(request: Request) -> Response:
    """POST /host/decks/{deck}/cancel: break off the making of a deck and leave nothing of it."""
    server, host = server_of(request), await host_of(request)
    own = await server.database.read(partial(drafts.own, host_id=host.id, slug=request.path_params["deck"]))
    if own.deck.state != "making":
        raise Refusal("That deck is not being made any more.")
    job = server.fill_jobs.of(own.deck.id)
    if job:
        job.cancelled = True
        await job.settle()
    await server.database.write(partial(deck_making.discard, deck_id=own.deck.id))
    return RedirectResponse("/host", 303)
