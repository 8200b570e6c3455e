"""The stream of a room: it says only that something has changed, and each screen fetches its page."""

from functools import partial
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from ...game.rooms.code import read_code
from ...store.rooms import rooms
from ...store.rooms.rooms import Room
from ..http.streams import COMMENT, STREAM, Stream, event
from ..server import Server, server_of
from ..sessions.host_cookies import host_or_none
from .lookup import limit_codes

FULL = "As many screens as this server has room for are connected; this one asks now and then."

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
]
"""nginx does not buffer for the one, other proxies do not compress for the other: both would hold it back."""


class Events:
    """GET /rooms/{code}/events, as plain ASGI: a task and a future for each stream, and no more.

    ``?screen=wall`` and ``?screen=host`` are rung first and told how many have called; ``?screen=counts`` is
    a phone that is told that, too.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send an event at once and at each change, until the reader goes or the room is over."""
        request = Request(scope, receive)
        server = server_of(request)
        room = await _room(request, server)
        stream = await _stream(request, room)
        if len(server.streams) >= server.settings.streams:
            raise HTTPException(503, FULL, {"Retry-After": "10"})
        if scope["method"] == "HEAD":
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await send({"type": "http.response.body"})
            return
        scope[STREAM] = stream
        server.streams.open(stream)
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await _flow(server, stream, room, send)
        finally:
            server.streams.close(stream)


async def _room(request: Request, server: Server) -> Room:
    code = read_code(request.path_params["code"])
    room = await server.database.read(partial(rooms.find, code=code), short=True) if code else None
    await limit_codes(request, server, room)
    if room is None:
        raise HTTPException(404, "There is no such room.")
    if room.is_over:
        raise HTTPException(410, "This room is over.")
    return room


async def _stream(request: Request, room: Room) -> Stream:
    """The stream that is asked for; that of the host only for who has signed in as the host."""
    asked = parse_qs(request.scope["query_string"].decode("latin-1")).get("screen", [""])[0]
    host = await host_or_none(request) if asked == "host" else None
    is_host = host is not None and host.id == room.host_id
    first = asked in {"wall", "host"}
    return Stream(room.id, first, first or asked == "counts", is_host)


async def _flow(server: Server, stream: Stream, room: Room, send: Send) -> None:
    stream.tell("room", event("room", str(room.seq), room.seq))
    while said := await stream.next():
        server.streams.delivered += said != COMMENT
        await send({"type": "http.response.body", "body": said, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
