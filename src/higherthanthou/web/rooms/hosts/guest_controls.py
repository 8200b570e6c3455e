"""What a host does with a guest: out, back, another name, and the ticket for another phone."""

from functools import partial

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ....accounts.aliases import accept_alias
from ....game.errors import Refusal
from ....game.names.alias import NAME
from ....game.rooms.code import printed_code, read_code, ticket
from ....store.engine.errors import Missing
from ....store.hosts.hosts import Host
from ....store.rooms import guests, rooms
from ....store.rooms.guests import Guest
from ....store.rooms.rooms import Room
from ....threads import in_thread
from ...forms.reading import read_form
from ...html.qr_code import address_of, qr_with_words
from ...html.render import render
from ...server import server_of
from ...sessions.host_cookies import host_of
from .controls import change_room, led_room


def number_of(request: Request) -> int:
    """The number of the guest in the URL; Missing if it is none."""
    typed = request.path_params["number"]
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 6):
        raise Missing
    return int(typed)


async def show_guest(request: Request) -> Response:
    """GET /host/rooms/{code}/guests/{number}: the ticket, and the form for another name."""
    host, number = await host_of(request), number_of(request)
    code = read_code(request.path_params["code"]) or ""
    found = await server_of(request).database.read(partial(_find, host=host, code=code, number=number))
    return _page(request, host, *found)


def _find(connection: Connection, host: Host, code: str, number: int) -> tuple[Room, Guest]:
    room = rooms.own(connection, host.id, code)
    return room, guests.numbered(connection, room, number)


def _page(
    request: Request, host: Host, room: Room, guest: Guest, typed: str | None = None, error: str = ""
) -> Response:
    seen = {"room": room, "guest": guest, "error": error, "shown_code": printed_code(room.code)}
    seen["typed"] = guest.name if typed is None else typed
    seen["ticket"] = ticket(guest.number, guest.secret)
    seen["join_at"] = address_of(request, "/join").partition("://")[2]
    seen["qr"] = qr_with_words(address_of(request, f"/j/{room.code}?ticket={seen['ticket']}"))
    return render(request, "rooms/guest.html", 422 if error else 200, unlisted=True, host=host, **seen)


async def send_out(request: Request) -> Response:
    """POST /host/rooms/{code}/guests/{number}/out."""
    led, number, now = await led_room(request), number_of(request), server_of(request).now()
    return await change_room(request, led, lambda c, room: guests.send_out(c, room, number, now))


async def bring_back(request: Request) -> Response:
    """POST /host/rooms/{code}/guests/{number}/back."""
    led, number, now = await led_room(request), number_of(request), server_of(request).now()
    return await change_room(request, led, lambda c, room: guests.bring_back(c, room, number, now))


async def rename(request: Request) -> Response:
    """POST /host/rooms/{code}/guests/{number}/rename: field ``name``."""
    led, number, now = await led_room(request), number_of(request), server_of(request).now()
    typed = (await read_form(request)).get("name", "")
    try:
        name = await in_thread(partial(accept_alias, typed, NAME))
    except Refusal as refusal:
        host = await host_of(request)
        found = await server_of(request).database.read(
            partial(_find, host=host, code=led.code, number=number)
        )
        return _page(request, host, *found, typed[:200], str(refusal))
    return await change_room(request, led, lambda c, room: guests.rename(c, room, number, name, now))
