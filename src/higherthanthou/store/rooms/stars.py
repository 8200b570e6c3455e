"""Stars that guests give to the calls of others while a room is rating."""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.engine import Connection

from ...game.deal import Side
from ...game.errors import Refusal
from ...game.rooms.course import State
from ...game.rooms.mutual_rating import calls_to_rate
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..tables import room_calls, room_guests, room_stars
from .guests import guest_of, present
from .rooms import Room, hold

NOT_RATING = "Calls are rated after the file was shown, until the next one comes."
NOT_YOURS = "You rate the calls that are shown to you."

_C, _G, _S = room_calls.c, room_guests.c, room_stars.c
_whose = (_G.room_id == _C.room_id) & (_G.player_id == _C.player_id)
_callers = Statement(
    select(_G.number, _C.guess, _C.reason)
    .select_from(room_calls.join(room_guests, _whose))
    .where(_C.room_id == bindparam("in_room"), _C.round == bindparam("at_round"))
    .order_by(_G.number)
)
_given = Statement(
    select(_S.to_number, _S.stars).where(
        _S.room_id == bindparam("in_room"),
        _S.round == bindparam("at_round"),
        _S.player_id == bindparam("whose"),
    )
)
_counted = Statement(
    select(func.coalesce(func.sum(_S.stars), 0), func.count(_S.player_id.distinct())).where(
        _S.room_id == bindparam("in_room"), _S.round == bindparam("at_round")
    )
)
_add = Statement(insert(room_stars).values({c.name: bindparam(c.name) for c in room_stars.c}))


class CallToRate(NamedTuple):
    """A call of somebody else, without a name; ``stars`` are those given already, 0 for none."""

    number: int
    guess: Side
    reason: int | None
    stars: int


def to_rate(connection: Connection, room: Room, player_id: int) -> list[CallToRate]:
    """The calls of this round that a guest rates: three at most, none of them the guest's own."""
    guest = guest_of(connection, room, player_id)
    if guest is None:
        return []
    here = {"in_room": room.id, "at_round": room.round}
    calls = {number: (guess, reason) for number, guess, reason in _callers.all(connection, **here)}
    given: dict[int, int] = dict(_given.all(connection, **here, whose=player_id))
    seed = f"{room.id}/{room.round}"
    return [
        CallToRate(number, Side(calls[number][0]), calls[number][1], given.get(number, 0))
        for number in calls_to_rate(list(calls), guest.number, seed)
    ]


def give(connection: Connection, room: Room, player_id: int, number: int, to_number: int, stars: int) -> Room:
    """Give one to five stars to a call of the round ``number``; the last word counts. Return the room.

    Raises:
        Missing: The player is no guest here.
        Refusal: The guest is not here or does not rate that call, or the room is not rating that round.
    """
    held = hold(connection, room.id)
    if held is None:
        raise Missing
    present(connection, held, player_id)
    if held.state is not State.RATING or held.round != number:
        raise Refusal(NOT_RATING)
    if to_number not in {call.number for call in to_rate(connection, held, player_id)}:
        raise Refusal(NOT_YOURS)
    mine = {"room_id": room.id, "round": number, "player_id": player_id, "to_number": to_number}
    connection.execute(delete(room_stars).filter_by(**mine))
    _add.change(connection, **mine, stars=stars)
    return held


def given(connection: Connection, room: Room) -> tuple[int, int]:
    """The sum of the stars that were given in the round of now and by how many guests, while a room rates."""
    if room.state is not State.RATING:
        return 0, 0
    row = _counted.first(connection, in_room=room.id, at_round=room.round)
    assert row is not None
    return int(row[0]), int(row[1])
