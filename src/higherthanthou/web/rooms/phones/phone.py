"""A guest's phone: the page of a room in every state."""

from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ....store.rooms.rooms import Room
from ...html.qr_code import address_of, is_only_here, qr_with_words
from ...html.render import is_fragment, render
from ...server import server_of
from ..joining import door
from ..lookup import Seat, look_again, seat_of
from .phone_view import PhoneView, phone_view, scene_of


async def show_room(request: Request) -> Response:
    """GET /rooms/{code}: the phone, or the door; 204 where ``seq`` (scene, tally) is current."""
    seat, server = await seat_of(request), server_of(request)
    if seat.guest is None:
        return await door(request, seat)
    asked = request.query_params
    scene = scene_of(seat.room, seat.guest, server.now())
    current = {"seq": str(seat.room.seq), "scene": scene, "tally": seat.tally}
    if "seq" in asked and all(asked.get(name, value) == value for name, value in current.items()):
        return Response(status_code=204, headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})
    return await phone_page(request, seat, news=asked.get("scene") != scene)


async def phone_page(request: Request, seat: Seat, said: str = "", news: bool = True) -> Response:
    """The phone as it is now; it says ``said``, or what is new about its state if there is ``news``."""
    server = server_of(request)

    def read(connection: Connection) -> PhoneView | None:
        again = look_again(connection, seat)
        return phone_view(connection, again, server.now()) if again.guest else None

    view = await server.database.read(read)
    if view is None:
        return await door(request, seat)
    if view.over and view.over.follows and is_fragment(request):
        away = {"HX-Redirect": view.over.follows, "Cache-Control": "no-store"}
        return Response(status_code=204, headers=away)
    invitation = Invitation.of(request, seat.room) if view.mine and view.lobby else None
    name = "rooms/_phone.html" if is_fragment(request) else "rooms/phone.html"
    shown: dict[str, object] = {"room": view, "invitation": invitation, "deck": view.deck}
    shown |= {"reading_ms": server.settings.reading_ms, "said": said or (view.announcement if news else "")}
    return render(request, name, 200, unlisted=True, **shown)


class Invitation(NamedTuple):
    """How others get in: an address as it is typed, its QR code, and whether only this computer opens it."""

    typed: str
    qr: Markup
    only_here: bool

    @classmethod
    def of(cls, request: Request, room: Room) -> "Invitation":
        """Those of a room."""
        typed = address_of(request, "/join").partition("://")[2]
        return cls(typed, qr_with_words(address_of(request, f"/j/{room.code}")), is_only_here(request))
