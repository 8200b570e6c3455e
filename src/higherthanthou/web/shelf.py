"""What a host has: the list of decks."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from ..store import drafts
from .host_cookies import host_of
from .render import render
from .server import server_of


async def show_shelf(request: Request) -> Response:
    """GET /host."""
    host = await host_of(request)
    found = await server_of(request).database.read(partial(drafts.shelf, host_id=host.id))
    return render(request, "hosts/shelf.html", host=host, decks=found)
