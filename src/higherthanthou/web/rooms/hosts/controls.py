"""The controls of a host's room: its steps, its lock and its knob, and going on with the same people."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....game.errors import Refusal
from ....game.rooms.code import read_code
from ....game.rooms.course import MOST_KNOB
from ....game.rooms.terms import whole_number
from ....store.engine.errors import Missing
from ....store.rooms import again, room_poll, rooms, stepping
from ....store.rooms.rooms import Room
from ...forms.reading import read_form
from ...html.render import is_fragment
from ...server import server_of
from ...sessions.host_cookies import host_of
from ...sessions.player_cookies import write_as_player
from .. import bells
from ..class_laws import model_of
from ..form_fields import step_in
from .control_page import show_room, wants_all

NO_LOCK = "A room is locked, yes or no."

Act = Callable[[Connection, Room], Room]


async def led_room(request: Request) -> Room:
    """The room that the URL names, whose host has signed in: before anything else is looked at.

    Raises:
        NotSignedIn: Nobody has.
        Missing: There is no such room, or it is another host's.
    """
    host, code = await host_of(request), read_code(request.path_params["code"]) or ""
    own = partial(rooms.own, host_id=host.id, code=code)
    return await server_of(request).database.read(own, short=True)


async def change_room(request: Request, room: Room, act: Act) -> Response:
    """Change a room that the host leads; the page after it."""
    server = server_of(request)

    def change(connection: Connection) -> Room:
        known = rooms.find(connection, room.code)
        if known is None:
            raise Missing
        rooms.hosts_are_here(connection, [known.id], server.now())
        return act(connection, known)

    bells.ring(server, await server.database.write(change, play=True))
    if is_fragment(request):
        return await show_room(request)
    every = "?guests=all" if wants_all(request) else ""
    return RedirectResponse(f"/host/rooms/{room.code}{every}", 303)


async def take_step(request: Request) -> Response:
    """POST /host/rooms/{code}/steps: fields ``seq`` and ``to``."""
    led, form, now = await led_room(request), await read_form(request), server_of(request).now()
    seen, to = step_in(form)

    def step(connection: Connection, room: Room) -> Room:
        model = model_of(rooms.deck_of(connection, room))
        return stepping.take_step(connection, room, seen, to, now, model)

    return await change_room(request, led, step)


async def lock(request: Request) -> Response:
    """POST /host/rooms/{code}/lock: field ``locked``, yes or no."""
    led, form, now = await led_room(request), await read_form(request), server_of(request).now()
    locked = form.get("locked", "")
    if locked not in ("yes", "no"):
        raise Refusal(NO_LOCK)
    return await change_room(request, led, lambda c, room: rooms.lock(c, room, locked == "yes", now))


async def turn_knob(request: Request) -> Response:
    """POST /host/rooms/{code}/knob: field ``knob``, 0 to 50."""
    led, form, now = await led_room(request), await read_form(request), server_of(request).now()
    if not form.get("knob", "").strip():
        raise Refusal(f"Knob is a whole number from 0 to {MOST_KNOB}.")
    knob = whole_number(form, "knob", 0, 0, MOST_KNOB)
    return await change_room(request, led, lambda c, room: rooms.turn_knob(c, room, knob, now))


async def close_poll(request: Request) -> Response:
    """POST /host/rooms/{code}/poll: closes the poll of a room that is over; all screens tell its result."""
    led, now = await led_room(request), server_of(request).now()
    return await change_room(request, led, lambda c, room: room_poll.close(c, room, now))


async def go_on(request: Request) -> Response:
    """POST /host/rooms/{code}/again: a new room on the same terms, with the same people."""
    server, host = server_of(request), await host_of(request)
    code, now = read_code(request.path_params["code"]) or "", server.now()

    def open_next(connection: Connection, player_id: int) -> Room:
        room = rooms.own(connection, host.id, code)
        return again.go_on(connection, room, player_id, now, server.rng)

    def lead_on(room: Room) -> Response:
        return RedirectResponse(f"/host/rooms/{room.code}", 303)

    return await write_as_player(request, open_next, lead_on, counted=False)
