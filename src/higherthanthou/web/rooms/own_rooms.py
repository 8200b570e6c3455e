"""Rooms that a player opens: their opener controls them on the phone page itself."""

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...game.rooms.terms import Names, read_terms
from ...store.decks import decks
from ...store.rooms import guests, opening
from ...store.rooms.rooms import Room
from ..forms.reading import read_form
from ..server import server_of
from ..sessions.player_cookies import player_id_of, write_as_player
from .lookup import path_of


async def open_room(request: Request) -> Response:
    """POST /rooms: open a room on a deck, and be its first guest unless guests choose their names."""
    form, server = await read_form(request), server_of(request)
    terms, known = read_terms(form), await player_id_of(request)
    if known is not None:
        server.limits.new_room(known)

    def begin(connection: Connection, player_id: int) -> Room:
        deck = decks.find(connection, form.get("deck", ""))
        if deck is None:
            raise HTTPException(404, "There is no such deck.")
        now, rng = server.now(), server.rng
        room = opening.open_room(connection, deck, terms, player_id, None, now, rng)
        if terms.names is Names.ALIAS:
            guests.join(connection, room, player_id, "", now, rng)
        return room

    return await write_as_player(request, begin, lambda room: RedirectResponse(path_of(room), 303), play=True)
