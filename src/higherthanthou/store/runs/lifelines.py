"""Using a lifeline on the file on the desk."""

from random import Random

from sqlalchemy import bindparam, insert
from sqlalchemy.engine import Connection

from ...game.modes.mode import SWAP
from ...game.run import Used
from ..engine.statement import Statement
from ..tables import lifelines
from . import run_to_judge, run_updates
from .dealing import RuleInputs, deal
from .desks import Desk, lay_out
from .stored_run import StoredRun

_use = Statement(insert(lifelines).values({c.name: bindparam(c.name) for c in lifelines.c}))


def note(connection: Connection, stored: StoredRun, used: Used) -> None:
    """Note that a run has used a lifeline."""
    _use.change(connection, player_id=stored.player_id, run_id=stored.run_id, turn=used.turn, kind=used.kind)


def use(
    connection: Connection, player_id: int, run_id: str, turn: int, kind: str, inputs: RuleInputs
) -> Desk:
    """Use a lifeline on the file on the desk; return the desk after it.

    One that was used at that turn already, or a turn that is over, changes nothing.
    """
    stored = run_to_judge.read(connection, player_id, run_id).stored
    run, used = stored.run, Used(kind, turn)
    if turn != run.turn or not run.open or used in run.used:
        return lay_out(connection, stored)
    stored.mode.use(run, kind)
    note(connection, stored, used)
    run_updates.touch(connection, stored, turn)
    stored = stored._replace(run=run._replace(used=(*run.used, used)))
    if kind == SWAP:
        stored = _swap(connection, stored, inputs.now, inputs.rng)
    return lay_out(connection, stored)


def _swap(connection: Connection, stored: StoredRun, now: int, rng: Random) -> StoredRun:
    """Another file in the place of the one on the desk."""
    stored, file = deal(connection, stored, rng)
    run_updates.lay(connection, stored.run.turn, stored, file, now)
    return stored
