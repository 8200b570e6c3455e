"""A room as it is stored: finding one, and what all of its screens have to see."""

import re
from typing import NamedTuple

from sqlalchemy import Text, bindparam, delete, func, select, update
from sqlalchemy.engine import Connection

from ...game.rooms.course import Course, State
from ..decks import decks
from ..decks.decks import Deck
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..polls import polls
from ..tables import columns, room_calls, room_guests, room_laws, room_rounds, room_stars, room_votes, rooms

DAY = 86_400_000
KEPT = 30 * DAY
"""So long a room is kept after its last change, in milliseconds; then it is purged."""

CALLS_AT_ONCE = 5_000
"""Rooms with more calls than that together are not purged in one write: others would wait for it."""

CALLED, OVER, STEP = "called", "over", "step"
"""What is told of a room there: the id, one of these, and the number of the change."""

NOTE = re.compile(f"([0-9]{{1,19}}) ({CALLED}|{OVER}|{STEP}) ([0-9]{{1,9}})")

CHANNEL = "rooms"
"""The channel on which PostgreSQL tells other processes of a change."""


class Room(NamedTuple):
    """A room; ``store/tables/rooms.py`` says what the fields are."""

    id: int
    code: str
    host_id: int | None
    opener_id: int
    deck_id: int
    deck_version: int
    against: str
    rounds: int
    reasons: bool
    ranks: bool
    names: str
    on_phones: bool
    seconds: int
    knob: int
    locked: bool
    state: State
    round: int
    seq: int
    guests: int
    deadline_at: int | None
    opened_at: int
    changed_at: int
    host_seen_at: int
    follows: int | None
    votes: bool

    @property
    def course(self) -> Course:
        """How far it is."""
        return Course(self.state, self.round, self.rounds, self.seconds, self.deadline_at, self.votes)

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.state is State.OVER

    @property
    def is_revealed(self) -> bool:
        """Whether the score of the file of this round may be told."""
        return self.state in {State.SHOWN, State.RATING}


FIELDS = columns(rooms, " ".join(Room._fields))
_R = rooms.c
_by_code = Statement(select(*FIELDS).where(_R.code == bindparam("code")))
_by_id = Statement(select(*FIELDS).where(_R.id == bindparam("room_id")))
_after = Statement(select(*FIELDS).where(_R.follows == bindparam("room_id")).order_by(_R.opened_at))
_held = Statement(select(*FIELDS).where(_R.id == bindparam("room_id")).with_for_update(read=True))
_of_host = Statement(
    select(*FIELDS).where(_R.host_id == bindparam("host_id")).order_by(_R.opened_at.desc(), _R.id)
)
_due = Statement(select(*FIELDS).where(_R.deadline_at <= bindparam("now")))
_touch = Statement(
    update(rooms)
    .where(_R.id == bindparam("room_id"))
    .values(seq=_R.seq + 1, changed_at=bindparam("now"))
    .returning(*FIELDS)
)
_lock = Statement(update(rooms).where(_R.id == bindparam("room_id")).values(locked=bindparam("lock")))
_turn = Statement(update(rooms).where(_R.id == bindparam("room_id")).values(knob=bindparam("share")))
_notify = Statement(select(func.pg_notify(bindparam("channel", type_=Text), bindparam("note", type_=Text))))
_postpone = Statement(
    update(rooms).where(_R.deadline_at < bindparam("now")).values(deadline_at=bindparam("until"))
)


def room_from(row: tuple[object, ...]) -> Room:
    """A room from its FIELDS."""
    known = Room._make(row)
    return known._replace(
        state=State(known.state),
        reasons=bool(known.reasons),
        ranks=bool(known.ranks),
        on_phones=bool(known.on_phones),
        locked=bool(known.locked),
        votes=bool(known.votes),
    )


def find(connection: Connection, code: str) -> Room | None:
    """The room with that code, open or over."""
    row = _by_code.first(connection, code=code)
    return room_from(row) if row else None


def by_id(connection: Connection, room_id: int) -> Room | None:
    """The room with that row id."""
    row = _by_id.first(connection, room_id=room_id)
    return room_from(row) if row else None


def own(connection: Connection, host_id: int, code: str) -> Room:
    """The room with that code if this host opened it; Missing if not, or if there is none."""
    room = find(connection, code)
    if room is None or room.host_id != host_id:
        raise Missing
    return room


def following(connection: Connection, room: Room) -> Room | None:
    """The room that goes on from one that is over, with the same people; None if there is none."""
    row = _after.first(connection, room_id=room.id)
    return room_from(row) if row else None


def hold(connection: Connection, room_id: int) -> Room | None:
    """The room as it is now; no other process takes a step with it until this transaction ends."""
    row = _held.first(connection, room_id=room_id)
    return room_from(row) if row else None


def of_host(connection: Connection, host_id: int) -> list[Room]:
    """The rooms that a host opened, newest first."""
    return [room_from(row) for row in _of_host.all(connection, host_id=host_id)]


def deck_of(connection: Connection, room: Room) -> Deck:
    """The deck of a room, in the version that the room plays."""
    deck = decks.by_id(connection, room.deck_id)
    assert deck is not None
    return deck._replace(version=room.deck_version)


def due(connection: Connection, now: int) -> list[Room]:
    """The rooms whose deadline has come."""
    return [room_from(row) for row in _due.all(connection, now=now)]


def postpone(connection: Connection, now: int, until: int) -> int:
    """Move the deadlines that have passed already; return how many."""
    return _postpone.change(connection, now=now, until=until)


def touch(connection: Connection, room: Room, now: int) -> Room:
    """Note a change that all screens have to see; return the room after it."""
    row = _touch.first(connection, room_id=room.id, now=now)
    assert row is not None
    after = room_from(row)
    tell(connection, after)
    return after


def lock(connection: Connection, room: Room, locked: bool, now: int) -> Room:
    """Let no newcomers in any more, or let them in again."""
    _lock.change(connection, room_id=room.id, lock=locked)
    return touch(connection, room, now)


def turn_knob(connection: Connection, room: Room, knob: int, now: int) -> Room:
    """Change how much stars weigh."""
    _turn.change(connection, room_id=room.id, share=knob)
    return touch(connection, room, now)


def hosts_are_here(connection: Connection, present: list[int], now: int) -> None:
    """Note of which rooms, by their ids, a screen of the host is connected."""
    connection.execute(update(rooms).where(_R.id.in_(present)).values(host_seen_at=now))


def tell(connection: Connection, room: Room) -> None:
    """Tell other processes of a change as soon as it is durable."""
    tell_note(connection, f"{room.id} {OVER if room.is_over else STEP} {room.seq}")


def tell_called(connection: Connection, room_id: int) -> None:
    """Tell other processes that somebody came, left or called."""
    tell_note(connection, f"{room_id} {CALLED} 0")


def tell_note(connection: Connection, note: str) -> None:
    """Tell other processes something about a room; SQLite has none."""
    if connection.dialect.name == "postgresql":
        _notify.first(connection, channel=CHANNEL, note=note)


def read_note(note: str) -> tuple[int, str, int] | None:
    """What was told of a room: its id, what, and the number of the change; None if it is no such note."""
    found = NOTE.fullmatch(note)
    return (int(found[1]), found[2], int(found[3])) if found else None


def discard_old(connection: Connection, now: int, at_most: int) -> int:
    """Remove some rooms in which nothing has changed for 30 days; return how many."""
    gone = _old(connection, now, at_most)
    polls.discard_of_rooms(connection, gone)
    for table in (room_votes, room_laws, room_stars, room_calls, room_guests, room_rounds):
        connection.execute(delete(table).where(table.c.room_id.in_(gone)))
    connection.execute(delete(rooms).where(_R.id.in_(gone)))
    return len(gone)


def _old(connection: Connection, now: int, at_most: int) -> list[int]:
    """Old rooms that go in one write: so many at most, and fewer if they were full."""
    found = select(_R.id, _R.guests * _R.rounds).where(_R.changed_at < now - KEPT).limit(at_most)
    old: list[int] = []
    together = 0
    for room_id, calls in connection.execute(found):
        together += calls
        if old and together > CALLS_AT_ONCE:
            break
        old.append(room_id)
    return old
