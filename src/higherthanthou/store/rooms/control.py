"""Who may take the steps of a room that no host opened: its opener, and in time somebody else."""

from enum import Enum

from sqlalchemy.engine import Connection

from ...game.rooms.course import SECOND
from .guests import Guest, first_here
from .rooms import Room

STANDSTILL = 60 * SECOND
"""After so long without a change, in milliseconds, another guest than the opener may go on."""

AWAY = 20 * SECOND
"""After so long without a screen of the host, in milliseconds, all screens say that the host is away."""


class Control(Enum):
    """What somebody may do with the course of a room: nothing, go on to what comes next, or any step."""

    NONE = "none"
    GO_ON = "go on"
    ALL = "all"


def stands_still(room: Room, now: int) -> bool:
    """Whether a room without a host has waited so long that another guest may go on."""
    return room.host_id is None and not room.is_over and now - room.changed_at >= STANDSTILL


def host_is_away(room: Room, now: int) -> bool:
    """Whether no screen of the room's host was connected lately."""
    return room.host_id is not None and not room.is_over and now - room.host_seen_at > AWAY


def control_of(
    connection: Connection, room: Room, player_id: int | None, guest: Guest | None, now: int
) -> Control:
    """What a player may do with a room; ``guest`` is who they are in it, or None."""
    if room.host_id is not None or player_id is None:
        return Control.NONE
    if player_id == room.opener_id:
        return Control.ALL
    if guest is None or not guest.is_here or not stands_still(room, now):
        return Control.NONE
    return Control.GO_ON if guest.number == first_here(connection, room) else Control.NONE
