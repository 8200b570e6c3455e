"""What a host has: the list of decks."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from ...store.hosts import drafts
from ..html.render import render
from ..server import server_of
from ..sessions.host_cookies import host_of


async def show_shelf(request: Request) -> Response:
    """GET /host."""
    host = await host_of(request)
    found = await server_of(request).database.read(partial(drafts.shelf, host_id=host.id))
    return render(request, "hosting/deck_list.html", host=host, decks=found)
