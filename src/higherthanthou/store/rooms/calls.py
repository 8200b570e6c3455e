"""The calls on the file of a round: one of each guest, which may be changed until the round closes."""

from typing import NamedTuple

from sqlalchemy import bindparam, case, func, insert, select, update
from sqlalchemy.engine import Connection

from ...game.deal import Side
from ...game.errors import Refusal
from ...game.rooms.course import State
from ..decks.profiles import public_profile
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..tables import room_calls, room_guests, room_rounds
from .guests import IN, present
from .rooms import Room, hold

NOT_ASKED = "That file has not been asked yet."
NO_REASON = "That fact is not on the file."

_C, _G, _F = room_calls.c, room_guests.c, room_rounds.c
_this_round = (_C.room_id == bindparam("in_room"), _C.round == bindparam("at_round"))
_mine = Statement(
    select(_C.guess, _C.reason, _C.called_at).where(*_this_round, _C.player_id == bindparam("whose"))
)
_add = Statement(insert(room_calls).values({c.name: bindparam(c.name) for c in room_calls.c}))
_change = Statement(
    update(room_calls)
    .where(*_this_round, _C.player_id == bindparam("whose"))
    .values(guess=bindparam("said"), reason=bindparam("because"), called_at=bindparam("now"))
)
_file = Statement(
    select(_F.profile_id).where(_F.room_id == bindparam("in_room"), _F.round == bindparam("at_round"))
)
_has_called = (
    select(_C.player_id)
    .where(
        _C.room_id == bindparam("in_room"), _C.round == bindparam("at_round"), _C.player_id == _G.player_id
    )
    .exists()
)
_is_awaited = (_G.state == IN) & ((_G.joined_round < bindparam("at_round")) | _has_called)
_called_or_awaited = Statement(
    select(_G.number, case((_has_called, 1), else_=0)).where(
        _G.room_id == bindparam("in_room"), _is_awaited | _has_called
    )
)
_counts = Statement(
    select(
        func.count(),
        func.coalesce(func.sum(case((_is_awaited, 1), else_=0)), 0),
        func.coalesce(func.sum(case((_has_called, 1), else_=0)), 0),
    ).where(_G.room_id == bindparam("in_room"), _G.state == IN)
)


class OwnCall(NamedTuple):
    """A guest's own call; ``reason`` is the place of a fact on the file, from 0, or None."""

    guess: Side
    reason: int | None
    called_at: int


class Roll(NamedTuple):
    """The numbers of the guests who have called in a round, and of those whom it still waits for."""

    called: set[int]
    awaited: set[int]


class Counts(NamedTuple):
    """How many guests are here, how many the round waits for, and how many of these have called.

    A round waits for those who came in before it was asked; one who came later counts once they call.
    """

    here: int
    awaited: int
    called: int

    @property
    def all_called(self) -> bool:
        """Whether the round waits for nobody."""
        return 0 < self.awaited == self.called


def own_call(connection: Connection, room: Room, player_id: int, number: int | None = None) -> OwnCall | None:
    """A guest's call on the file of a round, that of now if ``number`` is None; None if there is none."""
    at = room.round if number is None else number
    row = _mine.first(connection, in_room=room.id, at_round=at, whose=player_id)
    return OwnCall(Side(row[0]), row[1], row[2]) if row else None


def takes_calls(room: Room, number: int) -> bool:
    """Whether a call on the file of the round ``number`` counts now, or the round is closed."""
    return room.state is State.ASKING and room.round == number


def call(
    connection: Connection, room: Room, player_id: int, number: int, guess: Side, reason: int | None, now: int
) -> Room:
    """Keep a guest's call on the file of the round ``number``; return the room as it is.

    A round that is closed keeps what it has, and so does one that was asked before that.

    Raises:
        Missing: The player is no guest of this room.
        Refusal: The guest is not here, the round was not asked yet, or the reason is not on the file.
    """
    held = hold(connection, room.id)
    if held is None:
        raise Missing
    present(connection, held, player_id)
    if number > held.round or number < 1:
        raise Refusal(NOT_ASKED)
    here = {"in_room": room.id, "at_round": number}
    _check_reason(connection, here, reason)
    if not takes_calls(held, number):
        return held
    if _mine.first(connection, **here, whose=player_id) is None:
        _add.change(
            connection, room_id=room.id, round=number, player_id=player_id, guess=guess, reason=reason,
            called_at=now,
        )  # fmt: skip
    else:
        _change.change(connection, **here, whose=player_id, said=guess, because=reason, now=now)
    return held


def _check_reason(connection: Connection, here: dict[str, int], reason: int | None) -> None:
    row = _file.first(connection, **here)
    if row is None:
        raise Refusal(NOT_ASKED)
    if reason is not None and not 0 <= reason < len(public_profile(connection, row[0]).facts):
        raise Refusal(NO_REASON)


def counts(connection: Connection, room: Room) -> Counts:
    """How many are here and have called in the round of now."""
    row = _counts.first(connection, in_room=room.id, at_round=room.round)
    assert row is not None
    return Counts(*map(int, row))


def roll(connection: Connection, room: Room) -> Roll:
    """Who has called in the round of now, and who is waited for; ``counts`` says how many these are."""
    found = Roll(set(), set())
    for number, has_called in _called_or_awaited.all(connection, in_room=room.id, at_round=room.round):
        (found.called if has_called else found.awaited).add(number)
    return found
