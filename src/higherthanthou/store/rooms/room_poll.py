"""The poll of a room: answered in its lobby and at its end, told once it is closed."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.polls.shift import PollResult
from ...game.polls.statements import Answer, Moment
from ...game.rooms.course import State
from ..engine.errors import Missing
from ..polls import answers, polls
from ..polls.polls import CLOSED, Poll
from .guests import present
from .rooms import Room, hold, touch

ASKED = {State.LOBBY: Moment.BEFORE, State.OVER: Moment.AFTER}
"""In which states of a room its poll is answered, and what that answer is."""

NO_POLL = "This room has no poll."
NOT_NOW = (
    "The two statements are answered before the first file, and after the last one until the poll is closed."
)
GONE_ON = "The room has gone on meanwhile: look again, and answer what it asks now."
NOT_OVER = "A poll is closed at the end of its room."


class RoomPoll(NamedTuple):
    """A room's poll now: which answer it takes, or None; how many have given it; its result once closed."""

    poll: Poll
    moment: Moment | None
    answered: int
    result: PollResult | None


def poll_of(connection: Connection, room: Room) -> RoomPoll | None:
    """The poll of a room; None if it has none."""
    poll = polls.of_room(connection, room.id)
    if poll is None:
        return None
    moment = None if poll.is_closed else ASKED.get(room.state)
    answered = answers.counted(connection, poll, moment) if moment else 0
    return RoomPoll(poll, moment, answered, answers.result(connection, poll))


def poll_now(connection: Connection, room: Room) -> RoomPoll | None:
    """The poll of a room where its screens tell of it; None while files are called."""
    return poll_of(connection, room) if room.state in ASKED else None


def own_answer(connection: Connection, known: RoomPoll, number: int) -> Answer | None:
    """What the guest with that number has answered now; None if nothing."""
    return answers.own_answer(connection, known.poll, number, known.moment) if known.moment else None


def answer(connection: Connection, room: Room, player_id: int, given: Answer, moment: str = "") -> None:
    """Keep a guest's answer; the last one counts. ``moment`` is when the form asked for it, empty for now.

    Raises:
        Missing: The player is no guest of this room, or it is gone.
        Refusal: The guest was sent out, or there is no poll that takes answers now, or of that moment.
    """
    held = hold(connection, room.id)
    if held is None:
        raise Missing
    guest = present(connection, held, player_id)
    known = poll_of(connection, held)
    if known is None or known.moment is None:
        raise Refusal(NO_POLL if known is None else NOT_NOW)
    if moment not in ("", known.moment):
        raise Refusal(GONE_ON)
    answers.keep(connection, known.poll, guest.number, known.moment, given)


def close(connection: Connection, room: Room, now: int) -> Room:
    """Close the poll of a room that is over, so that all screens tell what came of it; return the room.

    Raises:
        Refusal: The room has no poll, or is not over.
    """
    poll = polls.of_room(connection, room.id)
    if poll is None or not room.is_over:
        raise Refusal(NO_POLL if poll is None else NOT_OVER)
    if poll.is_closed:
        return room
    polls.lead_on(connection, poll, CLOSED, now)
    return touch(connection, room, now)
