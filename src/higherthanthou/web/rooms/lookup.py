"""Finding the room that a request names, and the guest who asks; wrong codes are limited."""

from functools import partial
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request

from ...game.rooms.code import read_code
from ...game.rooms.course import State
from ...store.engine.errors import Missing
from ...store.rooms import calls, guests, rooms
from ...store.rooms.guests import Guest
from ...store.rooms.rooms import Room
from ..http.headers import headers_of
from ..http.limits import TooMany
from ..middleware.guards import address_of
from ..server import Server, server_of
from ..sessions.host_cookies import host_or_none
from ..sessions.player_cookies import known_player

NO_ROOM = "There is no room with that code. Look at the wall, or ask whoever opened it."

SMALL = 12
"""In a room of at most so many guests each phone hears at once who comes and calls, else the opener's."""


class Seat(NamedTuple):
    """A room, and who asks for it: a player or nobody known, who is a guest there or none.

    ``tally`` says who has come to the lobby, or called, as a word; it is empty where a phone is not told.
    """

    room: Room
    player_id: int | None
    guest: Guest | None
    tally: str = ""

    @property
    def leads(self) -> bool:
        """Whether this is the opener of a room that no host opened."""
        return self.room.host_id is None and self.player_id == self.room.opener_id

    @property
    def is_told(self) -> bool:
        """Whether this phone is told at once who comes and calls."""
        return self.leads or self.room.guests <= SMALL


async def seat_of(request: Request) -> Seat:
    """The room whose code is in the path, and the guest who asks.

    Raises:
        HTTPException: There is no such room.
        TooMany: The address has tried many codes of no room.
    """
    server = server_of(request)
    player_id = await known_player(server, headers_of(request.scope))
    try:
        return await seat_at(request, server, request.path_params["code"], player_id)
    except Missing:
        raise HTTPException(404, NO_ROOM) from None


async def seat_at(request: Request, server: Server, typed: str, player_id: int | None) -> Seat:
    """The same for a code that somebody typed; Missing if there is no such room."""
    code, found = read_code(typed), None
    if code is not None:
        found = await server.database.read(partial(look, code=code, player_id=player_id), short=True)
    if found is None or found.guest is None:
        await limit_codes(request, server, found.room if found else None)
    if found is None:
        raise Missing
    return found


async def limit_codes(request: Request, server: Server, room: Room | None) -> None:
    """Count a code of no room; TooMany if the address has tried many, whether this one is right or not.

    A school is one address, so guests and the host of the room are let in all the same.
    """
    try:
        server.limits.try_code(address_of(request.scope, server.settings), room is not None)
    except TooMany:
        if room is None or not await _is_known(request, server, room):
            raise


async def _is_known(request: Request, server: Server, room: Room) -> bool:
    """Whether a guest of a room asks, or the host who opened it."""
    player_id = await known_player(server, headers_of(request.scope))
    if await server.database.read(partial(guests.guest_of, room=room, player_id=player_id), short=True):
        return True
    host = await host_or_none(request)
    return host is not None and host.id == room.host_id


def look(connection: Connection, code: str, player_id: int | None) -> Seat | None:
    """A room and a player in it; None if there is no such room."""
    room = rooms.find(connection, code)
    if room is None:
        return None
    seat = Seat(room, player_id, guests.guest_of(connection, room, player_id))
    return seat._replace(tally=_tally(connection, seat))


def _tally(connection: Connection, seat: Seat) -> str:
    if seat.guest is None or not seat.guest.is_here:
        return ""
    if seat.room.state is State.LOBBY:
        return str(seat.room.guests)
    if seat.room.state is State.ASKING and seat.is_told:
        counted = calls.counts(connection, seat.room)
        return f"{counted.called}.{counted.awaited}"
    return ""


def look_again(connection: Connection, seat: Seat) -> Seat:
    """The same room and player as they are now; Missing if the room is gone."""
    again = look(connection, seat.room.code, seat.player_id)
    if again is None:
        raise Missing
    return again


def path_of(room: Room) -> str:
    """The page of a room."""
    return f"/rooms/{room.code}"
