"""A challenge as it is stored: finding one, ending it, and removing it a month later."""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.engine import Connection

from ...game.modes import CHALLENGES, Mode
from ..decks import decks
from ..decks.decks import Deck
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..tables import challenge_attempts, challenge_files, challenges, columns

MONTH = 31 * 86_400_000
"""So many milliseconds after its end a challenge is removed; every run that took it up is over by then."""


OVER = "This challenge is over: whoever made it has ended it. Those who played it keep their results."


class Ended(Missing):
    """The challenge is over, so that nobody else can take it up."""


class Challenge(NamedTuple):
    """A challenge; ``store/tables/runs.py`` says what the fields are."""

    id: int
    token: str
    maker_id: int
    run_id: str | None
    deck_id: int
    deck_version: int
    mode: str
    day: int | None
    files: int
    ended_at: int | None

    @property
    def is_over(self) -> bool:
        """Whether nobody else can take it up."""
        return self.ended_at is not None

    @property
    def played_as(self) -> Mode:
        """The mode of the runs that take it up."""
        return CHALLENGES[self.mode]


_C = challenges.c
FIELDS = columns(challenges, " ".join(Challenge._fields))
_by_token = Statement(select(*FIELDS).where(_C.token == bindparam("token")))
_by_run = Statement(select(*FIELDS).where(_C.run_id == bindparam("run_id")))
_end = Statement(
    update(challenges)
    .where(_C.token == bindparam("token"), _C.maker_id == bindparam("maker_id"), _C.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)


def find(connection: Connection, token: str) -> Challenge:
    """The challenge with that token, also one that is over. Missing if there is none."""
    row = _by_token.first(connection, token=token)
    if row is None:
        raise Missing
    return Challenge._make(row)


def of_run(connection: Connection, run_id: str) -> Challenge | None:
    """The challenge that was made of a run, if one was."""
    row = _by_run.first(connection, run_id=run_id)
    return Challenge._make(row) if row else None


def deck_of(connection: Connection, challenge: Challenge) -> Deck:
    """Its deck, in the version that its files are of."""
    deck = decks.by_id(connection, challenge.deck_id)
    assert deck is not None
    return deck._replace(version=challenge.deck_version)


def must_go_on(challenge: Challenge) -> None:
    """Refuse a challenge that is over."""
    if challenge.is_over:
        raise Ended(OVER)


def end(connection: Connection, player_id: int, token: str, now: int) -> None:
    """End a challenge of this player; twice is as good as once. Missing if it is not this player's."""
    if find(connection, token).maker_id != player_id:
        raise Missing
    _end.change(connection, token=token, maker_id=player_id, now=now)


def discard_old(connection: Connection, now: int, at_most: int) -> int:
    """Remove some challenges that ended long ago; return how many."""
    old = select(_C.id).where(_C.ended_at < now - MONTH).limit(at_most)
    gone = list(connection.execute(old).scalars())
    for table in (challenge_attempts, challenge_files):
        connection.execute(delete(table).where(table.c.challenge_id.in_(gone)))
    connection.execute(delete(challenges).where(_C.id.in_(gone)))
    return len(gone)
