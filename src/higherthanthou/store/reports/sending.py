"""A player's reports of files that were judged: one for a file, kept until the player is erased."""

from sqlalchemy import bindparam, insert, select
from sqlalchemy.engine import Connection

from ...game.errors import NotDealt
from ...game.reports import Reason
from ..engine.statement import Statement
from ..runs.desks import Desk
from ..runs.stars import NOT_JUDGED
from ..tables import guesses, profiles, reports, run_of, runs

_judged = Statement(
    select(guesses.c.profile_id, runs.c.deck_id, profiles.c.person)
    .join(runs, run_of(guesses))
    .join(profiles, profiles.c.id == guesses.c.profile_id)
    .where(
        guesses.c.player_id == bindparam("player_id"),
        guesses.c.run_id == bindparam("run_id"),
        guesses.c.turn == bindparam("turn"),
    )
)
_known = Statement(
    select(reports.c.reason).where(
        reports.c.player_id == bindparam("player_id"), reports.c.profile_id == bindparam("profile_id")
    )
)
_add = Statement(insert(reports).values({c.name: bindparam(c.name) for c in reports.c}))


def report(connection: Connection, player_id: int, run_id: str, turn: int, reason: Reason, now: int) -> str:
    """Report the file that this player judged at a turn; return the reason that is kept, the first one given.

    NotDealt if the player has judged no file there.
    """
    row = _judged.first(connection, player_id=player_id, run_id=run_id, turn=turn)
    if row is None:
        raise NotDealt(NOT_JUDGED)
    profile_id, deck_id, person = row
    known = _known.first(connection, player_id=player_id, profile_id=profile_id)
    if known is not None:
        return str(known[0])
    _add.change(
        connection, player_id=player_id, profile_id=profile_id, deck_id=deck_id, person=person,
        reason=reason.value, reported_at=now, settled=False,
    )  # fmt: skip
    return reason.value


def reported_last(connection: Connection, desk: Desk) -> str:
    """For which reason the player has reported the file judged last; empty for none."""
    if not desk.judged:
        return ""
    mine = {"player_id": desk.player_id, "profile_id": desk.judged[0].profile_id}
    row = _known.first(connection, **mine)
    return str(row[0]) if row else ""
