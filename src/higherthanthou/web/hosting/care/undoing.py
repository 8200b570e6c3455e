"""Undoing a publish: a page that says what happens, and the button that does it."""

from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....game.errors import Refusal
from ....making.undoing import undo_publish
from ....store.hosts import undoing
from ....store.hosts.drafts import OTHER_TAB, OwnDeck
from ....store.hosts.hosts import Host
from ....threads import in_thread
from ...forms.reading import read_form
from ...html.render import render
from ...server import server_of
from ..deck_pages import own_deck


async def show_undo(request: Request) -> Response:
    """GET /host/decks/{deck}/undo."""
    host, own = await own_deck(request)
    return await _page(request, host, own)


async def undo(request: Request) -> Response:
    """POST /host/decks/{deck}/undo: publish the version before as the next one, once if it is sent twice."""
    form = await read_form(request)
    _, own = await own_deck(request)
    there = RedirectResponse(f"/host/decks/{own.deck.slug}", 303)
    if form.get("version") == str(own.deck.version - 1) and not own.edited:
        return there
    try:
        if (form.get("version"), form.get("revision")) != (str(own.deck.version), str(own.revision)):
            raise Refusal(OTHER_TAB.replace("publish it", "undo it"))
        server = server_of(request)
        await in_thread(undo_publish, server.database, own, server.now)
    except Refusal as refusal:
        return await _page(request, *await own_deck(request), str(refusal))
    return there


async def _page(request: Request, host: Host, own: OwnDeck, error: str = "") -> Response:
    """What an undo would bring back, or why there is nothing to undo; 422 after a form that did nothing."""
    code = 422 if error else 200
    try:
        found = await server_of(request).database.read_slowly(partial(undoing.undoing, deck=own))
    except Refusal as refusal:
        found, error = None, error or str(refusal)
    return render(request, "hosting/care/undo.html", code, host=host, own=own, found=found, error=error)
