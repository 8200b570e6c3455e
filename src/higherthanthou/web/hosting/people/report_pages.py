"""What players reported of the files of a deck, and settling it."""

from functools import partial
from typing import Any

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....store.hosts.drafts import OwnDeck
from ....store.reports import settling
from ...forms.reading import read_form
from ...html.render import render
from ...server import server_of
from ..confirmations import confirmation_of
from .watched import back_to, change_watched, watched_deck


async def show_reports(request: Request) -> Response:
    """GET /host/decks/{deck}/reports: the files with open reports, those reported most often first."""
    host, own = await watched_deck(request)
    found = await server_of(request).database.read(partial(settling.open_reports, deck=own))
    seen: dict[str, Any] = {"files": tuple(found.values()), "done": confirmation_of(request)}
    return render(request, "hosting/people/reports.html", host=host, own=own, **seen)


async def settle(request: Request) -> Response:
    """POST /host/decks/{deck}/reports: settle the reports of a file."""
    form = await read_form(request)
    person = form.get("person", "")

    def work(connection: Connection, own: OwnDeck) -> None:
        settling.settle(connection, own, person)

    own = await change_watched(request, work)
    if form.get("from") == "file":
        return RedirectResponse(f"/host/decks/{own.deck.slug}/profiles/{person}?done=settled", 303)
    return back_to(own, "reports", "settled")
