"""A guest's phone: the page of a room in every state, and what a guest does there."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....game.deal import Side
from ....game.errors import Refusal
from ....game.rooms.course import State
from ....store.engine.errors import Missing
from ....store.rooms import calls, guests, stars, stepping
from ....store.rooms.control import Control, control_of
from ....store.rooms.rooms import Room
from ...forms.reading import read_form
from ...html.render import is_fragment, render
from ...server import server_of
from .. import bells
from ..joining import door
from ..lookup import Seat, look_again, path_of, seat_of
from .phone_view import PhoneView, phone_view, scene_of
from .step_buttons import step_buttons

NOT_YOURS = (
    "Only whoever opened this room takes its steps, or the first guest once it stands still for a minute."
)


async def show_room(request: Request) -> Response:
    """GET /rooms/{code}: the phone, or the door; 204 for a page that shows ``seq`` and ``scene`` already."""
    seat, server = await seat_of(request), server_of(request)
    if seat.guest is None:
        return await door(request, seat)
    asked = request.query_params
    scene = scene_of(seat.room, seat.guest, server.now())
    if asked.get("seq") == str(seat.room.seq) and asked.get("scene", scene) == scene:
        return Response(status_code=204, headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})
    return await _phone(request, seat, news=asked.get("scene") != scene)


async def _phone(request: Request, seat: Seat, said: str = "", news: bool = True) -> Response:
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
    name = "rooms/_phone.html" if is_fragment(request) else "rooms/phone.html"
    return render(
        request, name, room=view, deck=view.deck, reading_ms=server.settings.reading_ms, unlisted=True,
        said=said or (view.announcement if news else ""),
    )  # fmt: skip


class Post(NamedTuple):
    """A form that a guest has sent to a room."""

    request: Request
    seat: Seat
    player_id: int
    form: dict[str, str]

    async def write(self, fn: Callable[[Connection], Room | None]) -> None:
        """Write something that guests do."""
        server = server_of(self.request)
        changed = await server.database.write(fn, short=True, play=True)
        if changed is not None:
            bells.ring(server, changed)
        bells.count(server, self.seat.room)

    async def answer(self, said: str = "") -> Response:
        """The phone as it is now, or the way to its page."""
        if is_fragment(self.request):
            return await _phone(self.request, self.seat, said, news=False)
        return RedirectResponse(path_of(self.seat.room), 303)


async def _read_post(request: Request) -> Post:
    """The form of somebody known to a room; Missing if nobody is."""
    seat, form = await seat_of(request), await read_form(request)
    if seat.player_id is None:
        raise Missing
    return Post(request, seat, seat.player_id, form)


async def call(request: Request) -> Response:
    """POST /rooms/{code}/calls: call on the file, or change a call, with a reason or without."""
    post = await _read_post(request)
    room, player_id, now = post.seat.room, post.player_id, server_of(request).now()
    number, side = _round(post.form), _side(post.form.get("guess", ""))

    def keep(connection: Connection) -> Room:
        reason = _reason(post.form, calls.own_call(connection, room, player_id, number), side)
        return calls.call(connection, room, player_id, number, side, reason, now)

    await post.write(keep)
    return await post.answer("Your call is kept.")


def _reason(form: dict[str, str], before: calls.OwnCall | None, side: Side) -> int | None:
    """The place of the fact that decided. A form without one leaves that of a call for the same side."""
    text = form.get("reason")
    if text is None:
        return before.reason if before is not None and before.guess is side else None
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise Refusal(calls.NO_REASON)
    return int(text)


async def give_stars(request: Request) -> Response:
    """POST /rooms/{code}/stars: stars for one of the calls that are shown to a guest."""
    post = await _read_post(request)
    room, player_id = post.seat.room, post.player_id
    number, place, given = _round(post.form), post.form.get("call", ""), post.form.get("stars", "")
    if given not in {"1", "2", "3", "4", "5"}:
        raise Refusal("Stars go from 1 to 5.")

    def give(connection: Connection) -> Room:
        listed = stars.to_rate(connection, room._replace(round=number), player_id)
        to = {str(at): one.number for at, one in enumerate(listed, 1)}.get(place, 0)
        return stars.give(connection, room, player_id, number, to, int(given))

    await post.write(give)
    return await post.answer(f"{given} star{'' if given == '1' else 's'} kept.")


async def knock(request: Request) -> Response:
    """POST /rooms/{code}/knock: somebody who was sent out asks to come back."""
    post = await _read_post(request)
    now = server_of(request).now()
    await post.write(lambda connection: guests.knock(connection, post.seat.room, post.player_id, now))
    return await post.answer("You have knocked.")


async def leave(request: Request) -> Response:
    """POST /rooms/{code}/leave: out of the room; the way back is open."""
    post = await _read_post(request)
    await post.write(lambda connection: guests.leave(connection, post.seat.room, post.player_id))
    return await post.answer("You have left this room.")


async def take_step(request: Request) -> Response:
    """POST /rooms/{code}/steps: the next step of a room without a host."""
    post = await _read_post(request)
    seen, to, server = _seen(post.form), _state(post.form.get("to", "")), server_of(request)

    def take(connection: Connection) -> Room:
        room, player_id, guest = look_again(connection, post.seat)
        control = control_of(connection, room, player_id, guest, server.now())
        if room.seq == seen and not _may(control, room, to):
            raise HTTPException(403, NOT_YOURS)
        return stepping.take_step(connection, room, seen, to, server.now())

    await post.write(take)
    return await post.answer()


def _may(control: Control, room: Room, to: State) -> bool:
    """Whether somebody may take a step: any, or what comes next."""
    if control is Control.GO_ON:
        return to in [button.to for button in step_buttons(room.course)[:1]]
    return control is Control.ALL


def _round(form: dict[str, str]) -> int:
    return _number(form.get("round", ""), "That form names no round.")


def _seen(form: dict[str, str]) -> int:
    return _number(form.get("seq", ""), "That form does not say which change it saw.")


def _number(text: str, otherwise: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise Refusal(otherwise)
    return int(text)


def _side(text: str) -> Side:
    try:
        return Side(text)
    except ValueError:
        raise Refusal("A call is higher or lower.") from None


def _state(text: str) -> State:
    try:
        return State(text)
    except ValueError:
        raise Refusal("A step leads to asking, shown, rating or over.") from None
