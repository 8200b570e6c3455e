"""Files that a room has asked count as met, so that none is dealt to its guests in a run that ranks."""

from sqlalchemy import bindparam, exists, insert, select
from sqlalchemy.engine import Connection

from ..engine.statement import Statement
from ..tables import room_rounds, sightings
from .rooms import Room

_has_met = exists().where(
    sightings.c.player_id == bindparam("whose"), sightings.c.profile_id == room_rounds.c.profile_id
)
_sight_asked = Statement(
    insert(sightings).from_select(
        ["player_id", "profile_id"],
        select(bindparam("whose", type_=sightings.c.player_id.type), room_rounds.c.profile_id).where(
            room_rounds.c.room_id == bindparam("in_room"), room_rounds.c.asked_at.is_not(None), ~_has_met
        ),
    )
)


def has_met_asked(connection: Connection, room: Room, player_id: int) -> None:
    """Note that a player has met all files that were asked in a room so far."""
    _sight_asked.change(connection, in_room=room.id, whose=player_id)
