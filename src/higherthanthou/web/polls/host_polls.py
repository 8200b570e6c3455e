"""The poll of a deck, as its host leads it: opened, asked again after the game, closed."""

from typing import Any

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...game.errors import Refusal
from ...game.polls.statements import Moment
from ...game.rooms.code import printed_code
from ...store.hosts.drafts import OwnDeck
from ...store.polls import answers, polls
from ..forms.reading import read_form
from ..hosting.deck_pages import change_deck, own_deck
from ..html.qr_code import address_of, is_only_here, qr_with_words
from ..html.render import render
from ..server import server_of
from .poll_view import result_view

NOT_PUBLISHED = "A poll is for players of a deck; publish it first."


async def show_poll(request: Request) -> Response:
    """GET /host/decks/{deck}/poll: the latest poll of a deck, or the form that opens one."""
    return await _page(request)


async def _page(request: Request, error: str = "") -> Response:
    host, own = await own_deck(request)

    def read(connection: Connection) -> dict[str, Any]:
        poll = polls.of_deck(connection, own.deck.id)
        if poll is None:
            return {"poll": None, "counts": {}, "result": None}
        counts = {moment: answers.counted(connection, poll, moment) for moment in Moment}
        result = answers.result(connection, poll)
        return {"poll": poll, "counts": counts, "result": result_view(result) if result else None}

    seen = await server_of(request).database.read(read)
    if seen["poll"] is not None:
        path = f"/polls/{seen['poll'].code}"
        address = address_of(request, path)
        seen |= {"path": path, "address": address.partition("://")[2], "qr": qr_with_words(address)}
        seen |= {"only_here": is_only_here(request), "shown_code": printed_code(seen["poll"].code)}
    status = 422 if error else 200
    return render(request, "polls/host_poll.html", status, host=host, own=own, error=error, **seen)


async def lead_on(request: Request) -> Response:
    """POST /host/decks/{deck}/poll: field ``to`` is before (opens one), after or closed."""
    to = (await read_form(request)).get("to", "")
    server = server_of(request)

    def change(connection: Connection, own: OwnDeck) -> None:
        poll = polls.of_deck(connection, own.deck.id)
        if to == Moment.BEFORE and (poll is None or poll.is_closed):
            _open(connection, own)
        elif poll is None:
            raise Refusal(polls.NO_STAGE)
        else:
            polls.lead_on(connection, poll, to, server.now())

    def _open(connection: Connection, own: OwnDeck) -> None:
        if own.deck.version == 0:
            raise Refusal(NOT_PUBLISHED)
        polls.open_for_deck(connection, own.deck.id, server.now(), server.rng)

    try:
        _, own, _ = await change_deck(request, change)
    except Refusal as refusal:
        return await _page(request, str(refusal))
    return RedirectResponse(f"/host/decks/{own.deck.slug}/poll", 303)
