"""Rooms that a player opens, and those that go on from them with the same people."""

from functools import partial

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...game.rooms.terms import Names, read_terms
from ...store.decks import decks
from ...store.engine.errors import Missing
from ...store.rooms import again, guests, opening
from ...store.rooms.rooms import Room, following
from ..forms.reading import read_form
from ..server import server_of
from ..sessions.player_cookies import player_id_of, write_as_player
from .lookup import look_again, path_of, seat_of

NOT_YOURS = "Whoever opened this room opens the next one with the same people."


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


async def go_on(request: Request) -> Response:
    """POST /rooms/{code}/again: a new room on the same terms, with the same people; for the opener alone."""
    seat, server = await seat_of(request), server_of(request)
    player_id = seat.player_id
    if player_id is None:
        raise Missing
    if not seat.leads:
        raise HTTPException(403, NOT_YOURS)
    if seat.room.is_over and not await server.database.read(partial(following, room=seat.room), short=True):
        server.limits.new_room(player_id)

    def open_next(connection: Connection) -> Room:
        room = look_again(connection, seat).room
        return again.go_on(connection, room, player_id, server.now(), server.rng)

    return RedirectResponse(path_of(await server.database.write(open_next, play=True)), 303)
