"""What guests do at their phones: calls, stars, knocking, leaving, and the steps of a room without a host."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....game.deal import Side
from ....game.errors import Refusal
from ....game.polls.statements import read_answer
from ....game.rooms.course import State
from ....store.decks.decks import Deck
from ....store.engine.errors import Missing
from ....store.rooms import calls, guests, laws, room_poll, stars, stepping
from ....store.rooms.control import Control, control_of
from ....store.rooms.rooms import Room, deck_of
from ...forms.reading import read_form
from ...html.render import is_fragment
from ...server import server_of
from ..bells import count, ring
from ..class_laws import model_of
from ..form_fields import number_in, step_in
from ..lookup import Seat, look_again, path_of, seat_of
from .phone import phone_page
from .step_buttons import step_buttons
from .voting import read_vote

NOT_YOURS = (
    "Whoever opened this room takes its steps; once it stands still for a minute, another guest may go on."
)


STANDS = {
    guests.IN: "You are in this room.",
    guests.OUT: "You have left this room.",
    guests.BARRED: guests.SENT_OUT,
}
"""What is said of where a guest is."""

T = TypeVar("T")


class Post(NamedTuple):
    """A form that a guest has sent to a room."""

    request: Request
    seat: Seat
    player_id: int
    form: dict[str, str]

    async def write(self, fn: Callable[[Connection], T]) -> T:
        """Write what a guest does, and return what came of it; whoever counts hears of it."""
        server = server_of(self.request)
        done = await server.database.write(fn, short=True, play=True)
        count(server, self.seat.room)
        return done

    async def answer(self, said: str = "") -> Response:
        """The phone as it is now, or the way to its page; it says what was done, or where the room is."""
        if is_fragment(self.request):
            return await phone_page(self.request, self.seat, said)
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

    def keep(connection: Connection) -> str:
        before = calls.own_call(connection, room, player_id, number)
        held = calls.call(connection, room, player_id, number, side, _reason(post.form, before, side), now)
        if calls.takes_calls(held, number):
            return "Your call is kept."
        return _closed(before, deck_of(connection, held))

    return await post.answer(await post.write(keep))


def _closed(stored: calls.OwnCall | None, deck: Deck) -> str:
    """What is said of a call that came when its round had closed: what is stored."""
    if stored is None:
        return "The round had closed: your call is not in."
    word = deck.words.up if stored.guess is Side.HIGHER else deck.words.down
    return f"The round had closed: your call stays {word}."


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


async def vote(request: Request) -> Response:
    """POST /rooms/{code}/votes: for a law on the shelf, or for one of the guest's own."""
    post = await _read_post(request)
    room, player_id = post.seat.room, post.player_id

    def keep(connection: Connection) -> None:
        weights = read_vote(post.form, deck_of(connection, room))
        laws.vote(connection, room, player_id, weights)

    await post.write(keep)
    return await post.answer("Your vote is kept.")


async def answer_poll(request: Request) -> Response:
    """POST /rooms/{code}/poll: how far a guest agrees with the two statements, before or after the game."""
    post = await _read_post(request)
    room, player_id, given = post.seat.room, post.player_id, read_answer(post.form)
    moment = post.form.get("moment", "")
    await post.write(lambda connection: room_poll.answer(connection, room, player_id, given, moment))
    return await post.answer("Your answers are kept.")


async def close_poll(request: Request) -> Response:
    """POST /rooms/{code}/poll/close: the opener of a room without a host has all screens tell its result."""
    post = await _read_post(request)
    server = server_of(request)

    def close(connection: Connection) -> Room:
        room, player_id, guest, _ = look_again(connection, post.seat)
        if control_of(connection, room, player_id, guest, server.now()) is not Control.ALL:
            raise HTTPException(403, NOT_YOURS)
        return room_poll.close(connection, room, server.now())

    ring(server, await server.database.write(close, play=True))
    return await post.answer("The poll is closed.")


async def knock(request: Request) -> Response:
    """POST /rooms/{code}/knock: somebody who was sent out asks to come back."""
    post = await _read_post(request)
    now = server_of(request).now()

    def ask(connection: Connection) -> str:
        guests.knock(connection, post.seat.room, post.player_id, now)
        return _stands(connection, post)

    said = await post.write(ask)
    return await post.answer("You have knocked." if said == guests.SENT_OUT else said)


async def leave(request: Request) -> Response:
    """POST /rooms/{code}/leave: out of the room; the way back is open."""
    post = await _read_post(request)

    def go(connection: Connection) -> str:
        guests.leave(connection, post.seat.room, post.player_id)
        return _stands(connection, post)

    return await post.answer(await post.write(go))


def _stands(connection: Connection, post: Post) -> str:
    """Where somebody is who has knocked or left: either may change nothing; empty for one who is no guest."""
    guest = guests.guest_of(connection, post.seat.room, post.player_id)
    return STANDS[guest.state] if guest else ""


async def take_step(request: Request) -> Response:
    """POST /rooms/{code}/steps: the next step of a room without a host."""
    post = await _read_post(request)
    (seen, to), server = step_in(post.form), server_of(request)

    def take(connection: Connection) -> Room:
        room, player_id, guest, _ = look_again(connection, post.seat)
        control = control_of(connection, room, player_id, guest, server.now())
        if room.seq == seen and not _may(control, room, to):
            raise HTTPException(403, NOT_YOURS)
        model = model_of(deck_of(connection, room))
        return stepping.take_step(connection, room, seen, to, server.now(), model)

    ring(server, await server.database.write(take, play=True))
    return await post.answer()


def _may(control: Control, room: Room, to: State) -> bool:
    """Whether somebody may take a step: any, or what comes next."""
    if control is Control.GO_ON:
        return to in [button.to for button in step_buttons(room.course)[:1]]
    return control is Control.ALL


def _round(form: dict[str, str]) -> int:
    return number_in(form, "round", "That form names no round.")


def _side(text: str) -> Side:
    try:
        return Side(text)
    except ValueError:
        raise Refusal("A call is higher or lower.") from None
