"""The poll of a room on a phone: the two statements, or what came of them."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ....store.rooms.control import Control
from ....store.rooms.guests import Guest
from ....store.rooms.room_poll import own_answer, poll_now
from ....store.rooms.rooms import Room
from ...polls.poll_view import PollForm, ResultView, form_for, result_view


class PollView(NamedTuple):
    """The statements to answer now, or the result, or neither; ``answered`` is how many have answered now.

    ``may_close`` if this guest leads the room, and the poll waits to be closed.
    """

    form: PollForm | None
    result: ResultView | None
    answered: int
    may_close: bool


def poll_view(connection: Connection, room: Room, guest: Guest, control: Control) -> PollView | None:
    """The poll for a guest; None if the room has none, or while files are called."""
    known = poll_now(connection, room)
    if known is None:
        return None
    own = own_answer(connection, known, guest.number)
    form = form_for(known.moment, own) if known.moment else None
    result = result_view(known.result) if known.result else None
    may_close = room.is_over and not known.poll.is_closed and control is Control.ALL
    return PollView(form, result, known.answered, may_close)
