"""The challenge that lies on a player's desk: taken up, and not judged to its end."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ..engine.statement import Statement, at_most
from ..tables import challenge_attempts, challenges, run_of, runs
from .challenges import FIELDS, Challenge
from .trails import Maker, maker_of

_latest = Statement(
    at_most(
        select(runs.c.id, runs.c.turn, *FIELDS)
        .select_from(challenge_attempts)
        .join(runs, run_of(challenge_attempts))
        .join(challenges, challenges.c.id == challenge_attempts.c.challenge_id)
        .where(challenge_attempts.c.player_id == bindparam("player_id"), runs.c.open)
        .order_by(challenge_attempts.c.begun_at.desc()),
        1,
    )
)


class Begun(NamedTuple):
    """An attempt that goes on: its run, and how many files are judged; ``maker`` is None once erased."""

    run_id: str
    judged: int
    files: int
    maker: Maker | None


def begun(connection: Connection, player_id: int) -> Begun | None:
    """The challenge that this player took up last and has not finished; None if there is none."""
    row = _latest.first(connection, player_id=player_id)
    if row is None:
        return None
    run_id, turn, *fields = row
    challenge = Challenge._make(fields)
    return Begun(run_id, turn - 1, challenge.files, maker_of(connection, challenge))
