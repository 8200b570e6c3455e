"""A poll as it is stored: opening, leading and closing one, and finding it."""

import secrets
from random import Random
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.polls.statements import Moment
from ...game.rooms.code import new_code
from ..engine.statement import Statement
from ..tables import columns, new_id, poll_answers, polls

DAY = 86_400_000
KEPT = 30 * DAY
"""So long the poll of a deck is kept after its last stage, in milliseconds; others go with their room."""

CLOSED = "closed"
ORDER = (Moment.BEFORE, Moment.AFTER, CLOSED)

GOES_ON = "A poll of this deck goes on already; close it first."
NO_STAGE = "A poll leads from before to after, and then it is closed."


class Poll(NamedTuple):
    """A poll; ``store/tables/rooms.py`` says what the fields are."""

    id: int
    code: str
    room_id: int | None
    deck_id: int | None
    stage: str
    key: str | None
    opened_at: int
    changed_at: int

    @property
    def is_closed(self) -> bool:
        """Whether nobody can answer any more, and the result may be told."""
        return self.stage == CLOSED

    @property
    def moment(self) -> Moment | None:
        """Which answer the poll of a deck takes now; None if it is closed."""
        return None if self.is_closed else Moment(self.stage)


_P = polls.c
_FIELDS = columns(polls, " ".join(Poll._fields))
_of_room = Statement(select(*_FIELDS).where(_P.room_id == bindparam("room")))
_by_code = Statement(select(*_FIELDS).where(_P.code == bindparam("sought"), _P.deck_id.is_not(None)))
_coded = Statement(select(_P.id).where(_P.code == bindparam("sought")))
_of_deck = Statement(
    select(*_FIELDS)
    .where(_P.deck_id == bindparam("deck"))
    .order_by(_P.stage == CLOSED, _P.opened_at.desc(), _P.id)
)
_add = Statement(insert(polls).values({c.name: bindparam(c.name) for c in polls.c}))
_lead = Statement(
    update(polls)
    .where(_P.id == bindparam("poll"), _P.stage == bindparam("seen"))
    .values(stage=bindparam("to"), key=bindparam("kept"), changed_at=bindparam("now"))
)


def open_for_room(connection: Connection, room_id: int, now: int, rng: Random) -> None:
    """Open the poll of a room, which is answered in its lobby and at its end."""
    _open(connection, room_id, None, now, rng)


def open_for_deck(connection: Connection, deck_id: int, now: int, rng: Random) -> None:
    """Open a poll for the players of a deck; Refusal if one goes on.

    If two come at once, the database refuses the later one, which is run again.
    """
    latest = of_deck(connection, deck_id)
    if latest is not None and not latest.is_closed:
        raise Refusal(GOES_ON)
    _open(connection, None, deck_id, now, rng)


def _open(connection: Connection, room_id: int | None, deck_id: int | None, now: int, rng: Random) -> None:
    while _coded.first(connection, sought=(code := new_code(rng))) is not None:
        pass
    poll = Poll(new_id(), code, room_id, deck_id, Moment.BEFORE, secrets.token_hex(32), now, now)
    _add.change(connection, **poll._asdict())


def of_room(connection: Connection, room_id: int) -> Poll | None:
    """The poll of a room; None if it has none."""
    row = _of_room.first(connection, room=room_id)
    return Poll._make(row) if row else None


def of_deck(connection: Connection, deck_id: int) -> Poll | None:
    """The latest poll of a deck; None if it never had one."""
    row = _of_deck.first(connection, deck=deck_id)
    return Poll._make(row) if row else None


def find(connection: Connection, code: str) -> Poll | None:
    """The poll of a deck with that code; None if there is none."""
    row = _by_code.first(connection, sought=code)
    return Poll._make(row) if row else None


def lead_on(connection: Connection, poll: Poll, to: str, now: int) -> None:
    """Take a poll to its next stage, or close it; a stage that it has already changes nothing.

    Closing destroys the key, and with it the way from anybody to their answers.

    Raises:
        Refusal: The stage lies behind the poll, or there is no such stage.
    """
    if to not in ORDER or ORDER.index(to) < ORDER.index(poll.stage):
        raise Refusal(NO_STAGE)
    if to != poll.stage:
        kept = None if to == CLOSED else poll.key
        _lead.change(connection, poll=poll.id, seen=poll.stage, to=to, kept=kept, now=now)


def discard_of_rooms(connection: Connection, room_ids: list[int]) -> None:
    """Remove the polls of rooms that are removed."""
    _discard(connection, list(connection.execute(select(_P.id).where(_P.room_id.in_(room_ids))).scalars()))


def discard_old(connection: Connection, now: int, at_most: int) -> int:
    """Remove some polls of decks in which nothing has changed for 30 days; return how many."""
    old = select(_P.id).where(_P.deck_id.is_not(None), _P.changed_at < now - KEPT).limit(at_most)
    gone = list(connection.execute(old).scalars())
    _discard(connection, gone)
    return len(gone)


def _discard(connection: Connection, gone: list[int]) -> None:
    if gone:
        connection.execute(delete(poll_answers).where(poll_answers.c.poll_id.in_(gone)))
        connection.execute(delete(polls).where(_P.id.in_(gone)))
