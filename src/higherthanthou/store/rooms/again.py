"""Again with the same people: a room that goes on from one that is over, and takes its guests along."""

from random import Random

from sqlalchemy import bindparam, insert, literal, null, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.types import BigInteger

from ...game.errors import Refusal
from ...game.rooms.terms import Compared, Names, Terms
from ..decks.decks import by_id
from ..engine.statement import Statement
from ..polls import polls
from ..tables import room_guests, rooms
from .guests import BARRED, IN
from .opening import open_room
from .rooms import Room, find, following, touch

NOT_OVER = "This room is not over yet; end it first."

_G = room_guests.c
_TAKEN = {
    "room_id": bindparam("into_room", type_=BigInteger),
    "joined_round": literal(0),
    "joined_at": bindparam("now", type_=BigInteger),
    "knocked_at": null(),
}
_take_along = Statement(
    insert(room_guests).from_select(
        [column.name for column in _G],
        select(*[_TAKEN.get(column.name, column) for column in _G]).where(
            _G.room_id == bindparam("in_room"), (_G.state == IN) | (_G.state == BARRED)
        ),
    )
)
_count_on = Statement(
    update(rooms).where(rooms.c.id == bindparam("room_id")).values(guests=bindparam("numbers"))
)


def terms_of(room: Room) -> Terms:
    """The terms that a room was opened with, the knob as it stands now."""
    return Terms(
        room.rounds, Compared(room.against), room.reasons, room.ranks, Names(room.names), room.seconds,
        room.on_phones, room.knob,
    )  # fmt: skip


def go_on(connection: Connection, room: Room, opener_id: int, now: int, rng: Random) -> Room:
    """Open the room that follows one that is over, on the same terms, with all who are still here.

    They keep their number, their name and their ticket, and the score that they are compared with; whom the
    host has sent out stays out. If it has been opened already, it is the answer. The screens of the old room
    are told.

    Raises:
        Refusal: The room is not over, or its deck can be played no longer.
    """
    if not room.is_over:
        raise Refusal(NOT_OVER)
    touch(connection, room, now)  # holds the row: of two at once, the second finds the room of the first
    known = following(connection, room)
    if known is not None:
        return known
    deck = by_id(connection, room.deck_id)
    assert deck is not None
    _close_poll(connection, room, now)
    opened = open_room(connection, deck, terms_of(room), opener_id, room.host_id, now, rng, room.id)
    _take_along.change(connection, in_room=room.id, into_room=opened.id, now=now)
    _count_on.change(connection, room_id=opened.id, numbers=room.guests)
    found = find(connection, opened.code)
    assert found is not None
    return found


def _close_poll(connection: Connection, room: Room, now: int) -> None:
    """Nobody comes back to a room that goes on elsewhere."""
    poll = polls.of_room(connection, room.id)
    if poll is not None:
        polls.lead_on(connection, poll, polls.CLOSED, now)
