"""What the calls of a room come to: by side and by reason, by guest, and with the weight of stars."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.deal import Side
from ...game.rooms.mutual_rating import MIDDLE, mean_stars, weight
from ...game.rooms.split import Call, Split, split_of
from ...game.verdict import judge
from ..engine.statement import Statement
from ..tables import room_calls, room_guests, room_rounds, room_stars
from .rooms import Room

_C, _G, _F, _S = room_calls.c, room_guests.c, room_rounds.c, room_stars.c
_whose = (_G.room_id == _C.room_id) & (_G.player_id == _C.player_id)
_which = (_F.room_id == _C.room_id) & (_F.round == _C.round)
_calls = Statement(
    select(_C.round, _G.number, _C.guess, _C.reason, _F.score, _F.anchor, _G.anchor, _C.called_at)
    .select_from(room_calls.join(room_guests, _whose).join(room_rounds, _which))
    .where(_C.room_id == bindparam("in_room"), _F.shown_at.is_not(None))
    .order_by(_C.round, _G.number)
)
_stars = Statement(
    select(_S.round, _S.to_number, _S.stars)
    .where(_S.room_id == bindparam("in_room"))
    .order_by(_S.round, _S.to_number)
)


class JudgedCall(NamedTuple):
    """A call on a file that was shown; ``anchor`` is what this guest compared it with."""

    round: int
    number: int
    guess: Side
    reason: int | None
    score: int
    anchor: int
    right: bool
    called_at: int


class StarsGot(NamedTuple):
    """Stars that the call of a guest got in a round; ``number`` is that of the guest."""

    round: int
    number: int
    stars: int


class Row(NamedTuple):
    """How a guest stands: right calls, and of how many; ``number`` is that of the guest."""

    number: int
    right: int
    called: int


def judged_calls(connection: Connection, room: Room) -> list[JudgedCall]:
    """Every call on the files that were shown, by round and guest."""
    return [
        JudgedCall(
            number, guest, Side(guess), reason, score, own if anchor is None else anchor,
            judge(number, Side(guess), score, own if anchor is None else anchor).right, called_at,
        )
        for number, guest, guess, reason, score, anchor, own, called_at in _calls.all(
            connection, in_room=room.id
        )
    ]  # fmt: skip


def means(connection: Connection, room: Room, before: int | None = None) -> dict[int, float]:
    """The mean of the stars that each guest got, in the rounds before one if that is given."""
    return means_of(stars_got(connection, room), before)


def stars_got(connection: Connection, room: Room) -> list[StarsGot]:
    """All stars of a room, by round and guest."""
    return [StarsGot._make(row) for row in _stars.all(connection, in_room=room.id)]


def means_of(got: Iterable[StarsGot], before: int | None = None) -> dict[int, float]:
    """The means of these stars, of the rounds before one if that is given."""
    given: dict[int, list[int]] = {}
    for one in got:
        if before is None or one.round < before:
            given.setdefault(one.number, []).append(one.stars)
    return mean_stars(given)


def split_at(calls: Iterable[JudgedCall], room: Room, number: int, known: dict[int, float]) -> Split:
    """The split of a round; ``known`` are the means of stars that guests have."""
    return split_of(
        Call(call.number, call.guess, call.reason, weight(known.get(call.number, MIDDLE), room.knob))
        for call in calls
        if call.round == number
    )


def standing(calls: Iterable[JudgedCall]) -> list[Row]:
    """The guests who have called, most right calls first; of equals, who needed fewer calls for them."""
    rows: dict[int, Row] = {}
    for call in calls:
        row = rows.get(call.number, Row(call.number, 0, 0))
        rows[call.number] = row._replace(right=row.right + call.right, called=row.called + 1)
    return sorted(rows.values(), key=lambda row: (-row.right, row.called, row.number))
