"""The deck that a host looks after: an own one, or for an operator any that was published."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....store.hosts import drafts
from ....store.hosts.drafts import OwnDeck
from ....store.hosts.hosts import Host
from ...server import server_of
from ...sessions.host_cookies import host_of


async def watched_deck(request: Request) -> tuple[Host, OwnDeck]:
    """The host who asks and the deck that the URL names; Missing if the host does not look after it."""
    host = await host_of(request)
    slug = request.path_params["deck"]
    return host, await server_of(request).database.read(partial(drafts.watched, host=host, slug=slug))


async def change_watched(request: Request, fn: Callable[[Connection, OwnDeck], Any]) -> OwnDeck:
    """Change something of that deck, in the transaction that looks it up."""
    host = await host_of(request)

    def change(connection: Connection) -> OwnDeck:
        own = drafts.watched(connection, host, request.path_params["deck"])
        fn(connection, own)
        return own

    return await server_of(request).database.write(change)


def back_to(own: OwnDeck, page: str, done: str) -> Response:
    """Back to a page of a deck, which says what was done."""
    sign = "&" if "?" in page else "?"
    return RedirectResponse(f"/host/decks/{own.deck.slug}/{page}{sign}done={done}", 303)
