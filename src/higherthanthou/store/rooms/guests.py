"""The guests of a room: joining, leaving, being sent out and let in again."""

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, insert, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.rooms.code import new_ticket
from ...game.rooms.course import State
from ..boards.hidden_aliases import names_read
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..players.players import me, own_score
from ..runs.candidates import anchor_of
from ..tables import columns, room_guests, rooms
from .meeting import has_met_asked
from .rooms import Room, deck_of, find, touch

MOST_GUESTS = 1000

IN, OUT, BARRED = "in", "out", "barred"
"""A guest is here, has left, or was sent out by the host."""

IS_OVER = "This room is over."
FULL = f"This room is full: it has {MOST_GUESTS:,} guests."
LOCKED = "This room is locked: nobody new can come in. Ask whoever opened it."
SENT_OUT = "You were sent out of this room. You may knock."
HAS_LEFT = "You have left this room; come in again first."
NOBODY = "There is no such guest in this room."


class Guest(NamedTuple):
    """A guest of a room; ``store/tables/rooms.py`` says what the fields are."""

    player_id: int
    number: int
    name: str
    secret: str
    anchor: int
    joined_round: int
    joined_at: int
    state: str
    knocked_at: int | None

    @property
    def is_here(self) -> bool:
        """Whether the guest is in the room."""
        return self.state == IN


_G = room_guests.c
_FIELDS = columns(room_guests, " ".join(Guest._fields))
_in_room = _G.room_id == bindparam("in_room")
_mine = Statement(select(*_FIELDS).where(_in_room, _G.player_id == bindparam("whose")))
_present = Statement(
    update(room_guests)
    .where(_in_room, _G.player_id == bindparam("whose"))
    .values(state=_G.state)
    .returning(*_FIELDS)
)
_numbered = Statement(select(*_FIELDS).where(_in_room, _G.number == bindparam("at_number")))
_all = Statement(select(*_FIELDS).where(_in_room).order_by(_G.number))
_first = Statement(
    select(func.min(_G.number)).where(_in_room, _G.state == IN, _G.player_id != bindparam("opener"))
)
_arrivals = Statement(
    select(
        func.count(),
        func.coalesce(func.sum(case((_G.knocked_at.is_not(None) & (_G.state == BARRED), 1), else_=0)), 0),
    ).where(_in_room)
)
_add = Statement(insert(room_guests).values({c.name: bindparam(c.name) for c in room_guests.c}))
_number = Statement(
    update(rooms)
    .where(
        rooms.c.id == bindparam("room_id"), rooms.c.guests < MOST_GUESTS, ~rooms.c.locked,
        rooms.c.state != State.OVER,
    )
    .values(guests=rooms.c.guests + 1)
    .returning(rooms.c.guests, rooms.c.round)
)  # fmt: skip
_set_state = Statement(
    update(room_guests)
    .where(_in_room, _G.number == bindparam("at_number"))
    .values(state=bindparam("become"), knocked_at=bindparam("knocked"))
)
_set_name = Statement(
    update(room_guests).where(_in_room, _G.number == bindparam("at_number")).values(name=bindparam("called"))
)


def guest_of(connection: Connection, room: Room, player_id: int | None) -> Guest | None:
    """The guest that a player is in a room, whether here or not; None if the player never came in."""
    row = None if player_id is None else _mine.first(connection, in_room=room.id, whose=player_id)
    return Guest._make(row) if row else None


def present(connection: Connection, room: Room, player_id: int) -> Guest:
    """The guest that a player is, who is here and about to call or to rate.

    The row is written as it is: if the player is erased or sent out, or goes on at another phone meanwhile,
    one of the two writes is run again, and nothing is kept of somebody who is no guest.

    Raises:
        Missing: The player never came in.
        Refusal: The guest has left or was sent out.
    """
    row = _present.first(connection, in_room=room.id, whose=player_id)
    if row is None:
        raise Missing
    guest = Guest._make(row)
    if not guest.is_here:
        raise Refusal(SENT_OUT if guest.state == BARRED else HAS_LEFT)
    return guest


def everybody(connection: Connection, room: Room) -> list[Guest]:
    """Every guest of a room by number, those too who are not here any more, by the names that others read."""
    return read_by_others(connection, room, map(Guest._make, _all.all(connection, in_room=room.id)))


def read_by_others(connection: Connection, room: Room, found: Iterable[Guest]) -> list[Guest]:
    """These guests of a room, by the names that others read: an alias may be hidden, as it is on boards."""
    known = list(found)
    names = names_read(connection, room.deck_id, [(guest.player_id, guest.name) for guest in known])
    return [guest._replace(name=name) for guest, name in zip(known, names, strict=True)]


def arrivals(connection: Connection, room: Room) -> tuple[int, int]:
    """How many have ever come in, and how many of those who were sent out knock."""
    row = _arrivals.first(connection, in_room=room.id)
    assert row is not None
    return int(row[0]), int(row[1])


def first_here(connection: Connection, room: Room) -> int | None:
    """The lowest number of a guest who is here, apart from the room's opener."""
    row = _first.first(connection, in_room=room.id, opener=room.opener_id)
    return row[0] if row else None


def join(connection: Connection, room: Room, player_id: int, name: str, now: int, rng: Random) -> Guest:
    """Let a player in, at any time; whoever is here already stays as they are. ``name`` if it is typed.

    Raises:
        Refusal: The room is over, full or locked, or the player was sent out.
    """
    known = guest_of(connection, room, player_id)
    if known is not None and known.is_here:
        return known
    if room.is_over:
        raise Refusal(IS_OVER)
    if known is not None:
        return _return(connection, room, known)
    return _come_in(connection, room, player_id, name, now, rng)


def _return(connection: Connection, room: Room, guest: Guest) -> Guest:
    if guest.state == BARRED:
        raise Refusal(SENT_OUT)
    return let_in(connection, room, guest)


def let_in(connection: Connection, room: Room, guest: Guest) -> Guest:
    """Have a guest here, who has met all that was asked; return the guest as it is then."""
    _set_state.change(connection, in_room=room.id, at_number=guest.number, become=IN, knocked=None)
    has_met_asked(connection, room, guest.player_id)
    return guest._replace(state=IN, knocked_at=None)


def _come_in(connection: Connection, room: Room, player_id: int, name: str, now: int, rng: Random) -> Guest:
    anchor = anchor_of(connection, deck_of(connection, room), own_score(connection, player_id))
    player = me(connection, player_id)
    assert player is not None
    row = _number.first(connection, room_id=room.id)
    if row is None:
        raise Refusal(_why_not(connection, room))
    number, joined_round = row
    guest = Guest(
        player_id, number, name or player.alias, new_ticket(rng), anchor, joined_round, now, IN, None
    )
    _add.change(connection, room_id=room.id, **guest._asdict())
    has_met_asked(connection, room, player_id)
    return guest


def _why_not(connection: Connection, room: Room) -> str:
    """Why nobody new can come in."""
    changed = find(connection, room.code)
    if changed is None:
        raise Missing
    return IS_OVER if changed.is_over else LOCKED if changed.locked else FULL


def leave(connection: Connection, room: Room, player_id: int) -> None:
    """Note that a guest has left; the way back in is open."""
    guest = guest_of(connection, room, player_id)
    if guest is not None and guest.is_here:
        _set_state.change(connection, in_room=room.id, at_number=guest.number, become=OUT, knocked=None)


def knock(connection: Connection, room: Room, player_id: int, now: int) -> None:
    """Note that one who was sent out asks to come back; Missing if the player never was here."""
    guest = guest_of(connection, room, player_id)
    if guest is None:
        raise Missing
    if guest.state == BARRED:
        _set_state.change(connection, in_room=room.id, at_number=guest.number, become=BARRED, knocked=now)


def numbered(connection: Connection, room: Room, number: int) -> Guest:
    """The guest with a number, by the name that others read; Missing if there is none."""
    row = _numbered.first(connection, in_room=room.id, at_number=number)
    if row is None:
        raise Missing
    return read_by_others(connection, room, [Guest._make(row)])[0]


def send_out(connection: Connection, room: Room, number: int, now: int) -> Room:
    """Send a guest out, who may knock; what was called before stays. Missing if there is no such guest."""
    return _become(connection, room, number, BARRED, now)


def bring_back(connection: Connection, room: Room, number: int, now: int) -> Room:
    """Let a guest in again; Missing if there is no such guest."""
    after = _become(connection, room, number, IN, now)
    has_met_asked(connection, room, numbered(connection, room, number).player_id)
    return after


def _become(connection: Connection, room: Room, number: int, state: str, now: int) -> Room:
    if not _set_state.change(connection, in_room=room.id, at_number=number, become=state, knocked=None):
        raise Missing
    return touch(connection, room, now)


def rename(connection: Connection, room: Room, number: int, name: str, now: int) -> Room:
    """Give a guest another name in this room; Missing if there is no such guest."""
    if not _set_name.change(connection, in_room=room.id, at_number=number, called=name):
        raise Missing
    return touch(connection, room, now)
