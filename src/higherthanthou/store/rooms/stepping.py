"""The steps of a room. Each names the change it saw last, so that the same step twice is one step."""

from sqlalchemy import bindparam, exists, insert, select, update
from sqlalchemy.engine import Connection

from ...game.rooms.course import State, step
from ...game.rooms.terms import Compared
from ...game.score import Model
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..players.players import NOBODY
from ..tables import room_guests, room_rounds, rooms, sightings
from .laws import forget_votes, pass_law
from .meeting import has_met_asked
from .rooms import FIELDS, Room, hold, room_from, tell

_R, _F, _G = rooms.c, room_rounds.c, room_guests.c
_this_round = (_F.room_id == bindparam("in_room"), _F.round == bindparam("at_round"))
_move = Statement(
    update(rooms)
    .where(_R.id == bindparam("room_id"), _R.seq == bindparam("seen"))
    .values(
        state=bindparam("to"), round=bindparam("at"), seq=_R.seq + 1, deadline_at=bindparam("ends"),
        changed_at=bindparam("now"),
    )
    .returning(*FIELDS)
)  # fmt: skip
_asked = Statement(update(room_rounds).where(*_this_round).values(asked_at=bindparam("now")))
_shown = Statement(update(room_rounds).where(*_this_round).values(shown_at=bindparam("now")))
_profile = Statement(select(_F.profile_id).where(*_this_round))
_compare = Statement(
    update(room_rounds).where(*_this_round).values(anchor=bindparam("stood"), before_id=bindparam("person"))
)
_last_shown = Statement(
    select(_F.score, _F.profile_id)
    .where(
        _F.room_id == bindparam("in_room"), _F.round < bindparam("at_round"),
        _F.shown_at.is_not(None) | (_F.round == 0),
    )
    .order_by(_F.round.desc())
)  # fmt: skip
_everybody = Statement(select(_G.player_id).where(_G.room_id == bindparam("in_room")))
_met = exists().where(
    sightings.c.player_id == bindparam("whose"), sightings.c.profile_id == bindparam("profile_id")
)
_sight = Statement(
    insert(sightings).from_select(
        ["player_id", "profile_id"],
        select(
            bindparam("whose", type_=sightings.c.player_id.type),
            bindparam("profile_id", type_=sightings.c.profile_id.type),
        ).where(~_met),
    )
)
"""One of each player: rows of players may lie on other machines than those of a room."""


def take_step(
    connection: Connection, room: Room, seen: int, to: State, now: int, model: Model | None = None
) -> Room:
    """Take a step of a room whose change number ``seen`` somebody saw; return the room after it.

    If the room has changed since, nothing happens, and the room is returned as it is. ``model`` is that of
    the deck: without it, a vote for a law is closed and no law passes.

    Raises:
        Refusal: The step does not lead on from where the room is.
    """
    if room.seq != seen:
        return room
    course = step(room.course, to, now)
    moved = _move.first(
        connection, room_id=room.id, seen=seen, to=course.state, at=course.round, ends=course.deadline_at,
        now=now,
    )  # fmt: skip
    if moved is None:
        changed = hold(connection, room.id)
        if changed is None:
            raise Missing
        return changed
    after = room_from(moved)
    if room.votes and to in (State.ASKING, State.OVER):
        _close_vote(connection, room, after, model)
    if to is State.ASKING:
        _ask(connection, after, now)
    elif to is State.SHOWN and room.state is State.ASKING:
        _shown.change(connection, in_room=room.id, at_round=room.round, now=now)
    tell(connection, after)
    return after


def _close_vote(connection: Connection, room: Room, after: Room, model: Model | None) -> None:
    """A law passes with the next file if the room votes now; otherwise the votes come to nothing.

    Back at the file that was shown, votes stay: the vote may go on.
    """
    if room.state is State.VOTING and not after.is_over and model is not None:
        pass_law(connection, after, model)
    else:
        forget_votes(connection, after)


def _ask(connection: Connection, room: Room, now: int) -> None:
    """Lay out the file of the round; all who ever came in have met it from now on.

    Whoever has left or was sent out may still look at the wall. So may the opener, guest or not, who may take
    the steps and so has every score shown.
    """
    here = {"in_room": room.id, "at_round": room.round}
    _asked.change(connection, **here, now=now)
    if room.against == Compared.BEFORE:
        stood = _last_shown.first(connection, **here)
        assert stood is not None
        _compare.change(connection, **here, stood=stood[0], person=stood[1])
    row = _profile.first(connection, **here)
    assert row is not None
    guests = _everybody.all(connection, in_room=room.id)
    _sight.many(connection, [{"whose": player_id, "profile_id": row[0]} for (player_id,) in guests])
    if room.opener_id != NOBODY:
        has_met_asked(connection, room, room.opener_id)
