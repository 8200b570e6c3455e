"""Finding the room that a request names, and the guest who asks; wrong codes are limited."""

from functools import partial
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request

from ...game.rooms.code import read_code
from ...store.engine.errors import Missing
from ...store.rooms import guests, rooms
from ...store.rooms.guests import Guest
from ...store.rooms.rooms import Room
from ..http.headers import headers_of
from ..middleware.guards import address_of
from ..server import Server, server_of
from ..sessions.player_cookies import known_player


class Seat(NamedTuple):
    """A room, and who asks for it: a player or nobody known, who is a guest there or none."""

    room: Room
    player_id: int | None
    guest: Guest | None


async def seat_of(request: Request) -> Seat:
    """The room whose code is in the path, and the guest who asks.

    Raises:
        Missing: There is no such room.
        TooMany: The address has tried many codes of no room. Guests of the room are let in all the same.
    """
    server = server_of(request)
    player_id = await known_player(server, headers_of(request.scope))
    return await seat_at(request, server, request.path_params["code"], player_id)


async def seat_at(request: Request, server: Server, typed: str, player_id: int | None) -> Seat:
    """The same for a code that somebody typed."""
    code, found = read_code(typed), None
    if code is not None:
        found = await server.database.read(partial(look, code=code, player_id=player_id), short=True)
    if found is None or found.guest is None:
        server.limits.try_code(address_of(request.scope, server.settings), found is not None)
    if found is None:
        raise Missing
    return found


def look(connection: Connection, code: str, player_id: int | None) -> Seat | None:
    """A room and a player in it; None if there is no such room."""
    room = rooms.find(connection, code)
    if room is None:
        return None
    return Seat(room, player_id, guests.guest_of(connection, room, player_id))


def look_again(connection: Connection, seat: Seat) -> Seat:
    """The same room and player as they are now; Missing if the room is gone."""
    again = look(connection, seat.room.code, seat.player_id)
    if again is None:
        raise Missing
    return again


def printed_code(code: str) -> str:
    """A code in two halves, as it is read aloud."""
    return f"{code[:3]} {code[3:]}"


def path_of(room: Room) -> str:
    """The page of a room."""
    return f"/rooms/{room.code}"
