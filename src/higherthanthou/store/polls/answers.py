"""The answers to a poll: kept under a hash of whoever answers, and told only as sums."""

import hashlib
import hmac
from collections.abc import Iterator

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.polls.shift import PollResult, poll_result
from ...game.polls.statements import Answer, Moment
from ..engine.statement import Statement
from ..tables import poll_answers, polls, room_guests
from .polls import Poll

AT_ONCE = 50
"""So many polls are named in one statement, which looks for each pair in each of them."""

NOT_NOW = "This poll takes no answers now."

_A, _G, _P = poll_answers.c, room_guests.c, polls.c
_mine = (_A.poll_id == bindparam("poll"), _A.pair == bindparam("whose"), _A.moment == bindparam("at"))
_own = Statement(select(_A.first, _A.second).where(*_mine))
_remove = Statement(delete(poll_answers).where(*_mine))
_add = Statement(insert(poll_answers).values({c.name: bindparam(c.name) for c in poll_answers.c}))
_all = Statement(select(_A.moment, _A.pair, _A.first, _A.second).where(_A.poll_id == bindparam("poll")))
_counted = Statement(
    select(func.count()).where(_A.poll_id == bindparam("poll"), _A.moment == bindparam("at"))
)
_held = Statement(select(_P.key).where(_P.id == bindparam("poll")).with_for_update(read=True))
_in_rooms = Statement(
    select(_P.id, _P.key, _G.number)
    .select_from(polls.join(room_guests, _G.room_id == _P.room_id))
    .where(_G.player_id == bindparam("whose"), _P.key.is_not(None))
)
_of_decks = Statement(select(_P.id, _P.key).where(_P.deck_id.is_not(None), _P.key.is_not(None)))


def pair_of(key: str, who: int) -> str:
    """What stands for somebody in one poll: without its key nobody can tell who it is."""
    return hmac.new(bytes.fromhex(key), str(who).encode(), hashlib.sha256).hexdigest()[:32]


def own_answer(connection: Connection, poll: Poll, who: int, moment: Moment) -> Answer | None:
    """What somebody has answered, or None; ``who`` is the guest's number in a room, else the player's."""
    if poll.key is None:
        return None
    row = _own.first(connection, poll=poll.id, whose=pair_of(poll.key, who), at=moment)
    return Answer(*row) if row else None


def keep(connection: Connection, poll: Poll, who: int, moment: Moment, answer: Answer) -> None:
    """Keep an answer; the last one counts.

    Raises:
        Refusal: The poll is closed.
    """
    row = _held.first(connection, poll=poll.id)  # so that it cannot be closed until this is kept
    if row is None or row[0] is None:
        raise Refusal(NOT_NOW)
    whose = pair_of(row[0], who)
    _remove.change(connection, poll=poll.id, whose=whose, at=moment)
    _add.change(connection, poll_id=poll.id, pair=whose, moment=moment, **answer._asdict())


def counted(connection: Connection, poll: Poll, moment: Moment) -> int:
    """How many have answered at a moment: all that is told while a poll goes on."""
    row = _counted.first(connection, poll=poll.id, at=moment)
    return int(row[0]) if row else 0


def result(connection: Connection, poll: Poll) -> PollResult | None:
    """What a poll comes to; None until it is closed."""
    if not poll.is_closed:
        return None
    given: dict[str, dict[str, Answer]] = {Moment.BEFORE: {}, Moment.AFTER: {}}
    for moment, pair, first, second in _all.all(connection, poll=poll.id):
        given[moment][pair] = Answer(first, second)
    return poll_result(given[Moment.BEFORE], given[Moment.AFTER])


def forget(connection: Connection, player_id: int) -> None:
    """Erase what a player answered in polls that go on; in closed ones nobody can tell whose an answer is."""
    for whose in _theirs(connection, player_id):
        connection.execute(delete(poll_answers).where(whose))


def of_player(connection: Connection, player_id: int) -> list[dict[str, object]]:
    """What a player answered in polls that go on, for the player's export."""
    asked = select(_A.moment, _A.first, _A.second).order_by(_A.poll_id, _A.moment)
    return [
        dict(row)
        for whose in _theirs(connection, player_id)
        for row in connection.execute(asked.where(whose)).mappings()
    ]


def _theirs(connection: Connection, player_id: int) -> Iterator[ColumnElement[bool]]:
    """That an answer is one of a player, for some of the polls that go on at a time."""
    pairs = _pairs(connection, player_id)
    for begin in range(0, len(pairs), AT_ONCE):
        ids, whose = zip(*pairs[begin : begin + AT_ONCE], strict=True)
        yield _A.poll_id.in_(ids) & _A.pair.in_(whose)  # a pair is of one poll; SQLite reads all for a tuple


def _pairs(connection: Connection, player_id: int) -> list[tuple[int, str]]:
    """What stands for a player in each poll that goes on: in a room the number there, else the player's."""
    found = _in_rooms.all(connection, whose=player_id)
    found += [(poll_id, key, player_id) for poll_id, key in _of_decks.all(connection)]
    return [(poll_id, pair_of(key, who)) for poll_id, key, who in found]
