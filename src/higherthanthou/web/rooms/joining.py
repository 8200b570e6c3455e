"""Coming into a room: by its code, by the link behind its QR code, and back in with a ticket."""

from functools import partial
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...accounts.aliases import accept_alias
from ...game.errors import Refusal
from ...game.names.alias import NAME
from ...game.rooms.code import printed_code, read_code, read_ticket
from ...game.rooms.terms import Names
from ...store.decks import decks
from ...store.decks.decks import Deck
from ...store.engine.errors import Missing
from ...store.polls import polls
from ...store.rooms import guests, rooms, tickets
from ...store.rooms.guests import Guest
from ...store.rooms.rooms import Room, deck_of
from ...threads import in_thread
from ..forms.reading import read_form
from ..html.qr_code import address_of as whole_address
from ..html.render import render
from ..http.headers import headers_of
from ..link_pictures.drawn_pictures import send_drawn
from ..link_pictures.places import room_picture, room_preview
from ..middleware.guards import address_of
from ..polls.poll_codes import limit_poll_codes
from ..server import server_of
from ..sessions.player_cookies import known_player, write_as_player
from .bells import count
from .lookup import NO_ROOM, Seat, look_again, path_of, seat_at, seat_of

NO_CODE = "A code has six signs, such as K7F 4QX: digits and letters without 0, O, 1 and I."
NO_TICKET = "A ticket is a number, a hyphen and four digits, such as 17-4821."


class DoorView(NamedTuple):
    """The door of a room; ``types_name`` if whoever comes in chooses a name."""

    room: Room
    code: str
    path: str
    deck: Deck
    guest: Guest | None
    types_name: bool


async def show_join(request: Request) -> Response:
    """GET /join: a code, or a room of one's own."""
    return await join_page(request)


async def find_room(request: Request) -> Response:
    """POST /join: to the room of that code, or else to the poll of a deck that has it."""
    typed = (await read_form(request)).get("code", "")
    code = read_code(typed)
    if code is None:
        return await join_page(request, 422, NO_CODE, typed)
    server = server_of(request)
    if await server.database.read(partial(_leads_to_poll, code=code), short=True):
        await limit_poll_codes(request, code)
        return RedirectResponse(f"/polls/{code}", 303)
    try:
        await seat_at(request, server, code, await known_player(server, headers_of(request.scope)))
    except Missing:
        return await join_page(request, 404, NO_ROOM, typed)
    return RedirectResponse(f"/rooms/{code}", 303)


def _leads_to_poll(connection: Connection, code: str) -> bool:
    """Whether a poll of a deck has that code and no room has: a class may type it."""
    return rooms.find(connection, code) is None and polls.find(connection, code) is not None


async def join_page(request: Request, status: int = 200, error: str = "", typed: str = "") -> Response:
    """The page for a code; ``error`` says what is wrong with the one that was typed."""
    listed = await server_of(request).database.read(decks.listed, short=True)
    return render(
        request, "rooms/join.html", status, error=error, typed=typed, decks=listed, unlisted=True
    )  # fmt: skip


async def show_door(request: Request) -> Response:
    """GET /j/{code}: what the QR code leads to. Nothing changes before the button is pressed."""
    shown = request.query_params.get("ticket", "")
    return await door(request, await seat_of(request), ticket=shown if read_ticket(shown) else "")


async def show_door_picture(request: Request) -> Response:
    """GET /j/{code}.png: the picture of links to the door, which is that of any room on its deck."""
    server, seat = server_of(request), await seat_of(request)
    deck = await server.database.read(partial(deck_of, room=seat.room), short=True)
    return await send_drawn(request, server, room_picture(deck, server.settings))


async def door(
    request: Request, seat: Seat, status: int = 200, error: str = "", name: str = "", ticket: str = ""
) -> Response:
    """The door of a room; ``error`` says why somebody is not in, ``name`` and ``ticket`` are as typed."""
    server, room = server_of(request), seat.room
    deck = await server.database.read(partial(deck_of, room=room), short=True)
    types_name = room.names == Names.OWN and seat.guest is None
    shown = DoorView(room, printed_code(room.code), path_of(room), deck, seat.guest, types_name)
    return render(
        request, "rooms/door.html", status, door=shown, error=error, typed_name=name, ticket=ticket,
        unlisted=True, preview=room_preview(deck, room.code, server.settings, whole_address(request)),
    )  # fmt: skip


async def come_in(request: Request) -> Response:
    """POST /rooms/{code}/guests: into the room, under a name if guests choose one, or back with a ticket."""
    seat, form = await seat_of(request), await read_form(request)
    name, ticket = form.get("name", ""), form.get("ticket", "").strip()
    try:
        if ticket:
            return await _come_back(request, seat, ticket)
        chosen = seat.room.names == Names.OWN and seat.guest is None
        accepted = await in_thread(partial(accept_alias, name, NAME)) if chosen else ""
        return await _come_in(request, seat, accepted)
    except Refusal as refusal:
        return await door(request, seat, 422, str(refusal), name, ticket)


async def _come_in(request: Request, seat: Seat, name: str) -> Response:
    """One after the other in each room: all of them count up the same row, so at once they would collide.

    They would have each other run again until some are refused, and nobody else could write meanwhile.
    """
    server = server_of(request)

    def join(connection: Connection, player_id: int) -> Guest:
        room = look_again(connection, seat).room
        return guests.join(connection, room, player_id, name, server.now(), server.rng)

    async with server.name_locks.of(f"guests of {seat.room.id}"):
        return await write_as_player(request, join, partial(_seated, request, seat.room), play=True)


async def _come_back(request: Request, seat: Seat, typed: str) -> Response:
    server, read, room = server_of(request), read_ticket(typed), seat.room
    if read is None:
        raise Refusal(NO_TICKET)
    number, secret = read

    def take(connection: Connection, player_id: int) -> Guest:
        return tickets.take_place(connection, room, player_id, number, secret)

    with server.limits.ticket(address_of(request.scope, server.settings), room.id, number):
        return await write_as_player(request, take, partial(_seated, request, room), play=True)


def _seated(request: Request, room: Room, _: Guest) -> Response:
    """To the phone page; whoever counts hears that somebody came."""
    count(server_of(request), room)
    return RedirectResponse(path_of(room), 303)
