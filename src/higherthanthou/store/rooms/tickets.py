"""Tickets: a guest goes on in the same place on another phone, or after a lost cookie."""

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..players.players import own_score
from ..tables import room_calls, room_guests, room_stars, room_votes, rooms
from .guests import BARRED, Guest, let_in, numbered
from .rooms import Room

NO_TICKET = "No guest of this room has that ticket."
CALLED_HERE = "You have called in this room already; this phone keeps its own place."

_has_called = Statement(
    select(room_calls.c.round).where(
        room_calls.c.room_id == bindparam("in_room"), room_calls.c.player_id == bindparam("whose")
    )
)
_hand_on = Statement(
    update(rooms)
    .where(
        rooms.c.id == bindparam("room_id"),
        rooms.c.opener_id == bindparam("before"),
        rooms.c.host_id.is_(None),
    )
    .values(opener_id=bindparam("whose"))
)


def take_place(connection: Connection, room: Room, player_id: int, number: int, secret: str) -> Guest:
    """Let a player go on as the guest who has that ticket.

    The opener of a player's own room controls it from there on.

    Raises:
        Refusal: No guest has that ticket, or the player has called in this room as somebody else.
    """
    guest = _holder(connection, room, number, secret)
    if guest.player_id == player_id:
        return guest
    own_score(connection, player_id)
    if _has_called.first(connection, in_room=room.id, whose=player_id):
        raise Refusal(CALLED_HERE)
    for table in (room_stars, room_votes, room_guests):
        connection.execute(delete(table).where(table.c.room_id == room.id, table.c.player_id == player_id))
    for table in (room_guests, room_calls, room_stars, room_votes):
        mine = table.c.room_id == room.id, table.c.player_id == guest.player_id
        connection.execute(update(table).where(*mine).values(player_id=player_id))
    _hand_on.change(connection, room_id=room.id, before=guest.player_id, whose=player_id)
    return let_in(connection, room, guest._replace(player_id=player_id))


def _holder(connection: Connection, room: Room, number: int, secret: str) -> Guest:
    """The guest who has a ticket; one who was sent out has none."""
    try:
        guest = numbered(connection, room, number)
    except Missing:
        raise Refusal(NO_TICKET) from None
    if guest.secret != secret or guest.state == BARRED:
        raise Refusal(NO_TICKET)
    return guest
