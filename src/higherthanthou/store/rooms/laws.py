"""The laws of a room: what guests vote for, and the law that passes and judges the next files."""

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.rooms.class_law import ClassLaw, passed, read_weights, score_by, written
from ...game.rooms.course import State
from ...game.score import Model
from ..decks.profiles import open_file
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..tables import columns, room_guests, room_laws, room_rounds, room_votes
from .guests import IN, present
from .rooms import Room, hold

NO_VOTE = "A room votes for a law after a file was shown, until the next one comes."

_V, _L, _F, _G = room_votes.c, room_laws.c, room_rounds.c, room_guests.c
_in_room = _V.room_id == bindparam("in_room")
_mine = Statement(select(_V.law).where(_in_room, _V.player_id == bindparam("whose")))
_remove = Statement(delete(room_votes).where(_in_room, _V.player_id == bindparam("whose")))
_add = Statement(insert(room_votes).values({c.name: bindparam(c.name) for c in room_votes.c}))
_here = (
    select(_V.law)
    .select_from(room_votes.join(room_guests, (_G.room_id == _V.room_id) & (_G.player_id == _V.player_id)))
    .where(_in_room, _G.state == IN)
)
_votes = Statement(_here)
_counted = Statement(select(func.count()).select_from(_here.subquery()))
_empty = Statement(delete(room_votes).where(_in_room))
_pass = Statement(insert(room_laws).values({c.name: bindparam(c.name) for c in room_laws.c}))
_laws = Statement(
    select(*columns(room_laws, "law first_round last_round votes"))
    .where(_L.room_id == bindparam("in_room"))
    .order_by(_L.first_round)
)
_coming = Statement(
    select(_F.round, _F.profile_id).where(
        _F.room_id == bindparam("in_room"), _F.round >= bindparam("begin"), _F.round <= bindparam("end")
    )
)
_judge = Statement(
    update(room_rounds)
    .where(_F.room_id == bindparam("in_room"), _F.round == bindparam("at_round"))
    .values(score=bindparam("scores"))
)


def vote(connection: Connection, room: Room, player_id: int, weights: tuple[int, ...]) -> None:
    """Keep a guest's vote; the last one counts.

    Raises:
        Missing: The player is no guest of this room, or it is gone.
        Refusal: The guest is not here, or the room does not vote now.
    """
    held = hold(connection, room.id)
    if held is None:
        raise Missing
    present(connection, held, player_id)
    if held.state is not State.VOTING:
        raise Refusal(NO_VOTE)
    _remove.change(connection, in_room=room.id, whose=player_id)
    _add.change(connection, room_id=room.id, player_id=player_id, law=written(weights))


def own_vote(connection: Connection, room: Room, player_id: int) -> tuple[int, ...] | None:
    """The weights that a guest votes for; None if the guest has not voted."""
    row = _mine.first(connection, in_room=room.id, whose=player_id)
    return read_weights(row[0]) if row else None


def voted(connection: Connection, room: Room) -> int:
    """How many of those who are here have voted: all that is told before the vote is closed.

    None before the vote is open, and while the room is back at the file.
    """
    if room.state is not State.VOTING:
        return 0
    row = _counted.first(connection, in_room=room.id)
    return int(row[0]) if row else 0


def pass_law(connection: Connection, room: Room, model: Model) -> None:
    """Close the vote: the next files are judged by the middle of the votes, from the one that is asked now.

    Files keep their place and what they are compared with; only their scores are reckoned anew, from what is
    known of each person. If nobody voted, nothing changes.
    """
    votes = [read_weights(law) for (law,) in _votes.all(connection, in_room=room.id)]
    _empty.change(connection, in_room=room.id)
    law = passed(votes, room.round, room.rounds)
    if law is None:
        return
    _pass.change(
        connection, room_id=room.id, first_round=law.first_round, last_round=law.last_round,
        law=written(law.weights), votes=law.votes,
    )  # fmt: skip
    for number, profile_id in _coming.all(
        connection, in_room=room.id, begin=law.first_round, end=law.last_round
    ):
        score = score_by(model, law.weights, open_file(connection, profile_id).record)
        _judge.change(connection, in_room=room.id, at_round=number, scores=score)


def forget_votes(connection: Connection, room: Room) -> None:
    """Remove the votes of a room that goes on, or ends, without a law from them."""
    _empty.change(connection, in_room=room.id)


def laws_of(connection: Connection, room: Room) -> list[ClassLaw]:
    """The laws that a room has passed, the first one first; a room that never votes is not asked for any."""
    if not room.votes:
        return []
    return [
        ClassLaw(read_weights(law), first_round, last_round, votes)
        for law, first_round, last_round, votes in _laws.all(connection, in_room=room.id)
    ]


def law_at(laws: list[ClassLaw], number: int) -> ClassLaw | None:
    """The law that judges a round: the latest one that covers it; None where the deck's own does."""
    covering = [law for law in laws if law.first_round <= number <= law.last_round]
    return covering[-1] if covering else None
